package dev.seedbed.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check constraint asks of a row.
 *
 * @param columns those that it is about, as the database spells them
 * @param condition what has to hold, as the database writes it
 */
public record CheckRule(List<String> columns, String condition) {
    public CheckRule {
        columns = List.copyOf(columns);
    }

    /**
     * Reads one; null where the catalogue has none of that name.
     *
     * @param columns answers its columns, and {@code condition} its condition: of a schema, a table and the constraint's name
     */
    static @Nullable CheckRule read(
            Connection connection, String columns, String condition, TableName table, String constraint)
            throws SQLException {
        List<String> conditions = Statements.column(connection, condition, table.schema(), table.name(), constraint);
        return conditions.isEmpty()
                ? null
                : new CheckRule(
                        Statements.column(connection, columns, table.schema(), table.name(), constraint),
                        conditions.get(0));
    }
}
