package dev.seedbed.run;

import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;

/** Other than the planned number of rows arrived in a table. */
final class RowsLost extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient BoundTable table;
    private final long expected;
    private final long arrived;

    RowsLost(BoundTable table, long expected, long arrived) {
        super(arrived + " of " + expected + " rows arrived in table \"" + table + "\".");
        this.table = table;
        this.expected = expected;
        this.arrived = arrived;
    }

    /** Throws it where they are not as many. */
    static void expect(PlannedTable table, long expected, long arrived) throws RowsLost {
        if (arrived != expected) {
            throw new RowsLost(table.table(), expected, arrived);
        }
    }

    /** What is said of it by a run that does not try again. */
    SeedException givenUp() {
        List<String> triggers = table.table().insertTriggers();
        return new SeedException(
                new Problem(
                        "Table \"" + table + "\" took " + arrived + " of " + expected + " rows, again and again.",
                        "table " + table,
                        triggers.isEmpty()
                                ? "if something else writes to the table all the time, stop it and run again; if nothing"
                                        + " does, no row is to blame but Seedbed: report it, with the plan"
                                : "look at its triggers: " + String.join(", ", triggers)),
                this);
    }
}
