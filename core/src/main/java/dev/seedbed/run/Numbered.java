package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column that the database numbers and that seeds give values all the same, where moving its sequence commits.
 *
 * @param written true where the run inserts into its table
 */
record Numbered(Table table, Column column, boolean written) {
    private static List<Numbered> in(Plan plan) {
        List<Numbered> all = new ArrayList<>();
        for (PlannedTable planned : plan.tables()) {
            for (Column column : planned.table().layout().columns()) {
                if (column.sequence() != null) {
                    all.add(new Numbered(planned.table().table(), column, planned.inserts() > 0));
                }
            }
        }
        return all;
    }

    /**
     * Moves the sequences once the rows are committed, and says which stay behind. Also those of tables in which this
     * run wrote nothing: a run before it may have joined a transaction, or ended between its COMMIT and this.
     */
    static List<String> advanceAfterCommit(Connection connection, Dialect dialect, Plan plan) {
        List<String> behind = new ArrayList<>();
        if (dialect.advancesAfterCommit()) {
            for (Numbered numbered : in(plan)) {
                try {
                    dialect.advanceSequence(connection, numbered.table.name(), numbered.column);
                } catch (SQLException e) {
                    behind.add(numbered.isBehind("could not be moved: " + dialect.message(e)));
                }
            }
        }
        return behind;
    }

    /** What a run that joins the caller's transaction leaves undone, since moving a sequence would commit it. */
    static List<String> left(Dialect dialect, Plan plan) {
        List<String> behind = new ArrayList<>();
        if (dialect.advancesAfterCommit()) {
            for (Numbered numbered : in(plan)) {
                if (numbered.written) {
                    behind.add(numbered.isBehind(
                            "was not moved, since on " + dialect.product() + " that would commit your transaction"));
                }
            }
        }
        return behind;
    }

    private String isBehind(String why) {
        return String.format(
                Locale.ROOT,
                "The sequence behind column \"%s\" of table \"%s\" %s; the next run that writes something on a"
                        + " connection of its own moves it, or \"alter table … restart with …\".",
                column.label(),
                table.name().label(),
                why);
    }
}
