package dev.seedbed.flyway;

import java.sql.Connection;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Statement;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.OperationResult;
import org.jspecify.annotations.Nullable;

/** What Flyway tells at the event after a migrate. */
record AtEvent(Configuration configuration, @Nullable Connection connection) implements Context {
    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public @Nullable Connection getConnection() {
        return connection;
    }

    @Override
    public @Nullable MigrationInfo getMigrationInfo() {
        return null;
    }

    @Override
    public @Nullable Statement getStatement() {
        return null;
    }

    @Override
    public @Nullable OperationResult getOperationResult() {
        return null;
    }
}
