package dev.seedbed.database;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;

/** The dialects that Seedbed speaks. */
public final class Dialects {
    private Dialects() {}

    /** The dialect of a connection. */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgresDialect();
            case "H2" -> new H2Dialect();
            case "SQLite" -> new SqliteDialect();
            default ->
                throw new SeedException(new Problem(
                        "\"" + product + "\" is not a database that Seedbed knows.",
                        null,
                        "use PostgreSQL 14 or later, H2 2 or SQLite 3"));
        };
    }
}
