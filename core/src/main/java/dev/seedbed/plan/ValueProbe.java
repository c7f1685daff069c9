package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Declared values that only the database understands (ranges, intervals, dates in words): whether it does. They are asked
 * about together, those of many rows in one statement.
 */
final class ValueProbe {
    private final Connection connection;
    private final Dialect dialect;
    private final BoundTable table;
    private final Problems problems;
    private final Map<List<Integer>, List<BoundRow>> batches = new LinkedHashMap<>();

    ValueProbe(Connection connection, Dialect dialect, BoundTable table, Problems problems) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        this.problems = problems;
    }

    /** Takes in a row of which only some columns may be in doubt. */
    void add(BoundRow row, Collection<Integer> columns) throws SQLException {
        List<Integer> doubtful = new ArrayList<>();
        for (int column : columns) {
            if (row.cells()[column] instanceof Cell.Text text && CanonicalText.of(type(column), text.text()) == null) {
                doubtful.add(column);
            }
        }
        if (doubtful.isEmpty()) {
            return;
        }
        List<BoundRow> batch = batches.computeIfAbsent(doubtful, d -> new ArrayList<>());
        batch.add(row);
        if (batch.size() >= dialect.rowSetLimit()) {
            ask(doubtful, List.copyOf(batch));
            batch.clear();
        }
    }

    /** Asks about what has not been asked yet. */
    void finish() throws SQLException {
        for (Map.Entry<List<Integer>, List<BoundRow>> batch : batches.entrySet()) {
            if (!batch.getValue().isEmpty()) {
                ask(batch.getKey(), batch.getValue());
            }
        }
    }

    private ColumnType type(int column) {
        return table.layout().columns().get(column).type();
    }

    private void ask(List<Integer> columns, List<BoundRow> rows) throws SQLException {
        List<BoundRow> refused = new ArrayList<>();
        ask(columns, rows, (row, cause) -> {
            if (columns.size() == 1) {
                problems.add(RowProblems.value(dialect, table, row, columns.get(0), cause));
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
