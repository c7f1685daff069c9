package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
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

    LedgerReferences(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** By what stands before their columns' names, such as {@code tier_id.}, how the ledger calls the tables. */
    Map<String, String> of(BoundTable bound) {
        for (int i = 0; i < bound.layout().columns().size(); i++) {
            String prefix = bound.layout().columns().get(i).label() + ".";
            bound.forms(i).forEach(shape -> add(prefix, shape, 0));
        }
        // A ledger remembers references that no row makes any more, too.
        add("", bound.table(), 0);
        return tables;
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
}
