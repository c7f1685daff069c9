package dev.seedbed.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a table that are to be inserted. Few are found once and kept, since the file of the others may be large. */
final class MissingRows {
    private static final int MOST_KEPT = 10_000;

    private @Nullable List<BoundRow> kept;
    private int decisions;

    /** To be told of each decision about a row of the table. */
    void decided() {
        kept = null;
        decisions++;
    }

    /** A pass over them. */
    BoundTable.Cursor open(PlannedTable table) {
        if (kept != null) {
            return BoundTable.over(kept);
        }
        boolean few = table.inserts() <= MOST_KEPT;
        int decidedBefore = decisions;
        List<BoundRow> found = new ArrayList<>();
        BoundTable.Cursor rows = table.openApart();
        return new BoundTable.Cursor() {
            @Override
            public @Nullable BoundRow next() {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    if (row.ordinal() >= table.size()) {
                        throw new IllegalStateException(
                                "The seeds of table " + table.table() + " grew while they were planted.");
                    }
                    if (table.fate(row.ordinal()) == Fate.INSERT) {
                        if (few) {
                            found.add(row);
                        }
                        return row;
                    }
                }
                if (few && decisions == decidedBefore) {
                    kept = found;
                }
                return null;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
