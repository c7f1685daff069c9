package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.show.Drift;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.StatusText;
import picocli.CommandLine.Model.CommandSpec;

final class StatusCommand extends DatabaseCommand {
    private final ModeOption mode = new ModeOption();

    private boolean exitCode;

    StatusCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows how the database differs from its seeds, by kind. Only reads.",
                        "Rows that differ may be somebody's decision: they are shown, stay as they are, and are never an error.")
                .footer(
                        "Examples:",
                        "  seedbed status --url postgres://app@localhost/app",
                        "  seedbed status --exit-code --quiet || echo \"seeds wait\"");
        mode.addTo(spec);
        spec.addOption(Value.flag(() -> exitCode = true, "--exit-code")
                .order(0)
                .description("Exits 3 where the mode would write, or rows are blocked.")
                .build());
        allOptions(spec);
    }

    @Override
    public Integer call() {
        session.command = "status";
        Mode wanted = mode.mode;
        Drift drift = new Drift();
        Report report = session.report(wanted, seedbed -> seedbed.plan(wanted), drift);
        if (session.output.json() || ExitCode.of(report.outcome()) != ExitCode.DONE) {
            session.print(report, "status");
        } else {
            session.say(new StatusText(session.heading("status"), session.paint(), session.output.verbose)
                    .of(report, drift));
        }
        boolean waits = report.writes() || report.blocked() > 0;
        return exitCode && waits && report.outcome() != Outcome.FAILED ? ExitCode.DRIFT : ExitCode.of(report.outcome());
    }
}
