package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Looks at one moment of a database, in a transaction that only reads. */
public final class Reading {
    private Reading() {}

    /** What is looked for. */
    @FunctionalInterface
    public interface Look<T> {
        T at(Connection connection, Dialect dialect) throws SQLException;
    }

    /**
     * Looks on a connection of its own.
     *
     * @throws SeedException where the database cannot be reached, or answers with an error
     */
    public static <T> T of(DataSource dataSource, Duration statementTimeout, Look<T> look) {
        try (Borrowed borrowed = Borrowed.from(dataSource)) {
            return of(borrowed.connection(), statementTimeout, look);
        }
    }

    /**
     * Looks inside the caller's transaction, or in one of its own where the connection is in auto-commit mode.
     *
     * @throws SeedException where the database answers with an error
     */
    public static <T> T of(Connection connection, Duration statementTimeout, Look<T> look) {
        Dialect dialect = null;
        try {
            dialect = Dialects.of(connection);
            if (!connection.getAutoCommit()) {
                return look.at(connection, dialect);
            }
            return alone(connection, dialect, statementTimeout, look);
        } catch (SQLException e) {
            throw DatabaseFailure.of(dialect, e);
        }
    }

    private static <T> T alone(Connection connection, Dialect dialect, Duration statementTimeout, Look<T> look)
            throws SQLException {
        dialect.beginReading(connection, statementTimeout);
        try {
            return look.at(connection, dialect);
        } finally {
            Borrowed.end(dialect, connection);
        }
    }
}
