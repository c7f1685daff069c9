package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Mappings in foreign-key columns: the natural key of the row that is referred to. */
final class ReferenceBinder {
    private static final int MOST_DEPTH = 8;

    private final ValueBinder values;
    private final BoundTables tables;
    private final Problems problems;
    private final Misnamed misnamed;
    private final ReferenceKeys keys;
    private final Map<String, RefShape> shapes = new HashMap<>();
    private int depth;

    /** Of the reference before: rows of one table mostly refer alike. */
    private @Nullable RefShape lastShape;

    private @Nullable Column lastColumn;

    /** How the reference before was bound, where the next may be bound like it. */
    private @Nullable Usual usual;

    /**
     * Mappings of one text under one name in one column, which name a row by its whole key: whatever the text is, they all
     * mean a row in the same way.
     */
    record Usual(Table table, Column column, String name, Column lookup, RefShape shape) {}

    ReferenceBinder(ValueBinder values, BoundTables tables, Problems problems, Misnamed misnamed, ReferenceKeys keys) {
        this.values = values;
        this.tables = tables;
        this.problems = problems;
        this.misnamed = misnamed;
        this.keys = keys;
    }

    ReferenceKeys keys() {
        return keys;
    }

    /** How to bind a reference that is like the one before; null for one that is not. */
    @SuppressWarnings("ReferenceEquality")
    @Nullable
    Usual usual(Table table, Column column, SeedValue.Fields fields) {
        Usual before = usual;
        return before != null
                        && depth < MOST_DEPTH
                        && before.column() == column
                        && before.table() == table
                        && fields.fields().size() == 1
                        && fields.fields().get(before.name()) instanceof SeedValue.Text
                ? before
                : null;
    }

    /** Binds a reference in its {@link #usual} way. */
    @Nullable
    Cell bind(Usual way, SeedValue.Fields fields, SeedUnit unit) {
        Table target = way.shape().target();
        SeedValue named = Objects.requireNonNull(fields.fields().get(way.name()));
        Cell cell = values.bind(target.name().label(), target, way.lookup(), named, unit, true, false);
        return cell instanceof Cell.Text bound
                ? new Cell.Reference(way.shape(), Collections.singletonList(bound.text()))
                : null;
    }

    @Nullable
    Cell bind(String tableName, Table table, Column column, SeedValue.Fields fields, SeedUnit unit) {
        String inside = "table " + tableName + ", column " + column.label();
        Target target;
        Map<String, SeedValue> lookups = fields.fields();
        SeedValue ref = fields.fields().get("$ref");
        if (ref != null) {
            if (!(ref instanceof SeedValue.Fields refFields)
                    || fields.fields().size() > 1
                    || !(refFields.fields().get("table") instanceof SeedValue.Text named)) {
                problems.add(
                        "\"$ref\" does not name a table.",
                        fields.at(),
                        inside,
                        "write {$ref: {table: provider, slug: schwab}}");
                return null;
            }
            lookups = new LinkedHashMap<>(refFields.fields());
            lookups.remove("table");
            target = named(table, column, named.text(), named.at(), inside);
        } else {
            target = byForeignKey(table, column, fields.at(), inside);
        }
        if (target == null) {
            return null;
        }
        if (++depth > MOST_DEPTH) {
            depth--;
            problems.add("A reference nests deeper than 8 levels.", fields.at(), inside, "use a shorter key");
            return null;
        }
        try {
            Cell cell = bind(table, column, target, lookups, fields.at(), unit, inside);
            usual = ref == null && cell instanceof Cell.Reference reference
                    ? usualOf(table, column, fields, reference.shape())
                    : null;
            return cell;
        } finally {
            depth--;
        }
    }

    /** What a reference leads to. */
    private record Target(Table table, Column column) {}

    private @Nullable Target named(Table table, Column column, String written, Location at, String inside) {
        Table target = tables.catalogue().table(written);
        if (target == null) {
            problems.add(
                    "\"$ref\" names table \"" + written + "\", which the database does not have.",
                    at,
                    inside,
                    "correct its name");
            return null;
        }
        for (ForeignKey key : table.foreignKeys()) {
            int index = key.columns().indexOf(column.name());
            if (index >= 0 && key.target().equals(target.name())) {
                Column targetColumn = target.column(key.targetColumns().get(index));
                if (targetColumn != null) {
                    return new Target(target, targetColumn);
                }
            }
        }
        for (UniqueKey key : target.uniqueKeys()) {
            if (key.primary() && key.columns().size() == 1) {
                Column targetColumn = target.column(key.columns().get(0));
                if (targetColumn != null) {
                    return new Target(target, targetColumn);
                }
            }
        }
        problems.add(
                "\"$ref\" names table \"" + written + "\", which has no primary key of one column.",
                at,
                inside,
                "declare the value itself");
        return null;
    }

    private @Nullable Target byForeignKey(Table table, Column column, Location at, String inside) {
        ForeignKey best = table.foreignKey(column);
        if (best == null) {
            misnamed.add(
                    "A mapping stands in column \"" + column.label() + "\", which is neither a foreign key nor JSON.",
                    at,
                    inside,
                    "give it one value, or write {$ref: {table: …, …}} to refer to a row");
            return null;
        }
        Table target = tables.catalogue().table(best.target());
        Column targetColumn = target == null
                ? null
                : target.column(best.targetColumns().get(best.columns().indexOf(column.name())));
        if (target == null || targetColumn == null) {
            problems.add(
                    "Column \"" + column.label() + "\" refers to table \"" + best.target()
                            + "\", which cannot be read.",
                    at,
                    inside,
                    "grant the user access to it");
            return null;
        }
        return new Target(target, targetColumn);
    }

    private @Nullable Cell bind(
            Table table,
            Column column,
            Target target,
            Map<String, SeedValue> written,
            Location at,
            SeedUnit unit,
            String inside) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable SeedValue> parts = new ArrayList<>();
        for (Map.Entry<String, SeedValue> field : written.entrySet()) {
            Column lookup = target.table().column(field.getKey());
            if (lookup == null) {
                List<String> known =
                        target.table().columns().stream().map(Column::label).toList();
                String nearest = Catalogue.nearest(field.getKey(), known);
                misnamed.add(
                        "Table \"" + target.table().name() + "\" has no column \"" + field.getKey() + "\".",
                        field.getValue().at(),
                        inside,
                        nearest == null
                                ? "its columns are " + String.join(", ", known)
                                : "did you mean \"" + nearest + "\"?");
                return null;
            }
            columns.add(lookup);
            parts.add(field.getValue());
        }
        if (!keys.identify(target.table(), columns, parts, at, inside)) {
            return null;
        }
        ReferenceKeys.sort(target.table(), columns, parts);
        keys.meanDeclaredRow(target.table(), columns, parts);
        List<RefShape.Lookup> lookups = new ArrayList<>();
        List<@Nullable String> leaves = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            SeedValue value = parts.get(i);
            Cell cell = value == null
                    ? Cell.Null.INSTANCE
                    : values.bind(
                            target.table().name().label(), target.table(), columns.get(i), value, unit, true, false);
            if (cell instanceof Cell.Text text) {
                lookups.add(new RefShape.Lookup(columns.get(i), null));
                leaves.add(text.text());
            } else if (cell instanceof Cell.Null) {
                lookups.add(new RefShape.Lookup(columns.get(i), null));
                leaves.add(null);
            } else if (cell instanceof Cell.Reference nested) {
                lookups.add(new RefShape.Lookup(columns.get(i), nested.shape()));
                leaves.addAll(nested.leaves());
            } else {
                if (cell != null) {
                    problems.add("A generated value identifies no row.", at, inside, "declare the key of the row");
                }
                return null;
            }
        }
        return new Cell.Reference(shape(table, column, target, lookups), leaves);
    }

    /** Null unless the reference names its row by one text: the whole key by which it is declared, where it is. */
    private @Nullable Usual usualOf(Table table, Column column, SeedValue.Fields fields, RefShape shape) {
        Map.Entry<String, SeedValue> only =
                fields.fields().entrySet().iterator().next();
        if (fields.fields().size() > 1 || shape.lookups().size() > 1 || !(only.getValue() instanceof SeedValue.Text)) {
            return null;
        }
        Column lookup = shape.lookups().get(0).column();
        BoundTable seeded = tables.bound(shape.target());
        return lookup.equals(shape.target().column(only.getKey()))
                        && (seeded == null || seeded.keyColumns().equals(List.of(lookup)))
                ? new Usual(table, column, only.getKey(), lookup, shape)
                : null;
    }

    /** One object for one shape of one column, so that shapes can be told apart by identity. */
    @SuppressWarnings("ReferenceEquality")
    private RefShape shape(Table table, Column column, Target target, List<RefShape.Lookup> lookups) {
        if (lastShape == null || column != lastColumn || !isShape(lastShape, target, lookups)) {
            lastShape = anyShape(table, column, target, lookups);
            lastColumn = column;
        }
        return lastShape;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isShape(RefShape shape, Target target, List<RefShape.Lookup> lookups) {
        boolean same = shape.target() == target.table()
                && shape.targetColumn() == target.column()
                && shape.lookups().size() == lookups.size();
        for (int i = 0; same && i < lookups.size(); i++) {
            RefShape.Lookup lookup = shape.lookups().get(i);
            same = lookup.column() == lookups.get(i).column()
                    && lookup.nested() == lookups.get(i).nested();
        }
        return same;
    }

    private RefShape anyShape(Table table, Column column, Target target, List<RefShape.Lookup> lookups) {
        StringBuilder signature = new StringBuilder()
                .append(table.name().schema())
                .append('\0')
                .append(table.name().name())
                .append('\0')
                .append(column.name())
                .append('\0')
                .append(target.table().name().schema())
                .append('\0')
                .append(target.table().name().name())
                .append('\0')
                .append(target.column().name());
        for (RefShape.Lookup lookup : lookups) {
            signature
                    .append('\0')
                    .append(lookup.column().name())
                    .append('\1')
                    .append(lookup.nested() == null ? 0 : System.identityHashCode(lookup.nested()));
        }
        RefShape known = shapes.get(signature.toString());
        if (known == null) {
            known = new RefShape(target.table(), target.column(), lookups);
            shapes.put(signature.toString(), known);
        }
        return known;
    }

    /** Fills the other columns of a composite foreign key from the row that one of them refers to. */
    void complete(BoundTable table, int index, Cell.Reference reference, @Nullable Cell[] cells) {
        Column column = table.layout().columns().get(index);
        for (ForeignKey key : table.table().foreignKeys()) {
            int position = key.columns().indexOf(column.name());
            if (key.columns().size() < 2
                    || position < 0
                    || !key.target().equals(reference.shape().target().name())
                    || !key.targetColumns()
                            .get(position)
                            .equals(reference.shape().targetColumn().name())) {
                continue;
            }
            for (int i = 0; i < key.columns().size(); i++) {
                Column other = table.table().column(key.columns().get(i));
                Column otherTarget =
                        reference.shape().target().column(key.targetColumns().get(i));
                int otherIndex = other == null ? -1 : table.layout().index(other);
                if (other != null && otherTarget != null && otherIndex >= 0 && cells[otherIndex] == null) {
                    RefShape shape = shape(
                            table.table(),
                            other,
                            new Target(reference.shape().target(), otherTarget),
                            reference.shape().lookups());
                    cells[otherIndex] = new Cell.Reference(shape, reference.leaves());
                }
            }
        }
    }
}
