package dev.seedbed.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an entry tells of one row. Names are those that reports use, such as {@code tier_id.code}.
 *
 * @param key the row's key then; after a rename the new one, and where a person changed it the one before
 * @param formerKey the key that it had before a rename; null for all else
 * @param before what a person found in columns that they changed, or in those of the row that they deleted, NULL too; those of
 *     the key stand there only where they were changed
 * @param after what was written to columns, or found in them, those of the key as before; of a pin the columns, without a text
 * @param kept columns that held something else than was declared, or are a person's decision
 * @param secret columns that a person changed and whose values are not written down
 */
public record TrailRow(
        EntryKind kind,
        Map<String, @Nullable String> key,
        @Nullable Map<String, @Nullable String> formerKey,
        Map<String, @Nullable String> before,
        Map<String, @Nullable String> after,
        List<String> kept,
        List<String> secret) {
    public TrailRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        formerKey = formerKey == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(formerKey));
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
        kept = List.copyOf(kept);
        secret = List.copyOf(secret);
    }

    /** True for the deletion of a row that stays, marked by what the columns hold since. */
    public boolean isMark() {
        return kind == EntryKind.DELETED && !after.isEmpty();
    }

    /** The key that the row has since: another one where a person changed it. */
    public Map<String, @Nullable String> keyAfter() {
        return kind == EntryKind.CHANGED ? KeyStep.after(key, after) : key;
    }
}
