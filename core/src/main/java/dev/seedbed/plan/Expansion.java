package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns rows with {@code $each} into one row for each value. */
final class Expansion {
    /** Rows without {@code $each}. */
    interface Rows extends AutoCloseable {
        @Nullable
        SeedRow next();

        @Override
        void close();
    }

    private final BoundTables tables;
    private @Nullable EachValue each;

    Expansion(BoundTables tables) {
        this.tables = tables;
    }

    Rows open(BoundTable table, BoundTable.Part part) {
        SeedRows.Cursor cursor = part.seeds().rows().open();
        if (part.seeds().rows().streamed()) {
            return asTheyAre(cursor);
        }
        Deque<SeedRow> expanded = new ArrayDeque<>();
        return new Rows() {
            @Override
            public @Nullable SeedRow next() {
                while (expanded.isEmpty()) {
                    SeedRow row = cursor.next();
                    if (row == null) {
                        return null;
                    }
                    if (!hasEach(table.table(), row)) {
                        return row;
                    }
                    each().expand(table, row, expanded);
                }
                return expanded.poll();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    /** Some rows of the one file of a table, by their numbers; each stands for itself. */
    Rows openStreamed(BoundTable table, BoundTable.Part part, BitSet wanted) {
        return asTheyAre(part.seeds().rows().open(wanted, table.places()));
    }

    private static Rows asTheyAre(SeedRows.Cursor cursor) {
        return new Rows() {
            @Override
            public @Nullable SeedRow next() {
                return cursor.next();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private EachValue each() {
        if (each == null) {
            each = new EachValue(tables, this);
        }
        return each;
    }

    private static boolean hasEach(Table table, SeedRow row) {
        for (int i = 0; i < row.values().size(); i++) {
            SeedValue value = row.values().get(i);
            if (value instanceof SeedValue.Fields
                    && hasEach(value)
                    && !isJson(table, row.columns().get(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isJson(Table table, String writtenColumn) {
        Column column = table.column(writtenColumn);
        return column != null && column.type().isJson();
    }

    static boolean hasEach(SeedValue value) {
        if (!(value instanceof SeedValue.Fields fields)) {
            return false;
        }
        for (Map.Entry<String, SeedValue> field : fields.fields().entrySet()) {
            if (field.getKey().equals("$each") || hasEach(field.getValue())) {
                return true;
            }
        }
        return false;
    }
}
