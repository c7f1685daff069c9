package dev.seedbed.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue of SQLite: everything about all tables of a run in six queries. */
final class SqliteCatalogue {
    private static final String SERVER =
            "select sqlite_version(), (select file from pragma_database_list where name = 'main')";

    private static final String MEMORY = "memory";

    /** Temporary tables are none of a run's business; they shadow nothing, since every name is written with its schema. */
    private static final String TABLES = """
            select schema, name, type, wr, strict from pragma_table_list
            where schema <> 'temp' and name not like 'sqlite!_%' escape '!'
            order by schema <> 'main', schema, name
            """;

    private static final String FOREIGN_KEYS = """
            with recursive reached (s, n) as (
              select value ->> 0, value ->> 1 from json_each(?)
              union
              select r.s, f."table" from reached r, pragma_foreign_key_list(r.n, r.s) f
            )
            select r.s, r.n, f.id, f."table", f."from", f."to"
            from reached r left join pragma_foreign_key_list(r.n, r.s) f
            order by r.s, r.n, f.id, f.seq
            """;

    private static final String COLUMNS = """
            select r.value ->> 0, r.value ->> 1, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
            from json_each(?) r, pragma_table_xinfo(r.value ->> 1, r.value ->> 0) c
            order by r.key, c.cid
            """;

    private static final String INDEXES = """
            select r.value ->> 0, r.value ->> 1, l.name, l.origin, l.partial, x.seqno, x.name, x.cid, upper(x.coll)
            from json_each(?) r, pragma_index_list(r.value ->> 1, r.value ->> 0) l,
                 pragma_index_xinfo(l.name, r.value ->> 0) x
            where l."unique" = 1 and x.key = 1
            order by r.key, l.origin <> 'pk', l.name, x.seqno
            """;

    Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema) throws SQLException {
        Catalogue.Server server = server(connection, schema);
        Map<String, SqliteTable> tables = tables(connection, schema);
        Map<String, SqliteTable> written = new HashMap<>();
        for (String name : writtenNames) {
            SqliteTable table = resolve(tables.values(), name, schema);
            if (table != null) {
                written.put(name, table);
            }
        }
        Set<SqliteTable> reached = new LinkedHashSet<>(written.values());
        readForeignKeys(connection, tables, reached);
        if (!reached.isEmpty()) {
            readDefinitions(connection, tables, reached);
            String names = names(reached);
            each(connection, COLUMNS, names, row -> table(tables, row).addColumn(row));
            each(connection, INDEXES, names, row -> table(tables, row).addIndexed(row));
        }
        Map<TableName, Table> byName = new LinkedHashMap<>();
        for (SqliteTable table : reached) {
            Table described = table.toTable(tables);
            byName.put(described.name(), described);
        }
        Map<String, Table> byWrittenName = new HashMap<>();
        written.forEach((name, table) -> {
            Table described = byName.get(table.name());
            if (described != null) {
                byWrittenName.put(name, described);
            }
        });
        List<TableName> markers = tables.values().stream()
                .map(SqliteTable::name)
                .filter(name -> name.name().equalsIgnoreCase(Marking.TABLE))
                .toList();
        Marking marking = MarkerRows.read(
                connection,
                new SqliteDialect(),
                markers,
                server.database(),
                server.database().equals(MEMORY));
        return new Catalogue(server, byWrittenName, byName, null, marking);
    }

    static List<String> tableNames(Connection connection, @Nullable String schema) throws SQLException {
        return tables(connection, schema).values().stream()
                .filter(SqliteTable::plantable)
                .map(table -> table.name().label())
                .toList();
    }

    private static Catalogue.Server server(Connection connection, @Nullable String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SERVER)) {
            rows.next();
            String file = rows.getString(2);
            boolean memory = file == null || file.isEmpty();
            boolean readOnly = connection.isReadOnly() || (!memory && !Files.isWritable(Path.of(file)));
            return new Catalogue.Server(
                    "SQLite " + rows.getString(1),
                    null,
                    memory ? MEMORY : file,
                    schema == null ? "main" : schema,
                    null,
                    readOnly);
        }
    }

    private static Map<String, SqliteTable> tables(Connection connection, @Nullable String schema) throws SQLException {
        Map<String, SqliteTable> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                String namespace = rows.getString(1);
                String name = rows.getString(2);
                boolean near = (namespace.equals("main") && schema == null) || namespace.equalsIgnoreCase(schema);
                tables.put(
                        key(namespace, name),
                        new SqliteTable(
                                new TableName(namespace, name, near ? name : namespace + "." + name),
                                rows.getString(3),
                                rows.getBoolean(4),
                                rows.getBoolean(5)));
            }
        }
        return tables;
    }

    /** SQLite itself knows no case in names, so a name can mean one table of a schema only. */
    private static @Nullable SqliteTable resolve(
            Collection<SqliteTable> tables, String written, @Nullable String schema) {
        int dot = written.indexOf('.');
        SqliteTable prefixed = null;
        for (SqliteTable table : tables) {
            TableName name = table.name();
            if (name.name().equalsIgnoreCase(written)
                    && (schema == null || name.schema().equalsIgnoreCase(schema))) {
                return table;
            }
            if (dot > 0
                    && name.schema().equalsIgnoreCase(written.substring(0, dot))
                    && name.name().equalsIgnoreCase(written.substring(dot + 1))) {
                prefixed = table;
            }
        }
        return prefixed;
    }

    private void readForeignKeys(Connection connection, Map<String, SqliteTable> tables, Set<SqliteTable> reached)
            throws SQLException {
        each(connection, FOREIGN_KEYS, names(reached), row -> {
            SqliteTable table = tables.get(key(row.getString(1), row.getString(2)));
            if (table != null) {
                boolean again = !reached.add(table) && table.spelledOtherwise(row.getString(2));
                if (row.getObject(3) != null && !again) {
                    table.addForeignKey(row);
                }
            }
        });
    }

    private void readDefinitions(Connection connection, Map<String, SqliteTable> tables, Set<SqliteTable> reached)
            throws SQLException {
        Set<String> schemas = new LinkedHashSet<>();
        reached.forEach(table -> schemas.add(table.name().schema()));
        StringBuilder sql = new StringBuilder();
        for (String schema : schemas) {
            sql.append(sql.isEmpty() ? "" : " union all ").append(definitions(schema, schema));
            sql.append(" union all ").append(definitions(schema, "temp")).append(" and type = 'trigger'");
        }
        each(
                connection,
                "with names as (select lower(value ->> 1) as n from json_each(?)) " + sql,
                names(reached),
                row -> {
                    SqliteTable table = tables.get(key(row.getString(1), row.getString(3)));
                    if (table != null && reached.contains(table)) {
                        table.addDefinition(row.getString(2), row.getString(4), row.getString(5));
                    }
                });
    }

    private static String definitions(String schema, String keptIn) {
        return "select '" + schema.replace("'", "''") + "', type, tbl_name, name, sql from \""
                + keptIn.replace("\"", "\"\"")
                + "\".sqlite_master where sql is not null and lower(tbl_name) in (select n from names)";
    }

    private static SqliteTable table(Map<String, SqliteTable> tables, ResultSet row) throws SQLException {
        SqliteTable table = tables.get(key(row.getString(1), row.getString(2)));
        if (table == null) {
            throw new SQLException("The catalogue changed while it was read.");
        }
        return table;
    }

    static String key(String schema, String name) {
        return schema.toLowerCase(Locale.ROOT) + "\0" + name.toLowerCase(Locale.ROOT);
    }

    private static String names(Collection<SqliteTable> tables) {
        List<String> pairs = new ArrayList<>();
        for (SqliteTable table : tables) {
            pairs.add("[" + JsonText.quote(table.name().schema()) + ","
                    + JsonText.quote(table.name().name()) + "]");
        }
        return "[" + String.join(",", pairs) + "]";
    }

    private static void each(Connection connection, String sql, String names, RowAction action) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, names);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.take(rows);
                }
            }
        }
    }

    @FunctionalInterface
    private interface RowAction {
        void take(ResultSet row) throws SQLException;
    }
}
