package dev.seedbed.cli;

import dev.seedbed.show.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

final class JsonSchemaCommand extends SeedbedCommand {
    private SchemaFile.Kind kind = SchemaFile.Kind.seeds;

    JsonSchemaCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Prints the JSON Schema of seed files or of seedbed.yaml, by which an editor completes and checks them.",
                        "An editor picks it up from a first line such as:",
                        "  # yaml-language-server: $schema=seed-file.schema.json")
                .footer("Examples:", "  seedbed json-schema > seed-file.schema.json", "  seedbed json-schema config");
        spec.addPositional(Value.parameter(
                "seeds|config",
                SchemaFile.Kind.class,
                value -> kind = value,
                "seeds for seed files, config for seedbed.yaml. Default: seeds."));
    }

    @Override
    public Integer call() {
        session.world.out().print(SchemaFile.of(kind));
        session.world.out().flush();
        return ExitCode.DONE;
    }
}
