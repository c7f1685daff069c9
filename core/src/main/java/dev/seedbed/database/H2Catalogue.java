package dev.seedbed.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue of H2 in ten queries. Its information schema has no indexes, so that each view is read once and
 * joined here. Names are written in capitals: that is what they are called wherever H2 does not fold them.
 */
final class H2Catalogue {
    private static final String SERVER = """
            SELECT H2VERSION(), DATABASE_PATH(), DATABASE(), SCHEMA(), USER, READONLY(),
                   (SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'DATABASE_TO_UPPER')
            """;

    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, STORAGE_TYPE, ROW_COUNT_ESTIMATE
            FROM INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_SCHEMA) NOT IN ('information_schema', 'pg_catalog')
            ORDER BY TABLE_SCHEMA, TABLE_NAME
            """;

    private static final String COLUMNS = """
            SELECT C.TABLE_SCHEMA, C.TABLE_NAME, C.*, COALESCE(C.COLUMN_DEFAULT, D.DOMAIN_DEFAULT) AS ANY_DEFAULT
            FROM INFORMATION_SCHEMA.COLUMNS C
            LEFT JOIN INFORMATION_SCHEMA.DOMAINS D
              ON D.DOMAIN_SCHEMA = C.DOMAIN_SCHEMA AND D.DOMAIN_NAME = C.DOMAIN_NAME
            WHERE C.TABLE_NAME = ANY(?) ORDER BY C.TABLE_SCHEMA, C.TABLE_NAME, C.ORDINAL_POSITION
            """;

    private static final String ELEMENTS = """
            SELECT OBJECT_SCHEMA, OBJECT_NAME, E.* FROM INFORMATION_SCHEMA.ELEMENT_TYPES E
            WHERE OBJECT_TYPE = 'TABLE' AND OBJECT_NAME = ANY(?)
            """;

    private static final String LABELS = """
            SELECT OBJECT_SCHEMA, OBJECT_NAME, ENUM_IDENTIFIER, VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES
            WHERE OBJECT_TYPE = 'TABLE' AND OBJECT_NAME = ANY(?) ORDER BY VALUE_ORDINAL
            """;

    private static final String CONSTRAINTS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CONSTRAINT_TYPE, NULLS_DISTINCT,
                   INDEX_SCHEMA, INDEX_NAME
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE CONSTRAINT_TYPE <> 'CHECK'
            ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME
            """;

    private static final String KEY_COLUMNS = """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, COLUMN_NAME, POSITION_IN_UNIQUE_CONSTRAINT
            FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME, ORDINAL_POSITION
            """;

    private static final String REFERENCES = """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA, UNIQUE_CONSTRAINT_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS
            """;

    private static final String INDEXES = """
            SELECT I.TABLE_SCHEMA, I.TABLE_NAME, I.INDEX_SCHEMA, I.INDEX_NAME, I.NULLS_DISTINCT, C.COLUMN_NAME
            FROM INFORMATION_SCHEMA.INDEX_COLUMNS C
            JOIN INFORMATION_SCHEMA.INDEXES I
              ON I.TABLE_NAME = C.TABLE_NAME AND I.INDEX_SCHEMA = C.INDEX_SCHEMA AND I.INDEX_NAME = C.INDEX_NAME
            WHERE C.IS_UNIQUE AND C.TABLE_NAME = ANY(?)
            ORDER BY I.INDEX_SCHEMA, I.INDEX_NAME, C.ORDINAL_POSITION
            """;

    private static final String TRIGGERS = """
            SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_MANIPULATION = 'INSERT' ORDER BY TRIGGER_NAME
            """;

    private final Connection connection;
    private final Map<String, H2Table> tables = new LinkedHashMap<>();
    private boolean folds;
    private String schema = "";
    private String identity = "";
    private boolean inMemory;
    private Catalogue.@Nullable Server server;

    H2Catalogue(Connection connection) {
        this.connection = connection;
    }

    List<String> tableNames(@Nullable String asked) throws SQLException {
        readTables(asked);
        return tables.values().stream()
                .filter(table -> table.obstacle() == null)
                .map(table -> table.name().label())
                .toList();
    }

    Catalogue describe(List<String> writtenNames, @Nullable String asked) throws SQLException {
        Catalogue.Server read = readTables(asked);
        Map<String, H2Table> written = new HashMap<>();
        for (String name : writtenNames) {
            H2Table table = resolve(name);
            if (table != null) {
                written.put(name, table);
            }
        }
        Map<TableName, Table> byName = new LinkedHashMap<>();
        if (!written.isEmpty()) {
            readConstraints();
            Set<H2Table> reached = reached(written.values());
            readDetails(reached);
            reached.forEach(table -> byName.put(table.name(), table.toTable()));
        }
        Map<String, Table> byWrittenName = new HashMap<>();
        written.forEach((name, table) -> byWrittenName.put(name, table.toTable()));
        return new Catalogue(read, byWrittenName, byName, null, marking());
    }

    private Marking marking() throws SQLException {
        List<TableName> markers = tables.values().stream()
                .map(H2Table::name)
                .filter(name -> name.name().equalsIgnoreCase(Marking.TABLE))
                .toList();
        return MarkerRows.read(connection, new H2Dialect(), markers, identity, inMemory);
    }

    private Catalogue.Server readTables(@Nullable String asked) throws SQLException {
        each(SERVER, null, row -> {
            folds = "true".equalsIgnoreCase(row.getString(7));
            schema = asked == null ? row.getString(4) : asked;
            String url = String.valueOf(connection.getMetaData().getURL());
            inMemory = row.getString(2) == null;
            identity = inMemory ? "memory " + row.getString(3) : row.getString(2);
            boolean remote = url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
            server = new Catalogue.Server(
                    "H2 " + row.getString(1),
                    remote ? url.replaceFirst("jdbc:h2:\\w+:/*([^:/;,]*).*", "$1") : null,
                    row.getString(2) != null
                            ? row.getString(2)
                            : "UNNAMED".equalsIgnoreCase(row.getString(3)) ? "memory" : label(row.getString(3)),
                    label(schema),
                    row.getString(5),
                    row.getBoolean(6));
        });
        each(TABLES, null, row -> {
            String namespace = row.getString(1);
            String table = row.getString(2);
            boolean near = namespace.equalsIgnoreCase(schema);
            TableName name =
                    new TableName(namespace, table, near ? label(table) : label(namespace) + "." + label(table));
            tables.put(key(row), new H2Table(name, row.getString(3), row.getString(4), row.getLong(5)));
        });
        if (server == null) {
            throw new SQLException("H2 did not say what it is.");
        }
        return server;
    }

    /** What H2 has folded to capitals is called as people wrote it. */
    private String label(String name) {
        return folds && name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    private @Nullable H2Table resolve(String written) {
        H2Table found = resolve(schema, written);
        int dot = written.indexOf('.');
        return found != null || dot < 0 ? found : resolve(written.substring(0, dot), written.substring(dot + 1));
    }

    /** As spelled, else the only one that differs in case. */
    private @Nullable H2Table resolve(String namespace, String written) {
        H2Table exact = tables.get(namespace + "\0" + written);
        if (exact != null) {
            return exact;
        }
        List<H2Table> folded = tables.values().stream()
                .filter(table -> table.name().schema().equalsIgnoreCase(namespace)
                        && table.name().name().equalsIgnoreCase(written))
                .toList();
        return folded.size() == 1 ? folded.get(0) : null;
    }

    private void readConstraints() throws SQLException {
        Map<String, List<String>> columns = new HashMap<>();
        Map<String, List<Integer>> positions = new HashMap<>();
        each(KEY_COLUMNS, null, row -> {
            columns.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row.getString(3));
            positions.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row.getInt(4));
        });
        Map<String, String> targets = new HashMap<>();
        each(REFERENCES, null, row -> targets.put(key(row), row.getString(3) + "\0" + row.getString(4)));
        Map<String, H2Table> owners = new HashMap<>();
        Map<String, String> foreignKeys = new LinkedHashMap<>();
        each(CONSTRAINTS, null, row -> {
            String constraint = row.getString(3) + "\0" + row.getString(4);
            H2Table table = tables.get(key(row));
            if (table == null) {
                return;
            }
            owners.put(constraint, table);
            List<String> keyColumns = columns.getOrDefault(constraint, List.of());
            if (row.getString(5).equals("FOREIGN KEY")) {
                foreignKeys.put(constraint, row.getString(4));
            } else {
                table.addKey(
                        row.getString(4),
                        row.getString(5).equals("PRIMARY KEY"),
                        keyColumns,
                        "NO".equals(row.getString(6)),
                        row.getString(8));
            }
        });
        foreignKeys.forEach((constraint, name) -> {
            String key = targets.getOrDefault(constraint, "");
            H2Table target = owners.get(key);
            H2Table owner = owners.get(constraint);
            List<String> targetColumns = columns.getOrDefault(key, List.of());
            if (target != null && owner != null) {
                List<String> ordered = positions.getOrDefault(constraint, List.of()).stream()
                        .map(position -> targetColumns.get(position - 1))
                        .toList();
                owner.addForeignKey(name, columns.getOrDefault(constraint, List.of()), target, ordered);
            }
        });
    }

    private static Set<H2Table> reached(Collection<H2Table> written) {
        Set<H2Table> reached = new TreeSet<>(Comparator.comparing(
                table -> table.name().schema() + "\0" + table.name().name()));
        Deque<H2Table> waiting = new ArrayDeque<>(written);
        while (!waiting.isEmpty()) {
            H2Table table = waiting.remove();
            if (reached.add(table)) {
                waiting.addAll(table.targets());
            }
        }
        return reached;
    }

    private void readDetails(Set<H2Table> reached) throws SQLException {
        String[] names =
                reached.stream().map(table -> table.name().name()).distinct().toArray(String[]::new);
        Map<String, List<String>> labels = new HashMap<>();
        each(
                LABELS,
                names,
                row -> labels.computeIfAbsent(key(row) + "\0" + row.getString(3), key -> new ArrayList<>())
                        .add(row.getString(4)));
        Map<String, ColumnType> elements = new HashMap<>();
        each(ELEMENTS, names, row -> {
            String element = key(row) + "\0" + row.getString("COLLECTION_TYPE_IDENTIFIER");
            elements.put(
                    element,
                    H2Types.of(
                            row,
                            labels.getOrDefault(key(row) + "\0" + row.getString("DTD_IDENTIFIER"), List.of()),
                            null));
        });
        each(COLUMNS, names, row -> {
            H2Table table = tables.get(key(row));
            String identifier = key(row) + "\0" + row.getString("DTD_IDENTIFIER");
            if (table != null) {
                ColumnType type = H2Types.of(row, labels.getOrDefault(identifier, List.of()), elements.get(identifier));
                table.addColumn(row, type, label(row.getString("COLUMN_NAME")));
            }
        });
        each(INDEXES, names, row -> {
            H2Table table = tables.get(key(row));
            if (table != null) {
                table.addIndexed(row.getString(4), "NO".equals(row.getString(5)), row.getString(6));
            }
        });
        each(TRIGGERS, null, row -> {
            H2Table table = tables.get(key(row));
            if (table != null) {
                table.addTrigger(row.getString(3));
            }
        });
    }

    private static String key(ResultSet row) throws SQLException {
        return row.getString(1) + "\0" + row.getString(2);
    }

    private void each(String sql, String @Nullable [] names, RowAction action) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (names != null) {
                statement.setObject(1, names);
            }
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
