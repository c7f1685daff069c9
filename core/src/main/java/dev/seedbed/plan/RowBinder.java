package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds rows to the columns of their tables: what each gives, what its key needs, and what it must not leave out. */
final class RowBinder {
    private final Problems problems;
    private final BoundTables tables;
    private final Expansion expansion;
    private final Misnamed misnamed;
    private final ValueBinder values;
    private final Set<String> incomplete = new HashSet<>();

    /** The columns of the row that was looked at last, since rows of one file mostly give the same. */
    private List<String> required = List.of();

    private @Nullable BoundTable requiredOf;

    RowBinder(Dialect dialect, BoundTables tables, Settings settings, Problems problems) {
        this.tables = tables;
        this.problems = problems;
        this.expansion = new Expansion(tables, problems);
        this.misnamed = new Misnamed(problems);
        this.values = new ValueBinder(dialect, tables, settings, problems, misnamed, expansion);
    }

    BoundTables tables() {
        return tables;
    }

    Expansion expansion() {
        return expansion;
    }

    ValueBinder values() {
        return values;
    }

    Problems problems() {
        return problems;
    }

    /** The values that are bound next stand in no file. */
    void outsideOfFiles() {
        misnamed.namedIn(null);
    }

    /** Binds one row; what is wrong with it goes to the problems, and its cell is left out. */
    BoundRow bind(BoundTable table, BoundTable.Part part, SeedRow row, int ordinal) {
        BoundTable.Layout layout = table.layout();
        misnamed.namedIn(part.seeds().rows().header());
        @Nullable Cell[] cells = new @Nullable Cell[layout.columns().size()];
        int[] indexes = table.indexes(row.columns());
        boolean references = false;
        for (int i = 0; i < indexes.length; i++) {
            int index = indexes[i];
            if (index >= 0) {
                Cell cell = bind(table, part, index, row.values().get(i));
                cells[index] = cell;
                references |= cell instanceof Cell.Reference;
            }
        }
        if (references) {
            completeComposites(table, cells);
            table.noteUncomparedReferences(cells);
        }
        if (!row.directives().was().isEmpty()) {
            values.secrets().refuseFormer(table, row);
        }
        if (!table.knows(row.columns())) {
            // What it seems to lack is what it calls by a wrong name.
            return new BoundRow(ordinal, part, row, cells);
        }
        for (int index : layout.key()) {
            if (cells[index] == null) {
                Column column = layout.columns().get(index);
                if (column.nullable()) {
                    cells[index] = Cell.Null.INSTANCE;
                } else if (!row.columns().contains(column.label())
                        && !row.columns().contains(column.name())) {
                    misnamed.add(
                            !misnamed.inHeader()
                                    ? "Row has no value for key column \"" + column.label() + "\"."
                                    : "The header has no key column \"" + column.label() + "\".",
                            row.at(),
                            "table " + table,
                            "add \"" + column.label() + "\" to the " + (misnamed.inHeader() ? "header" : "row")
                                    + ", or change the table's key; its columns are "
                                    + String.join(
                                            ", ",
                                            table.table().columns().stream()
                                                    .map(Column::label)
                                                    .toList()));
                }
            }
        }
        if (!row.columns().equals(required) || table != requiredOf) {
            requireColumns(table, row, cells);
        }
        return new BoundRow(ordinal, part, row, cells);
    }

    /** Binds a row of which only the key counts: a former key, or a retired row. */
    BoundRow bindKey(BoundTable table, BoundTable.Part part, SeedRow row) {
        @Nullable Cell[] cells = new @Nullable Cell[table.layout().columns().size()];
        for (int i = 0; i < row.columns().size(); i++) {
            int index = table.index(row.columns().get(i));
            if (index >= 0 && isKey(table, index)) {
                cells[index] = bind(table, part, index, row.values().get(i));
            }
        }
        for (int index : table.layout().key()) {
            if (cells[index] == null) {
                Column column = table.layout().columns().get(index);
                if (column.nullable()) {
                    cells[index] = Cell.Null.INSTANCE;
                } else {
                    problems.add(
                            "Row has no value for key column \"" + column.label() + "\".",
                            row.at(),
                            "table " + table,
                            "add \"" + column.label() + "\" to it");
                }
            }
        }
        return new BoundRow(-1, part, row, cells);
    }

    /** A reference in one column of a composite foreign key stands for its other columns too. */
    private void completeComposites(BoundTable table, @Nullable Cell[] cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Cell.Reference reference) {
                values.references().complete(table, i, reference, cells);
            }
        }
    }

    private void requireColumns(BoundTable table, SeedRow row, @Nullable Cell[] cells) {
        required = row.columns();
        requiredOf = table;
        if (!table.table().insertTriggers().isEmpty()) {
            return;
        }
        for (Column column : table.table().columns()) {
            if (column.optional()) {
                continue;
            }
            int index = table.layout().index(column);
            if (index >= 0 && isKey(table, index)) {
                // A missing key value is said by itself.
                continue;
            }
            boolean given =
                    index >= 0 && (cells[index] != null || table.layout().onInsert()[index] != null);
            boolean written = index >= 0 && isWritten(table, row, index);
            if (!given && !written && incomplete.add(table.writtenName() + "." + column.name() + row.columns())) {
                misnamed.add(
                        (misnamed.inHeader() ? "The header" : "Row") + " leaves out column \"" + column.label()
                                + "\", which takes no NULL and has no default.",
                        row.at(),
                        "table " + table,
                        "add \"" + column.label() + "\" to the " + (misnamed.inHeader() ? "header" : "row")
                                + " or to the table's on-insert");
            }
        }
    }

    private static boolean isWritten(BoundTable table, SeedRow row, int index) {
        for (String written : row.columns()) {
            if (table.index(written) == index) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Cell bind(BoundTable table, BoundTable.Part part, int index, SeedValue value) {
        Column column = table.layout().columns().get(index);
        boolean sensitive = table.layout().sensitive()[index];
        Cell cell = values.bind(
                table.toString(),
                table.table(),
                column,
                value,
                part.unit(),
                part.seeds().rows().streamed(),
                sensitive);
        if (cell instanceof Cell.Generated generated) {
            if (isKey(table, index)) {
                problems.add(
                        "Key column \"" + column.label() + "\" has a generated value.",
                        value.at(),
                        "table " + table,
                        "a key identifies a row by its meaning: declare its value, or choose another key");
                return null;
            }
            if (table.layout().managed()[index]) {
                problems.add(
                        "Managed column \"" + column.label() + "\" has a generated value.",
                        value.at(),
                        "table " + table,
                        "take the column out of \"managed\", or declare its value");
            }
            values.secrets().refuseShown(table.toString(), column, generated, value.at(), sensitive);
        }
        if (cell instanceof Cell.Null && !column.nullable()) {
            problems.add(
                    "Column \"" + column.label() + "\" takes no NULL.",
                    value.at(),
                    "table " + table,
                    isKey(table, index)
                            ? "give it a value, since it is part of the key that identifies the row"
                            : column.optional()
                                    ? "give it a value, or leave it out: the database then fills it in"
                                    : "give it a value");
            return null;
        }
        return cell;
    }

    private static boolean isKey(BoundTable table, int index) {
        for (int key : table.layout().key()) {
            if (key == index) {
                return true;
            }
        }
        return false;
    }
}
