package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Table;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.LiveRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of a seeded table of which people are told something, as they are named in what they ask for. */
final class TableColumns {
    /** Types of columns that tell when something was. Others mark in a way of their own what they mark. */
    private static final Set<ColumnType.Kind> MOMENTS =
            Set.of(ColumnType.Kind.DATE, ColumnType.Kind.TIMESTAMP, ColumnType.Kind.TIMESTAMP_WITH_ZONE);

    private final BoundTable bound;
    private final Set<String> secrets;
    private @Nullable List<Column> listed;

    TableColumns(BoundTable bound, Set<String> secrets) {
        this.bound = bound;
        this.secrets = secrets;
    }

    private Table table() {
        return bound.table();
    }

    private String name() {
        return bound.writtenName();
    }

    private String where() {
        return "table " + name();
    }

    /**
     * The columns that seeds name, with values or under such as {@code insert-only}: of others nothing is told, sorted or
     * changed. Tables of an application hold more than their seeds speak of.
     */
    List<Column> listed() {
        List<Column> known = listed;
        if (known == null) {
            known = table().columns().stream().filter(this::isNamed).toList();
            listed = known;
        }
        return known;
    }

    private boolean isNamed(Column column) {
        return bound.isNamed(column)
                || secrets.contains(column.label())
                || bound.parts().stream()
                        .map(BoundTable.Part::seeds)
                        .flatMap(seeds -> Stream.of(seeds.insertOnly(), seeds.managed()))
                        .flatMap(Set::stream)
                        .anyMatch(name -> column.equals(table().column(name)));
    }

    /** @throws RowException for a column that the table does not have, or that seeds do not name */
    Column of(String name) {
        Column column = table().column(name);
        if (column == null || !listed().contains(column)) {
            throw new RowException(
                    RowException.Why.INVALID,
                    "Table \"" + name() + "\" has no column \"" + name + "\""
                            + (column == null ? "." : " for people: its seeds do not name it."),
                    where(),
                    "its columns are " + labels(listed())
                            + (column == null
                                    ? ""
                                    : "; name it in the seeds, under \"insert-only\" where they give no value"));
        }
        return column;
    }

    /**
     * Refuses values of columns that seeds do not name.
     *
     * @param names of columns, or such as {@code tier_id.code}; of those that the table does not have nothing is said here
     */
    void refuseUnlisted(Set<String> names) {
        for (String name : names) {
            int dot = table().column(name) == null ? name.indexOf('.') : -1;
            String column = dot < 0 ? name : name.substring(0, dot);
            if (table().column(column) != null) {
                of(column);
            }
        }
    }

    private static String labels(List<Column> columns) {
        return columns.stream().map(Column::label).collect(Collectors.joining(", "));
    }

    /** The column that takes the time at which somebody deletes a row; null where a deleted row is taken out. */
    @Nullable
    Column deletedAt() {
        Column mark = bound.layout().softDelete();
        return mark != null && isMoment(mark.type()) ? mark : null;
    }

    /** Also where the database keeps what is declared as a date or timestamp as text. */
    private static boolean isMoment(ColumnType type) {
        String declared = type.sql().toLowerCase(Locale.ROOT);
        return MOMENTS.contains(type.kind())
                || type.kind() == ColumnType.Kind.TEXT
                        && (declared.startsWith("date") || declared.startsWith("timestamp"));
    }

    boolean isSortable(Column column) {
        return !secrets.contains(column.label()) && LiveRows.areSortable(column.type());
    }

    /** @throws RowException for a column that the table does not have or seeds do not name, or by which no rows are sorted */
    LiveRows.@Nullable Sorting sorting(PageRequest.@Nullable Sort sort) {
        if (sort == null) {
            return null;
        }
        Column column = table().column(sort.column());
        if (column == null || !listed().contains(column) || !isSortable(column)) {
            throw new RowException(
                    RowException.Why.INVALID,
                    column == null || !listed().contains(column)
                            ? "Table \"" + name() + "\" has no column \"" + sort.column() + "\"."
                            : "Rows of table \"" + name() + "\" are not sorted by column \"" + column.label() + "\".",
                    where(),
                    "sort by one of "
                            + labels(listed().stream().filter(this::isSortable).toList()));
        }
        return new LiveRows.Sorting(column, sort.isDescending());
    }

    /**
     * Values of columns that rows are to hold.
     *
     * @throws RowException for a column that the table does not have, that seeds do not name, or that is sensitive
     */
    Map<Column, @Nullable String> holding(Map<String, @Nullable String> values) {
        Map<Column, @Nullable String> columns = new LinkedHashMap<>();
        values.forEach((name, text) -> {
            Column column = of(name);
            if (secrets.contains(column.label())) {
                throw new RowException(
                        RowException.Why.INVALID,
                        "Rows are not looked for by column \"" + column.label() + "\": it is sensitive.",
                        where(),
                        "look for them by their key");
            }
            columns.put(column, text);
        });
        return columns;
    }
}
