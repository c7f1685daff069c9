package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows to insert whose unique values another live row holds already. Left to the database they would be an error at
 * best, and swallowed at worst.
 */
final class UniqueClash {
    private final Connection connection;
    private final Dialect dialect;
    private final PlannedTable table;

    UniqueClash(Connection connection, Dialect dialect, PlannedTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /** The unique keys, besides the one that identifies the rows, over columns that rows may give. */
    static List<int[]> otherKeys(BoundTable table) {
        List<int[]> keys = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (Column column : table.keyColumns()) {
            own.add(column.name());
        }
        for (UniqueKey key : table.table().uniqueKeys()) {
            boolean same = own.size() == key.columns().size() && own.containsAll(key.columns());
            if (!key.plain() || same) {
                continue;
            }
            int[] columns = new int[key.columns().size()];
            boolean given = true;
            for (int i = 0; i < columns.length; i++) {
                Column column = table.table().column(key.columns().get(i));
                columns[i] = column == null ? -1 : table.layout().index(column);
                given &= columns[i] >= 0;
            }
            if (given) {
                keys.add(columns);
            }
        }
        return keys;
    }

    void run() throws SQLException {
        if (table.live().isEmpty()) {
            return;
        }
        for (int[] columns : otherKeys(table.table())) {
            updates(columns);
        }
        if (table.inserts() == 0) {
            return;
        }
        for (int[] columns : otherKeys(table.table())) {
            run(columns);
        }
        if (dialect.evaluatesIndexes()) {
            new PartialClash(connection, dialect, table).run();
        }
    }

    private void run(int[] columns) throws SQLException {
        Map<String, List<BoundRow>> batches = new LinkedHashMap<>();
        try (BoundTable.Cursor rows = table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                int[] forms = forms(row, columns);
                if (forms == null) {
                    continue;
                }
                String name = Arrays.toString(forms);
                List<BoundRow> batch = batches.computeIfAbsent(name, n -> new ArrayList<>());
                batch.add(row);
                if (batch.size() >= dialect.rowSetLimit()) {
                    ask(columns, batch);
                    batch.clear();
                }
            }
        }
        for (List<BoundRow> batch : batches.values()) {
            if (!batch.isEmpty()) {
                ask(columns, batch);
            }
        }
    }

    /** Rows that are there may take a value only where no other row holds it. */
    private void updates(int[] columns) throws SQLException {
        Map<String, List<RowUpdate>> batches = new LinkedHashMap<>();
        for (RowUpdate update : table.updates()) {
            int[] forms = forms(update.row(), columns);
            boolean taken = Arrays.stream(columns).anyMatch(update.columns()::get);
            if (forms != null && taken) {
                batches.computeIfAbsent(Arrays.toString(forms), f -> new ArrayList<>())
                        .add(update);
            }
        }
        for (List<RowUpdate> alike : batches.values()) {
            for (int from = 0; from < alike.size(); from += dialect.rowSetLimit()) {
                askOthers(columns, alike.subList(from, Math.min(alike.size(), from + dialect.rowSetLimit())));
            }
        }
    }

    private void askOthers(int[] columns, List<RowUpdate> updates) throws SQLException {
        int[] forms = java.util.Objects.requireNonNull(forms(updates.get(0).row(), columns));
        LiveQuery query = new LiveQuery(dialect, table.table());
        List<@Nullable String[]> staged = new ArrayList<>();
        updates.forEach(
                update -> staged.add(query.texts(update.row(), columns, forms).toArray(new String[0])));
        int width = staged.get(0).length;
        String sql = "select d.ord, " + query.outputs() + " from "
                + query.matching(columns, forms, new boolean[width], width, "", "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, staged);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    RowUpdate update = updates.get(found.getInt(1) - 1);
                    BoundRow located = table.located(update.row());
                    if (!query.keyText(located, found, 2).equals(table.table().keyText(located))) {
                        table.decide(update.row().ordinal(), Fate.BLOCKED, clash(update.row(), columns));
                    }
                }
            }
        }
    }

    /** The forms of the cells; null where one is generated, left out or NULL, so that nothing can clash. */
    private int @Nullable [] forms(BoundRow row, int[] columns) {
        int[] forms = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Cell cell = row.cells()[columns[i]];
            if (cell instanceof Cell.Reference reference) {
                forms[i] = table.table().form(columns[i], reference.shape());
            } else if (cell instanceof Cell.Text) {
                forms[i] = table.table().form(columns[i], null);
            } else {
                return null;
            }
        }
        return forms;
    }

    private void ask(int[] columns, List<BoundRow> rows) throws SQLException {
        int[] forms = java.util.Objects.requireNonNull(forms(rows.get(0), columns));
        LiveQuery query = new LiveQuery(dialect, table.table());
        List<@Nullable String[]> staged = new ArrayList<>();
        rows.forEach(row -> staged.add(query.texts(row, columns, forms).toArray(new String[0])));
        int width = staged.get(0).length;
        String sql = "select d.ord from " + query.matching(columns, forms, new boolean[width], width, "", "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, staged);
            try (ResultSet clashes = statement.executeQuery()) {
                while (clashes.next()) {
                    BoundRow row = rows.get(clashes.getInt(1) - 1);
                    table.decide(row.ordinal(), Fate.BLOCKED, clash(row, columns));
                }
            }
        }
    }

    private PlannedTable.Detail clash(BoundRow row, int[] columns) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int column : columns) {
            table.table().put(texts, column, row.cells()[column]);
        }
        Map<String, RowChange.ColumnChange> changes = new LinkedHashMap<>();
        texts.forEach((name, text) -> changes.put(name, new RowChange.ColumnChange(text, text)));
        return new PlannedTable.Detail(
                "unique-clash", "another row holds " + describe(texts) + " already, and it must be unique", changes);
    }

    static String describe(Map<String, @Nullable String> texts) {
        List<String> pairs = new ArrayList<>();
        texts.forEach((name, text) -> pairs.add(name + " \"" + text + "\""));
        return String.join(", ", pairs);
    }
}
