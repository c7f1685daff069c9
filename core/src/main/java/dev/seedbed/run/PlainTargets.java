package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Foreign keys that rows give as plain values, such as an id: the database alone knows whether they mean a row. */
final class PlainTargets {
    private static final int MOST_NAMED = 1_000;

    private PlainTargets() {}

    /** What is wrong with a row that the database refused for a foreign key; null where that cannot be told. */
    static @Nullable Problem refused(BoundTable table, BoundRow row, @Nullable String constraint) {
        List<ForeignKey> given = table.table().foreignKeys().stream()
                .filter(key -> constraint == null || constraint.equalsIgnoreCase(key.name()))
                .filter(key -> texts(table, row, key) != null)
                .toList();
        return given.size() == 1 ? problem(table, row, given.get(0)) : null;
    }

    /** The planted rows whose plain values mean no row, for an error that names none of them. */
    static List<Problem> missing(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        List<Problem> problems = new ArrayList<>();
        for (PlannedTable table : plan.tables()) {
            for (ForeignKey key : table.table().table().foreignKeys()) {
                if (table.inserts() > 0) {
                    missing(connection, dialect, table, key, problems);
                }
            }
        }
        return problems;
    }

    private static void missing(
            Connection connection, Dialect dialect, PlannedTable planned, ForeignKey key, List<Problem> problems)
            throws SQLException {
        BoundTable table = planned.table();
        List<BoundRow> portion = new ArrayList<>();
        try (BoundTable.Cursor rows = planned.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (texts(table, row, key) != null) {
                    portion.add(row);
                }
                if (portion.size() == dialect.rowSetLimit()) {
                    ask(connection, dialect, table, key, portion, problems);
                    portion.clear();
                }
            }
        }
        if (!portion.isEmpty()) {
            ask(connection, dialect, table, key, portion, problems);
        }
    }

    private static void ask(
            Connection connection,
            Dialect dialect,
            BoundTable table,
            ForeignKey key,
            List<BoundRow> rows,
            List<Problem> problems)
            throws SQLException {
        int width = key.columns().size();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Column column =
                    Objects.requireNonNull(table.table().column(key.columns().get(i)));
            same.add("r." + dialect.quote(key.targetColumns().get(i)) + " = "
                    + dialect.typed("d.v" + (i + 1), column.type()));
        }
        String sql = "select d.ord from " + dialect.rowSet(width) + " where not exists (select 1 from "
                + dialect.quote(key.target()) + " r where " + String.join(" and ", same) + ") order by 1";
        List<@Nullable String[]> staged = new ArrayList<>();
        rows.forEach(row -> staged.add(Objects.requireNonNull(texts(table, row, key))));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, staged);
            try (ResultSet missing = statement.executeQuery()) {
                while (missing.next() && problems.size() < MOST_NAMED) {
                    problems.add(problem(table, rows.get(missing.getInt(1) - 1), key));
                }
            }
        }
    }

    /** Null where the row gives some column otherwise, or not at all. */
    private static @Nullable String @Nullable [] texts(BoundTable table, BoundRow row, ForeignKey key) {
        @Nullable String[] texts = new @Nullable String[key.columns().size()];
        for (int i = 0; i < texts.length; i++) {
            Column column = table.table().column(key.columns().get(i));
            int index = column == null ? -1 : table.layout().index(column);
            if (index < 0 || !(row.cells()[index] instanceof Cell.Text text)) {
                return null;
            }
            texts[i] = text.text();
        }
        return texts;
    }

    private static Problem problem(BoundTable table, BoundRow row, ForeignKey key) {
        @Nullable String[] texts = Objects.requireNonNull(texts(table, row, key));
        List<String> values = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Column column =
                    Objects.requireNonNull(table.table().column(key.columns().get(i)));
            boolean sensitive = table.layout().sensitive()[table.layout().index(column)];
            values.add(column.label() + " \"" + (sensitive ? "***" : texts[i]) + "\"");
        }
        return new Problem(
                "Row " + table.describeKey(row) + " of table \"" + table + "\" refers by " + String.join(", ", values)
                        + " to a row of table \"" + key.target() + "\" that is not there.",
                row.seed().at() + " (table " + table + ", foreign key " + key.name() + ")",
                "declare the row that it means, or correct the value");
    }
}
