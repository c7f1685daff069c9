package dev.seedbed.cli;

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
    private final OutputOptions output;

    @Option(names = "--postgres", description = "On a real PostgreSQL 18 that it brings up, instead of on H2.")
    private boolean postgres;

    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
        this.output = session.output;
    }

    @Override
    public Integer call() {
        return ExitCode.FAILED;
    }
}
