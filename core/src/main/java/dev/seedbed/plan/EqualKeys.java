package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which keys of a table are one to the database, by the types and the collations of its columns. */
final class EqualKeys {
    private final Connection connection;
    private final Dialect dialect;
    private final BoundTable table;

    EqualKeys(Connection connection, Dialect dialect, BoundTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * A column of the key.
     *
     * @param shape how the keys refer by it; null for a plain value
     */
    record Part(int index, @Nullable RefShape shape) {}

    /** Is told that two keys are equal, by their positions. */
    @FunctionalInterface
    interface Equal {
        void are(int one, int other);
    }

    /**
     * Asks for each of some keys which of others equal it.
     *
     * @param ones texts of the parts, NULL in the same places of all
     * @param others the same
     */
    void ask(List<Part> parts, List<@Nullable String[]> ones, List<@Nullable String[]> others, Equal equal)
            throws SQLException {
        int limit = dialect.rowSetLimit();
        for (int i = 0; i < ones.size(); i += limit) {
            List<@Nullable String[]> portion = ones.subList(i, Math.min(ones.size(), i + limit));
            for (int j = 0; j < others.size(); j += limit) {
                int one = i;
                int other = j;
                askPortion(
                        parts,
                        portion,
                        others.subList(j, Math.min(others.size(), j + limit)),
                        (a, b) -> equal.are(one + a, other + b));
            }
        }
    }

    private void askPortion(
            List<Part> parts, List<@Nullable String[]> ones, List<@Nullable String[]> others, Equal equal)
            throws SQLException {
        @Nullable String[] first = ones.get(0);
        String keys = keys(parts, first.length);
        StringBuilder on = new StringBuilder("a.ord > 0 and b.ord > 0");
        for (int i = 0; i < first.length; i++) {
            if (first[i] != null) {
                on.append(" and a.k").append(i + 1).append(" = b.k").append(i + 1);
            }
        }
        String sql = "select a.ord, b.ord from (" + keys + ") a join (" + keys + ") b on " + on;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = dialect.bindRowSet(statement, 1, first.length, ones);
            dialect.bindRowSet(statement, next, first.length, others);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    equal.are(rows.getInt(1) - 1, rows.getInt(2) - 1);
                }
            }
        }
    }

    /** Those of some keys that are values of their columns; of the others the database would only say that they are none. */
    List<Integer> fitting(List<Part> parts, List<@Nullable String[]> keys) throws SQLException {
        List<Integer> fitting = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += dialect.rowSetLimit()) {
            List<Integer> left = new ArrayList<>();
            for (int i = from; i < Math.min(keys.size(), from + dialect.rowSetLimit()); i++) {
                left.add(i);
            }
            keepFitting(parts, keys, left);
            fitting.addAll(left);
        }
        return fitting;
    }

    private void keepFitting(List<Part> parts, List<@Nullable String[]> keys, List<Integer> left) throws SQLException {
        boolean[] failed = {true};
        while (failed[0] && !left.isEmpty()) {
            failed[0] = false;
            List<@Nullable String[]> staged = new ArrayList<>();
            left.forEach(position -> staged.add(keys.get(position)));
            int width = staged.get(0).length;
            List<Integer> unfit = new ArrayList<>();
            StagedValues.ask(
                    connection,
                    dialect,
                    "select * from (" + keys(parts, width) + ") a where a.ord > 0",
                    width,
                    staged,
                    answer -> {},
                    failing -> unfit.add(left.get(failing.row())));
            failed[0] = !unfit.isEmpty();
            left.removeAll(unfit);
        }
    }

    /** Staged keys under no live ones, so that they are compared as the columns are, by their collations. */
    private String keys(List<Part> parts, int width) {
        LiveQuery live = new LiveQuery(dialect, table);
        List<String> columns = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            Column column = table.layout().columns().get(part.index());
            RefShape shape = part.shape();
            List<ColumnType> types = shape == null
                    ? List.of(column.type())
                    : shape.leaves().stream().map(RefShape.Leaf::type).toList();
            columns.addAll(shape == null ? List.of(live.live(column)) : live.leafExpressions(part.index(), shape));
            for (ColumnType type : types) {
                texts.add(dialect.typed("d.v" + (texts.size() + 1), type));
            }
        }
        StringBuilder sql = new StringBuilder("select 0 as ord");
        for (int i = 0; i < width; i++) {
            sql.append(", ").append(columns.get(i)).append(" as k").append(i + 1);
        }
        return sql + " from " + live.from() + " where 1 = 0 union all select d.ord, " + String.join(", ", texts)
                + " from " + dialect.rowSet(width);
    }
}
