package dev.seedbed.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection that counts what is executed on it, and the rows that are read; a batch is one. What is described by metadata
 * does not count, nor does what comes by COPY.
 */
final class CountedStatements {
    private final Connection counted;
    private final AtomicInteger executions = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();

    CountedStatements(Connection connection) {
        counted = proxy(Connection.class, connection);
    }

    Connection connection() {
        return counted;
    }

    int executions() {
        return executions.get();
    }

    int rows() {
        return rows.get();
    }

    void forget() {
        executions.set(0);
        rows.set(0);
    }

    private <T> T proxy(Class<T> type, T behind) {
        InvocationHandler handler = (proxy, method, args) -> {
            if (method.getName().startsWith("execute") && Statement.class.isAssignableFrom(type)) {
                executions.incrementAndGet();
            }
            Object answer;
            try {
                answer = method.invoke(behind, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (type == ResultSet.class && method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                rows.incrementAndGet();
            }
            if (answer instanceof ResultSet read && Statement.class.isAssignableFrom(type)) {
                return proxy(ResultSet.class, read);
            }
            if (answer instanceof PreparedStatement statement
                    && method.getName().startsWith("prepare")) {
                return proxy(PreparedStatement.class, statement);
            }
            if (answer instanceof Statement statement && method.getName().equals("createStatement")) {
                return proxy(Statement.class, statement);
            }
            return answer;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
