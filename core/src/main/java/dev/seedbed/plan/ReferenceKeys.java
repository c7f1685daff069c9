package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys by which references name a row, and which declared row one means. */
final class ReferenceKeys {
    private final BoundTables tables;
    private final Misnamed misnamed;
    private final Expansion expansion;
    private final Map<String, Map<List<@Nullable String>, SeedRow>> declaredBy = new HashMap<>();

    ReferenceKeys(BoundTables tables, Misnamed misnamed, Expansion expansion) {
        this.tables = tables;
        this.misnamed = misnamed;
        this.expansion = expansion;
    }

    /** The keys of a table that name one row each, the one by which it is seeded first. */
    private List<List<Column>> of(Table target, List<UniqueKey> uniqueKeys) {
        List<List<Column>> keys = new ArrayList<>();
        BoundTable seeded = tables.bound(target);
        if (seeded != null) {
            keys.add(seeded.keyColumns());
        }
        for (UniqueKey key : uniqueKeys) {
            if (key.plain()) {
                List<Column> columns = new ArrayList<>();
                for (String name : key.columns()) {
                    Column column = target.column(name);
                    if (column != null) {
                        columns.add(column);
                    }
                }
                keys.add(columns);
            }
        }
        return keys;
    }

    /** How to refer to the row that a plain value in a foreign-key column may mean; null where it cannot be told. */
    @Nullable
    String example(Table table, Column column, String value) {
        for (ForeignKey foreignKey : table.foreignKeys()) {
            Table target = tables.catalogue().table(foreignKey.target());
            int index = foreignKey.columns().indexOf(column.name());
            if (target == null || index < 0) {
                continue;
            }
            String own = foreignKey.targetColumns().get(index);
            List<UniqueKey> primaryLast = target.uniqueKeys().stream()
                    .sorted(Comparator.comparing(UniqueKey::primary))
                    .toList();
            for (List<Column> key : of(target, primaryLast)) {
                if (key.stream().noneMatch(each -> each.name().equals(own))) {
                    String written = String.join(
                            ", ",
                            key.stream()
                                    .map(each -> each.label() + ": " + (key.size() == 1 ? value : "…"))
                                    .toList());
                    return "to refer to a row of \"" + target.name() + "\" write {" + written + "}";
                }
            }
        }
        return null;
    }

    /**
     * A reference that names a declared row by another unique key means that row: it goes on by the row's own key, so
     * that it still finds it where somebody changed the other column.
     */
    void meanDeclaredRow(Table target, List<Column> columns, List<@Nullable SeedValue> values) {
        BoundTable seeded = tables.bound(target);
        if (seeded == null || columns.equals(sorted(target, seeded.keyColumns()))) {
            return;
        }
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!(values.get(i) instanceof SeedValue.Text text)) {
                return;
            }
            texts.add(ComparedText.of(columns.get(i).type(), text.text()));
        }
        SeedRow row = declaredBy(seeded, columns).get(texts);
        if (row == null) {
            return;
        }
        columns.clear();
        values.clear();
        for (int index : seeded.layout().key()) {
            columns.add(seeded.layout().columns().get(index));
            values.add(BoundTable.declared(seeded, row, index));
        }
        sort(target, columns, values);
    }

    private Map<List<@Nullable String>, SeedRow> declaredBy(BoundTable seeded, List<Column> columns) {
        return declaredBy.computeIfAbsent(
                seeded.writtenName() + columns.stream().map(Column::name).toList(), name -> {
                    Map<List<@Nullable String>, SeedRow> rows = new HashMap<>();
                    for (BoundTable.Part part : seeded.parts()) {
                        try (Expansion.Rows declared = expansion.open(seeded, part)) {
                            for (SeedRow row = declared.next(); row != null; row = declared.next()) {
                                List<@Nullable String> texts = new ArrayList<>();
                                for (Column column : columns) {
                                    int index = seeded.layout().index(column);
                                    SeedValue value = index < 0 ? null : BoundTable.declared(seeded, row, index);
                                    texts.add(
                                            value instanceof SeedValue.Text text
                                                    ? ComparedText.of(column.type(), text.text())
                                                    : null);
                                }
                                rows.putIfAbsent(texts, row);
                            }
                        }
                    }
                    return rows;
                });
    }

    private static List<String> names(List<Column> columns) {
        List<String> names = new ArrayList<>(columns.size());
        for (Column column : columns) {
            names.add(column.name());
        }
        return names;
    }

    private static List<Column> sorted(Table target, List<Column> columns) {
        List<Column> sorted = new ArrayList<>(columns);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparingInt(target.columns()::indexOf));
        }
        return sorted;
    }

    /** The order of the table, so that two spellings of one reference are one. */
    static void sort(Table target, List<Column> columns, List<@Nullable SeedValue> values) {
        if (columns.size() < 2) {
            return;
        }
        Map<Column, @Nullable SeedValue> byColumn = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byColumn.put(columns.get(i), values.get(i));
        }
        columns.sort(Comparator.comparingInt(target.columns()::indexOf));
        for (int i = 0; i < columns.size(); i++) {
            values.set(i, byColumn.get(columns.get(i)));
        }
    }

    /** Adds the nullable key columns that the reference leaves out; says what is wrong where it names no single row. */
    boolean identify(Table target, List<Column> columns, List<@Nullable SeedValue> values, Location at, String inside) {
        List<String> names = names(columns);
        List<List<Column>> keys = of(target, target.uniqueKeys());
        for (List<Column> key : keys) {
            if (names.containsAll(names(key))) {
                return true;
            }
        }
        for (List<Column> key : keys) {
            List<Column> missing = key.stream()
                    .filter(column -> !names.contains(column.name()))
                    .toList();
            if (missing.size() < key.size()
                    && missing.stream().allMatch(Column::nullable)
                    && names(key).containsAll(names)) {
                missing.forEach(column -> {
                    columns.add(column);
                    values.add(null);
                });
                return true;
            }
        }
        List<String> mends = keys.stream()
                .map(key -> key.stream().map(Column::label).toList().toString())
                .distinct()
                .toList();
        misnamed.add(
                "A reference by " + columns.stream().map(Column::label).toList()
                        + " does not name exactly one row of table \""
                        + target.name() + "\".",
                at,
                inside,
                mends.isEmpty()
                        ? "the table has no key to refer by: declare one for it, or the value itself"
                        : "refer by one of its keys: " + String.join(", ", mends));
        return false;
    }
}
