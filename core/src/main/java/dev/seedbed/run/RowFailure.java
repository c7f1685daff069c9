package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** Finds the row that makes a statement over many rows fail, by halves, and says so with its place. */
final class RowFailure {
    private RowFailure() {}

    /** Sends some of the rows, by their positions, once more. */
    @FunctionalInterface
    interface Sender {
        void send(int from, int to) throws SQLException;
    }

    static SQLException find(
            Connection connection,
            Dialect dialect,
            BoundTable table,
            List<BoundRow> origins,
            SQLException error,
            Sender sender)
            throws SQLException {
        switch (dialect.failure(error)) {
            case VALUE, CHECK, NOT_NULL, FOREIGN_KEY, UNIQUE, OTHER -> {
                // These are about the data: some row is to blame.
            }
            default -> {
                return error;
            }
        }
        int from = 0;
        int to = origins.size();
        SQLException last = error;
        while (to - from > 1) {
            int middle = (from + to) >>> 1;
            Savepoint savepoint = connection.setSavepoint();
            try {
                sender.send(from, middle);
                from = middle;
            } catch (SQLException e) {
                last = e;
                connection.rollback(savepoint);
                to = middle;
            }
        }
        // The driver's message may hold the row's values, and whoever prints the cause would print them.
        throw new SeedException(problem(dialect, table, origins.get(from), last), table.holdsSecrets() ? null : last);
    }

    static Problem problem(Dialect dialect, BoundTable table, BoundRow row, SQLException error) {
        String said = table.holdsSecrets()
                ? "its message is not shown, since the table has sensitive columns"
                : dialect.message(error);
        String constraint = dialect.constraint(error);
        Problem refused = dialect.failure(error) == Dialect.Failure.FOREIGN_KEY
                ? PlainTargets.refused(table, row, constraint)
                : null;
        if (refused != null) {
            return refused;
        }
        return new Problem(
                "The database does not take the row " + table.describeKey(row) + " of table \"" + table + "\": " + said
                        + (said.endsWith(".") ? "" : "."),
                row.seed().at() + " (table " + table + ")",
                constraint == null
                        ? "correct the row"
                        : "correct the row so that it satisfies the constraint \"" + constraint + "\"");
    }
}
