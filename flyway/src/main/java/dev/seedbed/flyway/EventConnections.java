package dev.seedbed.flyway;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Lends the connection that Flyway has opened for an event, and leaves closing it to Flyway. Once that is lost, a run that
 * has to know what became of its COMMIT gets another one, from where Flyway has its own.
 */
final class EventConnections implements DataSource {
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

    private interface Closing {
        void close() throws SQLException;
    }

    private static Connection lent(Connection connection, Closing closing) {
        return (Connection) Proxy.newProxyInstance(
                EventConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closing.close();
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("Flyway has decided on the user.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Nothing is wrapped.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
