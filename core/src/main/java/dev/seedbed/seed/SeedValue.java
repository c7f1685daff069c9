package dev.seedbed.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A declared value as it stands in its source. What it means is decided by the type of its column, so nothing is
 * converted here: scalars keep their source text, and a mapping may turn out to be a reference, a directive such as
 * {@code $uuid}, or data for a JSON column.
 */
public sealed interface SeedValue {
    Location at();

    /**
     * A scalar.
     *
     * @param text the source text, never altered
     * @param plain true where it stood without quotes, so that a JSON column may take {@code 1} as a number
     */
    record Text(String text, boolean plain, Location at) implements SeedValue {}

    /** NULL: plain {@code null}, {@code ~} or nothing in YAML, an unquoted empty field in CSV. */
    record Null(Location at) implements SeedValue {}

    /** A sequence: an array, or JSON data. */
    record Items(List<SeedValue> items, Location at) implements SeedValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping in declared order: a reference, a directive, or JSON data. */
    record Fields(Map<String, SeedValue> fields, Location at) implements SeedValue {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
