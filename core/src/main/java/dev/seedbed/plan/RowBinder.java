package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives declared values the meaning that the types of their columns decide, and checks them on the way. */
final class RowBinder {
    private static final int MOST_SHOWN = 60;

    private final Dialect dialect;
    private final Settings settings;
    private final Problems problems;
    private final Expansion expansion;
    private final ReferenceBinder references;
    private final DirectiveBinder directives;
    private final Set<String> incomplete = new HashSet<>();
    private final Set<String> misnamed = new HashSet<>();

    /** The columns of the row that was looked at last, since rows of one file mostly give the same. */
    private List<String> required = List.of();

    private @Nullable BoundTable requiredOf;

    /** Where the columns of the current row are named, if not in the row. */
    private @Nullable Location header;

    RowBinder(Dialect dialect, BoundTables tables, Settings settings, Problems problems) {
        this.dialect = dialect;
        this.settings = settings;
        this.problems = problems;
        this.expansion = new Expansion(tables);
        this.references = new ReferenceBinder(this, tables, problems);
        this.directives = new DirectiveBinder(settings, problems);
    }

    Expansion expansion() {
        return expansion;
    }

    Problems problems() {
        return problems;
    }

    /** Binds one row; what is wrong with it goes to the problems, and its cell is left out. */
    BoundRow bind(BoundTable table, BoundTable.Part part, SeedRow row, int ordinal) {
        BoundTable.Layout layout = table.layout();
        header = part.seeds().rows().header();
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
                    misnamed(
                            header == null
                                    ? "Row has no value for key column \"" + column.label() + "\"."
                                    : "The header has no key column \"" + column.label() + "\".",
                            row.at(),
                            "table " + table,
                            "add \"" + column.label() + "\" to the " + (header == null ? "row" : "header")
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

    /** Adds what is wrong with the names of columns: once and there where a header names them, else at each row. */
    void misnamed(String message, Location at, String inside, String mend) {
        Location place = header == null ? at : header;
        if (header == null || misnamed.add(place + message)) {
            problems.add(message, place, inside, mend);
        }
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
                references.complete(table, i, reference, cells);
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
                misnamed(
                        (header == null ? "Row" : "The header") + " leaves out column \"" + column.label()
                                + "\", which takes no NULL and has no default.",
                        row.at(),
                        "table " + table,
                        "add \"" + column.label() + "\" to the " + (header == null ? "row" : "header")
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
        if (sensitive && settings.production() && isLiteral(value)) {
            problems.add(
                    "A value of sensitive column \"" + column.label() + "\" stands in the seeds, in production.",
                    value.at(),
                    "table " + table,
                    "take it from the environment with $env");
            return null;
        }
        Cell cell = bind(
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
            if (generated.generator() == Cell.Generator.ENV && !sensitive) {
                problems.add(
                        "\"$env\" stands in column \"" + column.label() + "\", which is not sensitive.",
                        value.at(),
                        "table " + table,
                        "list the column under \"sensitive\"");
            }
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

    private static boolean isLiteral(SeedValue value) {
        return value instanceof SeedValue.Text || value instanceof SeedValue.Items;
    }

    /** Binds a value to a column of any table; null where it is wrong, which the problems then say. */
    @Nullable
    Cell bind(
            String tableName,
            dev.seedbed.database.Table table,
            Column column,
            SeedValue value,
            SeedUnit unit,
            boolean fromCsv,
            boolean sensitive) {
        ColumnType type = column.type();
        if (column.computed()) {
            problems.add(
                    "Column \"" + column.label() + "\" is computed by the database and takes no value.",
                    value.at(),
                    "table " + tableName,
                    "leave it out");
            return null;
        }
        if (value instanceof SeedValue.Null) {
            return Cell.Null.INSTANCE;
        }
        if (type.isJson()) {
            return json(tableName, column, value, unit, fromCsv, sensitive);
        }
        if (value instanceof SeedValue.Text text) {
            return text(
                    tableName,
                    column,
                    text.text(),
                    text.at(),
                    sensitive,
                    () -> references.example(table, column, sensitive ? "…" : shown(text.text())));
        }
        if (value instanceof SeedValue.Items items) {
            return array(tableName, column, items, sensitive);
        }
        SeedValue.Fields fields = (SeedValue.Fields) value;
        if (DirectiveBinder.isDirective(fields)) {
            return directives.bind(this, tableName, column, fields, unit, sensitive);
        }
        return references.bind(tableName, table, column, fields, unit);
    }

    @Nullable
    Cell text(String tableName, Column column, String text, Location at, boolean sensitive) {
        return text(tableName, column, text, at, sensitive, () -> null);
    }

    /** @param otherMend a remedy that suits the column better than another value or type; null for none */
    private @Nullable Cell text(
            String tableName,
            Column column,
            String text,
            Location at,
            boolean sensitive,
            Supplier<@Nullable String> otherMend) {
        ValueForm.Checked checked = ValueForm.check(column.type(), text);
        if (checked.text() == null) {
            String shown = sensitive ? "***" : shown(text);
            String mend = otherMend.get();
            problems.add(
                    "Value \"" + shown + "\" does not fit column \"" + column.label() + "\" ("
                            + column.type().sql() + "): " + checked.reason() + ".",
                    at,
                    "table " + tableName,
                    mend == null
                            ? "change the value" + (text.indexOf('\n') >= 0 ? "" : ", or the type of the column")
                            : mend);
            return null;
        }
        return new Cell.Text(checked.text());
    }

    static String shown(String text) {
        return text.codePointCount(0, text.length()) <= MOST_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
    }

    private @Nullable Cell array(String tableName, Column column, SeedValue.Items items, boolean sensitive) {
        ColumnType element = column.type().element();
        if (column.type().kind() != ColumnType.Kind.ARRAY || element == null) {
            problems.add(
                    "A list stands in column \"" + column.label() + "\", which is no array ("
                            + column.type().sql() + ").",
                    items.at(),
                    "table " + tableName,
                    "give it one value; for one row per value write $each: [...]");
            return null;
        }
        String literal = arrayLiteral(tableName, column, element, items, sensitive);
        return literal == null ? null : new Cell.Text(literal);
    }

    private @Nullable String arrayLiteral(
            String tableName, Column column, ColumnType element, SeedValue.Items items, boolean sensitive) {
        List<@Nullable String> texts = new ArrayList<>();
        List<Boolean> nested = new ArrayList<>();
        for (SeedValue item : items.items()) {
            if (item instanceof SeedValue.Null) {
                texts.add(null);
                nested.add(false);
            } else if (item instanceof SeedValue.Text text) {
                Column elementColumn = new Column(
                        column.name(), column.label(), element, true, null, false, Column.Identity.NONE, null);
                Cell cell = text(tableName, elementColumn, text.text(), text.at(), sensitive);
                if (!(cell instanceof Cell.Text bound)) {
                    return null;
                }
                texts.add(bound.text());
                nested.add(false);
            } else if (item instanceof SeedValue.Items inner) {
                String literal = arrayLiteral(tableName, column, element, inner, sensitive);
                if (literal == null) {
                    return null;
                }
                texts.add(literal);
                nested.add(true);
            } else {
                problems.add(
                        "A mapping stands in the array of column \"" + column.label() + "\".",
                        item.at(),
                        "table " + tableName,
                        "give each element one value");
                return null;
            }
        }
        return dialect.arrayLiteral(texts, nested);
    }

    private @Nullable Cell json(
            String tableName, Column column, SeedValue value, SeedUnit unit, boolean fromCsv, boolean sensitive) {
        if (value instanceof SeedValue.Fields fields && fields.fields().size() == 1) {
            SeedValue json = fields.fields().get("$json");
            if (json instanceof SeedValue.Text text) {
                return text(tableName, column, text.text(), text.at(), sensitive);
            }
            SeedValue data = fields.fields().get("$value");
            if (data != null) {
                return new Cell.Text(JsonData.of(data));
            }
            if (fields.fields().containsKey("$file")) {
                return directives.bind(this, tableName, column, fields, unit, sensitive);
            }
        }
        if (fromCsv && value instanceof SeedValue.Text text) {
            return text(tableName, column, text.text(), text.at(), sensitive);
        }
        return new Cell.Text(JsonData.of(value));
    }
}
