package dev.seedbed.liquibase;

import dev.seedbed.database.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Liquibase's one connection, between two of its transactions, for a run that has its own: it is not closed, and is left in
 * the auto-commit mode that it had. What is not committed yet is, as Liquibase does itself.
 */
final class LiquibaseConnection extends ConnectionSource implements AutoCloseable {
    private final Connection connection;
    private final boolean autoCommit;

    private LiquibaseConnection(Connection connection, boolean autoCommit) {
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    static LiquibaseConnection take(Connection connection) throws SQLException {
        LiquibaseConnection taken = new LiquibaseConnection(connection, connection.getAutoCommit());
        connection.setAutoCommit(true);
        return taken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (connection.isClosed()) {
            throw new SQLException("Liquibase's connection is closed, and another is not known.", "08003");
        }
        return lent(connection, () -> {});
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed() && connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
    }
}
