package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import picocli.CommandLine.Model.CommandSpec;

final class ResetCommand extends DatabaseCommand {

    ResetCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Takes all rows out of the seeded tables and plants them anew, in one transaction. Only in"
                        + " development and test, and only on a database that is marked so (seedbed mark).")
                .footer(
                        "Examples:",
                        "  seedbed plan --mode reset --env test        how many rows each table would lose",
                        "  seedbed reset --env test --yes");
        session.run.addYesTo(spec);
        allOptions(spec);
    }

    @Override
    public Integer call() {
        return session.run(Mode.RESET);
    }
}
