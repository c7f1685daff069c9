package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a data source, in auto-commit mode until a transaction is begun on it, and given back in the mode that it
 * came in. What goes wrong when it is given back is logged: it changes nothing of what was committed, or was not.
 */
final class Borrowed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Borrowed.class);

    private final Connection connection;
    private final boolean autoCommit;

    private Borrowed(Connection connection, boolean autoCommit) {
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    /** @throws SeedException where there is no connection to be had */
    static Borrowed from(DataSource dataSource) {
        try {
            return take(dataSource);
        } catch (SQLException e) {
            throw ConnectionFailure.of(e);
        }
    }

    static Borrowed take(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                toAutoCommit(connection);
            }
            return new Borrowed(connection, autoCommit);
        } catch (SQLException e) {
            new Borrowed(connection, true).close();
            throw e;
        }
    }

    private static void toAutoCommit(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // SQLite's driver commits where there is nothing to commit, and is in that mode all the same.
            if (!connection.getAutoCommit()) {
                throw e;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Rolls back what is not committed. Where that fails the connection is of no more use, and what came before counts. */
    static void end(Dialect dialect, Connection connection) {
        try {
            dialect.end(connection);
        } catch (SQLException e) {
            LOG.debug("A transaction could not be ended.", e);
            if (dialect.failure(e) != Dialect.Failure.CONNECTION) {
                LOG.warn("A transaction could not be ended: {}.", dialect.message(e));
            }
        }
    }

    @Override
    public void close() {
        try (Connection ended = connection) {
            if (!autoCommit && !ended.isClosed()) {
                ended.setAutoCommit(false);
            }
        } catch (SQLException e) {
            LOG.debug("A connection could not be given back as it came.", e);
            LOG.warn("A connection could not be given back as it came: {}", e.getMessage());
        }
    }
}
