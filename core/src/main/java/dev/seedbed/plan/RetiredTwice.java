package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a table that are named as retired more than once: by entries that say the same, or the seeds are wrong. */
final class RetiredTwice {
    private final RowBinder binder;
    private final BoundTable table;
    private final Map<String, Entry> entries = new HashMap<>();

    RetiredTwice(RowBinder binder, BoundTable table) {
        this.binder = binder;
        this.table = table;
    }

    private record Entry(BoundTable.Part part, SeedTable.Retired retired) {}

    /** True for the first entry of a row; one that says something else goes to the problems. */
    boolean isFirst(BoundRow row, SeedTable.Retired retired) {
        Entry entry = new Entry(row.part(), retired);
        Entry first = entries.putIfAbsent(table.keyText(row), entry);
        if (first == null) {
            return true;
        }
        boolean alike = cells(first.part(), first.retired().columns()).equals(cells(entry.part(), retired.columns()))
                && cells(first.part(), first.retired().set()).equals(cells(entry.part(), retired.set()));
        if (!alike) {
            binder.problems()
                    .add(new Problem(
                            "Row " + table.describeKey(row) + " is retired twice, and not in the same way.",
                            first.retired().at() + " and " + retired.at() + " (table " + table + ")",
                            "take one of them out, or let both say the same"));
        }
        return false;
    }

    /** What is said of columns, keys apart; values that are wrong are told of by others. */
    private Map<Integer, @Nullable Cell> cells(BoundTable.Part part, Map<String, SeedValue> values) {
        Map<Integer, @Nullable Cell> cells = new HashMap<>();
        values.forEach((name, value) -> {
            int index = table.index(name);
            if (index >= 0 && !table.isKey(index)) {
                Column column = table.layout().columns().get(index);
                boolean sensitive = table.layout().sensitive()[index];
                cells.put(
                        index,
                        binder.problems()
                                .untold(() -> binder.values()
                                        .bind(
                                                table.toString(),
                                                table.table(),
                                                column,
                                                value,
                                                part.unit(),
                                                false,
                                                sensitive)));
            }
        });
        return cells;
    }
}
