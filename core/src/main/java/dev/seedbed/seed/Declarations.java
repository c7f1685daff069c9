package dev.seedbed.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Seeder} declares, table by table:
 *
 * <pre>{@code
 * seeds.table("subscription_tier")
 *         .key("code")
 *         .onInsert("id", Declarations.uuid7())
 *         .row("code", "starter", "name", "Starter", "price", 12);
 * }</pre>
 *
 * Values are {@code null}, strings, numbers, booleans, UUIDs, dates and times of {@code java.time}, enums, byte
 * arrays, lists (arrays), maps (references, directives, JSON) and {@link SeedValue}.
 */
public final class Declarations {
    private final Location at;
    private final Map<String, TableDeclaration> tables = new LinkedHashMap<>();

    public Declarations(Location at) {
        this.at = at;
    }

    /** The declaration of a table; asking again continues it. */
    public TableDeclaration table(String name) {
        return tables.computeIfAbsent(name, n -> new TableDeclaration(n, at));
    }

    public List<SeedTable> tables() {
        return tables.values().stream().map(TableDeclaration::toTable).toList();
    }

    /** A reference by natural key, through the column's foreign key. */
    public static Map<String, Object> ref(Object... columnsAndValues) {
        return pairs(columnsAndValues);
    }

    public static Map<String, Object> uuid4() {
        return Map.of("$uuid", "v4");
    }

    public static Map<String, Object> uuid7() {
        return Map.of("$uuid", "v7");
    }

    public static Map<String, Object> now() {
        return Map.of("$now", true);
    }

    static Map<String, Object> pairs(Object... columnsAndValues) {
        if (columnsAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Columns and values come in pairs, but there are " + columnsAndValues.length + " arguments.");
        }
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            String column = (String) columnsAndValues[i];
            if (pairs.containsKey(column)) {
                throw new IllegalArgumentException("Column \"" + column + "\" is given twice.");
            }
            pairs.put(column, columnsAndValues[i + 1]);
        }
        return pairs;
    }

    /** One table of a Java seeder; every method returns this declaration. */
    public static final class TableDeclaration {
        private final String name;
        private final Location at;
        private @Nullable List<String> key;
        private final Set<String> managed = new LinkedHashSet<>();
        private final Set<String> insertOnly = new LinkedHashSet<>();
        private final Set<String> sensitive = new LinkedHashSet<>();
        private final Map<String, SeedValue> onInsert = new LinkedHashMap<>();
        private final Map<String, SeedValue> onUpdate = new LinkedHashMap<>();
        private SeedTable.Missing missing = SeedTable.Missing.INSERT;
        private @Nullable String softDelete;
        private final List<SeedRow> rows = new ArrayList<>();
        private final List<SeedTable.Retired> retired = new ArrayList<>();
        private @Nullable SeedRows streamedRows;

        private TableDeclaration(String name, Location at) {
            this.name = name;
            this.at = at;
        }

        public TableDeclaration key(String... columns) {
            key = List.of(columns);
            return this;
        }

        public TableDeclaration managed(String... columns) {
            managed.addAll(List.of(columns));
            return this;
        }

        public TableDeclaration insertOnly(String... columns) {
            insertOnly.addAll(List.of(columns));
            return this;
        }

        public TableDeclaration sensitive(String... columns) {
            sensitive.addAll(List.of(columns));
            return this;
        }

        public TableDeclaration onInsert(String column, @Nullable Object value) {
            onInsert.put(column, JavaValues.toSeedValue(value, at));
            return this;
        }

        public TableDeclaration onUpdate(String column, @Nullable Object value) {
            onUpdate.put(column, JavaValues.toSeedValue(value, at));
            return this;
        }

        public TableDeclaration missing(SeedTable.Missing what) {
            missing = what;
            return this;
        }

        public TableDeclaration softDelete(String column) {
            softDelete = column;
            return this;
        }

        /** A row as pairs of column and value. */
        public TableDeclaration row(@Nullable Object... columnsAndValues) {
            return row(pairs(columnsAndValues));
        }

        public TableDeclaration row(Map<String, ?> columns) {
            return row(columns, SeedRow.Directives.NONE);
        }

        public TableDeclaration row(Map<String, ?> columns, SeedRow.Directives directives) {
            List<SeedValue> values = new ArrayList<>();
            columns.values().forEach(value -> values.add(JavaValues.toSeedValue(value, at)));
            rows.add(new SeedRow(List.copyOf(columns.keySet()), values, directives, at));
            return this;
        }

        /** Rows that are produced anew on each pass, for sets too large for memory; instead of {@code row}. */
        public TableDeclaration rows(SeedRows produced) {
            streamedRows = produced;
            return this;
        }

        /** A row that the application no longer wants; deleted by {@code update} where nobody changed it. */
        public TableDeclaration retired(Object... columnsAndValues) {
            Map<String, SeedValue> columns = new LinkedHashMap<>();
            pairs(columnsAndValues).forEach((column, value) -> columns.put(column, JavaValues.toSeedValue(value, at)));
            retired.add(new SeedTable.Retired(columns, Map.of(), at));
            return this;
        }

        SeedTable toTable() {
            if (streamedRows != null && !rows.isEmpty()) {
                throw new SeedException(Problem.of(
                        "Table \"" + name + "\" is given both single rows and produced rows.",
                        at,
                        "use either row(...) or rows(...)"));
            }
            return new SeedTable(
                    name,
                    key,
                    managed,
                    insertOnly,
                    sensitive,
                    onInsert,
                    onUpdate,
                    missing,
                    softDelete,
                    streamedRows == null ? SeedRows.of(rows) : streamedRows,
                    retired,
                    at,
                    at);
        }
    }
}
