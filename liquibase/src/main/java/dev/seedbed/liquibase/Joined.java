package dev.seedbed.liquibase;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.nio.file.Path;
import java.sql.Connection;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseConnection;
import liquibase.database.jvm.JdbcConnection;
import org.jspecify.annotations.Nullable;

/** Puts an entry point together that joins the connection of Liquibase, which has no other to give. */
final class Joined {
    private Joined() {}

    /** Null where Liquibase is not connected, as when it only prints. */
    static @Nullable Connection connection(Database database) {
        DatabaseConnection connection = database.getConnection();
        return connection instanceof JdbcConnection jdbc ? jdbc.getUnderlyingConnection() : null;
    }

    /**
     * Configured by {@code seedbed.yaml} and {@code SEEDBED_ENV}; a context goes before both.
     *
     * @param contexts as Liquibase was given them; null for none
     * @throws SeedException as a usage error where contexts declare several environments
     */
    static Seedbed.Builder builder(Database database, Connection connection, @Nullable String contexts) {
        ClassLoader loader = Scope.getCurrentScope().getClassLoader();
        SeedbedConfig config = SeedbedConfig.find(Path.of(""), loader);
        Seedbed.Builder builder =
                Seedbed.on(connection).config(config).configured().classLoader(loader);
        if (config.schema() == null) {
            builder.schema(database.getDefaultSchemaName());
        }
        String environment = ContextEnvironment.of(contexts, config);
        if (environment != null) {
            builder.environment(environment, "context");
        }
        return builder;
    }
}
