package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.database.UniqueKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plan of one row and of those that it refers to, by the same decisions as a whole plan: all other rows are taken to be
 * as they are declared. It is made only where these have no say in what becomes of the row.
 */
final class RowPlan {
    /** A row that refers to more rows than that, by way of others, is not worth a plan of its own. */
    private static final int MOST_ROWS = 200;

    private final Prepared ready;

    /** Of all tables that the rows of the first may refer to, those to look at; of most of them none. */
    private final Map<BoundTable, BitSet> rows = new LinkedHashMap<>();

    /** False where a row refers to one that is not looked at. */
    private boolean complete = true;

    private RowPlan(Prepared ready) {
        this.ready = ready;
    }

    /**
     * A plan to be made.
     *
     * @param name of the table, as {@link BoundTable#isCalled} takes it
     * @param key as {@link Judgements#ordinalOf} takes it, maybe with other columns; null for no row
     * @param alone whether rows that it refers to are not looked at: of most rows they decide nothing
     * @return null where only a whole plan tells what becomes of the row, and for a table without seeds
     */
    static @Nullable RowPlan of(
            Prepared ready, String name, @Nullable Map<String, @Nullable String> key, boolean alone) {
        RowPlan plan = new RowPlan(ready);
        BoundTable table = ready.tables().all().stream()
                .filter(each -> each.isCalled(name))
                .findFirst()
                .orElse(null);
        if (table == null) {
            return null;
        }
        for (BoundTable each : plan.reachable(table)) {
            if (!plan.isPlain(each)) {
                return null;
            }
            plan.rows.put(each, new BitSet());
        }
        int ordinal = key == null
                ? -1
                : new NamedRows(ready.binder()).ordinal(table, plan.declared(table), keyAlone(table, key));
        return ordinal < 0 || plan.add(table, ordinal, alone) ? plan : null;
    }

    private boolean looksAtAny(PlannedTable table) {
        return !Objects.requireNonNull(rows.get(table.table())).isEmpty();
    }

    private static Map<String, @Nullable String> keyAlone(BoundTable table, Map<String, @Nullable String> values) {
        Map<String, @Nullable String> key = new LinkedHashMap<>(values);
        key.keySet().removeIf(name -> {
            Column whole = table.table().column(name);
            int dot = whole == null ? name.indexOf('.') : -1;
            int index = index(table, dot < 0 ? name : name.substring(0, dot));
            return index < 0 || !table.isKey(index);
        });
        return key;
    }

    /** Looks for the rows in the database. */
    Map<BoundTable, PlannedTable> compared(Connection connection, Dialect dialect, Progress progress)
            throws SQLException {
        Map<BoundTable, PlannedTable> planned = new LinkedHashMap<>();
        for (Map.Entry<BoundTable, BitSet> each : rows.entrySet()) {
            BoundTable table = each.getKey();
            LiveComparison live = new LiveComparison(
                    connection, dialect, ready.binder(), table, declared(table), Integer.MAX_VALUE, progress);
            try {
                live.lookUpOnly(each.getValue());
            } catch (SQLException e) {
                throw TooSlow.told(dialect, e, "reading", List.of(table));
            }
            planned.put(
                    table,
                    new PlannedTable(
                            table,
                            declared(table),
                            live,
                            ready.binder(),
                            Objects.requireNonNull(ready.partStarts().get(table))));
        }
        return planned;
    }

    /** Decides what becomes of the rows; null where that may be something else to a whole plan. */
    @Nullable
    Plan decided(Planning planning, Supplier<List<Unresolved.LeftOut>> leftOut) throws SQLException {
        Problems problems = ready.binder().problems();
        List<PlannedTable> order = new ArrayList<>();
        for (List<BoundTable> group : ready.groups()) {
            List<PlannedTable> members = group.stream()
                    .map(planning.planned()::get)
                    .filter(Objects::nonNull)
                    .toList();
            if (members.stream().anyMatch(this::looksAtAny)) {
                new GroupDecision(planning, problems, members, Set.of(), leftOut).run();
            } else {
                for (PlannedTable table : members) {
                    table.remember(Remembered.of(planning, table));
                }
            }
            order.addAll(members);
        }
        problems.raise();
        for (PlannedTable table : order) {
            BitSet looked = Objects.requireNonNull(rows.get(table.table()));
            if (!looked.stream().allMatch(ordinal -> isSettled(table, ordinal))) {
                return null;
            }
        }
        return new Plan(planning.mode(), ready.catalogue(), order, List.of(), List.of(), List.of(), List.of());
    }

    private DeclaredRows declared(BoundTable table) {
        return Objects.requireNonNull(ready.declared().get(table));
    }

    /** The table and all to which its rows may refer, by way of others too. */
    private Set<BoundTable> reachable(BoundTable first) {
        Set<BoundTable> bound = new LinkedHashSet<>();
        Set<TableName> seen = new LinkedHashSet<>();
        Deque<Table> open = new ArrayDeque<>();
        open.add(first.table());
        while (!open.isEmpty()) {
            Table table = open.remove();
            if (!seen.add(table.name())) {
                continue;
            }
            for (ForeignKey key : table.foreignKeys()) {
                Table target = ready.catalogue().table(key.target());
                if (target != null) {
                    open.add(target);
                }
            }
            BoundTable its = ready.tables().bound(table);
            if (its != null) {
                bound.add(its);
                for (int i = 0; i < its.layout().columns().size(); i++) {
                    its.forms(i).forEach(shape -> addTargets(shape, open));
                    if (its.layout().onInsert()[i] instanceof Cell.Reference reference) {
                        addTargets(reference.shape(), open);
                    }
                }
            }
        }
        return bound;
    }

    private static void addTargets(@Nullable RefShape shape, Deque<Table> into) {
        if (shape != null) {
            into.add(shape.target());
            shape.lookups().forEach(lookup -> addTargets(lookup.nested(), into));
        }
    }

    /**
     * True where rows are there under the keys that they declare or not at all, which their texts tell, and none goes: then
     * rows have to do with each other only where one refers to another, or takes its unique values.
     */
    private boolean isPlain(BoundTable table) {
        DeclaredRows rows = declared(table);
        return !ready.unread().contains(table)
                && !table.namesFormerKeys()
                && table.parts().stream()
                        .allMatch(part -> part.seeds().retired().isEmpty())
                && (rows.size() == 0
                        || rows.judged()
                                && rows.keysMatchByText()
                                && rows.keyForms().size() == 1);
    }

    private record Place(BoundTable table, int ordinal) {}

    /** Adds a row, with those that it refers to unless it is looked at alone; false where there are too many. */
    private boolean add(BoundTable first, int ordinal, boolean alone) {
        Deque<Place> open = new ArrayDeque<>();
        open.add(new Place(first, ordinal));
        for (int count = 0; !open.isEmpty(); ) {
            Place place = open.remove();
            BitSet known = Objects.requireNonNull(rows.get(place.table()));
            if (known.get(place.ordinal())) {
                continue;
            }
            known.set(place.ordinal());
            if (++count > MOST_ROWS) {
                return false;
            }
            referred(place, open);
            if (alone) {
                complete = open.isEmpty();
                return true;
            }
        }
        return true;
    }

    private void referred(Place place, Deque<Place> into) {
        BitSet one = new BitSet();
        one.set(place.ordinal());
        @Nullable Cell[] onInsert = place.table().layout().onInsert();
        try (BoundTable.Cursor cursor = place.table().open(ready.binder(), one)) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                for (int i = 0; i < row.cells().length; i++) {
                    Cell cell = row.cells()[i] == null ? onInsert[i] : row.cells()[i];
                    BoundTable target = cell instanceof Cell.Reference reference
                            ? ready.tables().bound(reference.shape().target())
                            : null;
                    if (target != null && cell instanceof Cell.Reference reference) {
                        int ordinal = declared(target).find(reference);
                        if (ordinal >= 0) {
                            into.add(new Place(target, ordinal));
                        }
                    }
                }
            }
        }
    }

    /** True where no row that was not looked at can make another fate of one that was. */
    private boolean isSettled(PlannedTable table, int ordinal) {
        return switch (table.fate(ordinal)) {
            case UNCHANGED, KEEP -> true;
            case LEAVE_OUT -> {
                PlannedTable.Detail detail = table.detail(ordinal);
                yield detail != null
                        && (detail.code().equals("deleted") || detail.code().equals("soft-deleted"));
            }
            case INSERT, UPDATE -> complete && !meansPlainly(table.table()) && !takesUnique(table, ordinal);
            case RENAME, BLOCKED -> false;
        };
    }

    /** True where a row may say which one it refers to by the plain value of a foreign key. */
    private static boolean meansPlainly(BoundTable table) {
        for (ForeignKey key : table.table().foreignKeys()) {
            for (String name : key.columns()) {
                int index = index(table, name);
                if (index >= 0 && table.forms(index).contains(null)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True where the row takes a unique value that another row might take, too. */
    private static boolean takesUnique(PlannedTable planned, int ordinal) {
        BoundTable table = planned.table();
        RowUpdate update = planned.update(ordinal);
        for (UniqueKey key : table.table().uniqueKeys()) {
            if (!key.plain()) {
                return true;
            }
            if (!OtherKeys.isOwn(table, key)) {
                for (String name : key.columns()) {
                    int index = index(table, name);
                    if (index >= 0
                            && (update == null
                                    || update.columns().get(index)
                                    || table.layout().onUpdate()[index] != null)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static int index(BoundTable table, String name) {
        Column column = table.table().column(name);
        return column == null ? -1 : table.layout().index(column);
    }
}
