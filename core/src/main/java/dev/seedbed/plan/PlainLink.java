package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        for (BoundRow other : others) {
            List<ReferredValue> values = values(other);
            if (values != null) {
                all.putIfAbsent(ReferredValue.tokens(values), values);
            }
        }
        if (all.size() > 1) {
            Named named = new Named(declared, now, before, List.copyOf(all.values()));
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

    /** False where another row has a former key of it now, so that the name of that time does not tell one from the other. */
    boolean isAlone(Named named) {
        int ordinal = named.row().ordinal();
        return target.fate(ordinal) != Fate.BLOCKED || target.elsewhere().has(ordinal);
    }

    /** True where some value of a column is one that a row has, or had. */
    boolean isNamedIn(List<Cell> cells, int position, Named named) {
        List<String> names =
                named.all().stream().map(all -> all.get(position).token()).toList();
        return cells.stream().anyMatch(cell -> {
            ReferredValue value = ReferredValue.of(type(position), cell);
            return value != null && names.contains(value.token());
        });
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
     * @param all every one that it has or had; each has as many as the foreign key has columns
     */
    record Named(
            BoundRow row, List<ReferredValue> declared, List<ReferredValue> present, List<List<ReferredValue>> all) {}
}
