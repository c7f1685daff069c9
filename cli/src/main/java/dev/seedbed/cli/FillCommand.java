package dev.seedbed.cli;

import dev.seedbed.plan.Mode;
import picocli.CommandLine.Model.CommandSpec;

final class FillCommand extends DatabaseCommand {

    FillCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "After migrations: inserts the rows that are missing, and never changes one that is there.",
                        "With nothing to do it takes no lock and writes nothing, so it may run on every deploy.")
                .footer(
                        "Examples:",
                        "  seedbed fill --url postgres://app@localhost/app --password-env APP_PASSWORD",
                        "  seedbed fill --seeder tiers --format json",
                        "  DATABASE_URL=h2:./data/app seedbed fill --env test");
        allOptions(spec);
    }

    @Override
    public Integer call() {
        return session.run(Mode.FILL);
    }
}
