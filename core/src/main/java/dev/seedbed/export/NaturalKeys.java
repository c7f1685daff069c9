package dev.seedbed.export;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.database.UniqueKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The natural key of each table, and why some have none. A key may consist of references where the tables referred to
 * have natural keys themselves, so keys are found from those without references on.
 */
final class NaturalKeys {
    /** Seedbed reads references that nest eight deep; the column that refers is the first of them. */
    private static final int MOST_DEPTH = 7;

    private final Connection connection;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Map<TableName, NaturalKey> keys = new HashMap<>();
    private final Map<TableName, String> reasons = new HashMap<>();
    private final Map<TableName, TableName> waiting = new HashMap<>();
    private final Map<TableName, String> exported = new HashMap<>();
    private final Map<List<Object>, Boolean> repeated = new HashMap<>();

    private NaturalKeys(Connection connection, Dialect dialect, WantedTables wanted) {
        this.connection = connection;
        this.dialect = dialect;
        this.catalogue = wanted.catalogue();
        wanted.written().forEach((name, table) -> exported.put(table.name(), name));
    }

    /**
     * Chooses a key for each table that is described.
     *
     * @param declared keys that somebody named, which go before all others
     */
    static NaturalKeys of(
            Connection connection, Dialect dialect, WantedTables wanted, Map<TableName, List<Column>> declared)
            throws SQLException {
        NaturalKeys found = new NaturalKeys(connection, dialect, wanted);
        found.choose(declared);
        return found;
    }

    /** Null where the table has none: {@link #reason} says why. */
    @Nullable
    NaturalKey of(TableName table) {
        return keys.get(table);
    }

    /** Why a table has no natural key, as the second part of a sentence. */
    String reason(TableName table) {
        return reasons.getOrDefault(table, "it cannot be read");
    }

    /**
     * What gives a table a natural key that has none: where its key refers to another one without, that one needs it.
     *
     * @param asking the table that cannot be exported as it is for want of it
     */
    String mend(TableName table, TableName asking) {
        TableName lacking = lacking(table);
        String name = exported.get(lacking);
        String option = "--key " + (name == null ? lacking : name) + "=COLUMN,…";
        return "give " + (lacking.equals(asking) ? "it" : "\"" + lacking + "\"") + " a unique key, or "
                + (name == null ? "export it too and " : "")
                + "name the columns that identify its rows: "
                + (name == null ? "--table " + lacking + " " : "")
                + option;
    }

    private TableName lacking(TableName table) {
        Set<TableName> seen = new HashSet<>();
        TableName lacking = table;
        while (seen.add(lacking)) {
            TableName next = waiting.get(lacking);
            if (next == null) {
                return lacking;
            }
            lacking = next;
        }
        // They wait for each other: any of them will do.
        return table;
    }

    /** The table that a column refers to, if its rows can be named by a natural key. */
    @Nullable
    Table target(Table table, Column column) {
        ForeignKey foreignKey = table.foreignKey(column);
        return foreignKey == null || !keys.containsKey(foreignKey.target())
                ? null
                : catalogue.table(foreignKey.target());
    }

    private void choose(Map<TableName, List<Column>> declared) throws SQLException {
        Map<Table, List<List<Column>>> open = new LinkedHashMap<>();
        List<Table> tables = new ArrayList<>(catalogue.byName().values());
        tables.sort(Comparator.comparing((Table table) -> table.name().schema())
                .thenComparing(table -> table.name().name()));
        for (Table table : tables) {
            List<Column> named = declared.get(table.name());
            open.put(table, named == null ? candidates(table) : List.of(named));
        }
        // The best key of a table waits for the tables it refers to; where all wait, the next best will do for one.
        while (settleAll(open, true) || settleAll(open, false)) {}
        open.forEach((table, candidates) -> reasons.put(table.name(), reason(table, candidates)));
    }

    private boolean settleAll(Map<Table, List<List<Column>>> open, boolean best) throws SQLException {
        for (Map.Entry<Table, List<List<Column>>> entry : open.entrySet()) {
            List<List<Column>> candidates = entry.getValue();
            for (List<Column> candidate : best && !candidates.isEmpty() ? candidates.subList(0, 1) : candidates) {
                int depth = depth(entry.getKey(), candidate);
                if (depth >= 0 && depth <= MOST_DEPTH) {
                    keys.put(entry.getKey().name(), new NaturalKey(candidate, depth));
                    open.remove(entry.getKey());
                    return true;
                }
            }
        }
        return false;
    }

    /** -1 where it refers to a table whose key is not known. */
    private int depth(Table table, List<Column> candidate) {
        int depth = 0;
        for (Column column : candidate) {
            ForeignKey foreignKey = table.foreignKey(column);
            if (foreignKey != null) {
                NaturalKey target = keys.get(foreignKey.target());
                if (target == null) {
                    return -1;
                }
                depth = Math.max(depth, target.depth() + 1);
            }
        }
        return depth;
    }

    /** The keys that could do, the best first. */
    private List<List<Column>> candidates(Table table) throws SQLException {
        List<UniqueKey> candidates = new ArrayList<>();
        for (UniqueKey key : table.uniqueKeys()) {
            if (key.plain() && flaw(table, key) == null) {
                candidates.add(key);
            }
        }
        candidates.sort(Comparator.comparing((UniqueKey key) -> looksNumbered(table, key))
                .thenComparing(key -> key.primary()
                        ? 0
                        : columns(table, key).stream().filter(Column::nullable).count())
                .thenComparing(key -> !key.primary())
                .thenComparing(key -> key.columns().size())
                .thenComparing(
                        key -> table.columns().indexOf(columns(table, key).get(0))));
        return candidates.stream().map(key -> columns(table, key)).distinct().toList();
    }

    private static List<Column> columns(Table table, UniqueKey key) {
        List<Column> columns = new ArrayList<>();
        for (String name : key.columns()) {
            Column column = table.column(name);
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    /** True for a lone number or UUID as primary key: somebody makes it up, even if it is not the database. */
    private static boolean looksNumbered(Table table, UniqueKey key) {
        List<Column> columns = columns(table, key);
        return key.primary()
                && columns.size() == 1
                && table.foreignKey(columns.get(0)) == null
                && (columns.get(0).type().kind() == ColumnType.Kind.INTEGER || isUuid(columns.get(0)));
    }

    static boolean isUuid(Column column) {
        return column.type().kind() == ColumnType.Kind.UUID
                || column.type().sql().equalsIgnoreCase("uuid");
    }

    /** Why a key identifies no row by its meaning; null where it does. */
    private @Nullable String flaw(Table table, UniqueKey key) throws SQLException {
        List<Column> columns = columns(table, key);
        for (Column column : columns) {
            boolean reference = table.foreignKey(column) != null;
            if (column.computed()) {
                return "\"" + column.label() + "\" is computed";
            }
            if (column.identity() != Column.Identity.NONE) {
                return "\"" + column.label() + "\" is numbered by the database";
            }
            if (!reference && ColumnDefault.of(column) == ColumnDefault.GENERATED) {
                return "\"" + column.label() + "\" is generated by the database";
            }
            if (!reference && SensitiveNames.looks(column)) {
                return "\"" + column.label() + "\" looks sensitive";
            }
        }
        // In SQLite even a primary key may be NULL.
        if (columns.stream().allMatch(Column::nullable) && isAnywhereNull(table, columns)) {
            return "some row has NULL in " + labels(columns);
        }
        if (columns.stream().anyMatch(Column::nullable) && !key.nullsEqual() && repeats(table, key)) {
            return "rows share " + labels(columns) + ", which NULL allows";
        }
        return null;
    }

    private boolean repeats(Table table, UniqueKey key) throws SQLException {
        List<Object> asked = List.of(table.name(), key.name());
        Boolean known = repeated.get(asked);
        if (known == null) {
            known = repeats(columns(table, key), table);
            repeated.put(asked, known);
        }
        return known;
    }

    /** True where two rows of a table hold the same in some columns; NULL is the same as NULL. */
    boolean repeats(List<Column> columns, Table table) throws SQLException {
        String names =
                columns.stream().map(column -> dialect.quote(column.name())).collect(Collectors.joining(", "));
        return hasRow(table, " group by " + names + " having count(*) > 1");
    }

    private boolean isAnywhereNull(Table table, List<Column> columns) throws SQLException {
        return hasRow(
                table,
                columns.stream()
                        .map(column -> dialect.quote(column.name()) + " is null")
                        .collect(Collectors.joining(" and ", " where ", "")));
    }

    /** False where the table cannot be read, which is said of it elsewhere. */
    private boolean hasRow(Table table, String condition) throws SQLException {
        boolean[] found = {false};
        if (table.obstacle() == null) {
            String sql = "select 1 from " + dialect.quote(table.name()) + condition + " limit 1";
            dialect.readAll(connection, sql, 1, false, row -> found[0] = true);
        }
        return found[0];
    }

    private String reason(Table table, List<List<Column>> candidates) {
        if (!candidates.isEmpty()) {
            return waits(table, candidates.get(0));
        }
        List<String> flaws = new ArrayList<>();
        for (UniqueKey key : table.uniqueKeys()) {
            try {
                String flaw = key.plain()
                        ? flaw(table, key)
                        : key.predicate() != null
                                ? "unique index \"" + key.name() + "\" covers only some rows"
                                : "unique index \"" + key.name() + "\" is over an expression";
                if (flaw != null) {
                    flaws.add(flaw);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Every flaw was looked for before.", e);
            }
        }
        return flaws.isEmpty() ? "it has no unique key" : String.join("; ", flaws);
    }

    private String waits(Table table, List<Column> candidate) {
        for (Column column : candidate) {
            ForeignKey foreignKey = table.foreignKey(column);
            if (foreignKey == null || keys.containsKey(foreignKey.target())) {
                continue;
            }
            if (foreignKey.target().equals(table.name())) {
                return "its key " + labels(candidate) + " refers to the table itself through \"" + column.label()
                        + "\"";
            }
            waiting.put(table.name(), foreignKey.target());
            return "its key " + labels(candidate) + " refers through \"" + column.label() + "\" to \""
                    + foreignKey.target() + "\", which has none";
        }
        return "its key " + labels(candidate) + " nests references deeper than " + MOST_DEPTH + " levels";
    }

    static String labels(List<Column> columns) {
        return columns.stream().map(Column::label).collect(Collectors.joining(", ", "(", ")"));
    }
}
