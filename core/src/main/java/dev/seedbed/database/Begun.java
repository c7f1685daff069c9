package dev.seedbed.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What was changed on the connections that have begun, so that {@link Dialect#end} can put it back from any thread.
 * For databases whose settings belong to the session rather than to the transaction.
 *
 * @param restore statements that put the session back
 * @param release what lets go of a lock that the database knows nothing of
 */
record Begun(List<String> restore, Runnable release) {
    private static final Map<Connection, Begun> ALL = Collections.synchronizedMap(new WeakHashMap<>());

    /** Locks within this JVM, by database. */
    private static final Map<String, Semaphore> LOCKS = new ConcurrentHashMap<>();

    static final Runnable NOTHING = () -> {};

    Begun {
        restore = List.copyOf(restore);
    }

    static void put(Connection connection, Begun begun) {
        ALL.put(connection, begun);
    }

    static Begun take(Connection connection) {
        Begun begun = ALL.remove(connection);
        return begun == null ? new Begun(List.of(), NOTHING) : begun;
    }

    static Semaphore lock(String database) {
        return LOCKS.computeIfAbsent(database, key -> new Semaphore(1, true));
    }

    /** An action that is harmless to run again. */
    static Runnable once(Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    /** Tries every statement, then lets go of the lock, then throws the first error. */
    void undo(Connection connection) throws SQLException {
        SQLException first = null;
        try {
            for (String sql : restore) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                } catch (SQLException e) {
                    first = first == null ? e : first;
                }
            }
        } finally {
            release.run();
        }
        if (first != null) {
            throw first;
        }
    }
}
