package dev.seedbed.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = {
            "Writes seedbed.yaml, a first seeder and the schemas by which an editor completes both.",
            "Files that are there already are left alone."
        },
        footer = {"Examples:", "  seedbed new", "  seedbed new services/billing"})
final class NewCommand implements Callable<Integer> {
    @Mixin
    final OutputOptions output;

    @Parameters(arity = "0..1", paramLabel = "DIRECTORY", description = "Default: the working directory.")
    private @Nullable Path directory;

    private final Session session;

    NewCommand(Session session) {
        this.session = session;
        this.output = session.output;
    }

    @Override
    public Integer call() {
        Path working = session.world.directory();
        Path target = directory == null ? working : working.resolve(directory);
        session.say(new Scaffold(target, session.paint()).write());
        return ExitCode.DONE;
    }
}
