package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets the references, and values that mean rows as these do, that had to wait until the rows they mean were there. */
final class CloseStatement {
    /** Small, since the statement looks at each staged row for each of them. */
    private static final int PORTION = 200;

    private final Connection connection;
    private final Dialect dialect;

    CloseStatement(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    void run(Step.Close step) throws SQLException, RowsLost {
        Map<String, List<BoundRow>> batches = new LinkedHashMap<>();
        BoundTable table = step.table().table();
        try (BoundTable.Cursor rows = step.table().openInserts(step.rows())) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                StringBuilder name = new StringBuilder(StagedSource.form(target(step, row)));
                for (int key : table.layout().key()) {
                    Cell cell = row.cells()[key];
                    name.append(cell instanceof Cell.Reference k ? System.identityHashCode(k.shape()) + "." : "-");
                    name.append(cell instanceof Cell.Null ? 'n' : '.');
                }
                List<BoundRow> batch = batches.computeIfAbsent(name.toString(), n -> new ArrayList<>());
                batch.add(row);
                if (batch.size() == PORTION) {
                    send(step, batch);
                    batch.clear();
                }
            }
        }
        for (List<BoundRow> batch : batches.values()) {
            if (!batch.isEmpty()) {
                send(step, batch);
            }
        }
    }

    /** What the column takes, a reference or a plain value. */
    private static Cell target(Step.Close step, BoundRow row) {
        Cell cell = row.cells()[step.column()];
        return Objects.requireNonNull(
                cell == null ? step.table().table().layout().onInsert()[step.column()] : cell);
    }

    private void send(Step.Close step, List<BoundRow> batch) throws SQLException, RowsLost {
        BoundTable table = step.table().table();
        Column column = table.layout().columns().get(step.column());
        StagedSource staging = new StagedSource(dialect);
        BoundRow first = batch.get(0);
        String value = target(step, first) instanceof Cell.Reference reference
                ? staging.join(reference.shape(), reference.leaves(), new int[] {0})
                : staging.plain(column.type());
        List<String> key = new ArrayList<>();
        for (int index : table.layout().key()) {
            Column keyColumn = table.layout().columns().get(index);
            String live = "t." + dialect.quote(keyColumn.name());
            Cell cell = first.cells()[index];
            if (cell instanceof Cell.Reference reference) {
                key.add(live + " = " + staging.join(reference.shape(), reference.leaves(), new int[] {0}));
            } else if (cell instanceof Cell.Text) {
                key.add(live + " = " + staging.plain(keyColumn.type()));
            } else {
                key.add(live + " is null");
            }
        }
        String from = staging.from();
        String where = String.join(" and ", key);
        String name = dialect.quote(column.name());
        String sql =
                "update " + dialect.quote(table.table().name()) + " as t set " + name + " = (select " + value + " from "
                        + from + " where " + where + ") where t." + name + " is null and exists (select 1 from " + from
                        + " where "
                        + where + ")";
        List<@Nullable String[]> rows = new ArrayList<>();
        for (BoundRow row : batch) {
            List<@Nullable String> texts = new ArrayList<>();
            Cell target = target(step, row);
            StagedSource.addTexts(texts, target, target instanceof Cell.Text text ? text.text() : null);
            for (int index : table.layout().key()) {
                Cell cell = row.cells()[index];
                if (cell instanceof Cell.Reference reference) {
                    texts.addAll(reference.leaves());
                } else if (cell instanceof Cell.Text text) {
                    texts.add(text.text());
                }
            }
            rows.add(texts.toArray(new String[0]));
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = dialect.bindRowSet(statement, 1, staging.width(), rows);
            dialect.bindRowSet(statement, next, staging.width(), rows);
            RowsLost.expect(step.table(), rows.size(), statement.executeUpdate());
        }
    }
}
