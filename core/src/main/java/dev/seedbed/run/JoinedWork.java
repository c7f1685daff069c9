package dev.seedbed.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** What a run does inside the caller's transaction, behind a savepoint: all of it, or nothing. */
final class JoinedWork implements AutoCloseable {
    private final Connection connection;
    private final Savepoint before;
    private boolean over;

    private JoinedWork(Connection connection, Savepoint before) {
        this.connection = connection;
        this.before = before;
    }

    static JoinedWork begin(Connection connection) throws SQLException {
        return new JoinedWork(connection, connection.setSavepoint());
    }

    /** Keeps what was done. */
    void done() throws SQLException {
        connection.releaseSavepoint(before);
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
            connection.rollback(before);
        }
    }
}
