package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives single values the meaning that the types of their columns decide, and checks them on the way. */
final class ValueBinder {
    private static final int MOST_SHOWN = 60;

    private final Dialect dialect;
    private final Problems problems;
    private final ReferenceBinder references;
    private final Settings settings;
    private @Nullable SecretsInSeeds secrets;

    ValueBinder(
            Dialect dialect,
            BoundTables tables,
            Settings settings,
            Problems problems,
            Misnamed misnamed,
            Expansion expansion) {
        this.dialect = dialect;
        this.problems = problems;
        this.references =
                new ReferenceBinder(this, tables, problems, misnamed, new ReferenceKeys(tables, misnamed, expansion));
        this.settings = settings;
    }

    ReferenceBinder references() {
        return references;
    }

    SecretsInSeeds secrets() {
        if (secrets == null) {
            secrets = new SecretsInSeeds(settings, problems);
        }
        return secrets;
    }

    /** True for what tells how a value is made, and false for a reference to a row. */
    static boolean isDirective(SeedValue.Fields fields) {
        for (String key : fields.fields().keySet()) {
            if (key.startsWith("$") && !key.equals("$ref")) {
                return true;
            }
        }
        return false;
    }

    /** Binds a value to a column of any table; null where it is wrong, which the problems then say. */
    @Nullable
    Cell bind(
            String tableName,
            Table table,
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
        if (sensitive && secrets().refuse(tableName, column, value)) {
            return null;
        }
        if (value instanceof SeedValue.Null) {
            return Cell.Null.INSTANCE;
        }
        if (type.isJson()) {
            return json(tableName, column, value, unit, fromCsv, sensitive);
        }
        if (value instanceof SeedValue.Text text) {
            return text(tableName, table, column, text.text(), text.at(), sensitive);
        }
        if (value instanceof SeedValue.Items items) {
            return array(tableName, column, items, sensitive);
        }
        SeedValue.Fields fields = (SeedValue.Fields) value;
        ReferenceBinder.Usual usual = references.usual(table, column, fields);
        if (usual != null) {
            return references.bind(usual, fields, unit);
        }
        if (isDirective(fields)) {
            return new DirectiveBinder(settings, problems).bind(this, tableName, column, fields, unit, sensitive);
        }
        return references.bind(tableName, table, column, fields, unit);
    }

    @Nullable
    Cell text(String tableName, Column column, String text, Location at, boolean sensitive) {
        return text(tableName, null, column, text, at, sensitive);
    }

    /** @param referring the table, where the column may be one that is meant to refer; null where it is not */
    private @Nullable Cell text(
            String tableName, @Nullable Table referring, Column column, String text, Location at, boolean sensitive) {
        ValueForm.Checked checked = ValueForm.check(column.type(), text);
        if (checked.text() == null) {
            String shown = sensitive ? "***" : shown(text);
            String mend = !sensitive && (text.equals("NULL") || text.equals("Null"))
                    ? "write null for no value, and in CSV what stands for it"
                    : referring == null
                            ? null
                            : references.keys().example(referring, column, sensitive ? "…" : shown(text));
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
                return new DirectiveBinder(settings, problems).bind(this, tableName, column, fields, unit, sensitive);
            }
        }
        if (fromCsv && value instanceof SeedValue.Text text) {
            return text(tableName, column, text.text(), text.at(), sensitive);
        }
        return new Cell.Text(JsonData.of(value));
    }
}
