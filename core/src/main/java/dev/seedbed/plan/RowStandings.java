package dev.seedbed.plan;

import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the declared rows of a table stand, by their ordinals: what {@link Judgements} would say of each, for all of them at
 * once and without describing any.
 *
 * @param absent rows that no live row is taken for, those included that are marked as deleted by hand
 * @param softDeleted those of them that are marked so
 * @param customised rows with a value that the seeds do not declare, that Seedbed did not plant, and that the run leaves as it
 *     is
 * @param managed other rows with such a value: all of them are in columns that the seeds own, and the run sets them
 * @param former rows that differ in former defaults alone
 * @param undeclared how many live rows no seed declares, those included that the seeds retire; null where they were not
 *     counted
 */
public record RowStandings(
        BitSet absent,
        BitSet softDeleted,
        BitSet customised,
        BitSet managed,
        BitSet former,
        @Nullable Long undeclared) {
    static RowStandings of(PlannedTable planned) {
        RowStandings standings = new RowStandings(
                new BitSet(),
                new BitSet(),
                new BitSet(),
                new BitSet(),
                new BitSet(),
                planned.live().extra());
        DeclaredRows declared = planned.declared();
        BitSet differing = new BitSet();
        for (int i = 0; i < planned.size(); i++) {
            int state = declared.state(i);
            if (state == DeclaredRows.MISSING) {
                standings.absent.set(i);
                standings.softDeleted.set(i, planned.live().isSoftDeleted(i));
            } else if (state != DeclaredRows.AMBIGUOUS && planned.fate(i) != Fate.UNCHANGED) {
                differing.set(i);
            }
        }
        if (differing.isEmpty()) {
            return standings;
        }
        try (BoundTable.Cursor rows = planned.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (differing.get(row.ordinal())) {
                    standings.add(planned, row);
                }
            }
        }
        return standings;
    }

    private void add(PlannedTable planned, BoundRow row) {
        int ordinal = row.ordinal();
        BoundTable table = planned.table();
        Map<Integer, @Nullable String[]> differences = planned.live().differences(row);
        BitSet columns = new BitSet();
        for (int index : differences.keySet()) {
            columns.set(
                    index,
                    row.cells()[index] != null
                            && (table.isKey(index) || table.layout().compared()[index]));
        }
        columns.andNot(planned.sameMeanings(ordinal));
        BitSet chosen = (BitSet) columns.clone();
        chosen.andNot(planned.formerDefaults(ordinal));
        BitSet decided = (BitSet) chosen.clone();
        Fate fate = planned.fate(ordinal);
        RowUpdate update = fate == Fate.UPDATE || fate == Fate.RENAME ? planned.update(ordinal) : null;
        if (update != null) {
            decided.andNot(update.columns());
        }
        if (!decided.isEmpty()) {
            customised.set(ordinal);
        } else if (!chosen.isEmpty()) {
            managed.set(ordinal);
        } else if (!columns.isEmpty()) {
            former.set(ordinal);
        }
    }

    /** True of a row that is there with all that is declared and compared. */
    public boolean isDefault(int ordinal) {
        return !absent.get(ordinal) && !customised.get(ordinal) && !managed.get(ordinal) && !former.get(ordinal);
    }
}
