package dev.seedbed.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A {@code DataSource} that gives connections and nothing else, for doors whose host has connections of its own: who is
 * to connect, and how long that may take, is decided there.
 */
public abstract class ConnectionSource implements DataSource {
    /** What closing a lent connection does. */
    @FunctionalInterface
    public interface Closing {
        void close() throws SQLException;
    }

    /** A connection that stays open when it is closed, since it is somebody else's; {@code closing} is done instead. */
    public static Connection lent(Connection connection, Closing closing) {
        return (Connection) Proxy.newProxyInstance(
                ConnectionSource.class.getClassLoader(),
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
    public final Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("Who connects is decided elsewhere.");
    }

    @Override
    public final @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public final void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public final void setLoginTimeout(int seconds) {}

    @Override
    public final int getLoginTimeout() {
        return 0;
    }

    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("There is no logger.");
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Nothing is wrapped.");
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
