package dev.seedbed.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection: closing what it lends gives it back. */
public final class OneConnection implements PlainDataSource, AutoCloseable {
    private final Connection real;
    private int taken;

    public OneConnection(DataSource dataSource) throws SQLException {
        real = dataSource.getConnection();
    }

    /** The connection itself, to be looked at. */
    public Connection real() {
        return real;
    }

    /** How many are lent and not given back. */
    public int taken() {
        return taken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (taken > 0) {
            throw new SQLException("The only connection of this pool is in use.");
        }
        taken++;
        return (Connection) Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        taken--;
                        return null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        real.close();
    }
}
