package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Values of rows to insert that only the database understands (ranges, intervals, dates in words): whether it does. */
final class ValueProbe {
    private final Connection connection;
    private final Dialect dialect;
    private final PlannedTable table;
    private final Problems problems;

    ValueProbe(Connection connection, Dialect dialect, PlannedTable table, Problems problems) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        this.problems = problems;
    }

    void run() throws SQLException {
        List<Integer> columns =
                table.declared().doubtfulColumns().stream().boxed().toList();
        if (columns.isEmpty() || table.inserts() == 0) {
            return;
        }
        Map<List<Integer>, List<BoundRow>> batches = new LinkedHashMap<>();
        try (BoundTable.Cursor rows = table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                List<Integer> doubtful = new ArrayList<>();
                for (int column : columns) {
                    if (row.cells()[column] instanceof Cell.Text text
                            && CanonicalText.of(type(column), text.text()) == null) {
                        doubtful.add(column);
                    }
                }
                if (!doubtful.isEmpty()) {
                    List<BoundRow> batch = batches.computeIfAbsent(doubtful, d -> new ArrayList<>());
                    batch.add(row);
                    if (batch.size() >= dialect.rowSetLimit()) {
                        ask(doubtful, List.copyOf(batch));
                        batch.clear();
                    }
                }
            }
        }
        for (Map.Entry<List<Integer>, List<BoundRow>> batch : batches.entrySet()) {
            if (!batch.getValue().isEmpty()) {
                ask(batch.getKey(), batch.getValue());
            }
        }
    }

    private ColumnType type(int column) {
        return table.table().layout().columns().get(column).type();
    }

    private void ask(List<Integer> columns, List<BoundRow> rows) throws SQLException {
        List<BoundRow> refused = new ArrayList<>();
        ask(columns, rows, (row, cause) -> {
            if (columns.size() == 1) {
                problems.add(RowProblems.value(dialect, table.table(), row, columns.get(0), cause));
            } else {
                refused.add(row);
            }
        });
        if (!refused.isEmpty()) {
            for (int column : columns) {
                ask(List.of(column), refused);
            }
        }
    }

    private void ask(List<Integer> columns, List<BoundRow> rows, BiConsumer<BoundRow, SQLException> refused)
            throws SQLException {
        List<@Nullable String[]> staged = new ArrayList<>();
        for (BoundRow row : rows) {
            @Nullable String[] texts = new @Nullable String[columns.size()];
            Arrays.setAll(texts, i -> row.cells()[columns.get(i)] instanceof Cell.Text text ? text.text() : null);
            staged.add(texts);
        }
        List<String> typed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            typed.add("count(" + dialect.typed("d.v" + (i + 1), type(columns.get(i))) + ")");
        }
        StagedValues.ask(
                connection,
                dialect,
                "select " + String.join(", ", typed) + " from " + dialect.rowSet(columns.size()),
                columns.size(),
                staged,
                answer -> {},
                failing -> refused.accept(rows.get(failing.row()), failing.cause()));
    }
}
