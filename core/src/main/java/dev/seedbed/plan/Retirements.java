package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.plan.RowChange.ColumnChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the application no longer wants: which are there, and which of them are as Seedbed planted them, so that they
 * may go.
 */
final class Retirements {
    private final Planning planning;
    private final List<RowChange> changes;
    private final RetiredReferences references;
    private final FormerReferences names;
    private final RetiredEntries entries;

    /** What columns of retired rows hold, for the report. */
    private final Map<BoundRow, Map<Integer, @Nullable String[]>> before = new HashMap<>();

    /** @param changes takes what is to be reported of such rows, since they are not among the declared ones */
    Retirements(Planning planning, List<RowChange> changes) {
        this.planning = planning;
        this.changes = changes;
        this.references = new RetiredReferences(planning);
        this.names = new FormerReferences(planning);
        this.entries = new RetiredEntries(planning);
    }

    /** A retired row that is there. */
    private record There(
            BoundRow row,
            Map<Integer, Cell> set,
            Map<Integer, @Nullable String[]> live,
            @Nullable String[] texts,
            int number,
            int done) {}

    /**
     * Decides the retired rows of all tables.
     *
     * @param order the tables in the order in which they are planted
     * @return what is to be done, those that refer before those that they refer to
     */
    List<Step> run(List<PlannedTable> order) throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            if (!order.get(i).namedRetired().isEmpty()) {
                run(order.get(i), steps);
            }
        }
        return steps;
    }

    private void run(PlannedTable table, List<Step> steps) throws SQLException {
        List<BoundRow> named = table.namedRetired();
        BitSet there = NamedRows.there(planning.connection(), planning.dialect(), table.table(), named);
        new ClaimedRows(planning, table).leaveOut(there, named);
        table.foundRetired(there);
        if (there.isEmpty()) {
            return;
        }
        FormerDefaults former = new FormerDefaults(table.table(), planning.binder(), table.remembered());
        PlantedBefore planted = new PlantedBefore(planning.connection(), planning.dialect(), table.table());
        List<BoundRow> rows = there.stream().mapToObj(named::get).toList();
        Set<Integer> untold = new HashSet<>();
        Map<BoundRow, Map<Integer, List<Cell>>> defaults = new LinkedHashMap<>();
        Map<BoundRow, Map<Integer, Cell>> sets = new LinkedHashMap<>();
        for (BoundRow row : rows) {
            Map<Integer, List<Cell>> columns = former.ofRetired(row, table.writtenRetired(row));
            if (columns.isEmpty() && !former.isTold(row)) {
                columns = former.untold();
                untold.add(row.ordinal());
            }
            if (row.part().seeds().retired().stream()
                    .anyMatch(each ->
                            each.at().equals(row.seed().at()) && each.set().isEmpty())) {
                // To delete a row is to delete what somebody put into columns that were never declared, too.
                former.untold().forEach(columns::putIfAbsent);
            }
            defaults.put(row, columns);
            sets.put(row, entries.set(table, row));
        }
        List<There> open = new ArrayList<>();
        defaults.values()
                .forEach(columns -> columns.forEach((index, cells) -> {
                    table.table().form(index, null);
                    cells.forEach(cell -> table.table().form(index, shape(cell)));
                }));
        sets.values()
                .forEach(columns ->
                        columns.forEach((index, cell) -> table.table().form(index, shape(cell))));
        nameReferences(table.table(), defaults.values(), sets.values());
        LiveQuery query = new LiveQuery(planning.dialect(), table.table());
        Map<Integer, @Nullable String[]> live = read(table, rows, query);
        for (BoundRow row : rows) {
            @Nullable String[] texts = live.get(row.ordinal());
            // What is marked as deleted by hand is gone already.
            if (texts != null && (query.softDelete() < 0 || texts[query.softDelete()] == null)) {
                open.add(ask(
                        table,
                        row,
                        Objects.requireNonNull(defaults.get(row)),
                        Objects.requireNonNull(sets.get(row)),
                        texts,
                        query,
                        planted));
            }
        }
        planted.finish();
        List<Retirement> deletions = new ArrayList<>();
        List<Retirement> settings = new ArrayList<>();
        for (There each : open) {
            decide(
                    table,
                    each,
                    Objects.requireNonNull(defaults.get(each.row())),
                    untold.contains(each.row().ordinal()),
                    planted,
                    query,
                    deletions,
                    settings);
        }
        List<List<Retirement>> waves = references.waves(table, deletions, this::keepReferred);
        if (!settings.isEmpty()) {
            waves.add(settings);
        }
        for (List<Retirement> wave : waves) {
            wave.forEach(retirement -> retire(table, retirement));
            if (planning.mode().changesRows()) {
                steps.add(new Step.Retire(table, wave));
            }
        }
    }

    /**
     * Has references be read by the natural keys of rows where nothing is declared to refer there: neither by a name nor by
     * the value itself.
     */
    private void nameReferences(
            BoundTable table, Collection<Map<Integer, List<Cell>>> defaults, Collection<Map<Integer, Cell>> sets) {
        Map<Integer, List<Cell>> asked = new TreeMap<>();
        defaults.forEach(columns -> columns.forEach((index, cells) ->
                asked.computeIfAbsent(index, i -> new ArrayList<>()).addAll(cells)));
        sets.forEach(columns -> columns.forEach((index, cell) ->
                asked.computeIfAbsent(index, i -> new ArrayList<>()).add(cell)));
        NaturalShapes natural = new NaturalShapes(planning.tables());
        BoundTable.Layout layout = table.layout();
        int joined = 0;
        for (Map.Entry<Integer, List<Cell>> column : asked.entrySet()) {
            int index = column.getKey();
            boolean named = layout.compared()[index]
                    && !layout.sensitive()[index]
                    && !NamedLive.holdText(column.getValue())
                    && table.forms(index).stream().allMatch(Objects::isNull);
            RefShape shape =
                    named ? natural.byUniqueKey(table.table(), layout.columns().get(index)) : null;
            if (shape != null && joined + shape.tables() <= NaturalShapes.MOST_TABLES) {
                joined += shape.tables();
                table.form(index, shape);
            }
        }
    }

    /** The live texts of rows: the outputs of a query, and what each column itself holds. */
    private Map<Integer, @Nullable String[]> read(PlannedTable table, List<BoundRow> rows, LiveQuery query)
            throws SQLException {
        Map<Integer, @Nullable String[]> texts = new TreeMap<>();
        Set<Integer> twice = new HashSet<>();
        StringBuilder outputs = new StringBuilder(query.outputs());
        for (Column column : table.table().layout().columns()) {
            outputs.append(", ").append(planning.dialect().text(query.live(column), column.type()));
        }
        int width = query.width() + table.table().layout().columns().size();
        new KeyedRead(
                        planning.connection(),
                        planning.dialect(),
                        table.table(),
                        query,
                        outputs.toString(),
                        (found, live) -> {
                            @Nullable String[] row = new @Nullable String[width];
                            for (int i = 0; i < row.length; i++) {
                                row[i] = live.getString(i + 2);
                            }
                            if (texts.put(found.ordinal(), row) != null && twice.add(found.ordinal())) {
                                twice(table, found);
                            }
                        })
                .all(rows);
        twice.forEach(texts::remove);
        return texts;
    }

    private static @Nullable RefShape shape(@Nullable Cell cell) {
        return cell instanceof Cell.Reference reference ? reference.shape() : null;
    }

    private void twice(PlannedTable table, BoundRow row) {
        keep(table, row, "retired, and kept: the table holds this key more than once", Map.of());
    }

    private There ask(
            PlannedTable table,
            BoundRow row,
            Map<Integer, List<Cell>> defaults,
            Map<Integer, Cell> set,
            @Nullable String[] texts,
            LiveQuery query,
            PlantedBefore planted)
            throws SQLException {
        int number = planted.begin(false);
        int done = planted.begin(false);
        Map<Integer, @Nullable String[]> live = new TreeMap<>();
        BoundRow stored = stored(table, row, texts);
        for (Map.Entry<Integer, List<Cell>> each : defaults.entrySet()) {
            int index = each.getKey();
            List<Cell> cells = each.getValue();
            RefShape shape = cells.isEmpty() ? null : shape(cells.get(0));
            // Columns that are never compared are not read: the database is asked.
            @Nullable
            String[] present =
                    table.table().layout().compared()[index] ? texts(table, query, index, shape, texts) : null;
            if (present != null) {
                live.put(index, present);
            }
            List<Cell> candidates = new ArrayList<>(cells);
            if (set.containsKey(index)) {
                candidates.add(Objects.requireNonNull(set.get(index)));
            }
            planted.ask(
                    number,
                    row,
                    index,
                    shape,
                    toNothing(table, texts, index, present) ? null : present,
                    names.underAllNames(table.table(), stored, index, candidates));
        }
        for (Map.Entry<Integer, Cell> each : set.entrySet()) {
            int index = each.getKey();
            Cell cell = each.getValue();
            boolean read = table.table().layout().compared()[index];
            @Nullable String[] present = read ? texts(table, query, index, shape(cell), texts) : null;
            if (present != null) {
                live.putIfAbsent(index, present);
                before.computeIfAbsent(row, r -> new HashMap<>()).put(index, present);
            }
            planted.ask(
                    done,
                    row,
                    index,
                    shape(cell),
                    toNothing(table, texts, index, present) ? null : present,
                    names.underAllNames(table.table(), stored, index, List.of(cell)));
        }
        return new There(row, set, live, texts, number, done);
    }

    /** The row with what its columns, keys apart, hold. */
    private static BoundRow stored(PlannedTable table, BoundRow row, @Nullable String[] texts) {
        @Nullable Cell[] cells = row.cells().clone();
        for (int i = 0; i < cells.length; i++) {
            cells[i] = table.table().isKey(i) ? cells[i] : stored(table, texts, i);
        }
        return new BoundRow(row.ordinal(), row.part(), row.seed(), cells);
    }

    /** What a column itself holds. */
    private static Cell stored(PlannedTable table, @Nullable String[] texts, int index) {
        int columns = table.table().layout().columns().size();
        return LiveQuery.stored(texts[texts.length - columns + index]);
    }

    /** True for a reference to a row that is not there, which is not NULL all the same. */
    private static boolean toNothing(
            PlannedTable table, @Nullable String[] texts, int index, @Nullable String @Nullable [] present) {
        return present != null
                && java.util.Arrays.stream(present).allMatch(Objects::isNull)
                && !(stored(table, texts, index) instanceof Cell.Null);
    }

    private static @Nullable String[] texts(
            PlannedTable table, LiveQuery query, int index, @Nullable RefShape shape, @Nullable String[] all) {
        int form = table.table().form(index, shape);
        int start = query.start(index, form);
        return java.util.Arrays.copyOfRange(all, start, start + query.leaves(index, form));
    }

    private void decide(
            PlannedTable table,
            There each,
            Map<Integer, List<Cell>> defaults,
            boolean untold,
            PlantedBefore planted,
            LiveQuery query,
            List<Retirement> deletions,
            List<Retirement> settings) {
        BoundTable.Layout layout = table.table().layout();
        boolean done =
                !each.set().isEmpty() && each.set().keySet().stream().allMatch(index -> planted.is(each.done(), index));
        if (done) {
            return;
        }
        BitSet customised = new BitSet();
        defaults.keySet().stream()
                .filter(index -> !planted.is(each.number(), index))
                .forEach(customised::set);
        LedgerView.Row known =
                table.remembered() == null ? null : table.remembered().row(each.row());
        if (planning.declaredElsewhere().contains(table.table().table().name())) {
            keep(
                    table,
                    each.row(),
                    "retired, and kept: another seeder, which this run leaves out, declares rows of the table",
                    Map.of());
        } else if (known != null && (known.whole() || !known.pinned().isEmpty())) {
            keep(table, each.row(), "retired, and kept: somebody has pinned it", Map.of());
        } else if (untold && !customised.isEmpty()) {
            keep(
                    table,
                    each.row(),
                    "retired, and kept: nothing tells what it was planted with; name its columns under \"retired\","
                            + " or record former defaults",
                    Map.of());
        } else if (!customised.isEmpty()) {
            Map<String, ColumnChange> columns = new LinkedHashMap<>();
            customised.stream().forEach(index -> {
                @Nullable String[] live = each.live().get(index);
                List<Cell> cells = Objects.requireNonNull(defaults.get(index));
                Cell former = cells.isEmpty() ? Cell.Null.INSTANCE : cells.get(0);
                if (live != null) {
                    table.table().describe(columns, index, former, live, query.reference(index, each.texts()));
                } else {
                    columns.put(layout.columns().get(index).label(), new ColumnChange(null, null));
                }
            });
            keep(table, each.row(), "retired, and kept: customised in " + String.join(", ", columns.keySet()), columns);
        } else {
            Map<Integer, Cell> live = new TreeMap<>();
            defaults.keySet().forEach(index -> live.put(index, stored(table, each.texts(), index)));
            each.set().keySet().forEach(index -> live.put(index, stored(table, each.texts(), index)));
            Retirement retirement = new Retirement(
                    names.afterRenames(table.table(), each.row()),
                    each.row(),
                    each.set(),
                    live,
                    held(table, query, each, (each.set().isEmpty() ? defaults : each.set()).keySet()),
                    List.of());
            (each.set().isEmpty() ? deletions : settings).add(retirement);
        }
    }

    /**
     * What the columns held that go or change, references by the names of rows. A reference that is never compared is left
     * out, since nobody has read which row it means.
     */
    private static Map<Integer, Cell> held(PlannedTable table, LiveQuery query, There each, Set<Integer> columns) {
        Map<Integer, Cell> held = new TreeMap<>();
        for (int index : columns) {
            boolean read = table.table().layout().compared()[index];
            Cell named = read ? query.reference(index, each.texts()) : Cell.Null.INSTANCE;
            if (named instanceof Cell.Reference) {
                held.put(index, named);
            } else if (read || table.table().forms(index).stream().allMatch(Objects::isNull)) {
                held.put(index, stored(table, each.texts(), index));
            }
        }
        return held;
    }

    private void keepReferred(PlannedTable table, Retirement retirement, String by) {
        keep(table, retirement.row(), "retired, and kept: " + by, Map.of());
    }

    private void keep(PlannedTable table, BoundRow row, String reason, Map<String, ColumnChange> columns) {
        report(table, row, Action.KEEP, "retired-kept", reason, columns);
    }

    private void retire(PlannedTable table, Retirement retirement) {
        if (!planning.mode().changesRows()) {
            report(
                    table,
                    retirement.row(),
                    Action.KEEP,
                    "retire-waiting",
                    "retired, and still there; waits for update",
                    Map.of());
            return;
        }
        table.retire(retirement);
        Map<String, ColumnChange> columns = new LinkedHashMap<>();
        retirement.set().forEach((index, cell) -> {
            @Nullable
            String[] live = before.getOrDefault(retirement.located(), Map.of()).get(index);
            if (live != null) {
                Cell held = retirement.before().getOrDefault(index, Cell.Null.INSTANCE);
                table.table().describe(columns, index, cell, live, held);
            } else {
                // Never compared, so that nothing is said of what it held.
                Map<String, @Nullable String> now = new LinkedHashMap<>();
                table.table().put(now, index, cell);
                now.forEach((name, text) -> columns.put(name, new ColumnChange(null, text)));
            }
        });
        report(
                table,
                retirement.row(),
                Action.RETIRE,
                "retired",
                retirement.deletes() ? "retired, as it was planted: deleted" : "retired, as it was planted: set aside",
                columns);
    }

    private void report(
            PlannedTable table,
            BoundRow row,
            Action action,
            String code,
            String reason,
            Map<String, ColumnChange> columns) {
        changes.add(new RowChange(
                row.part().unit().name(),
                row.part().seeds().table(),
                table.table().naturalKey(table.writtenRetired(row)),
                action,
                code,
                columns,
                reason,
                row.seed().at()));
    }
}
