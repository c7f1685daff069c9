package dev.seedbed.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of H2 while its rows of the catalogue are being read. */
final class H2Table {
    private static final String NEXT_VALUE = "NEXT VALUE FOR ";

    private final TableName name;
    private final String type;
    private final String storage;
    private final long estimatedRows;
    private final List<Column> columns = new ArrayList<>();
    private final List<UniqueKey> constraints = new ArrayList<>();
    private final Set<String> constraintIndexes = new HashSet<>();
    private final Map<String, IndexRow> indexes = new LinkedHashMap<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<H2Table> targets = new ArrayList<>();
    private final List<String> triggers = new ArrayList<>();

    H2Table(TableName name, String type, String storage, long estimatedRows) {
        this.name = name;
        this.type = type;
        this.storage = storage;
        this.estimatedRows = estimatedRows;
    }

    TableName name() {
        return name;
    }

    List<H2Table> targets() {
        return targets;
    }

    void addColumn(ResultSet row, ColumnType columnType, String label) throws SQLException {
        String column = row.getString("COLUMN_NAME");
        String defaultSql = row.getString("ANY_DEFAULT");
        boolean numbered = row.getString("IS_IDENTITY").equals("YES");
        String sequence = null;
        Column.Identity identity = Column.Identity.NONE;
        if (numbered) {
            sequence = quote(name.schema()) + "." + quote(name.name()) + "." + quote(column);
            identity = row.getString("IDENTITY_GENERATION").equals("ALWAYS")
                    ? Column.Identity.ALWAYS
                    : Column.Identity.BY_DEFAULT;
        } else if (defaultSql != null && defaultSql.toUpperCase(Locale.ROOT).startsWith(NEXT_VALUE)) {
            sequence = defaultSql.substring(NEXT_VALUE.length());
            identity = Column.Identity.BY_DEFAULT;
        }
        columns.add(new Column(
                column,
                label,
                columnType,
                row.getString("IS_NULLABLE").equals("YES"),
                defaultSql,
                row.getString("IS_GENERATED").equals("ALWAYS"),
                identity,
                sequence));
    }

    void addKey(
            String constraint, boolean primary, List<String> keyColumns, boolean nullsEqual, @Nullable String index) {
        if (index != null) {
            constraintIndexes.add(index);
        }
        UniqueKey key = key(constraint, primary, keyColumns, nullsEqual);
        constraints.add(primary ? 0 : constraints.size(), key);
    }

    void addIndexed(String index, boolean nullsEqual, String column) {
        indexes.computeIfAbsent(index, key -> new IndexRow(nullsEqual, new ArrayList<>()))
                .columns
                .add(column);
    }

    void addForeignKey(String constraint, List<String> from, H2Table target, List<String> to) {
        foreignKeys.add(new ForeignKey(constraint, from, target.name, to, false));
        targets.add(target);
    }

    void addTrigger(String trigger) {
        triggers.add(trigger);
    }

    Table.@Nullable Obstacle obstacle() {
        if (type.equals("VIEW")) {
            return new Table.Obstacle("\"" + name + "\" is a view, not a table.", "name the table behind it");
        }
        if (storage.equals("TABLE LINK")) {
            return new Table.Obstacle(
                    "\"" + name + "\" is a linked table, which lives in another database.",
                    "seed it in the database where it lives");
        }
        return null;
    }

    Table toTable() {
        List<UniqueKey> keys = new ArrayList<>(constraints);
        indexes.forEach((index, row) -> {
            if (!constraintIndexes.contains(index)) {
                keys.add(key(index, false, row.columns, row.nullsEqual));
            }
        });
        return new Table(name, columns, keys, foreignKeys, triggers, obstacle(), estimatedRows);
    }

    private static UniqueKey key(String name, boolean primary, List<String> columns, boolean nullsEqual) {
        return new UniqueKey(
                name, primary, columns, columns.stream().map(H2Table::quote).toList(), null, false, nullsEqual);
    }

    private static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private record IndexRow(boolean nullsEqual, List<String> columns) {}
}
