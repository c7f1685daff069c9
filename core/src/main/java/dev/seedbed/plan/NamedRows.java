package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that the seeds name without declaring them: under a former key, or to be retired. */
final class NamedRows {
    private final RowBinder binder;

    NamedRows(RowBinder binder) {
        this.binder = binder;
    }

    /** A declared row under a former key; null where that is wrong, which the problems then say. */
    @Nullable
    BoundRow former(BoundTable table, BoundRow row, Map<String, SeedValue> formerly) {
        Map<String, SeedValue> key = new LinkedHashMap<>();
        for (int index : table.layout().key()) {
            SeedValue value = BoundTable.declared(table, row.seed(), index);
            if (value != null) {
                key.put(table.layout().columns().get(index).name(), value);
            }
        }
        for (Map.Entry<String, SeedValue> former : formerly.entrySet()) {
            Column column = table.table().column(former.getKey());
            key.put(column == null ? former.getKey() : column.name(), former.getValue());
        }
        BoundRow named = named(table, row.part(), key, row.seed().at());
        return named == null ? null : withKey(table, row, named.cells());
    }

    /** A row that is named by its key; null where that is wrong, which the problems then say. */
    @Nullable
    BoundRow named(BoundTable table, BoundTable.Part part, Map<String, SeedValue> key, Location at) {
        int before = binder.problems().size();
        for (String name : key.keySet()) {
            if (table.table().column(name) == null) {
                binder.problems()
                        .add(
                                "Table \"" + table + "\" has no column \"" + name + "\".",
                                at,
                                "table " + table,
                                "correct its name");
                return null;
            }
        }
        BoundRow row = binder.bindKey(
                table,
                part,
                new SeedRow(List.copyOf(key.keySet()), List.copyOf(key.values()), SeedRow.Directives.NONE, at));
        return binder.problems().size() > before ? null : row;
    }

    /**
     * The ordinal of the declared row with a key; -1 for none.
     *
     * @param key by column, or for a reference by such names as {@code tier_id.code}
     */
    int ordinal(BoundTable table, DeclaredRows declared, Map<String, @Nullable String> key) {
        Location at = table.parts().get(0).seeds().at();
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable String> each : key.entrySet()) {
            if (each.getKey().startsWith("$") || each.getKey().contains(".$")) {
                return -1;
            }
            String text = each.getValue();
            FormerDefaults.put(fields, each.getKey(), text == null ? at : text);
        }
        for (int index : table.layout().key()) {
            Column column = table.layout().columns().get(index);
            if (column.nullable()) {
                fields.putIfAbsent(column.label(), at);
            }
        }
        binder.outsideOfFiles();
        Map<String, SeedValue> values = FormerDefaults.fields(fields, at).fields();
        BoundRow named =
                binder.problems().untold(() -> named(table, table.parts().get(0), values, at));
        return named == null ? -1 : declared.find(named);
    }

    /** Which of some rows are there, looking at their keys alone; by their positions in the list. */
    static BitSet there(Connection connection, Dialect dialect, BoundTable table, List<BoundRow> rows)
            throws SQLException {
        BitSet there = new BitSet();
        List<BoundRow> numbered = new ArrayList<>();
        rows.forEach(row -> numbered.add(row.numbered(numbered.size())));
        new KeyedRead(
                        connection,
                        dialect,
                        table,
                        new LiveQuery(dialect, table),
                        "1",
                        (row, live) -> there.set(row.ordinal()))
                .all(numbered);
        return there;
    }

    /** A row that says the same but for its key. */
    static BoundRow withKey(BoundTable table, BoundRow row, @Nullable Cell[] keyed) {
        @Nullable Cell[] cells = row.cells().clone();
        for (int index : table.layout().key()) {
            cells[index] = keyed[index];
        }
        return new BoundRow(row.ordinal(), row.part(), row.seed(), cells);
    }

    /** A reference of some shape to a row by its key; null where the shape looks at other columns. */
    static Cell.@Nullable Reference reference(BoundTable table, BoundRow row, RefShape shape) {
        List<@Nullable String> leaves = new ArrayList<>();
        for (RefShape.Lookup lookup : shape.lookups()) {
            int index = table.layout().index(lookup.column());
            Cell cell = index < 0 ? null : row.cells()[index];
            if (cell == null) {
                return null;
            }
            leaves.addAll(LiveQuery.texts(
                    cell, lookup.nested() == null ? 1 : lookup.nested().leaves().size()));
        }
        return leaves.size() == shape.leaves().size() ? new Cell.Reference(shape, leaves) : null;
    }
}
