package dev.seedbed.database;

import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The name of a schema that somebody gave, as the database has it. */
public final class SchemaNames {
    private SchemaNames() {}

    /**
     * As the database spells it.
     *
     * @throws SeedException as a usage error where it has none of that name
     */
    public static String spelled(Connection connection, Dialect dialect, String schema) throws SQLException {
        List<String> known = dialect.schemaNames(connection);
        if (known.contains(schema)) {
            return schema;
        }
        return known.stream().filter(schema::equalsIgnoreCase).findFirst().orElseThrow(() -> {
            String nearest = Catalogue.nearest(schema, known);
            return SeedException.usage(
                    "The database has no schema \"" + schema + "\".",
                    "schema " + schema,
                    nearest == null
                            ? "create it first, or correct --schema; the schemas are " + String.join(", ", known)
                            : "did you mean \"" + nearest + "\"? Otherwise create it first");
        });
    }
}
