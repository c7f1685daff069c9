package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import java.sql.SQLException;

/** Errors of the database, said of the row that caused them. */
final class RowProblems {
    private RowProblems() {}

    static void value(Problems problems, Dialect dialect, BoundTable table, BoundRow row, SQLException cause) {
        problems.add(value(dialect, table, row, cause));
    }

    /** A row whose values the database does not take; its message is not repeated where a column is sensitive. */
    static Problem value(Dialect dialect, BoundTable table, BoundRow row, SQLException cause) {
        boolean sensitive = false;
        for (boolean column : table.layout().sensitive()) {
            sensitive |= column;
        }
        String said = sensitive ? "SQLSTATE " + cause.getSQLState() : RowBinder.shown(dialect.message(cause));
        return new Problem(
                "The database does not take the row " + table.describeKey(row) + ": " + said + ".",
                row.seed().at() + " (table " + table + ")",
                "change the value so that it fits its column's type");
    }
}
