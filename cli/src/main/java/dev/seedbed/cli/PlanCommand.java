package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.show.PlanFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class PlanCommand extends DatabaseCommand {
    private static final String SECRETS = """
            note: secrets take part in this plan. "%s" holds none, but a salted slow hash, so that apply notices another
            secret: whoever has the file can try guesses. With SEEDBED_LEDGER_KEY set, now and for apply, nobody can.
            """;

    private final ModeOption mode = new ModeOption();
    private @Nullable Path out;

    PlanCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows what a run would do, row by row and with the reason. Only reads.",
                        "Signs: + is inserted, ~ is changed, > is renamed, x is retired, = is kept as it is here, - is left out,"
                                + " ! is blocked.")
                .footer(
                        "Examples:",
                        "  seedbed plan --url postgres://app@localhost/app",
                        "  seedbed plan --mode fill --verbose",
                        "  seedbed plan --out plan.json                          then: seedbed apply plan.json",
                        "  seedbed plan --format json --changes changes.jsonl");
        mode.addTo(spec);
        spec.addOption(Value.option("--out", "FILE", Path.class, value -> out = value)
                .order(1)
                .description("Saves the plan, to be looked at and applied as it is by: seedbed apply FILE")
                .build());
        allOptions(spec);
    }

    @Override
    public Integer call() {
        Mode wanted = mode.mode;
        Path file = out;
        SavedPlan[] saved = new SavedPlan[1];
        Consumer<SavedPlan> saving = file == null
                ? null
                : plan -> {
                    PlanFile.write(session.world.directory(), file, plan);
                    saved[0] = plan;
                };
        session.command = "plan";
        session.next = file == null ? null : "apply " + file;
        Report report = session.report(wanted, seedbed -> seedbed.plan(wanted, saving), null);
        int code = session.print(report, "plan");
        if (saved[0] != null && !session.output.json()) {
            session.say(report.writes() ? "" : "Saved as \"" + file + "\", with no row to change.\n");
            session.say(saved[0].holdsGuessableSecrets() ? SECRETS.formatted(file) : "");
        }
        return code;
    }
}
