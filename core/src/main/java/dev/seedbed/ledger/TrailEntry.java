package dev.seedbed.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a ledger: what one run, or one person, did to some rows of one table.
 *
 * @param seq its number; later entries have larger ones
 * @param epoch how many resets there were before or with it
 * @param at UTC, to the microsecond
 * @param command the mode of the run, or what a person did, such as {@code change}
 * @param seeder null where no seeder is behind it
 * @param table how reports call the table; null where it is about no row
 * @param kinds what was done and to how many rows, such as {@code planted 500, renamed 1}
 * @param rowCount how many rows it is about
 * @param rows those of them that were asked for, and not more than were asked for
 */
public record TrailEntry(
        long seq,
        int epoch,
        String runId,
        String at,
        String actor,
        String command,
        String environment,
        @Nullable String reason,
        @Nullable String seeder,
        @Nullable String table,
        String kinds,
        int rowCount,
        List<TrailRow> rows) {
    public TrailEntry {
        rows = List.copyOf(rows);
    }

    /** The same entry that tells of these rows. */
    public TrailEntry with(List<TrailRow> others) {
        return new TrailEntry(
                seq, epoch, runId, at, actor, command, environment, reason, seeder, table, kinds, rowCount, others);
    }
}
