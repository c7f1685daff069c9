package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import picocli.CommandLine.Model.CommandSpec;

final class InitCommand extends DatabaseCommand {

    InitCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "The first launch: plants every seeder whose tables are all empty.",
                        "Asked once for all seeders before the first write; a seeder that finds a row in one of its tables is"
                                + " skipped, and one of group update waits for an update. To plant what is missing beside rows"
                                + " that are there: fill.")
                .footer(
                        "Examples:",
                        "  seedbed init --url postgres://app@localhost/app --password-env APP_PASSWORD",
                        "  seedbed init --url sqlite:data/app.db --env development");
        allOptions(spec);
    }

    @Override
    public Integer call() {
        return session.run(Mode.INIT);
    }
}
