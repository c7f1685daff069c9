package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a run, in the order in which the seeds name them. */
final class BoundTables {
    private final Catalogue catalogue;
    private final Map<TableName, BoundTable> byTable = new LinkedHashMap<>();

    BoundTables(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void add(BoundTable table) {
        byTable.put(table.table().name(), table);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    List<BoundTable> all() {
        return new ArrayList<>(byTable.values());
    }

    /** The bound table behind a table of the catalogue; null where the run declares no rows for it. */
    @Nullable
    BoundTable bound(Table table) {
        return byTable.get(table.name());
    }

    @Nullable
    BoundTable written(String name) {
        Table table = catalogue.table(name);
        if (table == null) {
            for (BoundTable bound : byTable.values()) {
                if (bound.writtenName().equalsIgnoreCase(name)
                        || bound.table().name().label().equalsIgnoreCase(name)) {
                    return bound;
                }
            }
            return null;
        }
        return byTable.get(table.name());
    }

    String names() {
        return String.join(
                ", ", byTable.values().stream().map(BoundTable::writtenName).toList());
    }
}
