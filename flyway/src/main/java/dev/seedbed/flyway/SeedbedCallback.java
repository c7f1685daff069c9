package dev.seedbed.flyway;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Plants seeds after each {@code migrate}, also one with nothing to migrate: what {@code after-migrate} in
 * {@code seedbed.yaml} says, which is to fill unless it says otherwise. Flyway finds it where
 * its setting {@code callbacks} names this class or its package, or is given it by {@code callbacks(new
 * SeedbedCallback())}.
 *
 * <p>The run has a connection of its own from Flyway's {@code DataSource}, since the migrations are committed by then. It
 * joins Flyway's connection only where there is but one, as with a database in memory. Tables without a schema are looked
 * for in Flyway's default schema, where {@code seedbed.yaml} names none. With a dry-run output nothing is planted.
 *
 * <p>What keeps the seeds from being planted fails {@code migrate}; the migrations stay.
 */
public final class SeedbedCallback extends BaseCallback {
    private final Consumer<Seedbed.Builder> settings;

    /** Takes its settings from {@code seedbed.yaml} and {@code SEEDBED_ENV} alone. */
    public SeedbedCallback() {
        this(builder -> {});
    }

    /** @param settings says more to the builder of each run, and goes before what was found */
    public SeedbedCallback(Consumer<Seedbed.Builder> settings) {
        this.settings = settings;
    }

    @Override
    public String getCallbackName() {
        return "Seedbed";
    }

    /** @param context null where Flyway 10 asks before there is one */
    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.AFTER_MIGRATE && (context == null || !PrintedOnly.isAsked(context.getConfiguration()));
    }

    /** A run that joins wants a transaction; one that has a connection of its own must not be kept waiting by one. */
    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return OneConnection.isAllThereIs(context);
    }

    /** @throws FlywayException with what is wrong, where, and how it is mended */
    @Override
    public void handle(Event event, Context context) {
        Configuration flyway = context.getConfiguration();
        if (PrintedOnly.isAsked(flyway)) {
            return;
        }
        try {
            if (OneConnection.isAllThereIs(context)) {
                joined(context, flyway);
            } else {
                afterMigrations(Seedbed.on(flyway.getDataSource()), flyway);
            }
        } catch (SeedException e) {
            throw new FlywayException("Migrated, but the seeds were not planted.\n" + e.getMessage(), e);
        } catch (SQLException e) {
            throw new FlywayException("Migrated, but the seeds were not planted: " + e.getMessage(), e);
        }
    }

    private void joined(Context context, Configuration flyway) throws SQLException {
        boolean autoCommit = context.getConnection().getAutoCommit();
        if (autoCommit) {
            context.getConnection().setAutoCommit(false);
        }
        try {
            afterMigrations(Seedbed.on(context.getConnection()), flyway);
        } finally {
            if (autoCommit) {
                context.getConnection().setAutoCommit(true);
            }
        }
    }

    private void afterMigrations(Seedbed.Builder builder, Configuration flyway) {
        SeedbedConfig config = SeedbedConfig.find(Path.of(""), flyway.getClassLoader());
        builder.config(config).configured().classLoader(flyway.getClassLoader());
        if (config.schema() == null) {
            builder.schema(flyway.getDefaultSchema());
        }
        settings.accept(builder);
        builder.build().afterMigrations();
    }
}
