package dev.seedbed.plan;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A pass over some rows of a table, by their ordinals; of the others nothing is bound, and of a file's as little read. */
final class PickedRows implements BoundTable.Cursor {
    private final BoundTable table;
    private final RowBinder binder;
    private final BitSet wanted;

    /** True where the rows of the table are those of one file, so that their ordinals are their numbers in it. */
    private final boolean skips;

    private int part = -1;
    private int ordinal = -1;
    private Expansion.@Nullable Rows rows;

    PickedRows(BoundTable table, RowBinder binder, BitSet wanted) {
        this.table = table;
        this.binder = binder;
        this.wanted = wanted;
        this.skips = table.streamed() && table.parts().size() == 1;
    }

    @Override
    public @Nullable BoundRow next() {
        int next = wanted.nextSetBit(ordinal + 1);
        while (next >= 0) {
            SeedRow row = rows == null ? null : rows.next();
            if (row == null) {
                open();
            } else {
                ordinal = skips ? next : ordinal + 1;
                if (ordinal == next) {
                    return binder.bind(table, table.parts().get(part), row, ordinal);
                }
            }
        }
        return null;
    }

    private void open() {
        close();
        if (++part == table.parts().size()) {
            throw new SeedException(new Problem(
                    "Rows of table \"" + table + "\" have left its file while it was in use.", null, "run again"));
        }
        BoundTable.Part opened = table.parts().get(part);
        rows = skips
                ? binder.expansion().openStreamed(table, opened, wanted)
                : binder.expansion().open(table, opened);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
