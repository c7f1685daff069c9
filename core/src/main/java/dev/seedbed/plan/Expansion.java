package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows with {@code $each} into one row for each value. What is wrong with such a row goes to the problems, and it
 * stands for none.
 */
final class Expansion {
    /** Past this many a pass ends with the first: rows over rows that are wrong would be tried again and again. */
    private static final int MOST_WRONG = 50;

    /** Rows without {@code $each}. */
    interface Rows extends AutoCloseable {
        @Nullable
        SeedRow next();

        @Override
        void close();
    }

    private final BoundTables tables;
    private final Problems problems;
    private final Map<SeedRow, List<Problem>> wrong = new HashMap<>();
    private long passedOver;
    private @Nullable EachValue each;

    Expansion(BoundTables tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
    }

    /** How often a row was passed over so far, since it is wrong. */
    long passedOver() {
        return passedOver;
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
                    expand(table, row, expanded);
                }
                return expanded.poll();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private void expand(BoundTable table, SeedRow row, Deque<SeedRow> into) {
        List<Problem> known = wrong.isEmpty() ? null : wrong.get(row);
        if (known == null) {
            try {
                each().expand(table, row, into);
                return;
            } catch (SeedException e) {
                if (e.kind() != SeedException.Kind.FAILED) {
                    throw e;
                }
                if (wrong.size() == MOST_WRONG) {
                    problems.addOnce(new Problem(
                            "More than " + MOST_WRONG + " rows with \"$each\" are wrong.",
                            null,
                            "mend these first: what stands behind them was not looked at"));
                    throw e;
                }
                known = e.problems();
                wrong.put(row, known);
            }
        }
        passedOver++;
        known.forEach(problems::addOnce);
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
