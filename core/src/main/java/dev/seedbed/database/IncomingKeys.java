package dev.seedbed.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the foreign keys that lead to tables out of what a catalogue answers: one row for each pair of columns. */
final class IncomingKeys {
    private IncomingKeys() {}

    /**
     * Those that lead to some tables.
     *
     * @param sql answers, in the order of the keys and of their columns: a name of the key, schema, table and column that
     *     refer, schema, table and column that are referred to, and 1 where updates cascade
     */
    static List<Incoming> read(Connection connection, String sql, List<Table> tables) throws SQLException {
        Map<String, Incoming> keys = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Table target = find(tables, rows.getString(5), rows.getString(6));
                if (target == null) {
                    continue;
                }
                TableName child = name(target.name(), rows.getString(2), rows.getString(3));
                Incoming known = keys.get(rows.getString(1));
                List<String> columns = new ArrayList<>(known == null ? List.of() : known.columns());
                List<String> targetColumns = new ArrayList<>(known == null ? List.of() : known.targetColumns());
                columns.add(rows.getString(4));
                targetColumns.add(targetColumn(target, rows.getString(7)));
                keys.put(
                        rows.getString(1),
                        new Incoming(child, columns, target.name(), targetColumns, rows.getInt(8) == 1));
            }
        }
        return new ArrayList<>(keys.values());
    }

    /** A name, called as the name of its target is called. */
    private static TableName name(TableName target, String schema, String name) {
        boolean folded = !target.label().endsWith(target.name());
        String whole = target.label().contains(".") || !schema.equals(target.schema()) ? schema + "." + name : name;
        return new TableName(schema, name, folded ? whole.toLowerCase(Locale.ROOT) : whole);
    }

    private static @Nullable Table find(List<Table> tables, String schema, String name) {
        for (Table table : tables) {
            if (table.name().name().equalsIgnoreCase(name)
                    && (table.name().schema().isEmpty() || table.name().schema().equals(schema))) {
                return table;
            }
        }
        return null;
    }

    /** A key that names no column of its target means the primary one. */
    private static String targetColumn(Table target, @org.jspecify.annotations.Nullable String written) {
        if (written != null) {
            Column column = target.column(written);
            return column == null ? written : column.name();
        }
        return target.uniqueKeys().stream()
                .filter(UniqueKey::primary)
                .flatMap(key -> key.columns().stream())
                .findFirst()
                .orElse(target.columns().get(0).name());
    }
}
