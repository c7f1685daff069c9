package dev.seedbed.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one row, as a ledger writes it down. Holds no value of a sensitive column.
 *
 * @param table how reports call the table
 * @param key its natural key, under the names that reports use; after a rename the new one
 * @param formerKey the key that it had before a rename; null for all else
 * @param columns by the names that reports use, the texts that are to count as planted by Seedbed: what it wrote, and of
 *     an adopted row what was found equal to what the seeds declare
 * @param kept columns of an adopted row that hold something else than the seeds declare
 * @param before by the names that reports use, what columns held that were changed, or that went with the row
 * @param secret columns that were changed and whose values are not written down
 */
public record LedgerRow(
        String seeder,
        String table,
        Kind kind,
        Map<String, @Nullable String> key,
        @Nullable Map<String, @Nullable String> formerKey,
        Map<String, @Nullable String> columns,
        Set<String> kept,
        Map<String, @Nullable String> before,
        Set<String> secret) {

    /** What was done. */
    public enum Kind {
        /** It was inserted. */
        PLANTED,
        /** It was there when a run with the ledger met it for the first time. */
        ADOPTED,
        UPDATED,
        RENAMED,
        /** It was deleted since the application no longer wants it. */
        RETIRED,
        /** It stays, with the values that retired rows have. */
        RETIRED_IN_PLACE
    }

    /** A row of which no column is kept, and that held nothing before. */
    public LedgerRow(
            String seeder,
            String table,
            Kind kind,
            Map<String, @Nullable String> key,
            @Nullable Map<String, @Nullable String> formerKey,
            Map<String, @Nullable String> columns) {
        this(seeder, table, kind, key, formerKey, columns, Set.of(), Map.of(), Set.of());
    }

    public LedgerRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        formerKey = formerKey == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(formerKey));
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        kept = Set.copyOf(kept);
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        secret = Set.copyOf(secret);
    }
}
