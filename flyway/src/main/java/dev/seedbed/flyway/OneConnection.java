package dev.seedbed.flyway;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Tells whether Flyway's connection is the only one: where the {@code DataSource} gives the same one again, or another
 * leads to a database without Flyway's history, as with one that lives in the memory of its connection.
 */
final class OneConnection {
    private OneConnection() {}

    static boolean isAllThereIs(Context context) {
        Connection flyways = context.getConnection();
        Configuration flyway = context.getConfiguration();
        try {
            Connection other = flyway.getDataSource().getConnection();
            if (isSame(flyways, other)) {
                return true;
            }
            try (other) {
                return hasTable(flyways, flyway.getTable()) && !hasTable(other, flyway.getTable());
            }
        } catch (SQLException e) {
            // The run asks for a connection as well, and says why it gets none.
            return false;
        }
    }

    private static boolean isSame(Connection one, Connection other) throws SQLException {
        return one.equals(other) || one.unwrap(Connection.class).equals(other.unwrap(Connection.class));
    }

    private static boolean hasTable(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String pattern = table.replace("_", metaData.getSearchStringEscape() + "_");
        try (ResultSet tables = metaData.getTables(null, null, pattern, null)) {
            return tables.next();
        }
    }
}
