package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides the missing rows of tables that go together: what is held or blocked, what refers to it, and what refers to
 * nothing at all.
 */
final class GroupDecision {
    private final Connection connection;
    private final Dialect dialect;
    private final BoundTables tables;
    private final Map<BoundTable, PlannedTable> planned;
    private final Settings settings;
    private final Problems problems;
    private final List<PlannedTable> group;
    private final Supplier<List<Unresolved.LeftOut>> leftOut;

    /** Rows that refer to rows of the same group, whose fate may change yet. */
    private final List<Edge> edges = new ArrayList<>();

    /** Held rows, that go in only with a row that they refer to. */
    private final Map<PlannedTable, java.util.BitSet> held = new HashMap<>();

    /** A row to insert that refers to another row to insert. */
    record Edge(PlannedTable from, int fromRow, int column, PlannedTable to, int toRow, Cell.Reference reference) {}

    GroupDecision(
            Connection connection,
            Dialect dialect,
            BoundTables tables,
            Map<BoundTable, PlannedTable> planned,
            Settings settings,
            Problems problems,
            List<PlannedTable> group,
            Supplier<List<Unresolved.LeftOut>> leftOut) {
        this.leftOut = leftOut;
        this.connection = connection;
        this.dialect = dialect;
        this.tables = tables;
        this.planned = planned;
        this.settings = settings;
        this.problems = problems;
        this.group = group;
    }

    /** Edges between rows that are inserted, within the group. */
    List<Edge> edges() {
        List<Edge> inserted = new ArrayList<>();
        for (Edge edge : edges) {
            if (edge.from().fate(edge.fromRow()) == Fate.INSERT && edge.to().fate(edge.toRow()) == Fate.INSERT) {
                inserted.add(edge);
            }
        }
        return inserted;
    }

    void run() throws SQLException {
        ReferenceCheck check = new ReferenceCheck(connection, dialect, new Unresolved(tables, planned, leftOut));
        for (PlannedTable table : group) {
            if (needsRows(table)) {
                rows(table, check);
            }
        }
        check.run(problems);
        for (PlannedTable table : group) {
            new FormerNames(connection, dialect, table).run();
        }
        for (PlannedTable table : group) {
            new UniqueClash(connection, dialect, table).run();
        }
        shareFates();
    }

    private boolean needsRows(PlannedTable table) {
        BoundTable bound = table.table();
        boolean all =
                table.inserts() < table.declared().size() || bound.layout().hold();
        if (table.inserts() == 0 && !all) {
            return false;
        }
        boolean references = false;
        for (int i = 0; i < bound.layout().columns().size(); i++) {
            references |= bound.forms(i).stream().anyMatch(java.util.Objects::nonNull)
                    || bound.layout().onInsert()[i] instanceof Cell.Reference;
        }
        boolean differences = false;
        for (int i = 0; i < table.declared().size() && !differences; i++) {
            differences = table.fate(i) == Fate.KEEP
                    || table.fate(i) == Fate.BLOCKED
                    || table.live().isSoftDeleted(i);
        }
        return (table.inserts() > 0 && references)
                || differences
                || bound.layout().hold();
    }

    private void rows(PlannedTable table, ReferenceCheck check) throws SQLException {
        boolean hold = table.table().layout().hold()
                && !settings.restore()
                && !table.live().isEmpty();
        try (BoundTable.Cursor rows = table.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                switch (table.fate(row.ordinal())) {
                    case INSERT -> missing(table, row, check, hold);
                    case KEEP -> {
                        if (table.detail(row.ordinal()) == null) {
                            differing(table, row);
                        }
                    }
                    case BLOCKED ->
                        table.decide(
                                row.ordinal(),
                                Fate.BLOCKED,
                                new PlannedTable.Detail(
                                        "duplicate-live-rows", "the table holds this key more than once"));
                    case LEAVE_OUT, UNCHANGED -> {
                        // Nothing to add to these.
                    }
                }
            }
        }
    }

    private void missing(PlannedTable table, BoundRow row, ReferenceCheck check, boolean hold) {
        if (table.live().isSoftDeleted(row.ordinal())) {
            table.decide(
                    row.ordinal(),
                    Fate.LEAVE_OUT,
                    new PlannedTable.Detail("soft-deleted", "deleted by hand: its row is there and marked as deleted"));
            return;
        }
        if (hold && !row.seed().directives().restore()) {
            held.computeIfAbsent(table, t -> new java.util.BitSet()).set(row.ordinal());
        }
        for (int i = 0; i < row.cells().length; i++) {
            Cell cell = row.cells()[i] == null ? table.table().layout().onInsert()[i] : row.cells()[i];
            if (cell instanceof Cell.Reference reference) {
                refer(table, row, i, reference, check);
            }
        }
    }

    private void refer(PlannedTable table, BoundRow row, int column, Cell.Reference reference, ReferenceCheck check) {
        PlannedTable target = target(reference);
        int ordinal = target == null ? -1 : target.declared().find(reference);
        if (target == null || ordinal < 0) {
            check.add(table.table(), row, column, reference);
            return;
        }
        Fate fate = target.fate(ordinal);
        List<@Nullable String> former = target.formerKey(ordinal);
        if (former != null) {
            table.substitute(row, column, new Cell.Reference(reference.shape(), former));
        }
        if (group.contains(target) && fate == Fate.INSERT) {
            edges.add(new Edge(table, row.ordinal(), column, target, ordinal, reference));
        } else if (fate == Fate.INSERT) {
            unhold(table, row.ordinal());
        } else if (fate == Fate.BLOCKED || fate == Fate.LEAVE_OUT) {
            share(table, row.ordinal(), target, fate, reference);
        }
    }

    private void unhold(PlannedTable table, int ordinal) {
        java.util.BitSet rows = held.get(table);
        if (rows != null) {
            rows.clear(ordinal);
        }
    }

    private @Nullable PlannedTable target(Cell.Reference reference) {
        BoundTable bound = tables.bound(reference.shape().target());
        return bound == null ? null : planned.get(bound);
    }

    private static void share(
            PlannedTable table, int ordinal, PlannedTable target, Fate fate, Cell.Reference reference) {
        boolean blocked = fate == Fate.BLOCKED;
        if (table.fate(ordinal) == Fate.BLOCKED) {
            return;
        }
        table.decide(
                ordinal,
                fate,
                new PlannedTable.Detail(
                        blocked ? "refers-to-blocked" : "refers-to-left-out",
                        "refers to row " + ReferenceCheck.describe(reference.shape(), reference.leaves()) + " of "
                                + target.table() + ", which is " + (blocked ? "blocked" : "left out")));
    }

    /** Lets rows share the fate of what they refer to, until nothing changes any more. */
    private void shareFates() {
        for (Edge edge : edges) {
            if (!held.getOrDefault(edge.to(), new java.util.BitSet()).get(edge.toRow())) {
                unhold(edge.from(), edge.fromRow());
            }
        }
        held.forEach((table, rows) -> rows.stream()
                .filter(ordinal -> table.fate(ordinal) == Fate.INSERT)
                .forEach(ordinal -> table.decide(
                        ordinal,
                        Fate.LEAVE_OUT,
                        new PlannedTable.Detail(
                                "held", "not there, and this table's rows do not come back (missing: hold)"))));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Edge edge : edges) {
                Fate fate = edge.to().fate(edge.toRow());
                if (edge.from().fate(edge.fromRow()) == Fate.INSERT
                        && (fate == Fate.BLOCKED || fate == Fate.LEAVE_OUT)) {
                    share(edge.from(), edge.fromRow(), edge.to(), fate, edge.reference());
                    changed = true;
                }
            }
        }
    }

    /** A row that is there and differs: which columns, and whether only the default moved. */
    private void differing(PlannedTable table, BoundRow row) {
        if (!table.live().isDetailed(row.ordinal())) {
            return;
        }
        Map<Integer, @Nullable String[]> differences = table.live().differences(row);
        Map<String, RowChange.ColumnChange> columns = new java.util.LinkedHashMap<>();
        boolean customised = false;
        for (Map.Entry<Integer, @Nullable String[]> difference : differences.entrySet()) {
            int index = difference.getKey();
            Cell cell = row.cells()[index];
            if (cell instanceof Cell.Reference reference && isFormerName(reference, difference.getValue())) {
                continue;
            }
            customised |= !table.table().layout().managed()[index]
                    && !isFormerDefault(table, row, index, difference.getValue());
            describe(table, columns, index, cell, difference.getValue());
        }
        if (columns.isEmpty()) {
            table.decide(row.ordinal(), Fate.UNCHANGED, new PlannedTable.Detail("unchanged", "equal"));
        } else if (customised) {
            table.decide(
                    row.ordinal(),
                    Fate.KEEP,
                    new PlannedTable.Detail("customised", "differs from the seeds, stays as it is", columns));
        } else {
            table.decide(
                    row.ordinal(),
                    Fate.KEEP,
                    new PlannedTable.Detail(
                            "default-changed",
                            "the default changed and nobody has touched it; waits for update",
                            columns));
        }
    }

    private boolean isFormerName(Cell.Reference reference, @Nullable String[] live) {
        PlannedTable target = target(reference);
        int ordinal = target == null ? -1 : target.declared().find(reference);
        List<@Nullable String> former = ordinal < 0 || target == null ? null : target.formerKey(ordinal);
        return former != null && former.equals(java.util.Arrays.asList(live));
    }

    private static boolean isFormerDefault(PlannedTable table, BoundRow row, int index, @Nullable String[] live) {
        var column = table.table().layout().columns().get(index);
        for (Map.Entry<String, List<dev.seedbed.seed.SeedValue>> was :
                row.seed().directives().was().entrySet()) {
            if (table.table().index(was.getKey()) != index) {
                continue;
            }
            for (dev.seedbed.seed.SeedValue value : was.getValue()) {
                boolean same = value instanceof dev.seedbed.seed.SeedValue.Text text
                        ? live.length == 1
                                && live[0] != null
                                && ComparedText.of(column.type(), text.text())
                                        .equals(ComparedText.of(column.type(), live[0]))
                        : value instanceof dev.seedbed.seed.SeedValue.Null && live[0] == null;
                if (same) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void describe(
            PlannedTable table,
            Map<String, RowChange.ColumnChange> columns,
            int index,
            @Nullable Cell declared,
            @Nullable String[] live) {
        String label = table.table().layout().columns().get(index).label();
        if (table.table().layout().sensitive()[index]) {
            columns.put(label, new RowChange.ColumnChange("***", "***"));
            return;
        }
        if (declared instanceof Cell.Reference reference) {
            for (int i = 0; i < live.length; i++) {
                columns.put(
                        label + "." + reference.shape().leaves().get(i).path(),
                        new RowChange.ColumnChange(live[i], reference.leaves().get(i)));
            }
            return;
        }
        columns.put(
                label,
                new RowChange.ColumnChange(
                        live[0],
                        declared instanceof Cell.Text text
                                ? BoundTable.displayed(
                                        table.table()
                                                .layout()
                                                .columns()
                                                .get(index)
                                                .type(),
                                        text.text())
                                : null));
    }
}
