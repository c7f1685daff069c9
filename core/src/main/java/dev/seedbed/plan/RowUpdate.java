package dev.seedbed.plan;

import java.util.BitSet;
import java.util.Map;

/**
 * What a run changes in a row that is there.
 *
 * @param row the row as it is declared
 * @param found the same with the key under which it stands in the table before anything is written
 * @param located the same with the key under which it is renamed, once what that refers to has its new name; {@code row}
 *     itself unless it is renamed
 * @param columns indexes into the layout of the columns that take their declared values, its key apart
 * @param live by index, the texts of these columns, as the database told them when they were looked at; nothing is written
 *     where they differ
 * @param before by index, what the columns of these held that change, references by the names of the rows that they meant
 * @param restored true where the mark of a row that was deleted by hand is taken off
 */
public record RowUpdate(
        BoundRow row,
        BoundRow found,
        BoundRow located,
        BitSet columns,
        Map<Integer, Cell> live,
        Map<Integer, Cell> before,
        boolean restored) {
    public RowUpdate {
        live = Map.copyOf(live);
        // Of many rows both are the same, and are held once.
        before = before.equals(live) ? live : Map.copyOf(before);
    }

    /** The same with another key under which it is renamed. */
    RowUpdate locatedAt(BoundRow other) {
        return new RowUpdate(row, found, other, columns, live, before, restored);
    }

    /** True where the key changes. */
    @SuppressWarnings("ReferenceEquality")
    public boolean renames() {
        return row != located;
    }
}
