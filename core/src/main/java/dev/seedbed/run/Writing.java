package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Writes to a database what is no row of a seed, under the lock of all runs. */
public final class Writing {
    private Writing() {}

    /**
     * Writes in a transaction of its own, and commits.
     *
     * @throws SeedException where the database cannot be reached or answers with an error; nothing was written then
     */
    public static <T> T of(
            DataSource dataSource, Duration lockTimeout, Duration statementTimeout, Reading.Look<T> work) {
        Dialect dialect = null;
        try (Borrowed borrowed = Borrowed.from(dataSource)) {
            Connection connection = borrowed.connection();
            dialect = Dialects.of(connection);
            dialect.beginWriting(connection, lockTimeout, statementTimeout);
            try {
                T done = work.at(connection, dialect);
                dialect.commit(connection);
                return done;
            } finally {
                Borrowed.end(dialect, connection);
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(dialect, e);
        } catch (Dialect.LockNotAcquired e) {
            throw DatabaseFailure.of(e, lockTimeout);
        }
    }

    /**
     * Writes in the caller's transaction, and leaves COMMIT to the caller.
     *
     * @throws SeedException where the database answers with an error
     */
    public static <T> T of(Connection connection, Duration lockTimeout, Reading.Look<T> work) {
        Dialect dialect = null;
        try {
            dialect = Dialects.of(connection);
            if (connection.getAutoCommit()) {
                throw new SeedException(new Problem(
                        "The connection is in auto-commit mode, so there is no transaction to join.",
                        null,
                        "call setAutoCommit(false) first, or hand over a DataSource"));
            }
            try (AutoCloseable session = dialect.join(connection, lockTimeout)) {
                return work.at(connection, dialect);
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(dialect, e);
        } catch (Dialect.LockNotAcquired e) {
            throw DatabaseFailure.of(e, lockTimeout);
        } catch (SeedException e) {
            throw e;
        } catch (Exception e) {
            throw new SeedException(
                    new Problem("The session could not be restored: " + e.getMessage() + ".", null, null), e);
        }
    }
}
