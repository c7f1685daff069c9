package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Report;
import picocli.CommandLine.Model.CommandSpec;

final class PlanCommand extends DatabaseCommand {
    private final ModeOption mode = new ModeOption();

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
                        "  seedbed plan --format json --changes changes.jsonl");
        mode.addTo(spec);
        allOptions(spec);
    }

    @Override
    public Integer call() {
        Mode wanted = mode.mode;
        Report report = session.report(wanted, seedbed -> seedbed.plan(wanted), null);
        return session.print(report, "plan");
    }
}
