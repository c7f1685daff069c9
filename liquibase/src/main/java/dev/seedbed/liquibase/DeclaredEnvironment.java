package dev.seedbed.liquibase;

import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.util.List;
import liquibase.Contexts;
import org.jspecify.annotations.Nullable;

/** The environment that a call of Liquibase declares. */
record DeclaredEnvironment(String name, String by) {

    /**
     * That of the setting, else the one that a context names. Both Liquibase's contexts and environments are in lower case.
     *
     * @return null where nothing declares one
     * @throws SeedException refused where the contexts name several
     */
    static @Nullable DeclaredEnvironment of(Contexts contexts, SeedbedConfig config) {
        String setting = SeedbedSettings.ENVIRONMENT.getCurrentValue();
        if (setting != null) {
            return new DeclaredEnvironment(setting, "seedbed.environment");
        }
        List<String> named = config.knownEnvironments().stream()
                .filter(contexts.getContexts()::contains)
                .toList();
        if (named.size() > 1) {
            throw SeedException.refused(
                    "The contexts name several environments: " + String.join(", ", named) + ".",
                    "contexts of this call of Liquibase",
                    "name one, or say with seedbed.environment which it is");
        }
        return named.isEmpty() ? null : new DeclaredEnvironment(named.get(0), "context");
    }
}
