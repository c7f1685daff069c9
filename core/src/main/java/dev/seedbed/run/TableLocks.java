package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps other writers out of tables whose key no constraint protects, while rows are planted into them. */
final class TableLocks {
    private TableLocks() {}

    /** Takes the locks; true where one was taken, so that the plan may have become stale while waiting for it. */
    static boolean take(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        boolean taken = false;
        for (PlannedTable table : plan.tables()) {
            if (table.inserts() > 0 && !isProtected(table.table())) {
                try {
                    dialect.lockTable(connection, table.table().table().name());
                } catch (SQLException e) {
                    throw new NotAllowed(dialect, plan).lock(e, table.table());
                }
                taken = true;
            }
        }
        return taken;
    }

    /** True where a constraint keeps two rows with one key out, NULLs included. */
    private static boolean isProtected(BoundTable table) {
        List<Column> columns = table.keyColumns();
        Table described = table.table();
        UniqueKey key =
                described.uniqueKeyOver(columns.stream().map(Column::name).toList());
        return key != null && (key.nullsEqual() || columns.stream().noneMatch(Column::nullable));
    }
}
