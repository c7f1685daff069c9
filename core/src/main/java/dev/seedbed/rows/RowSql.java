package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Incoming;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements that lock, insert, change and delete one row, which is found by texts of some of its columns. */
final class RowSql {
    private final Connection connection;
    private final Dialect dialect;
    private final Table table;

    RowSql(Connection connection, Dialect dialect, Table table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /** Texts that are staged for a statement, one by one. */
    private final class Staged {
        private final List<@Nullable String> texts = new ArrayList<>();

        String add(Column column, @Nullable String text) {
            texts.add(text);
            return dialect.typed("d.v" + texts.size(), column.type());
        }

        /** The condition that a column, as an alias has it, holds a text. */
        String holds(String alias, Column column, @Nullable String text) {
            String live = alias + "." + dialect.quote(column.name());
            return text == null ? live + " is null" : live + " = " + add(column, text);
        }

        String from() {
            // A row set has a column at least.
            if (texts.isEmpty()) {
                texts.add(null);
            }
            return dialect.rowSet(texts.size());
        }

        void bind(PreparedStatement statement) throws SQLException {
            List<@Nullable String[]> one = new ArrayList<>();
            one.add(texts.toArray(new String[0]));
            dialect.bindRowSet(statement, 1, texts.size(), one);
        }

        int update(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement);
                return statement.executeUpdate();
            }
        }

        boolean finds(String sql) throws SQLException {
            return number(sql) >= 0;
        }

        /** The number that a query answers; -1 for no row. */
        long number(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? rows.getLong(1) : -1;
                }
            }
        }
    }

    private static String all(List<String> conditions) {
        return String.join(" and ", conditions);
    }

    private List<String> at(Staged staged, String alias, Map<Column, @Nullable String> row) {
        List<String> conditions = new ArrayList<>();
        row.forEach((column, text) -> conditions.add(staged.holds(alias, column, text)));
        return conditions;
    }

    /** Keeps others from changing the row, and from referring to it anew, until the transaction ends; false for no row. */
    boolean lock(Map<Column, @Nullable String> row) throws SQLException {
        Staged staged = new Staged();
        String on = all(at(staged, "t", row));
        return staged.finds("select 1 from " + staged.from() + " cross join " + dialect.quote(table.name())
                + " t where " + on + dialect.lockForChange());
    }

    int insert(Map<Column, @Nullable String> values) throws SQLException {
        Staged staged = new Staged();
        List<String> names = new ArrayList<>();
        List<String> typed = new ArrayList<>();
        values.forEach((column, text) -> {
            names.add(dialect.quote(column.name()));
            typed.add(staged.add(column, text));
        });
        return staged.update("insert into " + dialect.quote(table.name()) + " (" + String.join(", ", names) + ") "
                + "select " + String.join(", ", typed) + " from " + staged.from());
    }

    int update(Map<Column, @Nullable String> row, Map<Column, @Nullable String> values) throws SQLException {
        Staged staged = new Staged();
        List<String> selected = new ArrayList<>();
        Map<String, String> assignments = new LinkedHashMap<>();
        values.forEach((column, text) -> {
            selected.add(staged.add(column, text) + " as n" + (selected.size() + 1));
            assignments.put(dialect.quote(column.name()), "n" + selected.size());
        });
        List<String> on = new ArrayList<>();
        row.forEach((column, text) -> {
            String live = "t." + dialect.quote(column.name());
            if (text == null) {
                on.add(live + " is null");
            } else {
                selected.add(staged.add(column, text) + " as n" + (selected.size() + 1));
                on.add(live + " = s.n" + selected.size());
            }
        });
        String source = "select " + String.join(", ", selected) + " from " + staged.from();
        return staged.update(dialect.update(dialect.quote(table.name()), assignments, source, on, List.of()));
    }

    int delete(Map<Column, @Nullable String> row) throws SQLException {
        Staged staged = new Staged();
        String on = all(at(staged, "t", row));
        return staged.update("delete from " + dialect.quote(table.name()) + " as t where exists (select 1 from "
                + staged.from() + " where " + on + ")");
    }

    /**
     * Rows that refer to the row by a foreign key.
     *
     * @param rows how many, counted as far as one more than were asked for
     */
    record Referred(Incoming by, long rows) {}

    /**
     * The foreign keys by which other rows refer to the row, with how many these are.
     *
     * @param row by which it is found
     * @param live what all its columns hold, by their labels
     * @param changed names of the columns to which they refer; null for any
     * @param most rows that are counted of each
     */
    List<Referred> referring(
            Map<Column, @Nullable String> row,
            Map<String, @Nullable String> live,
            @Nullable Set<String> changed,
            int most)
            throws SQLException {
        List<Referred> referring = new ArrayList<>();
        if (changed != null
                && table.uniqueKeys().stream()
                        .noneMatch(key -> key.columns().stream().anyMatch(changed::contains))) {
            // Rows refer by unique values alone.
            return referring;
        }
        for (Incoming incoming : dialect.incoming(connection, List.of(table))) {
            if (changed != null && incoming.targetColumns().stream().noneMatch(changed::contains)) {
                continue;
            }
            long rows = count(incoming, row, live, most);
            if (rows > 0) {
                referring.add(new Referred(incoming, rows));
            }
        }
        return referring;
    }

    private long count(
            Incoming incoming, Map<Column, @Nullable String> row, Map<String, @Nullable String> live, int most)
            throws SQLException {
        Staged staged = new Staged();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < incoming.columns().size(); i++) {
            Column target = table.column(incoming.targetColumns().get(i));
            String text = target == null ? null : live.get(target.label());
            if (target == null || text == null) {
                return 0;
            }
            conditions.add("c." + dialect.quote(incoming.columns().get(i)) + " = " + staged.add(target, text));
        }
        TableName child = incoming.child();
        if (child.equals(table.name())) {
            // A row may refer to itself.
            conditions.add("not (" + all(at(staged, "c", row)) + ")");
        }
        return staged.number("select count(*) from (select 1 as one from " + staged.from() + " cross join "
                + dialect.quote(child) + " c where " + all(conditions) + " limit " + (most + 1) + ") r");
    }
}
