package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the live rows that have the keys of some rows, or their values of other columns, many of them by one statement. */
final class KeyedRead {
    private final Connection connection;
    private final Dialect dialect;
    private final LiveQuery query;
    private final int[] columns;
    private final String outputs;
    private final Found found;
    private final KeyBatches batches;
    private String further = "";

    /** Takes a live row; its outputs are those from the second on. */
    @FunctionalInterface
    interface Found {
        void row(BoundRow wanted, ResultSet live) throws SQLException;
    }

    /**
     * A reading that begins with the first row.
     *
     * @param outputs what is read of each live row, as it stands in a SELECT over {@code query}
     */
    KeyedRead(Connection connection, Dialect dialect, BoundTable table, LiveQuery query, String outputs, Found found) {
        this(connection, dialect, table, query, table.layout().key(), outputs, found);
    }

    /** @param columns by which rows are found, where that is not their key */
    KeyedRead(
            Connection connection,
            Dialect dialect,
            BoundTable table,
            LiveQuery query,
            int[] columns,
            String outputs,
            Found found) {
        this.columns = columns.clone();
        this.connection = connection;
        this.dialect = dialect;
        this.query = query;
        this.outputs = outputs;
        this.found = found;
        this.batches = new KeyBatches(dialect, table, query, columns, this::read);
    }

    /** Reads those alone for which this holds, too: conditions, each with an {@code and} before it. */
    KeyedRead where(String conditions) {
        further = conditions;
        return this;
    }

    /** Takes in another row. */
    void add(BoundRow row) throws SQLException {
        batches.add(row);
    }

    /** Reads what is left. */
    void finish() throws SQLException {
        batches.finish();
    }

    /** Reads all these rows and no others. */
    void all(Iterable<BoundRow> rows) throws SQLException {
        for (BoundRow row : rows) {
            add(row);
        }
        finish();
    }

    private void read(DeclaredForms.KeyForm form, boolean[] isNull, List<BoundRow> rows) throws SQLException {
        List<@Nullable String[]> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(query.texts(row, columns, form.forms()).toArray(new String[0])));
        String sql = "select d.ord, " + outputs + " from "
                + query.matching(columns, form.forms(), isNull, isNull.length, "", further);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, isNull.length, keys);
            try (ResultSet live = statement.executeQuery()) {
                while (live.next()) {
                    found.row(rows.get(live.getInt(1) - 1), live);
                }
            }
        }
    }
}
