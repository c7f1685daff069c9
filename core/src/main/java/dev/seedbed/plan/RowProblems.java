package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedValue;
import java.sql.SQLException;

/** Errors of the database, said of the row that caused them. */
final class RowProblems {
    private RowProblems() {}

    static void value(Problems problems, Dialect dialect, BoundTable table, BoundRow row, SQLException cause) {
        problems.add(value(dialect, table, row, cause));
    }

    /** A value that only the database could judge, and did. */
    static Problem value(Dialect dialect, BoundTable table, BoundRow row, int index, SQLException cause) {
        Column column = table.layout().columns().get(index);
        boolean sensitive = table.layout().sensitive()[index];
        String text = row.cells()[index] instanceof Cell.Text value ? value.text() : "";
        SeedValue declared = BoundTable.declared(table, row.seed(), index);
        return new Problem(
                "Value \"" + (sensitive ? "***" : ValueBinder.shown(text)) + "\" does not fit column \""
                        + column.label()
                        + "\" (" + column.type().sql() + "): "
                        + (sensitive ? "SQLSTATE " + cause.getSQLState() : ValueBinder.shown(dialect.message(cause)))
                        + ".",
                (declared == null ? row.seed().at() : declared.at()) + " (table " + table + ")",
                "change the value, or the type of the column");
    }

    /** A row whose values the database does not take; its message is not repeated where a column is sensitive. */
    static Problem value(Dialect dialect, BoundTable table, BoundRow row, SQLException cause) {
        boolean sensitive = false;
        for (boolean column : table.layout().sensitive()) {
            sensitive |= column;
        }
        String said = sensitive ? "SQLSTATE " + cause.getSQLState() : ValueBinder.shown(dialect.message(cause));
        return new Problem(
                "The database does not take the row " + table.describeKey(row) + ": " + said + ".",
                row.seed().at() + " (table " + table + ")",
                "change the value so that it fits its column's type");
    }
}
