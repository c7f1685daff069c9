package dev.seedbed.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table of PostgreSQL while its rows of the catalogue are being read. */
final class PostgresTable {
    /** A default that draws from a sequence which the column does not own. */
    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('((?:[^']++|'')++)'::regclass\\)");

    private final TableName name;
    private final long estimatedRows;
    private final List<String> triggers;
    private final Table.@Nullable Obstacle obstacle;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, String> namesByNumber = new HashMap<>();
    private final List<UniqueKey> keys = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();

    PostgresTable(ResultSet row, @Nullable String schema) throws SQLException {
        String namespace = row.getString(2);
        String table = row.getString(3);
        boolean visible = row.getBoolean(7) || namespace.equals(schema);
        name = new TableName(namespace, table, visible ? table : namespace + "." + table);
        estimatedRows = row.getLong(5);
        triggers = PostgresArrays.read(row.getString(12));
        obstacle = obstacle(row);
    }

    private Table.@Nullable Obstacle obstacle(ResultSet row) throws SQLException {
        String kind = row.getString(4);
        if (!kind.equals("r") && !kind.equals("p")) {
            String what = kind.equals("f") ? "a foreign table" : kind.equals("m") ? "a materialized view" : "a view";
            return new Table.Obstacle("\"" + name + "\" is " + what + ", not a table.", "name the table behind it");
        }
        if (!row.getBoolean(8)) {
            return new Table.Obstacle(
                    "Table \"" + name + "\" cannot be read by this user.",
                    "grant SELECT on it, or connect as another user");
        }
        if (row.getBoolean(9)) {
            return new Table.Obstacle(
                    "Row-level security may hide rows of table \"" + name + "\" from this user.",
                    "connect as a user with BYPASSRLS or as the owner of the table (without FORCE ROW LEVEL SECURITY)");
        }
        if (row.getBoolean(10)) {
            return new Table.Obstacle(
                    "Table \"" + name + "\" has rewrite rules, which change what an INSERT does.",
                    "drop the rules, or use a trigger instead");
        }
        if (row.getBoolean(11)) {
            return new Table.Obstacle(
                    "Table \"" + name + "\" has child tables by inheritance, over which no key is unique.",
                    "seed the child tables, or use declarative partitioning");
        }
        return null;
    }

    /** Takes in a row of its columns. */
    Column addColumn(ResultSet rows) throws SQLException {
        String identity = rows.getString(5);
        String sequence = rows.getString(17);
        String defaultSql = rows.getString(4) != null ? rows.getString(4) : rows.getString(19);
        Matcher next = NEXTVAL.matcher(defaultSql == null ? "" : defaultSql);
        if (sequence == null && next.matches()) {
            sequence = next.group(1).replace("\'\'", "\'");
        }
        boolean serial = sequence != null && defaultSql != null && defaultSql.startsWith("nextval(");
        Column column = new Column(
                rows.getString(2),
                rows.getString(2),
                PostgresTypes.of(rows),
                rows.getBoolean(3),
                defaultSql,
                !rows.getString(6).isEmpty(),
                identity.equals("a")
                        ? Column.Identity.ALWAYS
                        : identity.equals("d") || serial ? Column.Identity.BY_DEFAULT : Column.Identity.NONE,
                sequence);
        columns.add(column);
        namesByNumber.put(rows.getString(21), column.name());
        return column;
    }

    /** Takes in a row of its unique indexes. */
    void addKey(ResultSet rows) throws SQLException {
        String expressions = rows.getString(6);
        List<String> names = List.of();
        List<String> parts = new ArrayList<>();
        if (expressions == null) {
            // Behind those of the key stand the columns that the index includes besides.
            List<String> numbers = List.of(rows.getString(4).split(" "));
            names = names(numbers.subList(0, rows.getInt(5)));
            for (String column : names) {
                parts.add(PostgresDialect.quoted(column));
            }
        } else {
            parts.addAll(PostgresArrays.read(expressions));
        }
        keys.add(new UniqueKey(
                rows.getString(2),
                rows.getBoolean(3),
                names,
                parts,
                rows.getString(7),
                rows.getBoolean(8),
                rows.getBoolean(9)));
    }

    private List<String> names(List<String> numbers) throws SQLException {
        List<String> names = new ArrayList<>(numbers.size());
        for (String number : numbers) {
            String column = namesByNumber.get(number);
            if (column == null) {
                throw new SQLException("The catalogue changed while it was read.");
            }
            names.add(column);
        }
        return names;
    }

    /** Takes in a row of its foreign keys. */
    void addForeignKey(ResultSet rows, PostgresTable target) throws SQLException {
        foreignKeys.add(new ForeignKey(
                rows.getString(2),
                names(PostgresArrays.read(rows.getString(5))),
                target.name,
                target.names(PostgresArrays.read(rows.getString(6))),
                rows.getBoolean(4)));
    }

    Table toTable() {
        return new Table(name, columns, keys, foreignKeys, triggers, obstacle, estimatedRows);
    }
}
