package dev.seedbed.cli;

import dev.seedbed.show.ExitCode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class NewCommand extends SeedbedCommand {
    private @Nullable Path directory;

    NewCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Writes seedbed.yaml, a first seeder and the schemas by which an editor completes both.",
                        "Files that are there already are left alone, but for the schemas, which follow the release; a"
                                + " project with seeds or a seedbed.yaml gets no sample.")
                .footer("Examples:", "  seedbed new", "  seedbed new services/billing");
        spec.addPositional(Value.parameter(
                "DIRECTORY", Path.class, value -> directory = value, "Default: the working directory."));
        session.output.addQuietTo(spec);
        session.output.addLookTo(spec);
    }

    @Override
    public Integer call() {
        Path working = session.world.directory();
        Path target = directory == null ? working : working.resolve(directory);
        boolean isDatabaseNamed = Stream.of("SEEDBED_URL", "DATABASE_URL", "PGDATABASE")
                .anyMatch(it -> session.world.variable(it) != null);
        session.say(new Scaffold(target, session.paint(), isDatabaseNamed, directory).write());
        return ExitCode.DONE;
    }
}
