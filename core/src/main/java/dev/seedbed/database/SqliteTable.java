package dev.seedbed.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table of SQLite while its rows of the catalogue are being read. */
final class SqliteTable {
    private final TableName name;
    private final String type;
    private final boolean withoutRowid;
    private final boolean strict;
    private SqliteDdl ddl = new SqliteDdl(List.of(), "");
    private final Map<String, SqliteDdl> indexDdl = new HashMap<>();
    private final List<String> triggers = new ArrayList<>();
    private final List<ColumnRow> columns = new ArrayList<>();
    private final Map<String, IndexRow> indexes = new LinkedHashMap<>();
    private final Map<Integer, ForeignKeyRow> foreignKeys = new TreeMap<>();
    private @Nullable String spelled;

    SqliteTable(TableName name, String type, boolean withoutRowid, boolean strict) {
        this.name = name;
        this.type = type;
        this.withoutRowid = withoutRowid;
        this.strict = strict;
    }

    TableName name() {
        return name;
    }

    boolean plantable() {
        return type.equals("table");
    }

    /** True where the table's foreign keys were read already under another spelling of its name. */
    boolean spelledOtherwise(String spelling) {
        if (spelled == null) {
            spelled = spelling;
        }
        return !spelled.equals(spelling);
    }

    void addDefinition(String kind, String object, String sql) {
        switch (kind) {
            case "table" -> ddl = SqliteDdl.of(sql);
            case "index" -> indexDdl.put(object, SqliteDdl.of(sql.substring(sql.indexOf('('))));
            case "trigger" -> {
                if (SqliteDdl.triggeredByInsert(sql)) {
                    triggers.add(object);
                }
            }
            default -> {}
        }
    }

    void addColumn(ResultSet row) throws SQLException {
        int hidden = row.getInt(9);
        if (hidden == 1) {
            return;
        }
        String collation = ddl.collation(row.getInt(3));
        columns.add(new ColumnRow(
                row.getString(4),
                SqliteTypes.of(row.getString(5) == null ? "" : row.getString(5), collation, strict),
                collation,
                !row.getBoolean(6),
                row.getString(7),
                row.getInt(8),
                hidden != 0));
    }

    void addIndexed(ResultSet row) throws SQLException {
        String index = row.getString(3);
        IndexRow indexRow = indexes.get(index);
        if (indexRow == null) {
            indexRow = new IndexRow(row.getString(4), row.getBoolean(5), new ArrayList<>(), new ArrayList<>());
            indexes.put(index, indexRow);
        }
        boolean column = row.getInt(8) >= 0 && row.getString(9).equals(ddl.collation(row.getInt(8)));
        SqliteDdl definition = indexDdl.get(index);
        indexRow.columns.add(column ? row.getString(7) : "");
        indexRow.expressions.add(
                column || definition == null
                        ? quote(String.valueOf(row.getString(7)))
                        : definition.indexed(row.getInt(6)));
    }

    void addForeignKey(ResultSet row) throws SQLException {
        int id = row.getInt(3);
        ForeignKeyRow key = foreignKeys.get(id);
        if (key == null) {
            key = new ForeignKeyRow(row.getString(4), new ArrayList<>(), new ArrayList<>());
            foreignKeys.put(id, key);
        }
        key.from.add(row.getString(5));
        if (row.getString(6) != null) {
            key.to.add(row.getString(6));
        }
    }

    Table toTable(Map<String, SqliteTable> tables) {
        return new Table(name, columns(), uniqueKeys(), foreignKeys(tables), triggers, obstacle(), -1);
    }

    private Table.@Nullable Obstacle obstacle() {
        return switch (type) {
            case "table" -> null;
            case "view" -> new Table.Obstacle("\"" + name + "\" is a view, not a table.", "name the table behind it");
            default ->
                new Table.Obstacle(
                        "\"" + name + "\" is a " + type + " table, which no key protects.", "seed an ordinary table");
        };
    }

    private List<Column> columns() {
        List<Column> described = new ArrayList<>();
        for (ColumnRow row : columns) {
            Column.Identity identity = row.name.equals(rowid()) ? Column.Identity.BY_DEFAULT : Column.Identity.NONE;
            described.add(new Column(
                    row.name, row.name, row.type, row.nullable, row.defaultSql, row.computed, identity, null));
        }
        return described;
    }

    private List<String> primaryKey() {
        Map<Integer, String> key = new TreeMap<>();
        columns.stream().filter(row -> row.key > 0).forEach(row -> key.put(row.key, row.name));
        return List.copyOf(key.values());
    }

    /** The INTEGER PRIMARY KEY, which SQLite numbers by itself; null for none. */
    private @Nullable String rowid() {
        List<String> key = primaryKey();
        boolean indexed = indexes.values().stream().anyMatch(index -> index.origin.equals("pk"));
        return key.size() == 1 && plantable() && !withoutRowid && !indexed ? key.get(0) : null;
    }

    private List<UniqueKey> uniqueKeys() {
        List<UniqueKey> keys = new ArrayList<>();
        String rowid = rowid();
        if (rowid != null) {
            keys.add(new UniqueKey(
                    printed(List.of(rowid)), true, List.of(rowid), List.of(quote(rowid)), null, false, false));
        }
        indexes.forEach((index, row) -> {
            boolean plain = !row.columns.contains("");
            SqliteDdl definition = indexDdl.get(index);
            keys.add(new UniqueKey(
                    row.origin.equals("c") || !plain ? index : printed(row.columns),
                    row.origin.equals("pk"),
                    plain ? row.columns : List.of(),
                    row.expressions,
                    row.partial ? definition == null ? "" : definition.predicate() : null,
                    false,
                    false));
        });
        return keys;
    }

    /** A nameless key as the database prints it when it is violated. */
    private String printed(List<String> keyColumns) {
        return String.join(
                ", ",
                keyColumns.stream().map(column -> name.name() + "." + column).toList());
    }

    private List<ForeignKey> foreignKeys(Map<String, SqliteTable> tables) {
        List<ForeignKey> keys = new ArrayList<>();
        List<Boolean> deferred = ddl.deferredForeignKeys();
        foreignKeys.forEach((id, row) -> {
            SqliteTable target = tables.get(SqliteCatalogue.key(name.schema(), row.target));
            if (target == null) {
                return;
            }
            List<String> targetColumns = row.to.isEmpty()
                    ? target.primaryKey()
                    : row.to.stream().map(target::spelling).toList();
            // SQLite numbers them backwards.
            boolean counted = deferred.size() == foreignKeys.size();
            boolean late = counted ? deferred.get(deferred.size() - 1 - id) : deferred.contains(true);
            if (targetColumns.size() == row.from.size()) {
                keys.add(new ForeignKey(
                        name.name() + " (" + String.join(", ", row.from) + ")",
                        row.from.stream().map(this::spelling).toList(),
                        target.name,
                        targetColumns,
                        late));
            }
        });
        return keys;
    }

    private String spelling(String column) {
        return columns.stream()
                .map(ColumnRow::name)
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElse(column);
    }

    private static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private record ColumnRow(
            String name,
            ColumnType type,
            String collation,
            boolean nullable,
            @Nullable String defaultSql,
            int key,
            boolean computed) {}

    private record IndexRow(String origin, boolean partial, List<String> columns, List<String> expressions) {}

    private record ForeignKeyRow(String target, List<String> from, List<String> to) {}
}
