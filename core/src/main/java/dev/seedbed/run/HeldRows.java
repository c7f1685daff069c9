package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.Retirement;
import dev.seedbed.plan.RowUpdate;
import dev.seedbed.plan.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are there, looked at and locked before anything is written. Where a row takes a new key the database may
 * change others along with it, by foreign keys that follow and by triggers; by the time their own turn comes that cannot
 * be told from somebody's edit. Rows that are held are changed whatever they hold by then: nobody else can have done it.
 */
final class HeldRows {
    private final Connection connection;
    private final Dialect dialect;

    HeldRows(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** True where a plan changes values to which rows of its tables refer. */
    static boolean areNeeded(Plan plan) {
        if (plan.steps().stream().anyMatch(Step.Rename.class::isInstance)) {
            return true;
        }
        Map<TableName, Set<String>> referredTo = new HashMap<>();
        for (PlannedTable table : plan.tables()) {
            for (ForeignKey key : table.table().table().foreignKeys()) {
                referredTo.computeIfAbsent(key.target(), t -> new HashSet<>()).addAll(key.targetColumns());
            }
        }
        return plan.tables().stream().anyMatch(table -> changes(table, referredTo));
    }

    private static boolean changes(PlannedTable table, Map<TableName, Set<String>> referredTo) {
        Set<String> columns = referredTo.get(table.table().table().name());
        List<Column> layout = table.table().layout().columns();
        return columns != null
                && table.updates().stream()
                        .anyMatch(update -> update.columns().stream()
                                .anyMatch(index ->
                                        columns.contains(layout.get(index).name())));
    }

    /** A row with the texts that its columns are to hold still. */
    private record Row(BoundRow at, Map<Integer, Cell> live, PlannedOn.Mark mark) {}

    /** Takes hold of all rows of a table that a plan changes or takes out. */
    void take(PlannedTable table, ValuesOnInsert values) throws SQLException, RowsLost {
        PlannedOn planned = new PlannedOn(dialect, table.table(), new RowTexts(table.table(), values));
        Map<String, List<Row>> forms = new LinkedHashMap<>();
        for (Row row : rows(table)) {
            forms.computeIfAbsent(planned.form(row.at(), row.live()) + row.mark(), f -> new ArrayList<>())
                    .add(row);
        }
        for (List<Row> alike : forms.values()) {
            for (int from = 0; from < alike.size(); from += dialect.rowSetLimit()) {
                take(table, planned, alike.subList(from, Math.min(alike.size(), from + dialect.rowSetLimit())));
            }
        }
    }

    private static List<Row> rows(PlannedTable table) {
        List<Row> rows = new ArrayList<>();
        for (RowUpdate update : table.updates()) {
            PlannedOn.Mark mark = update.restored() ? PlannedOn.Mark.THERE : PlannedOn.Mark.NONE;
            rows.add(new Row(update.found(), update.live(), mark));
        }
        for (Retirement retirement : table.retirements()) {
            rows.add(new Row(retirement.located(), retirement.live(), PlannedOn.Mark.ANY));
        }
        return rows;
    }

    private void take(PlannedTable planned, PlannedOn on, List<Row> alike) throws SQLException, RowsLost {
        Row first = alike.get(0);
        BoundTable table = planned.table();
        StagedSource source = new StagedSource(dialect);
        PlannedOn.Conditions conditions = on.conditions(source, first.at(), first.live(), first.mark());
        List<@Nullable String[]> staged = new ArrayList<>();
        for (Row row : alike) {
            List<@Nullable String> texts = new ArrayList<>();
            on.addTexts(texts, row.at(), row.live());
            staged.add(texts.toArray(new String[0]));
        }
        // All conditions stand where a row that had to be waited for is looked at once more.
        String sql = "select 1 from (" + source.sql() + ") s cross join "
                + dialect.quote(table.table().name()) + " t where " + String.join(" and ", conditions.all())
                + dialect.lockForChange();
        int found = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, source.width(), staged);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found++;
                }
            }
        }
        RowsLost.expect(planned, alike.size(), found);
    }
}
