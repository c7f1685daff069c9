package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers rows that one statement can carry: one form of the columns that find them, one pattern of NULLs in these. */
final class KeyBatches {
    private final Dialect dialect;
    private final BoundTable table;
    private final LiveQuery query;
    private final int[] columns;
    private final Map<String, List<BoundRow>> rows = new LinkedHashMap<>();
    private final Map<String, boolean[]> nulls = new HashMap<>();
    private final Statement statement;

    KeyBatches(Dialect dialect, BoundTable table, LiveQuery query, Statement statement) {
        this(dialect, table, query, table.layout().key(), statement);
    }

    /** @param columns by which rows are found, where that is not their key */
    KeyBatches(Dialect dialect, BoundTable table, LiveQuery query, int[] columns, Statement statement) {
        this.columns = columns.clone();
        this.dialect = dialect;
        this.table = table;
        this.query = query;
        this.statement = statement;
    }

    /** Takes in a row; sends its batch once that is full. */
    void add(BoundRow row) throws SQLException {
        int[] forms = forms(table, row, columns);
        List<@Nullable String> texts = query.texts(row, columns, forms);
        boolean[] isNull = new boolean[texts.size()];
        StringBuilder pattern = new StringBuilder();
        for (int form : forms) {
            pattern.append(form).append(' ');
        }
        for (int i = 0; i < isNull.length; i++) {
            isNull[i] = texts.get(i) == null;
            pattern.append(isNull[i] ? 'n' : '.');
        }
        String name = pattern.toString();
        nulls.putIfAbsent(name, isNull);
        List<BoundRow> batch = rows.computeIfAbsent(name, n -> new ArrayList<>());
        batch.add(row);
        if (batch.size() >= dialect.rowSetLimit()) {
            send(name, batch);
        }
    }

    /** The forms of a row's own key; of a part that is NULL any form serves. */
    static int[] forms(BoundTable table, BoundRow row) {
        return forms(table, row, table.layout().key());
    }

    private static int[] forms(BoundTable table, BoundRow row, int[] columns) {
        int[] forms = new int[columns.length];
        for (int c = 0; c < columns.length; c++) {
            Cell cell = row.cells()[columns[c]];
            boolean isNull =
                    cell instanceof Cell.Null && !table.forms(columns[c]).isEmpty();
            forms[c] = isNull
                    ? 0
                    : table.form(columns[c], cell instanceof Cell.Reference reference ? reference.shape() : null);
        }
        return forms;
    }

    /** Sends what is left. */
    void finish() throws SQLException {
        for (Map.Entry<String, List<BoundRow>> batch : rows.entrySet()) {
            if (!batch.getValue().isEmpty()) {
                send(batch.getKey(), batch.getValue());
            }
        }
    }

    private void send(String name, List<BoundRow> batch) throws SQLException {
        boolean[] isNull = Objects.requireNonNull(nulls.get(name));
        statement.run(new DeclaredForms.KeyForm(forms(table, batch.get(0), columns)), isNull, List.copyOf(batch));
        batch.clear();
    }

    /** What is sent for a batch. */
    @FunctionalInterface
    interface Statement {
        void run(DeclaredForms.KeyForm form, boolean[] isNull, List<BoundRow> rows) throws SQLException;
    }
}
