package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A foreign key that rows may give by plain values, and the rows that its values mean as far as this run writes them. */
final class PlainKey {
    private static final int GIVEN = 5;

    private final PlannedTable from;
    private final PlannedTable to;

    /** By index into the layout of the referring table. */
    private final int[] columns;

    private final int[] targetColumns;
    private final List<Column> targets;
    private final RowHash hash = new RowHash();
    private final HashTable exact = new HashTable();

    /** For types to which texts that differ may be equal: a row too many that is waited for does no harm. */
    private final @Nullable HashTable folded;

    private int[] ordinals = new int[16];

    /** Of each row that gives the foreign key: its ordinal above a column, and the hashes of its values, exact and folded. */
    private long[] given = new long[GIVEN * 16];

    private int givenLength;

    /** Is told of a row, the column that may be set later, if any may, and the ordinal of the row that is meant. */
    @FunctionalInterface
    interface Meaning {
        void row(int row, int column, int ordinal);
    }

    private PlainKey(PlannedTable from, PlannedTable to, int[] columns, int[] targetColumns, List<Column> targets) {
        this.from = from;
        this.to = to;
        this.columns = columns;
        this.targetColumns = targetColumns;
        this.targets = targets;
        boolean complete = targets.stream().allMatch(target -> CanonicalText.complete(target.type()));
        this.folded = complete ? null : new HashTable();
    }

    /** Null where no row gives a plain value, or the seeds do not tell the values that it would mean. */
    static @Nullable PlainKey of(PlannedTable from, ForeignKey key, PlannedTable to) {
        int width = key.columns().size();
        int[] columns = new int[width];
        int[] targetColumns = new int[width];
        List<Column> targets = new ArrayList<>();
        boolean plain = false;
        for (int i = 0; i < width; i++) {
            Column column = from.table().table().column(key.columns().get(i));
            Column target = to.table().table().column(key.targetColumns().get(i));
            if (column == null || target == null) {
                return null;
            }
            columns[i] = from.table().layout().index(column);
            targetColumns[i] = to.table().layout().index(target);
            if (columns[i] < 0 || targetColumns[i] < 0) {
                return null;
            }
            targets.add(target);
            plain |= from.table().forms(columns[i]).contains(null)
                    || from.table().layout().onInsert()[columns[i]] instanceof Cell.Text;
        }
        return plain ? new PlainKey(from, to, columns, targetColumns, targets) : null;
    }

    PlannedTable from() {
        return from;
    }

    PlannedTable to() {
        return to;
    }

    /** A column by which a new key of a row changes what it refers to, or -1. */
    int inKey() {
        for (int column : columns) {
            if (from.table().isKey(column)) {
                return column;
            }
        }
        return -1;
    }

    /** Takes in a row that may be meant. */
    void add(BoundRow row) {
        List<ReferredValue> values = values(to, targetColumns, row);
        if (values == null) {
            return;
        }
        int known = exact.size();
        if (known == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, known * 2);
        }
        ordinals[known] = row.ordinal();
        hash(values, false);
        exact.put(hash.high(), hash.low());
        if (folded != null) {
            hash(values, true);
            folded.put(hash.high(), hash.low());
        }
    }

    /** Takes in a row that may mean another, so that its file need not be read once more. */
    void addGiven(BoundRow row, boolean renamed) {
        List<ReferredValue> values = given(row);
        if (values == null) {
            return;
        }
        if (givenLength == given.length) {
            given = Arrays.copyOf(given, givenLength * 2);
        }
        given[givenLength++] = (long) row.ordinal() << Integer.SIZE | (renamed ? inKey() : waiting(row));
        hash(values, false);
        given[givenLength++] = hash.high();
        given[givenLength++] = hash.low();
        hash(values, folded != null);
        given[givenLength++] = hash.high();
        given[givenLength++] = hash.low();
    }

    /** Tells which rows mean which, other than themselves; to be called once all were taken in. */
    void each(Meaning meaning) {
        for (int at = 0; at < givenLength; at += GIVEN) {
            int row = (int) (given[at] >>> Integer.SIZE);
            int found = exact.find(given[at + 1], given[at + 2]);
            if (found < 0 && folded != null) {
                found = folded.find(given[at + 3], given[at + 4]);
            }
            int ordinal = found < 0 ? -1 : ordinals[found];
            boolean itself = ordinal == row && from.equals(to);
            // Rows that take new keys follow each other.
            if (ordinal >= 0 && !itself && (from.fate(row) == Fate.INSERT || to.fate(ordinal) == Fate.INSERT)) {
                meaning.row(row, (int) given[at], ordinal);
            }
        }
    }

    /** The ordinal of the row that another surely means by plain values, or -1. */
    int exactly(BoundRow row) {
        List<ReferredValue> values = given(row);
        if (values == null) {
            return -1;
        }
        hash(values, false);
        int found = exact.find(hash.high(), hash.low());
        return found < 0 ? -1 : ordinals[found];
    }

    /** What a row gives, where some of it is plain; else null. */
    private @Nullable List<ReferredValue> given(BoundRow row) {
        for (int column : columns) {
            if (cell(from, row, column) instanceof Cell.Text) {
                return values(from, columns, row);
            }
        }
        return null;
    }

    /** What a row means by its plain values, for messages. */
    String describe(BoundRow row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (cell(from, row, columns[i]) instanceof Cell.Text text) {
                texts.add(targets.get(i).label() + ": " + text.text());
            }
        }
        return String.join(", ", texts);
    }

    /** True where a change of a row gives the foreign key another value. */
    boolean isChangedBy(RowUpdate update) {
        for (int column : columns) {
            if (update.columns().get(column) || update.renames() && from.table().isKey(column)) {
                return true;
            }
        }
        return false;
    }

    /** The column of a row that may be NULL until the row that it means is there; any where none may. */
    int waiting(BoundRow row) {
        int waiting = -1;
        for (int column : columns) {
            boolean plain = cell(from, row, column) instanceof Cell.Text;
            boolean mayWait = from.table().layout().columns().get(column).nullable()
                    && !from.table().isKey(column);
            if (mayWait && (waiting < 0 || plain && !(cell(from, row, waiting) instanceof Cell.Text))) {
                waiting = column;
            }
        }
        return waiting < 0 ? columns[0] : waiting;
    }

    private @Nullable List<ReferredValue> values(PlannedTable table, int[] indexes, BoundRow row) {
        return ReferredValue.all(targets, i -> cell(table, row, indexes[i]));
    }

    private static @Nullable Cell cell(PlannedTable table, BoundRow row, int column) {
        Cell cell = row.cells()[column];
        return cell == null ? table.table().layout().onInsert()[column] : cell;
    }

    private void hash(List<ReferredValue> values, boolean fold) {
        hash.reset(0);
        for (ReferredValue value : values) {
            hash.add(fold ? value.token().toLowerCase(Locale.ROOT).stripTrailing() : value.token());
        }
    }
}
