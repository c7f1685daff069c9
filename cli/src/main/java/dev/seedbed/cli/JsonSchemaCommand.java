package dev.seedbed.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "json-schema",
        description = {
            "Prints the JSON Schema of seed files or of seedbed.yaml, by which an editor completes and checks them.",
            "An editor picks it up from a first line such as:",
            "  # yaml-language-server: $schema=seed-file.schema.json"
        },
        footer = {"Examples:", "  seedbed json-schema > seed-file.schema.json", "  seedbed json-schema config"})
final class JsonSchemaCommand implements Callable<Integer> {
    @Mixin
    final OutputOptions output;

    @Parameters(
            arity = "0..1",
            paramLabel = "seeds|config",
            description = "seeds for seed files, config for seedbed.yaml. Default: seeds.")
    private SchemaFile.Kind kind = SchemaFile.Kind.seeds;

    private final Session session;

    JsonSchemaCommand(Session session) {
        this.session = session;
        this.output = session.output;
    }

    @Override
    public Integer call() {
        session.world.out().print(SchemaFile.of(kind));
        session.world.out().flush();
        return ExitCode.DONE;
    }
}
