package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Drift;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.PlanFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code --seedbed.run} asks for: one run or one look, printed as the command line prints it. */
final class CommandedRun {
    private static final Logger LOG = LoggerFactory.getLogger(CommandedRun.class);
    private static final Path HERE = Path.of("").toAbsolutePath();

    private final @Nullable Seedbeds seedbeds;
    private final ObjectProvider<MigratedDatabase> migrated;
    private final RunProperties properties;
    private final ApplicationEventPublisher events;
    private final RunAnswers answers;

    private CommandedRun(
            @Nullable Seedbeds seedbeds,
            ObjectProvider<MigratedDatabase> migrated,
            RunProperties properties,
            RunOutput output,
            ApplicationEventPublisher events) {
        this.seedbeds = seedbeds;
        this.migrated = migrated;
        this.properties = properties;
        this.answers = new RunAnswers(output, properties.format(), RunProperties.is(properties.verbose()));
        this.events = events;
    }

    /**
     * Runs, prints, closes the context, and answers as the command line exits.
     *
     * @param seedbeds null where the application plants nothing
     * @param migrated asked for before a run that writes
     * @param args those of the call
     */
    static int exitCode(
            @Nullable Seedbeds seedbeds,
            ObjectProvider<MigratedDatabase> migrated,
            RunProperties properties,
            RunOutput output,
            ConfigurableApplicationContext context,
            String... args) {
        int code = new CommandedRun(seedbeds, migrated, properties, output, context).run(args);
        // Exit codes of the application's own say nothing of the run.
        SpringApplication.exit(context, () -> code);
        return code;
    }

    private int run(String... args) {
        try {
            CallOptions.check(properties.format(), args);
            return call(String.valueOf(properties.run()));
        } catch (SeedException e) {
            return answers.of(e);
        }
    }

    private int call(String command) {
        return switch (command) {
            case "plan" -> plan();
            case "status" -> status();
            case "apply" -> {
                Path file = properties.plan() == null ? Path.of("plan.json") : properties.plan();
                SavedPlan saved = PlanFile.read(HERE, file, "--seedbed.run=plan --seedbed.out=" + file);
                yield ran("apply", behindMigrations().apply(saved));
            }
            case "init", "fill", "update" -> ran(command, behindMigrations().run(Mode.of(command, "seedbed.run")));
            default ->
                throw SeedException.usage(
                        "\"" + command + "\" is nothing to run.",
                        "seedbed.run",
                        "write one of plan, status, apply, init, fill, update");
        };
    }

    private Seedbed behindMigrations() {
        Seedbed seedbed = builder().build();
        migrated.getObject();
        return seedbed;
    }

    private Seedbed.Builder builder() {
        if (seedbeds == null) {
            throw SeedException.usage(
                    "This application plants no seeds: it has no DataSource, or seedbed.enabled is false.",
                    "seedbed.run",
                    "configure a DataSource, and leave seedbed.enabled as it is by default");
        }
        Seedbed.Builder builder = seedbeds.builder()
                .allowBlocked(RunProperties.is(properties.allowBlocked()))
                .restore(RunProperties.is(properties.restore()))
                .confirmation(confirmation());
        if (properties.seeder() != null) {
            builder.onlySeeders(properties.seeder());
        }
        if (properties.table() != null) {
            builder.onlyTables(properties.table());
        }
        return builder;
    }

    private Confirmation confirmation() {
        if (RunProperties.is(properties.yes())) {
            return Confirmation.GIVEN;
        }
        String typed = properties.confirm();
        return (what, database) -> {
            if (typed == null || !Confirmation.of(typed).confirms(what, database)) {
                throw SeedException.refused(
                        "\"" + what + "\" was not confirmed.",
                        database,
                        "add --seedbed.yes, or the database's name: --seedbed.confirm=NAME");
            }
            return true;
        };
    }

    private int plan() {
        Mode mode = lookedAheadTo();
        Path file = properties.out();
        Report report = builder().build().plan(mode, file == null ? null : plan -> PlanFile.write(HERE, file, plan));
        return answers.of("plan", report);
    }

    private int status() {
        Mode mode = lookedAheadTo();
        Drift drift = new Drift();
        Report report = builder().changes(drift).build().plan(mode);
        answers.of(report, drift);
        boolean waits = report.writes() || report.blocked() > 0;
        return waits && RunProperties.is(properties.exitCode()) ? ExitCode.DRIFT : ExitCode.DONE;
    }

    private Mode lookedAheadTo() {
        return properties.mode() == null ? Mode.UPDATE : Mode.of(properties.mode(), "seedbed.mode");
    }

    /** A listener that fails changes nothing of what was planted. */
    private int ran(String command, Report report) {
        int code = answers.of(command, report);
        try {
            events.publishEvent(new SeedsPlanted(report));
        } catch (RuntimeException e) {
            LOG.error("The run is over, and one who listens to it failed.", e);
        }
        return code;
    }
}
