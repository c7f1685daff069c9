package dev.seedbed.flyway;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ReportText;
import dev.seedbed.show.SettingNames;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has every {@code migrate} of Flyway end with what {@code after-migrate} says, also where there was nothing to migrate;
 * no other command of Flyway's plants anything, nor does a dry run.
 *
 * <p>It runs on the connection that Flyway opens for callbacks, after the migrations are committed. A failure fails
 * {@code migrate}, with the whole text of the {@link SeedException} in the message; the migrations stay, nothing is
 * planted. What came of it stands in Flyway's log.
 */
public final class SeedbedCallback extends BaseCallback {
    private final Consumer<Seedbed.Builder> settings;

    /** Does what {@code seedbed.yaml} and {@code SEEDBED_ENV} say, as {@link Seedbed.Builder#configured} finds them. */
    public SeedbedCallback() {
        this(builder -> {});
    }

    /**
     * Does what the program says.
     *
     * @param settings is called for each run; what it tells the builder goes before what is found
     */
    public SeedbedCallback(Consumer<Seedbed.Builder> settings) {
        this.settings = settings;
    }

    /** The name by which Flyway sorts the callbacks of an event. */
    @Override
    public String getCallbackName() {
        return "seedbed";
    }

    /** @param context null where Flyway 10 and 11 ask whether a connection is to be opened */
    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.AFTER_MIGRATE
                && (context == null || context.getConfiguration().getDryRunOutput() == null);
    }

    /** False, since the run begins and commits a transaction of its own. */
    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        Configuration flyway = context.getConfiguration();
        Seedbed.Builder builder = Seedbed.on(EventConnections.of(context))
                .classLoader(flyway.getClassLoader())
                .actor(flyway.getInstalledBy())
                .configured();
        if (flyway.getWorkingDirectory() != null) {
            builder.baseDirectory(Path.of(flyway.getWorkingDirectory()));
        }
        settings.accept(builder);
        try {
            builder.build().afterMigrations().ifPresent(SeedbedCallback::log);
        } catch (SeedException e) {
            throw SettingNames.CONFIGURED.in(e);
        }
    }

    /** To where Flyway logs its migrations, which needs no SLF4J. */
    private static void log(Report report) {
        String mode = report.mode().label();
        LogFactory.getLog(SeedbedCallback.class)
                .info("Seedbed: " + new ReportText(new Heading(mode, null, null), Paint.OFF, false).focused(report));
    }
}
