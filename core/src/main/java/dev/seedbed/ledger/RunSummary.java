package dev.seedbed.ledger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run wrote down.
 *
 * @param at the time of its first entry, UTC
 * @param epoch how many resets there were before or with it
 * @param firstSeq the number of its first entry
 * @param lastSeq the number of its last entry
 * @param tables what it did, by seeder and table; empty for a run that is about no rows, as the one that made the ledger
 */
public record RunSummary(
        String id,
        String at,
        String actor,
        String mode,
        String environment,
        @Nullable String reason,
        int epoch,
        long firstSeq,
        long lastSeq,
        List<Rows> tables) {
    public RunSummary {
        tables = List.copyOf(tables);
    }

    /**
     * What it did to the rows of one table.
     *
     * @param seeder null where no seeder is behind it
     * @param counts how many rows, by what was done
     */
    public record Rows(@Nullable String seeder, String table, Map<String, Long> counts) {}
}
