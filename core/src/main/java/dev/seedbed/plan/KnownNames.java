package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a name that means no table could have meant; asked for only where there is one. */
final class KnownNames {
    private final Connection connection;
    private final Dialect dialect;
    private final @Nullable String schema;
    private final String defaultSchema;
    private @Nullable List<String> tables;
    private @Nullable List<String> schemas;

    KnownNames(Connection connection, Dialect dialect, @Nullable String schema, Catalogue catalogue) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.defaultSchema = catalogue.server().schema();
    }

    /**
     * Adds what is wrong with a name that means no table.
     *
     * @throws SeedException as a usage error where the schema of the run is not there, and so none of its tables
     */
    void unknownTable(String name, Location at, Problems problems) {
        int dot = name.indexOf('.');
        if (dot < 0 && schema != null && isMissing(schema)) {
            throw SeedException.usage(
                    "The database has no schema \"" + schema + "\", in which tables are looked for.",
                    "schema " + schema,
                    mendSchema(schema));
        }
        String nearest = Catalogue.nearest(name, tables());
        String mend;
        if (nearest != null && nearest.contains(".") && isMissing(nearest.substring(0, nearest.indexOf('.')))) {
            mend = "a table whose name holds a dot is written with its schema: did you mean \"" + defaultSchema + "."
                    + nearest + "\"?";
        } else if (nearest != null) {
            mend = "did you mean \"" + nearest + "\"? Otherwise run the migrations first";
        } else if (dot > 0 && isMissing(name.substring(0, dot))) {
            mend = mendSchema(name.substring(0, dot));
        } else {
            mend = "create it first (run the migrations), or correct its name or --schema";
        }
        problems.add("The database has no table \"" + name + "\".", at, "table " + name, mend);
    }

    private String mendSchema(String missing) {
        String nearest = Catalogue.nearest(missing, schemas());
        return nearest == null
                ? "create it first (run the migrations), or correct its name; the schemas are "
                        + String.join(", ", schemas())
                : "did you mean \"" + nearest + "\"? Otherwise run the migrations first";
    }

    /** False where that cannot be found out. */
    private boolean isMissing(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return !schemas().isEmpty()
                && schemas().stream()
                        .noneMatch(known -> known.toLowerCase(Locale.ROOT).equals(folded));
    }

    private List<String> tables() {
        List<String> known = tables;
        if (known == null) {
            known = asked(() -> dialect.tableNames(connection, schema));
            tables = known;
        }
        return known;
    }

    private List<String> schemas() {
        List<String> known = schemas;
        if (known == null) {
            known = asked(() -> dialect.schemaNames(connection));
            schemas = known;
        }
        return known;
    }

    private static List<String> asked(Question question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            // The name is wrong all the same.
            return List.of();
        }
    }

    @FunctionalInterface
    private interface Question {
        List<String> ask() throws SQLException;
    }
}
