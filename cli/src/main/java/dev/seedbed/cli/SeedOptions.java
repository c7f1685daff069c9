package dev.seedbed.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Which seeds, and for which environment. */
final class SeedOptions implements Value.Taker {
    /** As they are written: one may name several. */
    final List<String> seeds = new ArrayList<>();

    final List<String> seeders = new ArrayList<>();
    final List<String> tables = new ArrayList<>();

    @Nullable
    String environment;

    @Override
    public void take(String option, Object value) {
        switch (option) {
            case "--env" -> environment = (String) value;
            case "--seeder" -> replace(seeders, (List<?>) value);
            case "--table" -> replace(tables, (List<?>) value);
            case "--seeds" -> replace(seeds, (List<?>) value);
            default -> throw new IllegalArgumentException(option);
        }
    }

    void addTo(CommandSpec spec) {
        addPlacesTo(spec);
        addEnvironmentTo(spec);
        spec.addOption(Value.list("--seeder", "NAME", this)
                .order(9)
                .description("Only this seeder; may be repeated.")
                .build());
        addTablesTo(spec, "Only this table; may be repeated.");
    }

    void addTablesTo(CommandSpec spec, String description) {
        spec.addOption(Value.list("--table", "NAME", this)
                .order(10)
                .description(description)
                .build());
    }

    void addEnvironmentTo(CommandSpec spec) {
        spec.addOption(Value.option("--env", "NAME", String.class, this)
                .completionCandidates(Environment.ALWAYS)
                .order(8)
                .description(
                        "development, test, staging, production, or a name of environments in seedbed.yaml.",
                        "Else SEEDBED_ENV, or environment in seedbed.yaml. Default: production.")
                .build());
    }

    /** For commands that take the seeds as a whole. */
    void addPlacesTo(CommandSpec spec) {
        spec.addOption(Value.whole("--seeds", "PLACE", this)
                .hideParamSyntax(true)
                .paramLabel("PLACE[,PLACE...]")
                .order(7)
                .description("Directory or file with seeds; may be repeated. Else SEEDBED_SEEDS. Default: seeds.")
                .build());
    }

    /** Picocli hands over all values so far each time. */
    private static void replace(List<String> list, List<?> values) {
        if (!values.isEmpty()) {
            list.clear();
            for (Object each : values) {
                list.add((String) each);
            }
        }
    }
}
