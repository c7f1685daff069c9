package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Call;
import dev.seedbed.show.Drift;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.PlanFile;
import dev.seedbed.show.ProblemText;
import dev.seedbed.show.ReportText;
import dev.seedbed.show.StatusText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code --seedbed.run} asks for: one run or one look, printed as the command line prints it. */
final class CommandedRun {
    private static final Logger LOG = LoggerFactory.getLogger(CommandedRun.class);
    private static final Call.Form FORM = new Call.Form("--seedbed.run=", "--seedbed.");
    private static final Path HERE = Path.of("").toAbsolutePath();

    private final @Nullable Seedbeds seedbeds;
    private final RunProperties properties;
    private final ApplicationEventPublisher events;
    private final PrintWriter out;

    private CommandedRun(
            @Nullable Seedbeds seedbeds, RunProperties properties, RunOutput output, ApplicationEventPublisher events) {
        this.seedbeds = seedbeds;
        this.properties = properties;
        this.out = new PrintWriter(output.stream(), true, StandardCharsets.UTF_8);
        this.events = events;
    }

    /**
     * Runs, prints, closes the context, and answers as the command line exits.
     *
     * @param seedbeds null where the application plants nothing
     * @param args those of the call
     */
    static int exitCode(
            @Nullable Seedbeds seedbeds,
            RunProperties properties,
            RunOutput output,
            ConfigurableApplicationContext context,
            String... args) {
        int code = new CommandedRun(seedbeds, properties, output, context).run(args);
        // Exit codes of the application's own say nothing of the run.
        SpringApplication.exit(context, () -> code);
        return code;
    }

    private int run(String... args) {
        try {
            CallOptions.check(args);
            return call(String.valueOf(properties.run()));
        } catch (SeedException e) {
            out.print(
                    isJson()
                            ? ReportJson.ofFailure(outcome(e.kind()), e.problems()) + "\n"
                            : new ProblemText(Paint.OFF).errors(e.problems()));
            out.flush();
            return ExitCode.of(e.kind());
        }
    }

    private int call(String command) {
        return switch (command) {
            case "plan" -> plan();
            case "status" -> status();
            case "apply" -> {
                SavedPlan saved =
                        PlanFile.read(HERE, properties.plan() == null ? Path.of("plan.json") : properties.plan());
                yield ran("apply", builder().build().apply(saved));
            }
            case "init", "fill", "update" -> ran(command, builder().build().run(mode(command, "seedbed.run")));
            default ->
                throw SeedException.usage(
                        "\"" + command + "\" is nothing to run.",
                        "seedbed.run",
                        "write one of plan, status, apply, init, fill, update");
        };
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
        return typed == null ? (what, database) -> false : Confirmation.of(typed);
    }

    private int plan() {
        Mode mode = lookedAheadTo();
        Path file = properties.out();
        Report report = builder().build().plan(mode, file == null ? null : plan -> PlanFile.write(HERE, file, plan));
        return print("plan", report);
    }

    private int status() {
        Mode mode = lookedAheadTo();
        Drift drift = new Drift();
        Report report = builder().changes(drift).build().plan(mode);
        if (isJson()) {
            out.println(ReportJson.of(report));
        } else {
            out.print(new StatusText(heading("status"), Paint.OFF, RunProperties.is(properties.verbose()))
                    .of(report, drift));
            out.flush();
        }
        boolean waits = report.writes() || report.blocked() > 0;
        return waits && RunProperties.is(properties.exitCode()) ? ExitCode.DRIFT : ExitCode.DONE;
    }

    private Mode lookedAheadTo() {
        return properties.mode() == null ? Mode.UPDATE : mode(properties.mode(), "seedbed.mode");
    }

    private static Mode mode(String label, String setting) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> SeedException.usage(
                        "\"" + label + "\" is no mode.",
                        setting,
                        "write one of "
                                + Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
    }

    /** A listener that fails changes nothing of what was planted. */
    private int ran(String command, Report report) {
        int code = print(command, report);
        try {
            events.publishEvent(new SeedsPlanted(report));
        } catch (RuntimeException e) {
            LOG.error("The run is over, and one who listens to it failed.", e);
        }
        return code;
    }

    private int print(String command, Report report) {
        if (isJson()) {
            out.println(ReportJson.of(report));
        } else {
            out.print(new ReportText(heading(command), Paint.OFF, RunProperties.is(properties.verbose())).of(report));
            out.print(new ProblemText(Paint.OFF).errors(report.errors()));
            out.flush();
        }
        return ExitCode.of(report.outcome());
    }

    private static Heading heading(String command) {
        return new Heading(command, null, null, Call.of(FORM));
    }

    private boolean isJson() {
        return isJson(properties.format());
    }

    static boolean isJson(@Nullable String format) {
        return "json".equals(format);
    }

    static Outcome outcome(SeedException.Kind kind) {
        return switch (kind) {
            case FAILED, USAGE -> Outcome.FAILED;
            case REFUSED -> Outcome.REFUSED;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }
}
