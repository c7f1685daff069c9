package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Marking;
import dev.seedbed.database.NoRightToCreate;
import dev.seedbed.database.SchemaNames;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
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
            String in = schema == null ? null : SchemaNames.spelled(connection, dialect, schema);
            try (Statement statement = connection.createStatement()) {
                statement.execute(ddl(dialect, in));
            } catch (SQLException e) {
                Catalogue.Server server = catalogue.server();
                throw NoRightToCreate.told(
                        e, dialect, server, in == null ? server.schema() : in, Marking.TABLE, "select");
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
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + " (environment, bound_to, marked_at) values (?, ?, ?)")) {
            statement.executeUpdate("delete from " + table);
            insert.setString(1, environment);
            insert.setString(2, identity);
            insert.setString(3, markedAt);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw mayNotWrite(e, dialect, here.name(), catalogue.server().user());
        }
        return new Marked(environment, before, database, identity);
    }

    /** The error as it is where it is about something else. */
    private static SQLException mayNotWrite(SQLException e, Dialect dialect, TableName table, @Nullable String user) {
        if (dialect.failure(e) != Dialect.Failure.PERMISSION) {
            return e;
        }
        throw new SeedException(
                new Problem(
                        (user == null ? "This user" : "User \"" + user + "\"") + " may not write the mark: "
                                + dialect.message(e) + ".",
                        "table " + dialect.quote(table),
                        "mark it as the user who made the table, or allow this one: "
                                + dialect.grantOn(table, "select, insert, delete", user == null ? "…" : user)),
                e);
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
