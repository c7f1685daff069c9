package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A foreign key that rows may give as plain values, with those rows behind it that have, or had, more than one name. */
final class PlainLink {
    private final PlannedTable target;

    /** By index into the layout of the referring table. */
    private final int[] columns;

    private final List<Column> targetColumns;
    private final Map<List<String>, Named> byDeclared = new HashMap<>();
    private final Map<List<String>, Named> byPresent = new HashMap<>();
    private final Map<List<String>, List<Named>> byAny = new HashMap<>();
    private @Nullable Set<TakenNames.Name> taken;

    PlainLink(PlannedTable target, int[] columns, List<Column> targetColumns) {
        this.target = target;
        this.columns = columns;
        this.targetColumns = targetColumns;
    }

    /** Adds a row by its names, where these differ in what the foreign key leads to. */
    void add(BoundRow declared, BoundRow present, Iterable<BoundRow> others) {
        List<ReferredValue> now = values(declared);
        List<ReferredValue> before = values(present);
        if (now == null || before == null) {
            return;
        }
        Map<List<String>, List<ReferredValue>> all = new LinkedHashMap<>();
        all.put(ReferredValue.tokens(now), now);
        all.put(ReferredValue.tokens(before), before);
        Map<List<String>, BoundRow> under = new LinkedHashMap<>();
        under.put(ReferredValue.tokens(now), declared);
        for (BoundRow other : others) {
            List<ReferredValue> values = values(other);
            if (values != null) {
                all.putIfAbsent(ReferredValue.tokens(values), values);
                under.putIfAbsent(ReferredValue.tokens(values), other);
            }
        }
        under.remove(ReferredValue.tokens(before));
        if (all.size() > 1) {
            Named named = new Named(declared, present, now, before, List.copyOf(all.values()), under);
            byDeclared.put(ReferredValue.tokens(now), named);
            byPresent.put(ReferredValue.tokens(before), named);
            all.keySet()
                    .forEach(tokens -> byAny.computeIfAbsent(tokens, t -> new ArrayList<>())
                            .add(named));
        }
    }

    private @Nullable List<ReferredValue> values(BoundRow row) {
        BoundTable.Layout layout = target.table().layout();
        return ReferredValue.all(targetColumns, i -> {
            int index = layout.index(targetColumns.get(i));
            return index < 0 ? null : row.cells()[index];
        });
    }

    private @Nullable List<ReferredValue> given(BoundRow row) {
        return ReferredValue.all(targetColumns, i -> row.cells()[columns[i]]);
    }

    /** The row that a declared one means; null where that has no other name. */
    @Nullable
    Named meant(BoundRow declared) {
        List<ReferredValue> given = given(declared);
        return given == null ? null : byDeclared.get(ReferredValue.tokens(given));
    }

    /** The same for a row as it is in the database. */
    @Nullable
    Named meantNow(BoundRow live) {
        List<ReferredValue> given = given(live);
        return given == null ? null : byPresent.get(ReferredValue.tokens(given));
    }

    /** The rows that a row may mean, or have meant. */
    List<Named> everMeant(BoundRow row) {
        List<ReferredValue> given = given(row);
        return given == null ? List.of() : byAny.getOrDefault(ReferredValue.tokens(given), List.of());
    }

    /** True where some row has more than one name. */
    boolean leadsToRenamed() {
        return !byAny.isEmpty();
    }

    /** False for a row that has a new name in the seeds, and does not get it in this run; asked once all is decided. */
    boolean getsItsName(Named named) {
        Fate fate = target.fate(named.row().ordinal());
        return fate != Fate.BLOCKED && fate != Fate.LEAVE_OUT;
    }

    /**
     * True where some value of a column is one that a row has, or had. A name that another row has now means that row alone.
     */
    boolean isNamedIn(Planning planning, List<Cell> cells, int position, Named named) throws SQLException {
        for (List<ReferredValue> name : named.all()) {
            if (isIn(cells, position, name)
                    && !taken(planning)
                            .contains(
                                    new TakenNames.Name(named.row().ordinal(), position, ReferredValue.tokens(name)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(List<Cell> cells, int position, List<ReferredValue> name) {
        return cells.stream().anyMatch(cell -> {
            ReferredValue value = ReferredValue.of(type(position), cell);
            return value != null && value.token().equals(name.get(position).token());
        });
    }

    /** Asked of the database only where it matters. */
    private Set<TakenNames.Name> taken(Planning planning) throws SQLException {
        Set<TakenNames.Name> known = taken;
        if (known == null) {
            known = TakenNames.of(planning, target.table(), targetColumns, byPresent.values());
            taken = known;
        }
        return known;
    }

    PlannedTable target() {
        return target;
    }

    int[] columns() {
        return columns;
    }

    ColumnType type(int position) {
        return targetColumns.get(position).type();
    }

    /** The place of a column in the foreign key, or -1. */
    int position(int column) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == column) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A row that is referred to, as it is declared, by its values in the columns that the foreign key leads to.
     *
     * @param located the row with the key under which it is there
     * @param all every one that it has or had; each has as many as the foreign key has columns
     * @param elsewhere by the tokens of those that it does not have now, the row with a key that says them
     */
    record Named(
            BoundRow row,
            BoundRow located,
            List<ReferredValue> declared,
            List<ReferredValue> present,
            List<List<ReferredValue>> all,
            Map<List<String>, BoundRow> elsewhere) {}
}
