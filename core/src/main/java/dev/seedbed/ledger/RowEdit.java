package dev.seedbed.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person did to one row, as a ledger writes it down. Holds no value of a sensitive column.
 *
 * @param table how reports call the table
 * @param seeder the one that declares the row; null where none does
 * @param kind {@link EntryKind#CREATED}, {@link EntryKind#CHANGED}, {@link EntryKind#DELETED} or
 *     {@link EntryKind#RESTORED}
 * @param key its natural key as the ledger spells it; where the key itself is changed, the one that it had
 * @param before by the names that reports use, what changed columns held, or all but those of the key where the row is taken out;
 *     of a restored row that was there also those that are only to count as planted, with what they hold since
 * @param after by the names that reports use, what changed columns hold since, those that mark a deleted row among them, or all but those of the key where the row is
 *     made; of a restored row what is to count as planted, and did not do so or was another value
 * @param kept columns that are a person's decision, of a row that is to count as known; empty where that says itself
 * @param secret columns that were changed and whose values are not written down
 */
public record RowEdit(
        String table,
        @Nullable String seeder,
        EntryKind kind,
        Map<String, @Nullable String> key,
        Map<String, @Nullable String> before,
        Map<String, @Nullable String> after,
        Set<String> kept,
        Set<String> secret) {
    public RowEdit {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
        kept = Set.copyOf(kept);
        secret = Set.copyOf(secret);
    }
}
