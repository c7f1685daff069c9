package dev.seedbed.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which seeds, and for which environment. */
final class SeedOptions {
    final List<String> seeds = new ArrayList<>();
    final List<String> seeders = new ArrayList<>();
    final List<String> tables = new ArrayList<>();

    @Nullable
    String environment;

    @Option(
            names = "--seeds",
            order = 7,
            paramLabel = "PLACE",
            split = ",",
            description = "Directory or file with seeds; may be repeated. Else SEEDBED_SEEDS. Default: seeds.")
    void seeds(@Nullable List<String> values) {
        replace(seeds, values);
    }

    @Option(
            names = "--env",
            order = 8,
            paramLabel = "NAME",
            description = {
                "development, test, staging, production, or a name of environments in seedbed.yaml.",
                "Else SEEDBED_ENV, or environment in seedbed.yaml. Default: production."
            })
    void environment(@Nullable String value) {
        environment = value == null ? environment : value;
    }

    @Option(
            names = "--seeder",
            order = 9,
            paramLabel = "NAME",
            split = ",",
            description = "Only this seeder; may be repeated.")
    void seeders(@Nullable List<String> values) {
        replace(seeders, values);
    }

    @Option(
            names = "--table",
            order = 10,
            paramLabel = "NAME",
            split = ",",
            description = "Only this table; may be repeated.")
    void tables(@Nullable List<String> values) {
        replace(tables, values);
    }

    /** Picocli hands over all values so far each time. */
    private static void replace(List<String> list, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            list.clear();
            list.addAll(values);
        }
    }
}
