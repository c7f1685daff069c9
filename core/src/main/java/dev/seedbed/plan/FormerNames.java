package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose key refers to a row that waits for its rename: under the name that it declares such a row seems missing,
 * though it may be there under the former one.
 */
final class FormerNames {
    private final Connection connection;
    private final Dialect dialect;
    private final PlannedTable table;

    FormerNames(Connection connection, Dialect dialect, PlannedTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    void run() throws SQLException {
        int[] key = table.table().layout().key();
        Map<String, List<BoundRow>> batches = new LinkedHashMap<>();
        for (BoundRow row : table.substitutes().values()) {
            if (table.fate(row.ordinal()) != Fate.INSERT) {
                continue;
            }
            StringBuilder form = new StringBuilder();
            for (int index : key) {
                Cell cell = row.cells()[index];
                form.append(cell instanceof Cell.Reference reference ? System.identityHashCode(reference.shape()) : 0);
                LiveQuery.texts(cell, 1).forEach(text -> form.append(text == null ? 'n' : '.'));
            }
            batches.computeIfAbsent(form.toString(), f -> new ArrayList<>()).add(row);
        }
        for (List<BoundRow> rows : batches.values()) {
            for (int from = 0; from < rows.size(); from += dialect.rowSetLimit()) {
                ask(key, rows.subList(from, Math.min(rows.size(), from + dialect.rowSetLimit())));
            }
        }
    }

    private void ask(int[] key, List<BoundRow> rows) throws SQLException {
        int[] forms = new int[key.length];
        for (int k = 0; k < key.length; k++) {
            forms[k] = table.table()
                    .form(
                            key[k],
                            rows.get(0).cells()[key[k]] instanceof Cell.Reference reference ? reference.shape() : null);
        }
        LiveQuery query = new LiveQuery(dialect, table.table());
        List<@Nullable String[]> staged = new ArrayList<>();
        rows.forEach(row -> staged.add(query.texts(row, key, forms).toArray(new String[0])));
        boolean[] isNull = new boolean[staged.get(0).length];
        for (int i = 0; i < isNull.length; i++) {
            isNull[i] = staged.get(0)[i] == null;
        }
        String condition = query.condition(key, forms, isNull);
        String sql =
                "select d.ord from " + query.from() + " join " + dialect.rowSet(isNull.length) + " on " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, isNull.length, staged);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    table.decide(
                            rows.get(found.getInt(1) - 1).ordinal(),
                            Fate.KEEP,
                            new PlannedTable.Detail(
                                    "rename-waiting", "there, and refers to a row that waits for its rename"));
                }
            }
        }
    }
}
