package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The live tables as they must be, and of each value who set it. */
final class World {
    /** A live row. */
    static final class Row {
        final long id;
        /** By column: text, or for a reference the id of its row. */
        final Map<String, @Nullable Object> values = new HashMap<>();
        /** Columns whose value an administrator set last. */
        final Set<String> byHand = new HashSet<>();
        /** The last value of each column that Seedbed wrote. */
        final Map<String, @Nullable String> bySeedbed = new HashMap<>();

        Row(long id) {
            this.id = id;
        }

        Row copy() {
            Row row = new Row(id);
            row.values.putAll(values);
            row.byHand.addAll(byHand);
            row.bySeedbed.putAll(bySeedbed);
            return row;
        }
    }

    private final Map<Table, List<Row>> tables = new LinkedHashMap<>();
    /** Keys that an administrator deleted, and nobody has planted since. */
    private final Map<Table, Set<List<String>>> deletedByHand = new HashMap<>();

    private long ids;

    World() {
        for (Table table : Table.ALL) {
            tables.put(table, new ArrayList<>());
            deletedByHand.put(table, new HashSet<>());
        }
    }

    World copy() {
        World world = new World();
        world.ids = ids;
        tables.forEach((table, rows) -> rows.forEach(row -> world.rows(table).add(row.copy())));
        deletedByHand.forEach((table, keys) -> world.deletedByHand.get(table).addAll(keys));
        return world;
    }

    List<Row> rows(Table table) {
        return tables.get(table);
    }

    Set<List<String>> deletedByHand(Table table) {
        return deletedByHand.get(table);
    }

    Row add(Table table) {
        Row row = new Row(++ids);
        for (Column column : table.columns()) {
            row.values.put(column.name(), column.ordinarily());
        }
        rows(table).add(row);
        return row;
    }

    @Nullable
    Row find(Table table, List<String> key) {
        return rows(table).stream()
                .filter(row -> key(table, row).equals(key))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Row tier(@Nullable String code) {
        return code == null ? null : find(Table.TIER, List.of(code));
    }

    @Nullable
    Row tier(long id) {
        return rows(Table.TIER).stream().filter(row -> row.id == id).findFirst().orElse(null);
    }

    /** The text of a value; of a reference the code of what it refers to. */
    @Nullable
    String text(Row row, Column column) {
        Object value = row.values.get(column.name());
        if (value instanceof Long id) {
            return (String) Objects.requireNonNull(tier(id)).values.get("code");
        }
        return (String) value;
    }

    List<String> key(Table table, Row row) {
        List<String> key = new ArrayList<>();
        table.key().forEach(column -> key.add(text(row, table.column(column))));
        return key;
    }

    /** Another row that holds a unique value. */
    @Nullable
    Row holder(Table table, Column column, @Nullable String text, @Nullable Row besides) {
        if (!column.unique() || text == null) {
            return null;
        }
        return rows(table).stream()
                .filter(row -> row != besides && text.equals(text(row, column)))
                .findFirst()
                .orElse(null);
    }

    boolean referredTo(Row tier, Set<Row> besides) {
        return Table.ALL.stream()
                .anyMatch(table -> rows(table).stream()
                        .filter(row -> !besides.contains(row))
                        .anyMatch(row -> table.references()
                                .anyMatch(column -> Objects.equals(row.values.get(column.name()), tier.id))));
    }

    /** All that can be seen of the tables: by table and key the texts of all columns. */
    Map<String, Map<String, Map<String, @Nullable String>>> seen() {
        Map<String, Map<String, Map<String, @Nullable String>>> seen = new LinkedHashMap<>();
        for (Table table : Table.ALL) {
            Map<String, Map<String, @Nullable String>> rows = new TreeMap<>();
            for (Row row : rows(table)) {
                Map<String, @Nullable String> texts = new LinkedHashMap<>();
                table.columns().forEach(column -> texts.put(column.name(), text(row, column)));
                rows.put(String.join("/", key(table, row)), texts);
            }
            seen.put(table.name(), rows);
        }
        return seen;
    }

    // --- administrators -------------------------------------------------------------------------------------------

    /** Does what a step of an administrator says; false where the database would not let it. */
    boolean byHand(Step step) {
        if (step instanceof Step.Edit edit) {
            return edit(edit);
        }
        if (step instanceof Step.Add add) {
            return add(add);
        }
        return step instanceof Step.Remove remove && remove(remove);
    }

    private boolean edit(Step.Edit edit) {
        Table table = edit.table();
        Column column = table.column(edit.column());
        Row row = find(table, edit.key());
        String text = column.through(edit.text());
        if (row == null
                || (text == null && column.required())
                || holder(table, column, text, row) != null
                || (column.refers() && text != null && tier(text) == null)) {
            return false;
        }
        if (table.key().contains(column.name())) {
            List<String> key = new ArrayList<>(edit.key());
            key.set(table.key().indexOf(column.name()), text);
            if (find(table, key) != null) {
                return false;
            }
            deletedByHand(table).add(edit.key());
            deletedByHand(table).remove(key);
            row.byHand.addAll(row.values.keySet());
        }
        row.values.put(column.name(), column.refers() && text != null ? Objects.requireNonNull(tier(text)).id : text);
        row.byHand.add(column.name());
        return true;
    }

    private boolean add(Step.Add add) {
        Table table = add.table();
        List<String> key = new ArrayList<>();
        for (String name : table.key()) {
            key.add(add.values().get(name));
        }
        if (find(table, key) != null) {
            return false;
        }
        for (Column column : table.columns()) {
            String text = column.through(add.values().get(column.name()));
            if ((text == null
                            && column.required()
                            && (add.values().containsKey(column.name()) || column.ordinarily() == null))
                    || holder(table, column, text, null) != null
                    || (column.refers() && text != null && tier(text) == null)) {
                return false;
            }
        }
        deletedByHand(table).remove(key);
        Row row = add(table);
        add.values().forEach((name, text) -> {
            Column column = table.column(name);
            row.values.put(
                    name,
                    column.refers() && text != null ? Objects.requireNonNull(tier(text)).id : column.through(text));
        });
        row.byHand.addAll(row.values.keySet());
        return true;
    }

    private boolean remove(Step.Remove remove) {
        Row row = find(remove.table(), remove.key());
        if (row == null) {
            return false;
        }
        deletedByHand(remove.table()).add(remove.key());
        if (remove.table() == Table.TIER) {
            for (Table table : Table.ALL) {
                for (Row other : List.copyOf(rows(table))) {
                    table.references()
                            .filter(column -> Objects.equals(other.values.get(column.name()), row.id))
                            .forEach(column -> {
                                if (column.required()) {
                                    deletedByHand(table).add(key(table, other));
                                    rows(table).remove(other);
                                } else {
                                    other.values.put(column.name(), null);
                                    other.byHand.add(column.name());
                                }
                            });
                }
            }
        }
        rows(remove.table()).remove(row);
        return true;
    }
}
