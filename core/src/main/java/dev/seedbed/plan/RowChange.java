package dev.seedbed.plan;

import dev.seedbed.seed.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row and what a run does, or did, to it. Sensitive values are already masked.
 *
 * @param key natural key; a reference in it stands under names such as {@code tier_id.code}
 * @param code the stable reason, such as {@code missing} or {@code customised}
 * @param columns the columns it is about, under the same names as in {@code key}
 * @param reason the reason in words
 * @param source where the row is declared
 * @param needed the row is marked {@code $required}, and the database lacks it: one that is there and is blocked, left out
 *     or called otherwise so far is not lacking
 */
public record RowChange(
        String seeder,
        String table,
        Map<String, @Nullable String> key,
        Action action,
        String code,
        Map<String, ColumnChange> columns,
        String reason,
        Location source,
        boolean needed) {
    /**
     * A value and the one that takes its place.
     *
     * @param from the live text; null for NULL or, on insert, for nothing
     * @param to the declared text
     */
    public record ColumnChange(
            @Nullable String from, @Nullable String to) {}

    /** Of a row that readiness does not need. */
    public RowChange(
            String seeder,
            String table,
            Map<String, @Nullable String> key,
            Action action,
            String code,
            Map<String, ColumnChange> columns,
            String reason,
            Location source) {
        this(seeder, table, key, action, code, columns, reason, source, false);
    }

    public RowChange {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
