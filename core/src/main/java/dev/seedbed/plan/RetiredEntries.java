package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the seeds say of rows that the application no longer wants. */
final class RetiredEntries {
    private final Planning planning;

    RetiredEntries(Planning planning) {
        this.planning = planning;
    }

    /** Finds the rows that the seeds of a table name as retired; what is wrong with them goes to the problems. */
    void name(PlannedTable table) {
        List<BoundRow> rows = new ArrayList<>();
        List<BoundRow> written = new ArrayList<>();
        NamedRows named = new NamedRows(planning.binder());
        FormerReferences names = new FormerReferences(planning);
        RetiredTwice twice = new RetiredTwice(planning.binder(), table.table());
        for (BoundTable.Part part : table.table().parts()) {
            for (SeedTable.Retired retired : part.seeds().retired()) {
                BoundRow row = named.named(table.table(), part, retired.columns(), retired.at());
                if (row != null && table.declared().find(row) >= 0) {
                    planning.binder()
                            .problems()
                            .add(
                                    "Row " + table.table().describeKey(row) + " is declared, and retired as well.",
                                    retired.at(),
                                    "table " + table.table(),
                                    "take it out of \"rows\", or out of \"retired\"");
                } else if (row != null && twice.isFirst(row, retired)) {
                    rows.add(names.underFormerNames(table.table(), row).numbered(rows.size()));
                    written.add(row);
                }
            }
        }
        table.nameRetired(rows, written);
    }

    /** What {@code $set} gives. */
    Map<Integer, Cell> set(PlannedTable table, BoundRow row) {
        Map<Integer, Cell> cells = new TreeMap<>();
        BoundTable bound = table.table();
        for (SeedTable.Retired retired : row.part().seeds().retired()) {
            if (!retired.at().equals(row.seed().at())) {
                continue;
            }
            for (Map.Entry<String, SeedValue> set : retired.set().entrySet()) {
                int index = bound.index(set.getKey());
                if (index < 0) {
                    continue;
                }
                Column column = bound.layout().columns().get(index);
                Cell cell = planning.binder()
                        .values()
                        .bind(
                                bound.toString(),
                                bound.table(),
                                column,
                                set.getValue(),
                                row.part().unit(),
                                false,
                                bound.layout().sensitive()[index]);
                if (cell instanceof Cell.Generated || bound.isKey(index)) {
                    planning.binder()
                            .problems()
                            .add(
                                    "\"$set\" of a retired row gives column \"" + column.label() + "\" "
                                            + (bound.isKey(index) ? "another key" : "a generated value") + ".",
                                    set.getValue().at(),
                                    "table " + bound,
                                    "set a plain value in a column that is no part of the key");
                } else if (cell != null) {
                    cells.put(index, cell);
                }
            }
        }
        return cells;
    }
}
