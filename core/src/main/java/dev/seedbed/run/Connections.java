package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections from a data source, and ends what was begun on them. */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    static Connection open(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw ConnectionFailure.of(e);
        }
    }

    /** Rolls back what is not committed; a connection that is lost needs no more. */
    static void end(Dialect dialect, Connection connection) throws SQLException {
        try {
            dialect.end(connection);
        } catch (SQLException e) {
            if (dialect.failure(e) != Dialect.Failure.CONNECTION) {
                throw e;
            }
            LOG.debug("The connection was lost before it could be given back.", e);
        }
    }
}
