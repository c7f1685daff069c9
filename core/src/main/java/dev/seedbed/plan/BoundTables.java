package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tables of a run, in the order in which the seeds name them. */
final class BoundTables {
    private final Catalogue catalogue;
    private final Map<TableName, BoundTable> byTable = new LinkedHashMap<>();
    private @Nullable Supplier<List<Unresolved.LeftOut>> leftOut;

    BoundTables(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void add(BoundTable table) {
        byTable.put(table.table().name(), table);
    }

    /** For messages: what seeders declare and the run leaves out. */
    void leavingOut(Supplier<List<Unresolved.LeftOut>> tables) {
        leftOut = tables;
    }

    /** What a seeder that the run leaves out declares for a table; null where none does. */
    Unresolved.@Nullable LeftOut leftOut(String name) {
        Table table = catalogue.table(name);
        for (Unresolved.LeftOut each : leftOut == null ? List.<Unresolved.LeftOut>of() : leftOut.get()) {
            String written = each.table().table();
            if (table == null ? written.equalsIgnoreCase(name) : Unresolved.means(catalogue, written, table)) {
                return each;
            }
        }
        return null;
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
