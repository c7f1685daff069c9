package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Marking;
import dev.seedbed.database.SchemaNames;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the mark of a database. */
public final class MarkerTable {
    private MarkerTable() {}

    /**
     * What was marked.
     *
     * @param before the environment of the mark that was there; null where there was none that could be read
     * @param boundTo the identity of the database
     */
    public record Marked(String environment, @Nullable String before, String database, String boundTo) {}

    /**
     * Writes the mark, in place of one that is there. The caller commits, unless DDL does so by itself.
     *
     * @param schema where the table is made; null for the schema that the connection looks in first
     * @throws SeedException refused where the mark would change and nobody confirms it, or there are several
     */
    public static Marked write(
            Connection connection,
            Dialect dialect,
            @Nullable String schema,
            String environment,
            String markedAt,
            Confirmation confirmation)
            throws SQLException {
        Catalogue catalogue = dialect.describe(connection, List.of(Marking.TABLE), schema);
        String database = catalogue.server().database();
        List<Marking.Marker> markers = catalogue.marking().markers();
        Table here = catalogue.table(Marking.TABLE);
        if (markers.size() > 1 || (here == null && !markers.isEmpty())) {
            throw SeedException.refused(
                    "This database has a mark in another schema.",
                    String.join(
                            ", ", markers.stream().map(Marking.Marker::table).toList()),
                    "name that schema with --schema, or drop the table that is wrong");
        }
        String identity = dialect.identity(connection);
        if (identity == null) {
            throw new SeedException(new Problem(
                    "This user may not know which server this is, to which a mark is bound.",
                    database,
                    "grant execute on function pg_control_system() to it"));
        }
        String before = before(markers);
        if (before != null && !before.equals(environment)) {
            Guard.confirm(confirmation, "mark " + environment + " over " + before, database);
        }
        if (here == null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        ddl(dialect, schema == null ? null : SchemaNames.spelled(connection, dialect, schema)));
            }
            here = dialect.describe(connection, List.of(Marking.TABLE), schema).table(Marking.TABLE);
        }
        if (here == null) {
            throw new SeedException(new Problem(
                    "The table of the mark was made, but this connection does not find it.",
                    database,
                    "name the schema in which it is to be (--schema)"));
        }
        String table = dialect.quote(here.name());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from " + table);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + table + " (environment, bound_to, marked_at) values (?, ?, ?)")) {
            insert.setString(1, environment);
            insert.setString(2, identity);
            insert.setString(3, markedAt);
            insert.executeUpdate();
        }
        return new Marked(environment, before, database, identity);
    }

    private static @Nullable String before(List<Marking.Marker> markers) {
        List<Marking.Row> rows = markers.isEmpty() ? null : markers.get(0).rows();
        return rows == null || rows.isEmpty() ? null : rows.get(0).environment();
    }

    private static String ddl(Dialect dialect, @Nullable String schema) {
        String file = dialect.product().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = MarkerTable.class.getResourceAsStream("/dev/seedbed/marker/" + file)) {
            if (in == null) {
                throw new IllegalStateException("There is no marker for " + dialect.product() + ".");
            }
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*\n?", "");
            return sql.replace("{schema}", schema == null ? "" : dialect.quote(schema) + ".")
                    .strip()
                    .replaceAll(";$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
