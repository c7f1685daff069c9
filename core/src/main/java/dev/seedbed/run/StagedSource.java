package dev.seedbed.run;

import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.RefShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a query over staged rows together: their texts as values of the columns' types, and their references as the values
 * by which the rows that they mean are referred to. Rows whose references mean nothing drop out, and are missed by their
 * count.
 */
final class StagedSource {
    private final Dialect dialect;
    private final StringBuilder joins = new StringBuilder();
    private final List<String> values = new ArrayList<>();
    private int width;
    private int aliases;

    StagedSource(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Adds what a column is given; one for all rows tells the form, and which leaves are NULL.
     *
     * @return the name under which the query, called {@code s}, has it
     */
    String add(ColumnType type, Cell cell) {
        if (cell instanceof Cell.Reference reference) {
            values.add(join(reference.shape(), reference.leaves(), new int[] {0}));
        } else {
            values.add(dialect.typed("d.v" + ++width, type));
        }
        return "n" + values.size();
    }

    /** Adds a text that stays one, and returns the name under which the query has it. */
    String addText() {
        values.add("d.v" + ++width);
        return "n" + values.size();
    }

    /**
     * Adds the texts that {@link #add} stages for a cell.
     *
     * @param text that of a plain value; null for NULL
     */
    static void addTexts(List<@Nullable String> texts, Cell cell, @Nullable String text) {
        if (cell instanceof Cell.Reference reference) {
            texts.addAll(reference.leaves());
        } else {
            texts.add(text);
        }
    }

    /** Equal where {@link #add} makes the same of two cells. */
    static String form(Cell cell) {
        if (!(cell instanceof Cell.Reference reference)) {
            return "-";
        }
        StringBuilder form = new StringBuilder().append(System.identityHashCode(reference.shape()));
        reference.leaves().forEach(leaf -> form.append(leaf == null ? 'n' : '.'));
        return form.toString();
    }

    /** The expression of the value by which the row is referred to; joins what it needs. */
    String join(RefShape shape, List<@Nullable String> leaves, int[] leaf) {
        return joined(shape, leaves, leaf) + "."
                + dialect.quote(shape.targetColumn().name());
    }

    /** The alias of the row referred to. */
    private String joined(RefShape shape, List<@Nullable String> leaves, int[] leaf) {
        String alias = "r" + ++aliases;
        List<String> on = new ArrayList<>();
        for (RefShape.Lookup lookup : shape.lookups()) {
            String live = alias + "." + dialect.quote(lookup.column().name());
            RefShape nested = lookup.nested();
            if (nested != null) {
                String inner = joined(nested, leaves, leaf);
                on.add(nested.joinedOn(dialect, shape.target(), alias, lookup.column(), inner));
            } else {
                String typed = dialect.typed("d.v" + ++width, lookup.column().type());
                on.add(leaves.get(leaf[0]++) == null ? live + " is null" : live + " = " + typed);
            }
        }
        joins.append(" join ")
                .append(dialect.quote(shape.target().name()))
                .append(' ')
                .append(alias)
                .append(" on ")
                .append(String.join(" and ", on));
        return alias;
    }

    /** The staged rows with what was joined to them. */
    String from() {
        return dialect.rowSet(width) + joins;
    }

    /** The query. */
    String sql() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            columns.add(values.get(i) + " as n" + (i + 1));
        }
        return "select " + (columns.isEmpty() ? "d.ord" : String.join(", ", columns)) + " from " + from();
    }

    int width() {
        return width;
    }

    /** Stages another text that is no reference, and returns its expression. */
    String plain(ColumnType type) {
        return dialect.typed("d.v" + ++width, type);
    }
}
