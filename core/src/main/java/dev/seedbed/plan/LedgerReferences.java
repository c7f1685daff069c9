package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the entries of a ledger name what a table refers to, directly or by the keys of what it refers to. */
final class LedgerReferences {
    /** Natural keys that hold references to rows whose keys hold references. */
    private static final int DEEPEST = 4;

    private final Catalogue catalogue;
    private final Map<String, String> tables = new LinkedHashMap<>();
    private final List<LedgerReference> values = new ArrayList<>();

    LedgerReferences(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<LedgerReference> of(BoundTable bound) {
        for (int i = 0; i < bound.layout().columns().size(); i++) {
            String prefix = bound.layout().columns().get(i).label() + ".";
            bound.forms(i).forEach(shape -> add(prefix, shape, 0));
        }
        // A ledger remembers references that no row makes any more, too.
        add("", bound.table(), 0);
        Map<String, String> own = new LinkedHashMap<>();
        bound.table().columns().forEach(column -> own.put(column.name(), column.label()));
        addValues(own, bound.table(), 0);
        List<LedgerReference> references = new ArrayList<>();
        tables.forEach((prefix, table) -> references.add(new LedgerReference(table, prefix, Map.of())));
        references.addAll(values);
        return references;
    }

    private void add(String prefix, @Nullable RefShape shape, int depth) {
        if (shape == null || depth > DEEPEST) {
            return;
        }
        tables.put(prefix, shape.target().name().label());
        shape.lookups().forEach(lookup -> add(prefix + lookup.column().label() + ".", lookup.nested(), depth + 1));
    }

    private void add(String prefix, Table table, int depth) {
        for (ForeignKey foreignKey : depth > DEEPEST ? List.<ForeignKey>of() : table.foreignKeys()) {
            Table target = catalogue.table(foreignKey.target());
            if (target == null) {
                continue;
            }
            for (String name : foreignKey.columns()) {
                Column column = table.column(name);
                // Only what may be part of a natural key is ever named below a reference.
                boolean named = depth == 0
                        || table.uniqueKeys().stream()
                                .anyMatch(key -> key.columns().contains(name));
                if (column != null && named) {
                    String below = prefix + column.label() + ".";
                    tables.putIfAbsent(below, target.name().label());
                    add(below, target, depth + 1);
                }
            }
        }
    }

    /**
     * Adds the foreign keys of a table whose values the referring one gives as they are.
     *
     * @param given by the columns of the table, the columns of the referring one that hold their values
     */
    private void addValues(Map<String, String> given, Table table, int depth) {
        for (ForeignKey foreignKey : depth > DEEPEST ? List.<ForeignKey>of() : table.foreignKeys()) {
            Table target = catalogue.table(foreignKey.target());
            if (target == null || !given.keySet().containsAll(foreignKey.columns())) {
                continue;
            }
            Map<String, List<String>> names = new LinkedHashMap<>();
            Map<String, String> below = new LinkedHashMap<>();
            for (int i = 0; i < foreignKey.columns().size(); i++) {
                String from = String.valueOf(given.get(foreignKey.columns().get(i)));
                String to = foreignKey.targetColumns().get(i);
                names.put(from, names(target, to, 0));
                below.put(to, from);
            }
            values.add(new LedgerReference(target.name().label(), "", names));
            if (!target.name().equals(table.name())) {
                addValues(below, target, depth + 1);
            }
        }
    }

    /** What the value of a column may be called in a key: by itself, or as the name of what it refers to. */
    private List<String> names(Table table, String columnName, int depth) {
        List<String> names = new ArrayList<>();
        Column column = table.column(columnName);
        if (column == null || depth > DEEPEST) {
            return names;
        }
        names.add(column.label());
        for (ForeignKey foreignKey : table.foreignKeys()) {
            int position = foreignKey.columns().indexOf(columnName);
            Table target = position < 0 ? null : catalogue.table(foreignKey.target());
            if (target != null) {
                names(target, foreignKey.targetColumns().get(position), depth + 1)
                        .forEach(name -> names.add(column.label() + "." + name));
            }
        }
        return names;
    }
}
