package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import picocli.CommandLine.Model.CommandSpec;

final class UpdateCommand extends DatabaseCommand {

    UpdateCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "For a release: inserts missing rows, those of group update too, and brings new defaults to"
                                + " every row that still holds a former one. What somebody chose stays, with the"
                                + " reason in the report.",
                        "Also renames rows by their former keys, and takes out retired rows that nobody decided on.")
                .footer(
                        "Examples:",
                        "  seedbed plan --url postgres://app@localhost/app       what it would do, row by row",
                        "  seedbed update --url postgres://app@localhost/app",
                        "  seedbed update --seeder tiers --reason \"release 2.4\" --format json");
        session.run.addYesTo(spec);
        allOptions(spec);
    }

    @Override
    public Integer call() {
        return session.run(Mode.UPDATE);
    }
}
