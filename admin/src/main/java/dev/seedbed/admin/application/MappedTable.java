package dev.seedbed.admin.application;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table that a mapping names, as the catalogue has it; its columns go into SQL under an alias, quoted. */
final class MappedTable {
    private final Dialect dialect;
    private final Table table;
    private final String property;

    private MappedTable(Dialect dialect, Table table, String property) {
        this.dialect = dialect;
        this.table = table;
        this.property = property;
    }

    /**
     * @param property of what the mapping says of it, without {@code .table}
     * @throws SeedException a usage error where the database has no such table
     */
    static MappedTable of(Connection connection, Dialect dialect, @Nullable String name, String property)
            throws SQLException {
        if (name == null || name.isBlank()) {
            throw SeedException.usage(
                    "The mapping of the application's roles names no table.",
                    property + ".table",
                    "name the table that they are in");
        }
        Table table = dialect.describe(connection, List.of(name), null).table(name);
        if (table == null) {
            throw SeedException.usage(
                    "The database has no table \"" + name + "\".",
                    property + ".table",
                    "name one that is there when the service starts, with its schema where it is not in the search path");
        }
        return new MappedTable(dialect, table, property);
    }

    String name() {
        return table.name().label();
    }

    /** As it stands behind {@code from}. */
    String as(String alias) {
        return dialect.quote(table.name()) + " " + alias;
    }

    String column(String alias, String name, String setting) {
        return alias + "." + dialect.quote(found(name, setting).name());
    }

    /** A column as text: one that is none keeps its index out of use, and never fails on a text that it could not hold. */
    String text(String alias, String name, String setting) {
        String column = column(alias, name, setting);
        return found(name, setting).type().kind() == ColumnType.Kind.TEXT ? column : "cast(" + column + " as varchar)";
    }

    boolean isUnique(String name, String setting) {
        return table.uniqueKeyOver(List.of(found(name, setting).name())) != null;
    }

    /** Conditions, each with {@code and} before it. */
    Select only(String alias, Map<String, String> only) {
        Select conditions = Select.of("");
        for (Map.Entry<String, String> each : new TreeMap<>(only).entrySet()) {
            String setting = "only." + each.getKey();
            String column = column(alias, each.getKey(), setting);
            conditions = each.getValue().isEmpty()
                    ? conditions.and(" and " + column + " is null")
                    : conditions.and(
                            " and " + column + " = cast(? as "
                                    + found(each.getKey(), setting).type().sql() + ")",
                            each.getValue());
        }
        return conditions;
    }

    private Column found(String name, String setting) {
        Column column = table.column(name);
        if (column == null) {
            throw SeedException.usage(
                    "Table \"" + name() + "\" has no column \"" + name + "\".",
                    property + "." + setting,
                    "its columns are "
                            + table.columns().stream().map(Column::label).collect(Collectors.joining(", ")));
        }
        return column;
    }
}
