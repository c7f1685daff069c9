package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code former.jsonl}: what earlier releases declared for one row. {@code docs/former-defaults.md} has the
 * format. Values stand as in the file; contents of files are {@code $content} mappings.
 *
 * @param table as the seeds wrote it
 * @param key columns that identify the row; empty only beside {@code now}
 * @param was former defaults by column, the one declared last at the end
 * @param absent columns that an earlier release declared the row without
 * @param now what the seeds declared when it was recorded without version control; null where it was not said
 */
public record FormerLine(
        String table,
        Map<String, SeedValue> key,
        Map<String, List<SeedValue>> was,
        Set<String> absent,
        @Nullable Map<String, SeedValue> now,
        Location at) {
    public FormerLine {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        was = Collections.unmodifiableMap(new LinkedHashMap<>(was));
        absent = Collections.unmodifiableSet(new LinkedHashSet<>(absent));
        now = now == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(now));
    }
}
