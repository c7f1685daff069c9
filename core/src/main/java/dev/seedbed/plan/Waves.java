package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The order of rows that refer to rows of their own group of tables: parents before children, wave by wave. A circle of
 * rows is opened at a nullable reference, which a second step closes; a circle without one goes in by one statement
 * where the database can. Rows that take new keys stand among those to insert, since each may refer to the other.
 */
final class Waves {
    private final Dialect dialect;
    private final List<PlannedTable> group;
    private final List<SharedFates.Edge> edges;
    private final Problems problems;
    private final int[] offsets;
    private final int nodes;

    Waves(Dialect dialect, List<PlannedTable> group, List<SharedFates.Edge> edges, Problems problems) {
        this.dialect = dialect;
        this.group = group;
        this.edges = edges;
        this.problems = problems;
        this.offsets = new int[group.size()];
        int total = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = total;
            total += group.get(i).declared().size();
        }
        this.nodes = total;
    }

    List<Step> steps() {
        boolean[] open = new boolean[edges.size()];
        int[] level = levels(open, true);
        if (Arrays.stream(level).anyMatch(l -> l < 0)) {
            BitSet circle = circle(level);
            for (int e = 0; e < open.length; e++) {
                SharedFates.Edge edge = edges.get(e);
                open[e] = circle.get(from(edge)) && circle.get(to(edge)) && mayWait(edge);
            }
            // A reference that waits makes for another form.
            level = levels(open, false);
            for (int e = 0; e < open.length; e++) {
                // What goes in last, by one statement, has all that it refers to.
                open[e] &= level[from(edges.get(e))] >= 0;
            }
        }
        joinWaves(level);
        List<Step> steps = new ArrayList<>();
        int last = Arrays.stream(level).max().orElse(0);
        for (int wave = 0; wave <= last; wave++) {
            for (int t = 0; t < group.size(); t++) {
                BitSet renames = rowsAt(level, t, wave, Fate.RENAME);
                if (!renames.isEmpty()) {
                    steps.add(new Step.Rename(group.get(t), renames));
                }
            }
            for (int t = 0; t < group.size(); t++) {
                addInsert(steps, t, rowsAt(level, t, wave, Fate.INSERT), open);
            }
        }
        refuseRenames(level);
        addTogether(steps, level, open);
        addCloses(steps, open);
        return steps;
    }

    private int from(SharedFates.Edge edge) {
        return offsets[group.indexOf(edge.from())] + edge.fromRow();
    }

    private int to(SharedFates.Edge edge) {
        return offsets[group.indexOf(edge.to())] + edge.toRow();
    }

    private static boolean mayWait(SharedFates.Edge edge) {
        BoundTable table = edge.from().table();
        Column column = table.layout().columns().get(edge.column());
        for (int key : table.layout().key()) {
            if (key == edge.column()) {
                return false;
            }
        }
        return column.nullable();
    }

    /**
     * The wave of each row: 0 where it refers to none that is inserted with it; -1 where it is in, or behind, a circle.
     *
     * @param byOrder has rows go in together where their order within one wave is enough
     */
    private int[] levels(boolean[] open, boolean byOrder) {
        int[] needed = new int[nodes];
        int[] first = new int[nodes];
        int[] next = new int[edges.size()];
        Arrays.fill(first, -1);
        int[] fromNode = new int[edges.size()];
        for (int e = 0; e < edges.size(); e++) {
            fromNode[e] = from(edges.get(e));
            if (!open[e]) {
                int to = to(edges.get(e));
                next[e] = first[to];
                first[to] = e;
                needed[fromNode[e]]++;
            }
        }
        int[] level = new int[nodes];
        Arrays.fill(level, -1);
        int[] queue = new int[nodes];
        int end = 0;
        for (int node = 0; node < nodes; node++) {
            if (needed[node] == 0) {
                level[node] = 0;
                queue[end++] = node;
            }
        }
        int[] reached = new int[nodes];
        for (int start = 0; start < end; start++) {
            int node = queue[start];
            for (int e = first[node]; e >= 0; e = next[e]) {
                int from = fromNode[e];
                int later = byOrder && edges.get(e).isDeclaredInOrder() ? 0 : 1;
                reached[from] = Math.max(reached[from], level[node] + later);
                if (--needed[from] == 0) {
                    level[from] = reached[from];
                    queue[end++] = from;
                }
            }
        }
        return level;
    }

    /**
     * Has waves go in together where the database looks for what rows mean only once a statement is through: a long chain of
     * rows takes one statement for as many as it holds.
     */
    private void joinWaves(int[] level) {
        if (!edges.stream().allMatch(edge -> edge.reference() == null && edge.alike())
                || Arrays.stream(level).anyMatch(l -> l < 0)) {
            return;
        }
        int[] rows = new int[Arrays.stream(level).max().orElse(0) + 1];
        for (int t = 0; t < group.size(); t++) {
            for (int i = 0; i < group.get(t).declared().size(); i++) {
                rows[level[offsets[t] + i]] += group.get(t).fate(i) == Fate.INSERT ? 1 : 0;
            }
        }
        int[] joined = new int[rows.length];
        int together = rows[0];
        for (int wave = 1; wave < rows.length; wave++) {
            boolean fits = together + rows[wave] <= dialect.rowSetLimit();
            joined[wave] = joined[wave - 1] + (fits ? 0 : 1);
            together = rows[wave] + (fits ? together : 0);
        }
        for (int node = 0; node < nodes; node++) {
            level[node] = joined[level[node]];
        }
    }

    /** Of the rows without a wave, those that others without a wave need: the circles and what lies between them. */
    private BitSet circle(int[] level) {
        int[] needing = new int[nodes];
        Map<Integer, List<Integer>> needs = new HashMap<>();
        for (SharedFates.Edge edge : edges) {
            int from = from(edge);
            int to = to(edge);
            if (level[from] < 0 && level[to] < 0) {
                needing[to]++;
                needs.computeIfAbsent(from, f -> new ArrayList<>()).add(to);
            }
        }
        BitSet circle = new BitSet(nodes);
        ArrayList<Integer> loose = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            if (level[node] < 0) {
                circle.set(node);
                if (needing[node] == 0) {
                    loose.add(node);
                }
            }
        }
        for (int i = 0; i < loose.size(); i++) {
            int node = loose.get(i);
            circle.clear(node);
            for (int to : needs.getOrDefault(node, List.of())) {
                if (--needing[to] == 0) {
                    loose.add(to);
                }
            }
        }
        return circle;
    }

    private BitSet rowsAt(int[] level, int table, int wave, Fate fate) {
        BitSet rows = new BitSet();
        PlannedTable planned = group.get(table);
        for (int i = 0; i < planned.declared().size(); i++) {
            if (level[offsets[table] + i] == wave && planned.fate(i) == fate) {
                rows.set(i);
            }
        }
        return rows;
    }

    /** A row that is there cannot wait for one that waits for it. */
    private void refuseRenames(int[] level) {
        for (int t = 0; t < group.size(); t++) {
            PlannedTable table = group.get(t);
            BitSet renames = rowsAt(level, t, -1, Fate.RENAME);
            for (RowUpdate update : table.updates()) {
                if (renames.get(update.row().ordinal())) {
                    problems.add(
                            "Row " + table.table().describeKey(update.row())
                                    + " is to be renamed, and its new key refers to a"
                                    + " row that cannot be planted before that.",
                            update.row().seed().at(),
                            "table " + table.table(),
                            "rename it in one release, and have other rows refer to it in the next");
                }
            }
        }
    }

    private void addInsert(List<Step> steps, int table, BitSet rows, boolean[] open) {
        if (!rows.isEmpty()) {
            steps.add(new Step.Insert(group.get(table), rows, deferred(table, rows, open)));
        }
    }

    private Map<Integer, BitSet> deferred(int table, BitSet rows, boolean[] open) {
        Map<Integer, BitSet> deferred = new HashMap<>();
        for (int e = 0; e < open.length; e++) {
            SharedFates.Edge edge = edges.get(e);
            if (open[e] && group.indexOf(edge.from()) == table && rows.get(edge.fromRow())) {
                deferred.computeIfAbsent(edge.fromRow(), r -> new BitSet()).set(edge.column());
            }
        }
        return deferred;
    }

    private void addTogether(List<Step> steps, int[] level, boolean[] open) {
        List<Step.Insert> together = new ArrayList<>();
        for (int t = 0; t < group.size(); t++) {
            BitSet rows = rowsAt(level, t, -1, Fate.INSERT);
            if (!rows.isEmpty()) {
                together.add(new Step.Insert(group.get(t), rows, deferred(t, rows, open)));
            }
        }
        if (together.isEmpty()) {
            return;
        }
        if (dialect.insertsTogether()) {
            steps.add(new Step.InsertTogether(together));
            return;
        }
        if (together.size() == 1 && isOneStatement(level)) {
            steps.addAll(together);
            return;
        }
        Step.Insert first = together.get(0);
        try (BoundTable.Cursor rows = first.table().openInserts(first.rows())) {
            BoundRow row = Objects.requireNonNull(rows.next());
            problems.add(
                    "Rows of "
                            + String.join(
                                    " and ",
                                    together.stream()
                                            .map(i -> i.table().table().toString())
                                            .toList())
                            + " refer to each other in a circle through columns that take no NULL.",
                    row.seed().at(),
                    "table " + first.table().table() + ", row "
                            + first.table().table().describeKey(row),
                    dialect.product() + " cannot plant such rows: let one of the columns take NULL");
        }
    }

    /** True where the rows without a wave need each other by value alone, and no statement separates those that do. */
    private boolean isOneStatement(int[] level) {
        boolean alike = Arrays.stream(level).filter(l -> l < 0).count() <= dialect.rowSetLimit();
        for (SharedFates.Edge edge : edges) {
            alike &= level[from(edge)] >= 0 || level[to(edge)] >= 0 || edge.reference() == null && edge.alike();
        }
        return alike;
    }

    private void addCloses(List<Step> steps, boolean[] open) {
        Map<PlannedTable, Map<Integer, BitSet>> closes = new LinkedHashMap<>();
        for (int e = 0; e < open.length; e++) {
            SharedFates.Edge edge = edges.get(e);
            if (open[e]) {
                closes.computeIfAbsent(edge.from(), f -> new LinkedHashMap<>())
                        .computeIfAbsent(edge.column(), c -> new BitSet())
                        .set(edge.fromRow());
            }
        }
        closes.forEach(
                (table, columns) -> columns.forEach((column, rows) -> steps.add(new Step.Close(table, column, rows))));
    }
}
