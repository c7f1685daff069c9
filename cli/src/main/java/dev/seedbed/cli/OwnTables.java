package dev.seedbed.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;

/** Whether a schema that is to be migrated has tables of Seedbed's and no others. */
record OwnTables(Configuration configuration) {
    private static final String OURS = "seedbed_";

    /** All that has rows, whatever a database calls it. */
    private static final String[] TYPES = {
        "TABLE", "BASE TABLE", "PARTITIONED TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW"
    };

    boolean areAll() {
        try (Connection connection = configuration.getDataSource().getConnection()) {
            String schema = configuration.getDefaultSchema() == null
                    ? connection.getSchema()
                    : configuration.getDefaultSchema();
            boolean some = false;
            try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), schema, "%", TYPES)) {
                while (tables.next()) {
                    if (!tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT).startsWith(OURS)) {
                        return false;
                    }
                    some = true;
                }
            }
            return some;
        } catch (SQLException e) {
            throw new FlywayException("The tables that are there cannot be read", e);
        }
    }
}
