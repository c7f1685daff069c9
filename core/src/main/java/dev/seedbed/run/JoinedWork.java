package dev.seedbed.run;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * What a run does inside the caller's transaction, behind a savepoint: all of it, or nothing. Where the transaction takes
 * no savepoint, as those that JTA manages, nothing is written.
 */
final class JoinedWork implements AutoCloseable {
    private final Connection connection;
    private final @Nullable Savepoint before;
    private final @Nullable SQLException refusal;
    private boolean over;

    private JoinedWork(Connection connection, @Nullable Savepoint before, @Nullable SQLException refusal) {
        this.connection = connection;
        this.before = before;
        this.refusal = refusal;
    }

    static JoinedWork begin(Connection connection) {
        try {
            return new JoinedWork(connection, connection.setSavepoint(), null);
        } catch (SQLException e) {
            // Reading may go on: there is nothing to take back.
            return new JoinedWork(connection, null, e);
        }
    }

    /**
     * Asked before the first write.
     *
     * @throws SeedException where it could not be taken back
     */
    void aboutToWrite() {
        if (before == null) {
            throw new SeedException(
                    new Problem(
                            "The caller's transaction takes no savepoint, so a run that fails halfway could not be taken"
                                    + " back.",
                            null,
                            "hand over a DataSource instead: Seedbed.on(dataSource) has a transaction of its own"),
                    refusal);
        }
    }

    /** Keeps what was done. */
    void done() throws SQLException {
        if (before != null) {
            connection.releaseSavepoint(before);
        }
        over = true;
    }

    /** Takes back what was done, because of a failure; what fails besides is told with it. */
    void undo(Throwable cause) {
        try {
            close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        if (!over) {
            over = true;
            if (before != null) {
                connection.rollback(before);
            }
        }
    }
}
