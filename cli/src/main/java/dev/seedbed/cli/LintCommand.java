package dev.seedbed.cli;

import dev.seedbed.LintReport;
import dev.seedbed.connect.Database;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.LintText;
import picocli.CommandLine.Model.CommandSpec;

final class LintCommand extends SeedbedCommand {
    LintCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Checks seed files, and where a database is named, also against its tables. Only reads.",
                        "Warnings leave the exit code at 0.")
                .footer(
                        "Examples:",
                        "  seedbed lint",
                        "  seedbed lint --seeds db/seeds --url postgres://app@localhost/app");
        connectionOptions(spec);
        seedOptions(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        Database database = session.settings().database();
        LintReport report = session.on(database).build().lint();
        LintText text = new LintText(session.problems(), session.paint());
        if (session.output.json()) {
            session.world.out().println(LintText.json(report));
        } else {
            session.world.err().print(text.problems(report));
            session.world.err().flush();
            session.say(text.summary(report, database != null));
        }
        return report.errors().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
