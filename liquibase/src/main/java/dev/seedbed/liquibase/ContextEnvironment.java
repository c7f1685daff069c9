package dev.seedbed.liquibase;

import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The environment that Liquibase's contexts declare: that one of them is called so says what the database is for. */
final class ContextEnvironment {
    private static final List<String> ALWAYS = List.of("development", "test", "staging", "production");

    private ContextEnvironment() {}

    /**
     * The one environment among the contexts; null for none.
     *
     * @param contexts separated by commas
     * @throws SeedException as a usage error for several
     */
    static @Nullable String of(@Nullable String contexts, SeedbedConfig config) {
        List<String> declared = new ArrayList<>();
        for (String context : contexts == null ? new String[0] : contexts.split(",", -1)) {
            String name = context.strip().toLowerCase(Locale.ROOT);
            if ((ALWAYS.contains(name) || config.environments().contains(name)) && !declared.contains(name)) {
                declared.add(name);
            }
        }
        if (declared.size() > 1) {
            throw SeedException.usage(
                    "The contexts declare several environments: " + String.join(", ", declared) + ".",
                    "contexts",
                    "give the one that this database is for; a run has one environment");
        }
        return declared.isEmpty() ? null : declared.get(0);
    }
}
