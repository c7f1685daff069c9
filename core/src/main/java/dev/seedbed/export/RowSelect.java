package dev.seedbed.export;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The query that reads the rows of a table with the natural keys of the rows they refer to. A reference has a mark:
 * {@link #NONE}, {@link #THERE}, or {@link #DANGLING} where the row referred to does not exist.
 */
final class RowSelect {
    static final String NONE = "n";
    static final String THERE = "v";
    static final String DANGLING = "d";

    private static final String OWN = "t";

    private final Dialect dialect;
    private final NaturalKeys keys;
    private final Table table;
    private final Set<Column> doubtful;
    private final List<String> selected = new ArrayList<>();
    private final List<String> ordering = new ArrayList<>();
    private final StringBuilder from;
    private int joins;

    /** @param doubtful columns of which some values are not read back from their text as the same */
    RowSelect(Dialect dialect, NaturalKeys keys, Table table, Set<Column> doubtful) {
        this.doubtful = doubtful;
        this.dialect = dialect;
        this.keys = keys;
        this.table = table;
        this.from = new StringBuilder(dialect.quote(table.name())).append(" ").append(OWN);
    }

    /** Adds a column; one with a foreign key becomes a reference. */
    Field add(Column column) {
        return add(table, OWN, column);
    }

    private Field add(Table owner, String alias, Column column) {
        ForeignKey foreignKey = owner.foreignKey(column);
        String expression = qualified(alias, column.name());
        if (foreignKey == null) {
            String text = dialect.text(expression, column.type());
            int index = select(text, ordered(expression, text, column));
            return new Field.Value(
                    column,
                    index,
                    owner.equals(table) && doubtful.contains(column) ? untrue(expression, text, column) : -1);
        }
        Table target = Objects.requireNonNull(keys.target(owner, column));
        String joined = "r" + ++joins;
        from.append(" left join ")
                .append(dialect.quote(target.name()))
                .append(" ")
                .append(joined)
                .append(" on ")
                .append(IntStream.range(0, foreignKey.columns().size())
                        .mapToObj(i ->
                                qualified(joined, foreignKey.targetColumns().get(i)) + " = "
                                        + qualified(alias, foreignKey.columns().get(i)))
                        .collect(Collectors.joining(" and ")));
        String anyNull = foreignKey.columns().stream()
                .map(name -> qualified(alias, name) + " is null")
                .collect(Collectors.joining(" or "));
        String mark = "case when " + anyNull + " then '" + NONE + "' when "
                + qualified(joined, foreignKey.targetColumns().get(0)) + " is null then '" + DANGLING + "' else '"
                + THERE
                + "' end";
        int index = select(mark, "");
        List<Field> key = new ArrayList<>();
        for (Column part : Objects.requireNonNull(keys.of(target.name())).columns()) {
            key.add(add(target, joined, part));
        }
        return new Field.Reference(column, index, key);
    }

    private int untrue(String expression, String text, Column column) {
        String back = dialect.same(expression, dialect.typed("(" + text + ")", column.type()), column.type());
        return select("case when " + back + " then null else '" + THERE + "' end", "");
    }

    private int select(String expression, String order) {
        selected.add(expression);
        ordering.add(order);
        return selected.size() - 1;
    }

    private String qualified(String alias, String column) {
        return alias + "." + dialect.quote(column);
    }

    /** Numbers and times by size, all else as texts by their bytes, whatever the collation: the same everywhere. */
    private String ordered(String expression, String text, Column column) {
        return switch (column.type().kind()) {
            case INTEGER, DECIMAL, BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, BINARY -> expression;
            default -> dialect.byteOrder(text);
        };
    }

    int columns() {
        return selected.size();
    }

    /** The query, its rows ordered by some of the fields. */
    String sql(List<Field> order) {
        List<String> by = new ArrayList<>();
        order.forEach(field -> order(field, by));
        return "select " + String.join(", ", selected) + " from " + from + " order by "
                + by.stream().map(each -> each + " nulls first").collect(Collectors.joining(", "));
    }

    private void order(Field field, List<String> by) {
        if (field instanceof Field.Reference reference) {
            reference.key().forEach(part -> order(part, by));
        } else if (field instanceof Field.Value value) {
            by.add(ordering.get(value.index()));
        }
    }
}
