package dev.seedbed.flyway;

import dev.seedbed.database.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Lends the connection that Flyway has opened for an event, and leaves closing it to Flyway. Once that is lost, a run that
 * has to know what became of its COMMIT gets another one, from where Flyway has its own.
 */
final class EventConnections extends ConnectionSource {
    private static final int ANSWERS_WITHIN_SECONDS = 5;

    private final Connection event;
    private final DataSource others;
    private final @Nullable String schema;
    private boolean used;

    private EventConnections(Connection event, DataSource others, @Nullable String schema) {
        this.event = event;
        this.others = others;
        this.schema = schema;
    }

    static EventConnections of(Context context) {
        Configuration flyway = context.getConfiguration();
        return new EventConnections(context.getConnection(), flyway.getDataSource(), schema(flyway));
    }

    /** The one that is current on every connection of Flyway's; null where that of the connection stays. */
    private static @Nullable String schema(Configuration flyway) {
        if (flyway.getDefaultSchema() != null) {
            return flyway.getDefaultSchema();
        }
        return flyway.getSchemas().length == 0 ? null : flyway.getSchemas()[0];
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!used || event.isValid(ANSWERS_WITHIN_SECONDS)) {
            used = true;
            return lent(event, () -> {});
        }
        Connection other = others.getConnection();
        try {
            String before = other.getSchema();
            if (schema != null) {
                other.setSchema(schema);
            }
            return lent(other, () -> {
                try (other) {
                    other.setSchema(before);
                }
            });
        } catch (SQLException e) {
            other.close();
            throw e;
        }
    }
}
