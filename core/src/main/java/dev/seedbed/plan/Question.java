package dev.seedbed.plan;

import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By what is asked whether a plan would still be the same. The query is made when it is first needed, since most runs have
 * no other after them.
 */
final class Question {
    /** Tables that are only referred to are asked for the versions of their rows up to this size. */
    private static final int MOST_JOINED = 10_000;

    private final List<SeedUnit> units;
    private final Prepared prepared;
    private final List<Table> tables;
    private final Function<List<Table>, @Nullable String> making;
    private @Nullable String query;
    private boolean made;

    private Question(
            List<SeedUnit> units,
            Prepared prepared,
            List<Table> tables,
            Function<List<Table>, @Nullable String> making) {
        this.units = units;
        this.prepared = prepared;
        this.tables = tables;
        this.making = making;
    }

    /**
     * The question for a plan.
     *
     * @param units the seeders whose plan it is
     * @param making makes the query about tables; its answer is null where the database cannot be asked
     * @return null where the plan has asked for more than all rows of tables that are not too large
     */
    static @Nullable Question of(
            List<SeedUnit> units,
            Prepared prepared,
            Collection<PlannedTable> planned,
            Function<List<Table>, @Nullable String> making) {
        List<Table> tables = read(prepared, planned);
        return tables == null ? null : new Question(units, prepared, tables, making);
    }

    /** The tables whose rows a plan has read; null where it has asked for anything else, or of many rows for some only. */
    private static @Nullable List<Table> read(Prepared ready, Collection<PlannedTable> planned) {
        if (!ready.isPlain() || !ready.unread().isEmpty()) {
            return null;
        }
        Map<TableName, Table> read = new LinkedHashMap<>();
        for (PlannedTable table : planned) {
            if (!table.live().isScanned()) {
                return null;
            }
            read.put(table.table().table().name(), table.table().table());
        }
        for (PlannedTable table : planned) {
            for (Table joined : table.live().query().joined()) {
                boolean large = joined.estimatedRows() < 0 || joined.estimatedRows() > MOST_JOINED;
                if (read.putIfAbsent(joined.name(), joined) == null && large) {
                    return null;
                }
            }
        }
        return List.copyOf(read.values());
    }

    /** True where it was made for the very same seeds. */
    boolean isFor(List<SeedUnit> all, List<SeedUnit> planted, Settings settings, Elsewhere elsewhere) {
        return Prepared.areSame(units, all) && prepared.isFor(planted, settings, elsewhere);
    }

    /** Null where the database cannot be asked. */
    @Nullable
    String query() {
        if (!made) {
            query = making.apply(tables);
            made = true;
        }
        return query;
    }
}
