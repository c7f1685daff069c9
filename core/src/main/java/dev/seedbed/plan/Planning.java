package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all decisions of one plan share.
 *
 * @param planned every table of the plan
 * @param declaredElsewhere tables of which seeders that were not chosen declare rows
 * @param ledger what earlier runs wrote down; {@link LedgerView#NONE} where nothing was
 */
record Planning(
        Connection connection,
        Dialect dialect,
        Settings settings,
        Mode mode,
        BoundTables tables,
        Map<BoundTable, PlannedTable> planned,
        RowBinder binder,
        Set<TableName> declaredElsewhere,
        LedgerView ledger) {

    /** The table behind the target of a reference; null where the run declares no rows for it. */
    @Nullable
    PlannedTable target(RefShape shape) {
        BoundTable bound = tables.bound(shape.target());
        return bound == null ? null : planned.get(bound);
    }

    /** The table that a foreign key leads to; null where the run declares no rows for it. */
    @Nullable
    PlannedTable target(ForeignKey key) {
        Table target = tables.catalogue().table(key.target());
        BoundTable bound = target == null ? null : tables.bound(target);
        return bound == null ? null : planned.get(bound);
    }
}
