package dev.seedbed.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A transaction in which something happens to a table just before the first statement that changes its rows, or holds
 * them: what somebody else commits at that moment, on databases where nobody else could. What was done is rolled back in
 * the end.
 */
final class Interference implements AutoCloseable {
    private final Connection real;
    private final Connection connection;
    private boolean happened;

    /**
     * @param table of which the first change is waited for
     * @param sql what happens
     */
    Interference(Connection real, String table, String sql) {
        this.real = real;
        this.connection = (Connection) Proxy.newProxyInstance(
                Interference.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("prepareStatement")
                            && !happened
                            && changes(args[0].toString().toLowerCase(Locale.ROOT), table)) {
                        happened = true;
                        TestDatabase.sql(real, sql);
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try {
            real.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean changes(String sql, String table) {
        // Rows may be looked at, and locked, before anything is written.
        return sql.matches(
                "(?s)(update|delete from|merge into|select 1 from \\(.*\\) s cross join) \\S*\\b" + table + "\\b.*");
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try (real) {
            real.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
