package dev.seedbed.plan;

import dev.seedbed.seed.SeedValue;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a plan depends on besides seeds and database.
 *
 * @param schema where names without a schema are looked for; null for the connection's own search path
 * @param onInsert values that every seeded table with such a column takes on insert, by column name
 * @param onUpdate values that every seeded table with such a column takes together with another change, by column name
 * @param allowedVariables environment variables that {@code $env} may read
 * @param variables the environment; answers null for a name that is not set
 * @param production literals in sensitive columns are refused
 * @param restore brings back rows that are left out as deleted by hand or held
 * @param onlyTables tables as written; empty for all
 */
public record Settings(
        @Nullable String schema,
        Map<String, SeedValue> onInsert,
        Map<String, SeedValue> onUpdate,
        Set<String> allowedVariables,
        Function<String, @Nullable String> variables,
        boolean production,
        boolean restore,
        Set<String> onlyTables) {
    public Settings {
        onInsert = Map.copyOf(onInsert);
        onUpdate = Map.copyOf(onUpdate);
        allowedVariables = Set.copyOf(allowedVariables);
        onlyTables = Set.copyOf(onlyTables);
    }
}
