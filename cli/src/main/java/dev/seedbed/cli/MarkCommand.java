package dev.seedbed.cli;

import dev.seedbed.connect.Database;
import dev.seedbed.database.JsonText;
import dev.seedbed.run.MarkerTable;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class MarkCommand extends SeedbedCommand {
    private @Nullable String environment;

    MarkCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Marks the database for an environment, in the table seedbed_marker. From then on runs for any"
                                + " other environment are refused, and so are all runs on a copy of the database.")
                .footer(
                        "Examples:",
                        "  seedbed mark production --url postgres://app@db1/app",
                        "  seedbed mark test --yes");
        spec.addPositional(Value.parameter(
                "ENVIRONMENT",
                String.class,
                value -> environment = value,
                Environment.ALWAYS,
                "development, test, staging, production, or one that seedbed.yaml lists."));
        connectionOptions(spec);
        session.run.addYesTo(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        if (environment == null) {
            throw SeedException.usage(
                    "No environment is named.", "say what the database is for, such as \"seedbed mark test\"");
        }
        session.seeds.environment =
                Environment.named(environment, session.settings().config()).name();
        Database database = session.settings().database();
        if (database == null) {
            throw NoDatabase.isNamed("seedbed mark " + environment);
        }
        session.database = database;
        MarkerTable.Marked marked = session.on(database).build().mark();
        if (session.output.json()) {
            session.world
                    .out()
                    .println("{\"format\": 1, \"outcome\": \"applied\", \"environment\": "
                            + JsonText.quote(marked.environment()) + ", \"before\": "
                            + (marked.before() == null ? "null" : JsonText.quote(marked.before())) + ", \"database\": "
                            + JsonText.quote(marked.database()) + "}");
            return ExitCode.DONE;
        }
        session.say("Marked " + marked.environment()
                + (marked.before() == null || marked.before().equals(marked.environment())
                        ? ""
                        : ", which was " + marked.before())
                + ": " + marked.database() + "\n");
        return ExitCode.DONE;
    }
}
