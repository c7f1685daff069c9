package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.RefShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an INSERT that suits many rows: which columns they give, which of these are references, and where a part
 * of a key or of a reference is NULL, so that it can be looked for with {@code is null} rather than with a comparison
 * that no index serves.
 *
 * @param columns indexes into the layout
 * @param shapes for each column how it refers; null for a plain value
 * @param extra columns beside the layout, each a plain value, staged behind the others
 * @param nulls for each staged text, true where it is NULL in every row and stands in a reference or in the key
 */
record InsertForm(
        BoundTable table,
        List<Integer> columns,
        List<@Nullable RefShape> shapes,
        List<Boolean> nulls,
        List<Column> extra) {

    InsertForm(BoundTable table, List<Integer> columns, List<@Nullable RefShape> shapes, List<Boolean> nulls) {
        this(table, columns, shapes, nulls, List.of());
    }

    /** The same with plain values for columns that stand beside the layout. */
    InsertForm with(List<Column> more) {
        List<Boolean> longer = new ArrayList<>(nulls);
        more.forEach(column -> longer.add(false));
        return new InsertForm(table, columns, shapes, longer, more);
    }

    /** By code, since the methods that records come with are made anew at each start of the JVM. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InsertForm form
                && table.equals(form.table)
                && columns.equals(form.columns)
                && shapes.equals(form.shapes)
                && nulls.equals(form.nulls)
                && extra.equals(form.extra);
    }

    @Override
    public int hashCode() {
        return columns.hashCode() * 31 + nulls.hashCode();
    }

    int width() {
        return nulls.size();
    }

    /** The types of the staged texts, in order. */
    List<ColumnType> types() {
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RefShape shape = shapes.get(i);
            if (shape == null) {
                types.add(column(columns.get(i)).type());
            } else {
                shape.leaves().forEach(leaf -> types.add(leaf.type()));
            }
        }
        extra.forEach(column -> types.add(column.type()));
        return types;
    }

    /** True where every column is a plain value. */
    boolean plain() {
        return shapes.stream().allMatch(shape -> shape == null);
    }

    List<String> columnNames(Dialect dialect) {
        List<String> names = new ArrayList<>();
        for (int index : columns) {
            names.add(dialect.quote(column(index).name()));
        }
        extra.forEach(column -> names.add(dialect.quote(column.name())));
        return names;
    }

    private Column column(int index) {
        return table.layout().columns().get(index);
    }

    /**
     * INSERT … SELECT from a row set, that resolves references.
     *
     * @param ordered inserts the rows in the order of the row set
     * @param guarded adds no row whose key is there; needless for a table that was empty, and ruinous where the database
     *     plans it as empty and scans it again for each row while it grows
     */
    String sql(Dialect dialect, String rowSet, boolean ordered, boolean guarded) {
        Select select = new Select(dialect, rowSet);
        boolean identity = false;
        for (int i = 0; i < columns.size(); i++) {
            Column column = column(columns.get(i));
            identity |= column.identity() == Column.Identity.ALWAYS;
            RefShape shape = shapes.get(i);
            select.value(columns.get(i), column.type(), shape, this);
        }
        for (Column column : extra) {
            identity |= column.identity() == Column.Identity.ALWAYS;
            select.value(-1, column.type(), null, this);
        }
        return "insert into " + dialect.quote(table.table().name()) + " (" + String.join(", ", columnNames(dialect))
                + ") "
                + (identity ? dialect.overridingIdentity() : "") + select.text(this, guarded)
                + (ordered ? " order by d.ord" : "");
    }

    /** The SELECT behind an INSERT, while it is put together. */
    private static final class Select {
        private final Dialect dialect;
        private final StringBuilder from;
        private final List<String> values = new ArrayList<>();
        private final List<String> conditions = new ArrayList<>();
        private final List<String> keyValues = new ArrayList<>();
        private final List<Integer> keyColumns = new ArrayList<>();
        private int staged;
        private int aliases;

        Select(Dialect dialect, String rowSet) {
            this.dialect = dialect;
            this.from = new StringBuilder(rowSet);
        }

        void value(int index, ColumnType type, @Nullable RefShape shape, InsertForm form) {
            boolean isNull = form.nulls().get(staged);
            String expression;
            if (shape == null) {
                expression = dialect.typed("d.v" + ++staged, type);
            } else {
                expression = join(shape, form);
                isNull = false;
            }
            values.add(expression);
            for (int key : form.table().layout().key()) {
                if (key == index) {
                    keyColumns.add(index);
                    keyValues.add(isNull ? "" : expression);
                }
            }
        }

        /** Joins the row that is referred to; a reference that is NULL as a whole stays NULL. */
        private String join(RefShape shape, InsertForm form) {
            String alias = "r" + ++aliases;
            int first = staged + 1;
            List<String> on = new ArrayList<>();
            StringBuilder inner = new StringBuilder(dialect.quote(shape.target().name()))
                    .append(' ')
                    .append(alias);
            conditions(shape, alias, inner, on, form);
            String given = "d.v" + first;
            boolean anyNull = false;
            for (int i = first; i <= staged; i++) {
                anyNull |= form.nulls().get(i - 1);
            }
            String target = alias + "." + dialect.quote(shape.targetColumn().name());
            String joined = inner.indexOf(" join ") < 0 ? inner.toString() : "(" + inner + ")";
            from.append(" left join ").append(joined).append(" on ").append(String.join(" and ", on));
            conditions.add(anyNull ? target + " is not null" : "(" + given + " is null or " + target + " is not null)");
            return target;
        }

        private void conditions(RefShape shape, String alias, StringBuilder joined, List<String> on, InsertForm form) {
            for (RefShape.Lookup lookup : shape.lookups()) {
                String expression = alias + "." + dialect.quote(lookup.column().name());
                RefShape nested = lookup.nested();
                if (nested == null) {
                    staged++;
                    on.add(
                            form.nulls().get(staged - 1)
                                    ? expression + " is null"
                                    : expression + " = "
                                            + dialect.typed(
                                                    "d.v" + staged,
                                                    lookup.column().type()));
                } else {
                    String inner = "r" + ++aliases;
                    joined.append(" join ")
                            .append(dialect.quote(nested.target().name()))
                            .append(' ')
                            .append(inner)
                            .append(" on ")
                            .append(nested.joinedOn(dialect, shape.target(), alias, lookup.column(), inner));
                    conditions(nested, inner, joined, on, form);
                }
            }
        }

        String text(InsertForm form, boolean guarded) {
            List<String> same = new ArrayList<>();
            for (int i = 0; i < keyColumns.size(); i++) {
                String live =
                        "x." + dialect.quote(form.column(keyColumns.get(i)).name());
                same.add(keyValues.get(i).isEmpty() ? live + " is null" : live + " = " + keyValues.get(i));
            }
            if (guarded) {
                conditions.add("not exists (select 1 from "
                        + dialect.quote(form.table().table().name()) + " x where " + String.join(" and ", same) + ")");
            }
            return "select " + String.join(", ", values) + " from " + from
                    + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
        }
    }
}
