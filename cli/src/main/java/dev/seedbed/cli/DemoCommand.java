package dev.seedbed.cli;

import dev.seedbed.cli.demo.DemoDatabase;
import dev.seedbed.cli.demo.H2Demo;
import dev.seedbed.cli.demo.PostgresDemo;
import dev.seedbed.cli.demo.Story;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {"The whole story on a database of its own. Nothing to install, nothing is left behind."},
        footer = {"Examples:", "  seedbed demo", "  seedbed demo --postgres"})
final class DemoCommand implements Callable<Integer> {
    @Mixin
    final OutputOptions output;

    @Option(names = "--postgres", description = "On a real PostgreSQL 18 that it brings up, instead of on H2.")
    private boolean postgres;

    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
        this.output = session.output;
    }

    @Override
    public Integer call() throws SQLException {
        try (DemoDatabase database = postgres ? PostgresDemo.start() : new H2Demo()) {
            new Story(database, session.world.out(), session.paint()).tell();
        }
        return ExitCode.DONE;
    }
}
