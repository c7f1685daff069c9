package dev.seedbed.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What earlier releases declared for one row, whether it is declared still or not.
 *
 * @param table as the seeds write it
 * @param key columns that identify it, its key among them; what is no part of the table's key counts as a former default
 * @param was former defaults by column, the oldest first
 * @param absent columns that an earlier release declared the row without
 */
public record FormerRow(
        String table, Map<String, SeedValue> key, Map<String, List<SeedValue>> was, Set<String> absent, Location at) {
    public FormerRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        was = Collections.unmodifiableMap(new LinkedHashMap<>(was));
        absent = Set.copyOf(absent);
    }
}
