package dev.seedbed.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rows of tables that go together have in common with the rows to which they refer: whether they are written. */
final class SharedFates {
    private final List<PlannedTable> group;

    /** Rows that refer to rows of the same group, whose fate may change yet. */
    private final List<Edge> edges = new ArrayList<>();

    /** Held rows, that go in only with a row that they refer to. */
    private final Map<PlannedTable, BitSet> held = new HashMap<>();

    SharedFates(List<PlannedTable> group) {
        this.group = group;
    }

    /**
     * A row that is written, and refers to another whose fate is not decided yet.
     *
     * @param reference null where it gives the value itself
     * @param alike true where both are inserted by statements of one form, and might as well go in by one
     */
    record Edge(
            PlannedTable from,
            int fromRow,
            int column,
            PlannedTable to,
            int toRow,
            Cell.@Nullable Reference reference,
            boolean alike) {
        Edge(
                PlannedTable from,
                int fromRow,
                int column,
                PlannedTable to,
                int toRow,
                Cell.@Nullable Reference reference) {
            this(from, fromRow, column, to, toRow, reference, false);
        }

        /** True where both may go in together: rows of one form are inserted as they are declared. */
        boolean isDeclaredInOrder() {
            return reference == null && alike && toRow < fromRow;
        }
    }

    /**
     * Edges, within the group, between rows that take their keys in this run: one that refers by its key, or that is
     * inserted, comes after the row that it refers to.
     */
    List<Edge> taking() {
        List<Edge> taking = new ArrayList<>();
        for (Edge edge : edges) {
            Fate from = edge.from().fate(edge.fromRow());
            boolean byKey = edge.from().table().isKey(edge.column());
            // Of values, those count that are not there yet: PlainOrder knows them.
            if (edge.reference() != null
                    && takesKey(edge.to(), edge.toRow())
                    && (from == Fate.INSERT || from == Fate.RENAME && byKey)) {
                taking.add(edge);
            }
        }
        return taking;
    }

    private static boolean takesKey(PlannedTable table, int row) {
        return table.fate(row) == Fate.INSERT || table.fate(row) == Fate.RENAME;
    }

    /** Remembers a reference to a row whose fate may change yet, or is to be shared; false where there is none to share. */
    boolean add(Edge edge) {
        Fate fate = edge.to().fate(edge.toRow());
        boolean within = group.contains(edge.to()) && fate != Fate.UNCHANGED;
        if (!within && fate != Fate.LEAVE_OUT && fate != Fate.BLOCKED) {
            return false;
        }
        // Shared once unique values have been looked at: what is blocked by itself is that before all else.
        edges.add(edge);
        return true;
    }

    /** Holds a row back, which goes in only with a row that it refers to. */
    void hold(PlannedTable table, int ordinal) {
        held.computeIfAbsent(table, t -> new BitSet()).set(ordinal);
    }

    /** True for a row that was held back, and may be all the same what it refers to is. */
    boolean isHeld(PlannedTable table, int ordinal) {
        return held.getOrDefault(table, new BitSet()).get(ordinal);
    }

    /** Has a row go in all the same, since one that it refers to brings it along. */
    void unhold(PlannedTable table, int ordinal) {
        BitSet rows = held.get(table);
        if (rows != null) {
            rows.clear(ordinal);
        }
    }

    private static void share(Edge edge, Fate fate) {
        if (edge.from().fate(edge.fromRow()) == Fate.BLOCKED) {
            return;
        }
        Cell.Reference reference = edge.reference();
        String named = reference == null
                ? edge.to().elsewhere().describe(edge.toRow())
                : ReferenceCheck.describe(reference.shape(), reference.leaves());
        share(edge.from(), edge.fromRow(), edge.to(), named, fate);
    }

    /**
     * Gives a row the fate of another that it refers to.
     *
     * @param named how it calls the other
     */
    static void share(PlannedTable from, int row, PlannedTable to, String named, Fate fate) {
        boolean blocked = fate == Fate.BLOCKED;
        from.decide(
                row,
                fate,
                new PlannedTable.Detail(
                        blocked ? "refers-to-blocked" : "refers-to-left-out",
                        "refers to row " + named + " of " + to.table() + ", which is "
                                + (blocked ? "blocked" : "left out")));
    }

    /** Leaves out held rows that no row which they refer to brings along. */
    void leaveOutHeld() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Edge edge : edges) {
                boolean inserted = edge.to().fate(edge.toRow()) == Fate.INSERT;
                if (inserted && !isHeld(edge.to(), edge.toRow()) && isHeld(edge.from(), edge.fromRow())) {
                    unhold(edge.from(), edge.fromRow());
                    changed = true;
                }
            }
        }
        for (var each : held.entrySet()) {
            PlannedTable table = each.getKey();
            each.getValue().stream()
                    .filter(ordinal -> table.fate(ordinal) == Fate.INSERT)
                    .forEach(ordinal -> table.decide(
                            ordinal,
                            Fate.LEAVE_OUT,
                            new PlannedTable.Detail(
                                    "held", "not there, and this table's rows do not come back (missing: hold)")));
        }
    }

    /** Lets rows share the fate of what they refer to, until nothing changes any more. */
    void share() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Edge edge : edges) {
                if (edge.reference() == null && !edge.to().elsewhere().has(edge.toRow())) {
                    // PlainFates says of such a row what it means.
                    continue;
                }
                Fate fate = edge.to().fate(edge.toRow());
                Fate own = edge.from().fate(edge.fromRow());
                boolean elsewhere = edge.from().elsewhere().has(edge.fromRow())
                        && edge.from().table().isKey(edge.column());
                boolean depends = own == Fate.INSERT
                        || own == Fate.UPDATE
                        || own == Fate.RENAME
                        || elsewhere && (own == Fate.UNCHANGED || own == Fate.KEEP)
                        || fate == Fate.BLOCKED && own == Fate.LEAVE_OUT && isHeld(edge.from(), edge.fromRow());
                if (depends && (fate == Fate.BLOCKED || fate == Fate.LEAVE_OUT)) {
                    share(edge, fate);
                    changed = true;
                }
            }
        }
    }
}
