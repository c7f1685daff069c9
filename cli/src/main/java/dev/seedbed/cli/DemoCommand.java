package dev.seedbed.cli;

import dev.seedbed.cli.demo.DemoDatabase;
import dev.seedbed.cli.demo.H2Demo;
import dev.seedbed.cli.demo.PostgresDemo;
import dev.seedbed.cli.demo.Story;
import dev.seedbed.show.ExitCode;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;

final class DemoCommand extends SeedbedCommand {
    private boolean postgres;

    DemoCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "The whole story on a database of its own. Nothing to install, and at its end nothing is left behind.")
                .footer("Examples:", "  seedbed demo", "  seedbed demo --postgres");
        spec.addOption(Value.flag(() -> postgres = true, "--postgres")
                .description(
                        "On a real PostgreSQL 18 that it brings up, instead of on H2. Its 60 MB lie in the system's"
                                + " temporary directory meanwhile.")
                .build());
        session.output.addLookTo(spec);
    }

    @Override
    public Integer call() throws SQLException {
        try (DemoDatabase database = postgres ? PostgresDemo.start() : new H2Demo()) {
            new Story(database, session.world.out(), session.paint()).tell();
        }
        return ExitCode.DONE;
    }
}
