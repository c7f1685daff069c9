package dev.seedbed.rows;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a value, as a ledger knows it.
 *
 * @param kind what was done, such as {@code planted} or {@code changed}; {@code adopted} where the value was there before the
 *     ledger met the row
 * @param actor null for {@code adopted}: nobody knows who wrote it
 * @param at UTC; of {@code adopted} when the ledger met the row
 * @param reason null where none was given, and for {@code adopted}
 * @param entry the number of the entry that tells it
 */
public record SetBy(
        String kind,
        @Nullable String actor,
        String at,
        @Nullable String reason,
        long entry) {
    /** True where the value was there before the ledger met the row. */
    public boolean isOfBefore() {
        return actor == null;
    }
}
