package dev.seedbed.plan;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a plan, once it is carried out, has done to each row, as a ledger writes it down. Values of sensitive columns, and
 * values that are generated, are left out.
 */
public final class LedgerRows {
    /** Most rows of an entry: few entries cost little, and a small one shows soon what it is about. */
    public static final int MOST_TOGETHER = 500;

    /** An entry that is as long as this takes no more rows. */
    public static final int MOST_TOGETHER_CHARACTERS = 64 * 1024;

    private final Plan plan;

    public LedgerRows(Plan plan) {
        this.plan = plan;
    }

    /** Takes one row after the other, or many at once. */
    public interface Taker {
        void take(LedgerRow row) throws SQLException;

        /** Takes all rows of a table, each of which was {@linkplain LedgerRow.Kind#PLANTED planted}. */
        void take(PlantedRecords rows) throws SQLException;
    }

    /** Hands out all rows of which something is to be remembered; may read seed files again. */
    public void each(Taker taker) throws SQLException {
        Map<PlannedTable, BitSet> adopted = new HashMap<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.Adopt adopt) {
                adopted.put(adopt.table(), adopt.rows());
            }
        }
        for (PlannedTable table : plan.tables()) {
            if (!table.table().hasMaskedKey()) {
                declared(table, adopted.getOrDefault(table, new BitSet()), taker);
                retired(table, taker);
            }
        }
    }

    private void declared(PlannedTable table, BitSet adopted, Taker taker) throws SQLException {
        Map<Integer, RowUpdate> updates = table.updates().stream()
                .collect(Collectors.toMap(update -> update.row().ordinal(), update -> update));
        if (table.inserts() == 0 && updates.isEmpty() && adopted.isEmpty()) {
            return;
        }
        PlantedRecords records = table.planted();
        if (records != null) {
            taker.take(records);
            return;
        }
        try (BoundTable.Cursor rows = adopted.isEmpty() ? table.openApart() : table.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (adopted.get(row.ordinal())) {
                    taker.take(adopted(table, underPresentNames(table, row)));
                }
                RowUpdate update = updates.get(row.ordinal());
                if (update != null) {
                    taker.take(updated(table, update));
                } else if (table.fate(row.ordinal()) == Fate.INSERT) {
                    // What it refers to is called as it is in the database, where it waits for its new name.
                    BoundRow planted = table.substitutes().getOrDefault(row.ordinal(), row);
                    taker.take(row(
                            table,
                            planted,
                            LedgerRow.Kind.PLANTED,
                            null,
                            texts(table, planted, null),
                            Map.of(),
                            Set.of()));
                }
            }
        }
    }

    /** What a run would write down of a row that is there and that the ledger has not met yet. */
    LedgerRow adoption(PlannedTable table, BoundRow row) {
        return adopted(table, underPresentNames(table, row));
    }

    /** The row with references that call rows as they are called once the plan is carried out. */
    private BoundRow underPresentNames(PlannedTable table, BoundRow row) {
        @Nullable Cell[] cells = row.cells().clone();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Cell.Reference reference && !table.table().isKey(i)) {
                cells[i] = underPresentName(reference);
            }
        }
        return new BoundRow(row.ordinal(), row.part(), row.seed(), cells);
    }

    private Cell.Reference underPresentName(Cell.Reference reference) {
        for (PlannedTable target : plan.tables()) {
            int ordinal = target.table()
                            .table()
                            .name()
                            .equals(reference.shape().target().name())
                    ? target.declared().find(reference)
                    : -1;
            Cell.Reference former = ordinal < 0 || target.fate(ordinal) == Fate.RENAME
                    ? null
                    : target.elsewhere().reference(ordinal, reference.shape());
            if (former != null) {
                return former;
            }
        }
        return reference;
    }

    /**
     * A row that was there before the ledger knew of it: what it has in common with the seeds counts as planted, and what
     * holds a default that they had.
     */
    private static LedgerRow adopted(PlannedTable table, BoundRow row) {
        Map<Integer, @Nullable String[]> differing = table.live().differences(row);
        BitSet former = table.formerDefaults(row.ordinal());
        Map<String, @Nullable String> found = new LinkedHashMap<>();
        BitSet equal = new BitSet();
        equal.set(0, row.cells().length);
        Set<String> kept = new LinkedHashSet<>();
        BoundTable.Layout layout = table.table().layout();
        for (int i = 0; i < row.cells().length; i++) {
            // Nobody has looked at what is never compared.
            boolean unseen = !layout.compared()[i]
                    && row.cells()[i] != null
                    && !table.table().isKey(i);
            @Nullable String[] live = differing.get(i);
            if (live != null || unseen) {
                equal.clear(i);
            }
            if (live != null && former.get(i) && !layout.sensitive()[i]) {
                table.table().putDeclared(found, i, held(table, row, i, live));
            } else if (live != null || unseen) {
                kept.add(layout.columns().get(i).label());
            }
        }
        found.putAll(texts(table, row, equal));
        return new LedgerRow(
                row.part().unit().name(),
                table.table().ledgerName(),
                LedgerRow.Kind.ADOPTED,
                naturalKey(table, table.located(row)),
                null,
                found,
                kept,
                Map.of(),
                Set.of());
    }

    /** What a column of a row that is there holds, references by the names of rows. */
    private static Cell held(PlannedTable table, BoundRow row, int index, @Nullable String[] live) {
        Cell declared = row.cells()[index];
        if (declared instanceof Cell.Null
                && table.live().reference(row.ordinal(), index) instanceof Cell.Reference named) {
            return named;
        }
        return LiveQuery.cell(declared instanceof Cell.Reference reference ? reference.shape() : null, live);
    }

    private static LedgerRow updated(PlannedTable table, RowUpdate update) {
        BoundRow row = update.row();
        // Spelled as what was there before.
        Map<String, @Nullable String> texts = texts(table, row, update.columns(), table.table()::put);
        Map<String, @Nullable String> formerKey = update.renames() ? naturalKey(table, table.located(row)) : null;
        LedgerRow.Kind kind = update.renames() ? LedgerRow.Kind.RENAMED : LedgerRow.Kind.UPDATED;
        return row(
                table,
                row,
                kind,
                formerKey,
                texts,
                held(table, update.before(), index -> row.cells()[index]),
                secret(table, update.before(), index -> row.cells()[index]));
    }

    private static void retired(PlannedTable table, Taker taker) throws SQLException {
        for (Retirement retirement : table.retirements()) {
            Map<String, @Nullable String> texts = new LinkedHashMap<>();
            retirement.set().forEach((index, cell) -> {
                if (!table.table().layout().sensitive()[index]) {
                    table.table().put(texts, index, cell);
                }
            });
            LedgerRow.Kind kind = retirement.deletes() ? LedgerRow.Kind.RETIRED : LedgerRow.Kind.RETIRED_IN_PLACE;
            taker.take(row(
                    table,
                    retirement.row(),
                    kind,
                    null,
                    texts,
                    held(table, retirement.before(), retirement.set()::get),
                    secret(table, retirement.before(), retirement.set()::get)));
        }
    }

    private static LedgerRow row(
            PlannedTable table,
            BoundRow row,
            LedgerRow.Kind kind,
            @Nullable Map<String, @Nullable String> formerKey,
            Map<String, @Nullable String> texts,
            Map<String, @Nullable String> before,
            Set<String> secret) {
        return new LedgerRow(
                row.part().unit().name(),
                table.table().ledgerName(),
                kind,
                formerKey == null ? naturalKey(table, row) : table.table().naturalKey(row),
                formerKey,
                texts,
                Set.of(),
                before,
                secret);
    }

    /** The texts that columns held, other than the key's and sensitive ones. */
    private static Map<String, @Nullable String> held(
            PlannedTable table, Map<Integer, Cell> before, IntFunction<@Nullable Cell> now) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        new TreeMap<>(before).forEach((index, cell) -> {
            if (!table.table().layout().sensitive()[index] && !table.table().isKey(index)) {
                table.table().putHeld(texts, index, cell, now.apply(index));
            }
        });
        return texts;
    }

    /** The sensitive columns that changed, or went; one that held nothing did not go. */
    private static Set<String> secret(PlannedTable table, Map<Integer, Cell> before, IntFunction<@Nullable Cell> now) {
        BoundTable.Layout layout = table.table().layout();
        return before.keySet().stream()
                .filter(index -> layout.sensitive()[index] && isTold(before.get(index), now.apply(index)))
                .map(index -> layout.columns().get(index).label())
                .collect(Collectors.toSet());
    }

    private static boolean isTold(@Nullable Cell before, @Nullable Cell now) {
        return now != null || !(before instanceof Cell.Null);
    }

    private static Map<String, @Nullable String> naturalKey(PlannedTable table, BoundRow row) {
        Remembered remembered = table.remembered();
        return remembered == null ? table.table().naturalKey(row) : remembered.naturalKey(table.table(), row);
    }

    /** The texts of columns other than the key's; of some of them, where these are named. */
    private static Map<String, @Nullable String> texts(PlannedTable table, BoundRow row, @Nullable BitSet columns) {
        return texts(table, row, columns, table.table()::putDeclared);
    }

    /** Puts the text of a cell under the names that reports use. */
    @FunctionalInterface
    private interface Spelling {
        void put(Map<String, @Nullable String> texts, int index, Cell cell);
    }

    private static Map<String, @Nullable String> texts(
            PlannedTable table, BoundRow row, @Nullable BitSet columns, Spelling spelling) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        BoundTable.Layout layout = table.table().layout();
        for (int i = 0; i < row.cells().length; i++) {
            Cell cell = row.cells()[i];
            boolean wanted = columns == null || columns.get(i);
            if (wanted
                    && cell != null
                    && !table.table().isKey(i)
                    && !layout.sensitive()[i]
                    && !(cell instanceof Cell.Generated)) {
                spelling.put(texts, i, cell);
            }
        }
        return texts;
    }
}
