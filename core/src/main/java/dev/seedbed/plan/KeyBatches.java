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

/** Gathers rows that one statement can carry: one form of the key, one pattern of NULLs in it. */
final class KeyBatches {
    private final Dialect dialect;
    private final BoundTable table;
    private final LiveQuery query;
    private final Map<String, List<BoundRow>> rows = new LinkedHashMap<>();
    private final Map<String, boolean[]> nulls = new HashMap<>();
    private final Statement statement;

    KeyBatches(Dialect dialect, BoundTable table, LiveQuery query, Statement statement) {
        this.dialect = dialect;
        this.table = table;
        this.query = query;
        this.statement = statement;
    }

    /** Takes in a row; sends its batch once that is full. */
    void add(BoundRow row) throws SQLException {
        int[] forms = forms(table, row);
        List<@Nullable String> texts = query.texts(row, table.layout().key(), forms);
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
        int[] key = table.layout().key();
        int[] forms = new int[key.length];
        for (int k = 0; k < key.length; k++) {
            Cell cell = row.cells()[key[k]];
            boolean isNull = cell instanceof Cell.Null && !table.forms(key[k]).isEmpty();
            forms[k] = isNull
                    ? 0
                    : table.form(key[k], cell instanceof Cell.Reference reference ? reference.shape() : null);
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
        statement.run(new DeclaredForms.KeyForm(forms(table, batch.get(0))), isNull, List.copyOf(batch));
        batch.clear();
    }

    /** What is sent for a batch. */
    @FunctionalInterface
    interface Statement {
        void run(DeclaredForms.KeyForm form, boolean[] isNull, List<BoundRow> rows) throws SQLException;
    }
}
