package dev.seedbed.cli;

import dev.seedbed.connect.Database;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.BlockedRow;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Problem;
import dev.seedbed.show.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class MigrateCommand extends DatabaseCommand {
    private Path directory = Path.of("db/migration");

    MigrateCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Applies the Flyway migrations of a directory, then does with the seeds what after-migrate in"
                                + " seedbed.yaml says: fill (default), init, update, or off.",
                        "Seed files that cannot be read are said before the first migration. Where a value does not fit, or a later"
                                + " migration is wrong, the migrations that were applied stay.")
                .footer(
                        "Examples:",
                        "  seedbed migrate --url postgres://app@localhost/app",
                        "  seedbed migrate --migrations src/main/resources/db/migration --env test",
                        "  seedbed migrate --url jdbc:sqlite:app.db      the forms with jdbc: make a file that is not there");
        spec.addOption(Value.option("--migrations", "DIR", Path.class, value -> directory = value)
                .order(1)
                .description("The directory with migrations, such as V1__tiers.sql. Default: db/migration.")
                .build());
        allOptions(spec);
    }

    @Override
    public Integer call() {
        session.command = "migrate";
        Settings settings = session.settings();
        Database database = settings.database();
        if (database == null) {
            throw NoDatabase.isNamed("seedbed migrate");
        }
        settings.environment();
        Mode follows = follows(settings);
        checkSeeds(follows);
        List<Migrations.Applied> applied = Migrations.of(session.world.directory(), directory)
                .run(database.makingFile(), settings.schema(), lockTimeout(settings), session.run.actor, this::tell);
        if (follows == null) {
            return withoutSeeds(applied);
        }
        // An update that the configuration has follow migrations was decided on there.
        session.run.yes = true;
        Report report =
                session.report(follows, seedbed -> seedbed.afterMigrations().orElseThrow(), null);
        if (session.output.quiet && !session.output.json()) {
            tellBlocked(report);
        }
        return session.print(report, "migrate");
    }

    /**
     * Before anything is migrated: neither a slip in a name nor a file that cannot be read is a reason to leave the job half done.
     * Whether values fit their columns can only be told once these are there.
     */
    private void checkSeeds(@Nullable Mode follows) {
        if (follows != null || !session.seeds.seeders.isEmpty() || !session.seeds.tables.isEmpty()) {
            session.on(null).build().graph();
        }
    }

    /** Where the report is not printed, errors are all that is: these keep nothing back, and are errors all the same. */
    private void tellBlocked(Report report) {
        List<Problem> blocked = report.changes().stream()
                .filter(change -> change.action() == Action.BLOCKED)
                .map(BlockedRow::problem)
                .map(problem ->
                        new Problem(problem.message(), problem.where(), "settle the clash; the rest is planted"))
                .toList();
        session.world.err().print(session.problems().errors(blocked));
        session.world.err().flush();
    }

    private @Nullable Duration lockTimeout(Settings settings) {
        return session.run.lockTimeout == null ? settings.config().lockTimeout() : session.run.lockTimeout;
    }

    private static @Nullable Mode follows(Settings settings) {
        return switch (settings.config().afterMigrate()) {
            case FILL -> Mode.FILL;
            case INIT -> Mode.INIT;
            case UPDATE -> Mode.UPDATE;
            case OFF -> null;
        };
    }

    /** As soon as they are applied: what follows may fail. */
    private void tell(List<Migrations.Applied> applied) {
        session.members.add(ReportJson.member("migrations", applied, Migrations.Applied::json));
        if (session.output.json()) {
            return;
        }
        if (applied.isEmpty()) {
            session.say("No migration of " + directory + " to apply.\n\n");
            return;
        }
        StringBuilder text = new StringBuilder("Applied of " + directory + ":\n");
        for (Migrations.Applied each : applied) {
            text.append("  ").append(each.script()).append('\n');
        }
        session.say(text.append('\n').toString());
    }

    private int withoutSeeds(List<Migrations.Applied> applied) {
        if (session.output.json()) {
            Outcome outcome = applied.isEmpty() ? Outcome.NOTHING_TO_DO : Outcome.APPLIED;
            session.world.out().println(ReportJson.ofNoRun(outcome, session.members));
        } else {
            session.say("Seeds were left alone: after-migrate is off.\n");
        }
        return ExitCode.DONE;
    }
}
