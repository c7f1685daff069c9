package dev.seedbed.plan;

import dev.seedbed.seed.SeedRow;
import org.jspecify.annotations.Nullable;

/**
 * A declared row, bound to its table.
 *
 * @param ordinal 0-based position among all declared rows of the table
 * @param cells one per column of the table's layout; null where the row leaves the column out
 */
public record BoundRow(
        int ordinal,
        BoundTable.Part part,
        SeedRow seed,
        @Nullable Cell[] cells) {

    /** The same under another number. */
    BoundRow numbered(int number) {
        return new BoundRow(number, part, seed, cells);
    }
}
