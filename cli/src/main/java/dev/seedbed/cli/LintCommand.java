package dev.seedbed.cli;

import dev.seedbed.LintReport;
import dev.seedbed.cli.show.LintText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "lint",
        description = {
            "Checks seed files, and where a database is named, also against its tables. Only reads.",
            "Warnings leave the exit code at 0."
        },
        footer = {"Examples:", "  seedbed lint", "  seedbed lint --seeds db/seeds --url postgres://app@localhost/app"})
final class LintCommand implements Callable<Integer> {
    @Mixin
    final ConnectionOptions connection;

    @Mixin
    final SeedOptions seeds;

    @Mixin
    final OutputOptions output;

    private final Session session;

    LintCommand(Session session) {
        this.session = session;
        this.connection = session.connection;
        this.seeds = session.seeds;
        this.output = session.output;
    }

    @Override
    public Integer call() {
        LintReport report = session.on(session.settings().database()).build().lint();
        LintText text = new LintText(session.problems(), session.paint());
        if (output.json()) {
            session.world.out().println(LintText.json(report));
        } else {
            session.world.err().print(text.problems(report));
            session.world.err().flush();
            session.say(text.summary(report));
        }
        return report.errors().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
