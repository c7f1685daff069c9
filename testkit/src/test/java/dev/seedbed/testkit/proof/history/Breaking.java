package dev.seedbed.testkit.proof.history;

import dev.seedbed.testkit.PlainDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of one connection, which can be cut at a chosen call. */
final class Breaking implements PlainDataSource, AutoCloseable {
    private static final Set<String> COUNTED = Set.of("createStatement", "prepareStatement", "commit", "unwrap");

    private final DataSource dataSource;
    private @Nullable Connection real;
    private int left;
    private boolean down;

    Breaking(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Cuts the connection at the how many-th call from now; never for 0. */
    void breakAt(int call) {
        left = call;
    }

    void repair() {
        left = 0;
        down = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (down) {
            throw new SQLException("The server is down.", "08001");
        }
        if (real == null) {
            real = dataSource.getConnection();
        }
        Connection lent = real;
        return (Connection) Proxy.newProxyInstance(
                Breaking.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (left > 0 && COUNTED.contains(method.getName()) && --left == 0) {
                        down = true;
                        close();
                    }
                    try {
                        return method.invoke(lent, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        if (real != null) {
            real.close();
            real = null;
        }
    }
}
