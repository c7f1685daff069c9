package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Decides the rows of tables that go together, missing ones and those that are there: what is held or blocked, what
 * refers to it, and what refers to nothing at all.
 */
final class GroupDecision {
    private final Planning planning;
    private final Problems problems;
    private final List<PlannedTable> group;
    private final Supplier<List<Unresolved.LeftOut>> leftOut;
    private final Set<String> skipped;

    private final FormerReferences references;
    private final SharedFates shared;
    private final PlainFates plain;

    GroupDecision(
            Planning planning,
            Problems problems,
            List<PlannedTable> group,
            Set<String> skipped,
            Supplier<List<Unresolved.LeftOut>> leftOut) {
        this.planning = planning;
        this.problems = problems;
        this.group = group;
        this.leftOut = leftOut;
        this.skipped = skipped;
        this.references = new FormerReferences(planning);
        this.shared = new SharedFates(group);
        this.plain = new PlainFates(planning, group, shared);
    }

    /** As {@link SharedFates#taking}. */
    List<SharedFates.Edge> edges() {
        return shared.taking();
    }

    void run() throws SQLException {
        Connection connection = planning.connection();
        Dialect dialect = planning.dialect();
        ReferenceCheck check = new ReferenceCheck(
                connection,
                dialect,
                new Unresolved(planning.tables(), planning.planned(), leftOut),
                shape -> planning.mode().empties() && planning.target(shape) != null);
        SkippedSeeders.leaveOut(group, skipped);
        for (PlannedTable table : group) {
            new RetiredEntries(planning).name(table);
            table.remember(Remembered.of(planning, table));
            leaveOutDeleted(table);
        }
        for (PlannedTable table : group) {
            if (needsRows(table)) {
                rows(table, check);
            }
        }
        for (PlannedTable table : group) {
            if (planning.mode().changesRows() && !table.elsewhere().isEmpty()) {
                elsewhere(table, check);
            }
        }
        check.run(problems);
        shared.leaveOutHeld();
        for (PlannedTable table : planning.mode().empties() ? List.<PlannedTable>of() : group) {
            new UniqueClash(planning, table).run();
            blockHeldKeys(table);
        }
        shared.share();
        while (plain.share()) {
            shared.share();
        }
    }

    /** A key by which other rows refer cannot be changed below them, unless the database has them follow. */
    private void blockHeldKeys(PlannedTable table) throws SQLException {
        if (table.updates().isEmpty()) {
            return;
        }
        List<RowUpdate> renames =
                table.updates().stream().filter(RowUpdate::renames).toList();
        if (renames.isEmpty()) {
            return;
        }
        Set<String> key =
                table.table().keyColumns().stream().map(Column::name).collect(java.util.stream.Collectors.toSet());
        List<BoundRow> located =
                renames.stream().map(update -> table.located(update.row())).toList();
        new RetiredReferences(planning)
                .holding(table, located, key)
                .forEach((position, child) -> table.decide(
                        renames.get(position).row().ordinal(),
                        Fate.BLOCKED,
                        new PlannedTable.Detail(
                                "rename-referred",
                                "rows of table " + child + " refer to it by its key "
                                        + table.table().describeKey(located.get(position))
                                        + ", and their foreign key does not follow (ON UPDATE CASCADE)")));
    }

    /** What the ledger knows to be deleted by hand stays away, although another row has a former key of it. */
    private void leaveOutDeleted(PlannedTable table) {
        Remembered remembered = table.remembered();
        if (remembered == null || remembered.isEmpty() || !table.elsewhere().hasFormer()) {
            return;
        }
        try (BoundTable.Cursor rows = table.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (table.elsewhere().isOnlyFormer(row.ordinal()) && !isRestored(row) && remembered.knowsItself(row)) {
                    leaveOutDeleted(table, row);
                }
            }
        }
    }

    private static void leaveOutDeleted(PlannedTable table, BoundRow row) {
        table.decide(
                row.ordinal(),
                Fate.LEAVE_OUT,
                new PlannedTable.Detail("deleted", "deleted by hand: the ledger knows that it was there"));
    }

    private boolean isRestored(BoundRow row) {
        return planning.settings().restore() || row.seed().directives().restore();
    }

    private static boolean remembers(PlannedTable table) {
        Remembered remembered = table.remembered();
        return remembered != null && !remembered.isEmpty();
    }

    private boolean needsRows(PlannedTable table) {
        BoundTable bound = table.table();
        boolean references = false;
        for (int i = 0; i < bound.layout().columns().size(); i++) {
            for (RefShape form : bound.forms(i)) {
                references |= form != null;
            }
            references |= bound.layout().onInsert()[i] instanceof Cell.Reference;
        }
        boolean differences = false;
        for (int i = 0; i < table.declared().size() && !differences; i++) {
            differences = switch (table.fate(i)) {
                case KEEP, BLOCKED, RENAME -> true;
                case UNCHANGED, INSERT, UPDATE, LEAVE_OUT -> table.live().isSoftDeleted(i);
            };
        }
        return table.inserts() > 0 && (references || refersPlainly(table) || remembers(table))
                || differences
                || bound.layout().hold();
    }

    private boolean refersPlainly(PlannedTable table) {
        return !references.plain(table.table()).isEmpty();
    }

    /** Of tables to which no declared row refers any more, and which are decided later, the ledger may know renames. */
    private void rememberFormerTargets(PlannedTable table) throws SQLException {
        if (!remembers(table)) {
            return;
        }
        for (ForeignKey key : table.table().table().foreignKeys()) {
            Table target = planning.tables().catalogue().table(key.target());
            BoundTable bound = target == null ? null : planning.tables().bound(target);
            PlannedTable planned = bound == null ? null : planning.planned().get(bound);
            if (planned != null && planned.remembered() == null) {
                planned.remember(Remembered.of(planning, planned));
            }
        }
    }

    private void rows(PlannedTable table, ReferenceCheck check) throws SQLException {
        rememberFormerTargets(table);
        boolean hold = table.table().layout().hold()
                && !planning.settings().restore()
                && !table.live().hasNoRow();
        PresentRows present = new PresentRows(
                table,
                new FormerDefaults(table.table(), planning.binder(), table.remembered()),
                new PlantedBefore(planning.connection(), planning.dialect(), table.table()),
                references,
                new NamedLive(planning, table),
                planning.mode().changesRows());
        List<BoundRow> restored = new ArrayList<>();
        try (BoundTable.Cursor rows = table.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                switch (table.fate(row.ordinal())) {
                    case INSERT -> missing(table, row, check, hold, restored);
                    case KEEP, RENAME -> {
                        if (table.live().isDetailed(row.ordinal())) {
                            present.add(row, false);
                        }
                    }
                    case BLOCKED -> ambiguous(table, row);
                    case LEAVE_OUT, UNCHANGED, UPDATE -> {
                        // Nothing to add to these.
                    }
                }
            }
        }
        if (!restored.isEmpty()) {
            restore(table, restored, present);
        }
        present.decide((row, column, reference) -> refer(table, row, column, reference, check));
        if (refersPlainly(table)) {
            table.updates().forEach(update -> referPlainly(table, update.row(), update.columns()::get));
        }
    }

    /** Rows that are there under a name that what their key refers to has to lose first. */
    private void elsewhere(PlannedTable table, ReferenceCheck check) {
        try (BoundTable.Cursor rows = table.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (table.elsewhere().has(row.ordinal())) {
                    for (int index : table.table().layout().key()) {
                        if (row.cells()[index] instanceof Cell.Reference reference) {
                            refer(table, row, index, reference, check);
                        }
                    }
                    referPlainly(table, row, table.table()::isKey);
                }
            }
        }
    }

    private static void ambiguous(PlannedTable table, BoundRow row) {
        if (table.detail(row.ordinal()) == null) {
            table.decide(
                    row.ordinal(),
                    Fate.BLOCKED,
                    new PlannedTable.Detail("duplicate-live-rows", "the table holds this key more than once"));
        }
    }

    /** Rows that are there and marked as deleted: the mark is taken off, and they are compared like all others. */
    private static void restore(PlannedTable table, List<BoundRow> rows, PresentRows present) throws SQLException {
        table.live().compareDeleted(rows.stream().map(table::located).toList());
        for (BoundRow row : rows) {
            table.look(row.ordinal());
            if (table.fate(row.ordinal()) == Fate.BLOCKED) {
                ambiguous(table, row);
            } else {
                if (table.elsewhere().isFormer(row.ordinal())) {
                    table.rename(row.ordinal());
                }
                present.add(row, true);
            }
        }
    }

    private void missing(
            PlannedTable table, BoundRow row, ReferenceCheck check, boolean hold, List<BoundRow> restored) {
        boolean restore = isRestored(row);
        if (table.live().isSoftDeleted(row.ordinal())) {
            if (restore && planning.mode().changesRows()) {
                restored.add(row);
                return;
            }
            table.decide(
                    row.ordinal(),
                    Fate.LEAVE_OUT,
                    new PlannedTable.Detail("soft-deleted", "deleted by hand: its row is there and marked as deleted"));
            return;
        }
        LedgerView.Row known =
                table.remembered() == null ? null : table.remembered().row(row);
        if (known != null && known.present() && !restore) {
            leaveOutDeleted(table, row);
            return;
        }
        if (hold && !restore) {
            shared.hold(table, row.ordinal());
        }
        for (int i = 0; i < row.cells().length; i++) {
            Cell cell = row.cells()[i] == null ? table.table().layout().onInsert()[i] : row.cells()[i];
            if (cell instanceof Cell.Reference reference) {
                refer(table, row, i, reference, check);
            }
        }
        referPlainly(table, row, column -> true);
        if (hold && !restore) {
            plain.bringAlong(table, row);
        }
    }

    private void refer(PlannedTable table, BoundRow row, int column, Cell.Reference reference, ReferenceCheck check) {
        PlannedTable target = planning.target(reference.shape());
        int ordinal = target == null ? -1 : target.declared().find(reference);
        if (target == null || ordinal < 0) {
            check.add(table.table(), row, column, reference);
            return;
        }
        Fate fate = target.fate(ordinal);
        Cell.Reference former =
                planning.mode().changesRows() ? null : target.elsewhere().reference(ordinal, reference.shape());
        if (former != null) {
            table.substitute(row, column, former);
        }
        if (!shared.add(new SharedFates.Edge(table, row.ordinal(), column, target, ordinal, reference))
                && fate == Fate.INSERT) {
            shared.unhold(table, row.ordinal());
        }
    }

    /** Values that mean rows which are there under another key than they declare are references to them. */
    private void referPlainly(PlannedTable table, BoundRow row, IntPredicate columns) {
        PlainReferences plain = references.plain(table.table());
        plain.each(row, (column, target, ordinal) -> {
            if (!columns.test(column)) {
                return;
            }
            Cell now = planning.mode().changesRows() ? null : plain.asCalledNow(row, column);
            if (now != null) {
                table.substitute(row, column, now);
            }
            shared.add(new SharedFates.Edge(table, row.ordinal(), column, target, ordinal, null));
        });
    }
}
