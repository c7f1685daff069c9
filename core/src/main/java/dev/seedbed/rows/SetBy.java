package dev.seedbed.rows;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a value, as a ledger knows it.
 *
 * @param kind what was done, such as {@code planted} or {@code changed}
 * @param at UTC
 * @param entry the number of the entry that tells it
 */
public record SetBy(
        String kind, String actor, String at, @Nullable String reason, long entry) {}
