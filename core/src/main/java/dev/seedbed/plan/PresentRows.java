package dev.seedbed.plan;

import dev.seedbed.database.ColumnType;
import dev.seedbed.plan.RowChange.ColumnChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides rows of a table that are there and differ from what is declared, column by column: what the code owns and what
 * still holds a former default is changed, what somebody decided stays.
 */
final class PresentRows {
    /** Said of most rows that somebody changed. */
    private static final String DIFFERS = "differs from the seeds, stays as it is";

    private final PlannedTable table;
    private final FormerDefaults former;
    private final PlantedBefore planted;
    private final FormerReferences references;
    private final NamedLive named;
    private final boolean changes;
    private final List<Open> open = new ArrayList<>();

    /** @param changes true where rows that are there may be changed; else it is said what waits for that */
    PresentRows(
            PlannedTable table,
            FormerDefaults former,
            PlantedBefore planted,
            FormerReferences references,
            NamedLive named,
            boolean changes) {
        this.table = table;
        this.former = former;
        this.planted = planted;
        this.references = references;
        this.named = named;
        this.changes = changes;
    }

    /**
     * A row that is not decided yet.
     *
     * @param present with what those of its columns hold that differ
     */
    private record Open(
            int number,
            BoundRow row,
            BoundRow located,
            BoundRow present,
            Map<Integer, @Nullable String[]> differences,
            LedgerView.@Nullable Row known,
            BitSet moved,
            BitSet same,
            boolean restored) {}

    /**
     * Takes in a row that differs, or is to be renamed or restored.
     *
     * @param restored true where its mark of deletion is to be taken off
     */
    void add(BoundRow row, boolean restored) throws SQLException {
        BoundRow located = table.located(row);
        LedgerView.Row known = former.ledgered(row, located);
        Map<Integer, @Nullable String[]> differences = new LinkedHashMap<>();
        BitSet moved = new BitSet();
        BitSet same = new BitSet();
        int number = planted.begin(!restored);
        // Of a row that the ledger meets it is written down what may have been planted, in managed columns too.
        boolean meets = known == null && table.remembered() != null;
        Map<Integer, @Nullable String[]> differing = table.live().differences(row);
        BoundRow present = differing.isEmpty() ? located : live(located, differing);
        for (Map.Entry<Integer, @Nullable String[]> difference : differing.entrySet()) {
            int index = difference.getKey();
            @Nullable String[] live = difference.getValue();
            Cell cell = row.cells()[index];
            @Nullable String[] called = live;
            RefShape shape = null;
            if (cell instanceof Cell.Reference reference) {
                shape = reference.shape();
                called = references.present(shape, live);
                if (called == null) {
                    called = live;
                } else if (reference.leaves().equals(Arrays.asList(called))) {
                    // It means that row already, which only has its former name still.
                    same.set(index);
                    continue;
                }
            } else if (references.plain(table.table()).becomesDeclared(present, index, cell)) {
                same.set(index);
                continue;
            }
            differences.put(index, called);
            boolean managed = table.table().layout().managed()[index];
            boolean settled = managed && !meets || FormerDefaults.isPinned(known, table.table(), index);
            List<Cell> candidates = settled ? List.of() : former.of(row, located, index);
            if (cell instanceof Cell.Null) {
                named.add(located, index, candidates, !restored);
            }
            if (settled) {
                continue;
            }
            if (!managed && isAnother(index, candidates, cell)) {
                moved.set(index);
            }
            boolean toNothing = areNull(live) && table.live().stored(row.ordinal(), index) != null;
            planted.ask(
                    number,
                    located,
                    index,
                    shape,
                    toNothing ? null : live,
                    references.underAllNames(table.table(), present, index, candidates));
        }
        open.add(new Open(number, row, located, present, differences, known, moved, same, restored));
    }

    /** A row that differs with what its columns hold in the database. */
    private BoundRow live(BoundRow located, Map<Integer, @Nullable String[]> differing) {
        @Nullable Cell[] cells = located.cells().clone();
        for (Map.Entry<Integer, @Nullable String[]> live : differing.entrySet()) {
            int index = live.getKey();
            cells[index] = cells[index] instanceof Cell.Reference reference
                    ? LiveQuery.cell(reference.shape(), live.getValue())
                    : LiveQuery.stored(table.live().stored(located.ordinal(), index));
        }
        return new BoundRow(located.ordinal(), located.part(), located.seed(), cells);
    }

    private static boolean areNull(@Nullable String[] texts) {
        for (String text : texts) {
            if (text != null) {
                return false;
            }
        }
        return true;
    }

    /** True where a former default is another value than what is declared now. */
    private boolean isAnother(int index, List<Cell> candidates, @Nullable Cell declared) {
        for (Cell candidate : candidates) {
            if (!isOneValue(index, candidate, declared)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two declared values are one in their column, as far as texts tell that. */
    private boolean isOneValue(int index, Cell one, @Nullable Cell other) {
        ColumnType type = table.table().layout().columns().get(index).type();
        return one instanceof Cell.Text text && other instanceof Cell.Text same
                ? ComparedText.of(type, text.text()).equals(ComparedText.of(type, same.text()))
                : one.equals(other);
    }

    /** Decides all rows that were taken in; the answers must be there. */
    void decide(Referring referring) throws SQLException {
        planted.finish();
        named.read();
        for (Open each : open) {
            decide(each, referring);
        }
    }

    /** Is told of each reference that a changed row newly makes. */
    @FunctionalInterface
    interface Referring {
        void refers(BoundRow row, int column, Cell.Reference reference);
    }

    private void decide(Open each, Referring referring) {
        BitSet changed = new BitSet();
        BitSet customised = new BitSet();
        boolean defaultMoved = false;
        for (int index : each.differences().keySet()) {
            boolean managed = table.table().layout().managed()[index];
            boolean pinned = FormerDefaults.isPinned(each.known(), table.table(), index);
            if (!pinned && (managed || planted.is(each.number(), index))) {
                changed.set(index);
                defaultMoved |= !managed;
            } else {
                customised.set(index);
            }
        }
        BitSet former = (BitSet) each.same().clone();
        for (int index : each.differences().keySet()) {
            if (planted.is(each.number(), index)) {
                former.set(index);
            }
        }
        table.holdsFormerDefaults(each.row().ordinal(), former);
        table.meansTheSame(each.row().ordinal(), each.same());
        if (table.detail(each.row().ordinal()) != null) {
            // It waits for its rename.
            return;
        }
        boolean renamed = table.fate(each.row().ordinal()) == Fate.RENAME;
        if (changed.isEmpty() && customised.isEmpty() && !renamed && !each.restored()) {
            table.decide(each.row().ordinal(), Fate.UNCHANGED, new PlannedTable.Detail("unchanged", "equal"));
            return;
        }
        if (!changes || changed.isEmpty() && !renamed && !each.restored()) {
            keep(each, changed, customised);
            return;
        }
        change(each, changed, customised, renamed, defaultMoved);
        for (int index = changed.nextSetBit(0); index >= 0; index = changed.nextSetBit(index + 1)) {
            if (each.row().cells()[index] instanceof Cell.Reference reference) {
                referring.refers(each.row(), index, reference);
            }
        }
    }

    private void keep(Open each, BitSet changed, BitSet customised) {
        Map<String, ColumnChange> columns = new LinkedHashMap<>();
        for (int index : each.differences().keySet()) {
            describe(columns, each, index);
        }
        boolean waits = customised.isEmpty();
        String code = "default-changed";
        String reason = "the default changed and nobody has touched it; waits for update";
        if (!waits) {
            BitSet pinned = pinned(each, customised);
            boolean moved = customised.intersects(each.moved());
            code = !pinned.isEmpty() ? "pinned" : moved ? "customised-default-moved" : "customised";
            reason = pinned.equals(customised)
                    ? "pinned, stays as it is"
                    : !pinned.isEmpty()
                            ? staying(pinned, customised)
                            : moved
                                    ? "customised, stays as it is; its default has moved"
                                    : each.known() != null && each.known().present()
                                            ? "differs from the seeds, and from what the ledger knows as planted; stays as it is"
                                            : DIFFERS;
            if (!changed.isEmpty()) {
                reason += "; " + labels(changed) + " waits for update";
            }
        }
        table.decide(each.row().ordinal(), Fate.KEEP, new PlannedTable.Detail(code, reason, columns));
    }

    private void change(Open each, BitSet changed, BitSet customised, boolean renamed, boolean defaultMoved) {
        Map<String, ColumnChange> columns = new LinkedHashMap<>();
        if (renamed) {
            Map<String, @Nullable String> before = table.table().naturalKey(each.located());
            table.table().naturalKey(each.row()).forEach((name, now) -> {
                String was = before.get(name);
                if (!Objects.equals(was, now)) {
                    columns.put(name, new ColumnChange(was, now));
                }
            });
        }
        for (int index = changed.nextSetBit(0); index >= 0; index = changed.nextSetBit(index + 1)) {
            describe(columns, each, index);
        }
        BitSet written = written(each, changed);
        Map<Integer, Cell> live = new LinkedHashMap<>();
        for (int index = written.nextSetBit(0); index >= 0; index = written.nextSetBit(index + 1)) {
            live.put(index, LiveQuery.stored(table.live().stored(each.row().ordinal(), index)));
        }
        Map<Integer, Cell> before = new LinkedHashMap<>();
        changed.stream().forEach(index -> before.put(index, before(each, index)));
        String code = renamed ? "renamed" : each.restored() ? "restored" : defaultMoved ? "default-moved" : "managed";
        String reason = renamed
                ? "renamed from " + table.table().describeKey(each.located())
                        + (each.restored() ? ", deleted by hand and to be restored" : "")
                : each.restored()
                        ? "deleted by hand, and to be restored"
                        : defaultMoved ? moving(changed) : "the seeds own it (managed)";
        if (!customised.isEmpty()) {
            reason += "; " + staying(pinned(each, customised), customised);
        }
        RowUpdate update = new RowUpdate(
                each.row(),
                each.located(),
                renamed ? each.located() : each.row(),
                written,
                live,
                before,
                each.restored());
        table.change(update, renamed ? Fate.RENAME : Fate.UPDATE, new PlannedTable.Detail(code, reason, columns));
    }

    /** What a column holds, a reference by the name of the row that it means, where it means one. */
    private Cell before(Open each, int index) {
        Cell named = each.row().cells()[index] instanceof Cell.Reference reference
                ? LiveQuery.cell(
                        reference.shape(),
                        Objects.requireNonNull(each.differences().get(index)))
                : table.live().reference(each.row().ordinal(), index);
        return named instanceof Cell.Reference
                ? named
                : LiveQuery.stored(table.live().stored(each.row().ordinal(), index));
    }

    /** What changes, and what is as it is declared only until the row that it means takes its new key. */
    private BitSet written(Open each, BitSet changed) {
        BitSet written = (BitSet) changed.clone();
        BitSet along = references.plain(table.table()).alongWith(each.present(), changed);
        for (int index = along.nextSetBit(0); index >= 0; index = along.nextSetBit(index + 1)) {
            if (table.table().layout().compared()[index]
                    && !each.differences().containsKey(index)
                    && !each.same().get(index)) {
                written.set(index);
            }
        }
        return written;
    }

    /** Why columns change of which not all are managed. */
    private String moving(BitSet changed) {
        BitSet managed = new BitSet();
        changed.stream()
                .filter(index -> table.table().layout().managed()[index])
                .forEach(managed::set);
        if (managed.isEmpty()) {
            return "default changed, not customised";
        }
        return "default of " + labels(without(changed, managed)) + " changed, not customised; the seeds own "
                + labels(managed) + " (managed)";
    }

    /** Why columns stay that hold something else than is declared. */
    private String staying(BitSet pinned, BitSet all) {
        BitSet customised = without(all, pinned);
        String first = pinned.isEmpty() ? "" : labels(pinned) + are(pinned) + "pinned";
        String second = customised.isEmpty() ? "" : labels(customised) + are(customised) + "customised";
        if (!first.isEmpty() && !second.isEmpty()) {
            return first + ", " + second + "; they stay";
        }
        return first + second + (all.cardinality() == 1 ? " and stays" : " and stay");
    }

    private static String are(BitSet columns) {
        return columns.cardinality() == 1 ? " is " : " are ";
    }

    private BitSet pinned(Open each, BitSet columns) {
        BitSet pinned = new BitSet();
        columns.stream()
                .filter(index -> FormerDefaults.isPinned(each.known(), table.table(), index))
                .forEach(pinned::set);
        return pinned;
    }

    private static BitSet without(BitSet all, BitSet some) {
        BitSet left = (BitSet) all.clone();
        left.andNot(some);
        return left;
    }

    private String labels(BitSet columns) {
        return String.join(
                ", ",
                columns.stream()
                        .mapToObj(index ->
                                table.table().layout().columns().get(index).label())
                        .toList());
    }

    private void describe(Map<String, ColumnChange> columns, Open each, int index) {
        table.table()
                .describe(
                        columns,
                        index,
                        each.row().cells()[index],
                        Objects.requireNonNull(each.differences().get(index)),
                        table.live().reference(each.row().ordinal(), index));
    }
}
