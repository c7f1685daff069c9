package dev.seedbed.cli;

import dev.seedbed.Ledger;
import dev.seedbed.Seedbed;
import dev.seedbed.cli.show.ProgressLine;
import dev.seedbed.connect.Database;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.show.Call;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ProblemText;
import dev.seedbed.show.ReportText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of the command line: its options, and what is made out of them. */
final class Session {
    final World world;
    final ConnectionOptions connection = new ConnectionOptions();
    final SeedOptions seeds = new SeedOptions();
    final RunOptions run = new RunOptions();
    final OutputOptions output = new OutputOptions();

    @Nullable
    Mode mode;

    /** That of the run, once it is known. */
    @Nullable
    Database database;

    /** The command, where it is not called as the mode is. */
    @Nullable
    String command;

    /** The command that goes on after this one; null for the one of the mode. */
    @Nullable
    String next;

    /** Members of the JSON object beside those of a report. */
    final List<String> members = new ArrayList<>();

    private final @Nullable Guess guess;
    private @Nullable Settings settings;

    Session(World world) {
        this(world, null);
    }

    /** @param guess of the database that the options will name */
    Session(World world, @Nullable Guess guess) {
        this.world = world;
        this.guess = guess;
    }

    Settings settings() {
        Settings known = settings;
        if (known == null) {
            known = new Settings(world, connection, seeds, output);
            settings = known;
        }
        return known;
    }

    /** Colours for what goes to {@code out}. */
    Paint paint() {
        return new Paint(world.outIsTerminal() && colours());
    }

    ProblemText problems() {
        return new ProblemText(new Paint(world.errIsTerminal() && colours()));
    }

    private boolean colours() {
        return !output.noColor && world.variable("NO_COLOR") == null;
    }

    Heading heading(String command) {
        return heading(command, Call.PLAIN);
    }

    private Heading heading(String command, Call next) {
        return new Heading(command, run.actor, run.reason, next);
    }

    /** The entry point with everything that options say, on a database. */
    Seedbed.Builder on(@Nullable Database database) {
        Settings set = settings();
        Environment environment = set.environment();
        Seedbed.Builder builder = database == null ? Seedbed.unconnected() : Seedbed.on(database);
        builder.config(set.config())
                .seeds(set.seeds().toArray(String[]::new))
                .baseDirectory(world.directory())
                .discoverSeeders(true)
                .environment(environment.name(), environment.declaredBy())
                .schema(set.schema())
                .onlySeeders(seeds.seeders)
                .onlyTables(seeds.tables)
                .allowBlocked(run.allowBlocked)
                .restore(run.restore)
                .actor(run.actor == null ? System.getProperty("user.name") : run.actor)
                .reason(run.reason)
                .confirmation(new TypedName(world, run.yes))
                .environmentVariables(world.variables());
        if (run.lockTimeout != null) {
            builder.lockTimeout(run.lockTimeout);
        }
        if (run.statementTimeout != null) {
            builder.statementTimeout(run.statementTimeout);
        }
        return builder;
    }

    /** The ledger of the database that options name. */
    Ledger ledger(String command) {
        Database named = settings().database();
        if (named == null) {
            throw NoDatabase.isNamed("seedbed " + command);
        }
        return on(named).build().ledger();
    }

    /** Prints what was asked for, also where only errors are to be printed. */
    void answer(String text) {
        world.out().print(text);
        world.out().flush();
    }

    /** Runs a mode, prints the report and returns the exit code. */
    int run(Mode wanted) {
        return print(report(wanted, seedbed -> seedbed.run(wanted), null), wanted.label());
    }

    /**
     * What a run or plan came to. Progress is shown meanwhile, and the file of {@code --changes} written.
     *
     * @param changes takes every change; null where nobody wants them, which saves reading large files once more
     */
    Report report(Mode wanted, Function<Seedbed, Report> work, @Nullable Consumer<RowChange> changes) {
        mode = wanted;
        Database named = settings().database();
        if (named == null) {
            throw NoDatabase.isNamed("seedbed " + (command == null ? wanted.label() : command));
        }
        Database meant = guess == null ? named : guess.confirm(named);
        database = meant;
        boolean watched = world.errIsTerminal() && !output.quiet && !output.json();
        try (Database.Ahead ahead = meant.connectAhead();
                @Nullable ChangesFile file = ChangesFile.open(world.directory(), run.changes);
                ProgressLine progress = new ProgressLine(world.err(), System::nanoTime)) {
            Seedbed.Builder builder = on(meant);
            if (watched) {
                builder.progress(progress);
            }
            return work.apply(builder.changes(both(file, changes)).build());
        }
    }

    private static @Nullable Consumer<RowChange> both(
            @Nullable Consumer<RowChange> one, @Nullable Consumer<RowChange> other) {
        return one == null ? other : other == null ? one : one.andThen(other);
    }

    int print(Report report, String command) {
        if (output.json()) {
            world.out().println(ReportJson.of(report, members));
        } else {
            if (!output.quiet) {
                boolean goesOn = report.outcome() == Outcome.PLANNED || report.blocked() > 0;
                Heading heading = heading(command, goesOn ? RepeatedOptions.of(this) : Call.PLAIN);
                world.out().print(new ReportText(heading, paint(), output.verbose).of(report));
                world.out().flush();
            }
            world.err().print(problems().errors(report.errors()));
            world.err().flush();
        }
        return ExitCode.of(report.outcome());
    }

    /** Prints what is no report, unless asked to be quiet. */
    void say(String text) {
        if (!output.quiet) {
            world.out().print(text);
            world.out().flush();
        }
    }
}
