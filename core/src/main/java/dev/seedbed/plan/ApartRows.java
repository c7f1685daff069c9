package dev.seedbed.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declared rows of a table that were not found there just as they are declared, which is all that a run deals with
 * once it has compared. Where they are few they are read once and kept, since the file of the others may be large.
 */
final class ApartRows {
    private static final int MOST_KEPT = 20_000;

    private final BoundTable table;
    private final RowBinder binder;
    private final DeclaredRows declared;
    private final BitSet apart = new BitSet();
    private @Nullable List<BoundRow> kept;

    ApartRows(BoundTable table, RowBinder binder, DeclaredRows declared) {
        this.table = table;
        this.binder = binder;
        this.declared = declared;
    }

    /** Notes them, as the comparison has left them. */
    void note() {
        apart.clear();
        kept = null;
        for (int i = 0; i < declared.size(); i++) {
            if (declared.state(i) != DeclaredRows.UNCHANGED) {
                apart.set(i);
            }
        }
    }

    /** Notes a row of which something was decided since. */
    void add(int ordinal) {
        if (!apart.get(ordinal)) {
            apart.set(ordinal);
            kept = null;
        }
    }

    /** A pass over all of them, and perhaps over others. */
    BoundTable.Cursor open() {
        if (kept != null) {
            return BoundTable.over(kept);
        }
        int count = apart.cardinality();
        if (count > declared.size() / 2) {
            return table.open(binder);
        }
        if (count > MOST_KEPT) {
            return table.open(binder, apart);
        }
        List<BoundRow> found = new ArrayList<>(count);
        try (BoundTable.Cursor rows = table.open(binder, apart)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                found.add(row);
            }
        }
        kept = found;
        return BoundTable.over(found);
    }
}
