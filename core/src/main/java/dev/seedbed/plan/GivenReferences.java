package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.seed.Location;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows to which given values refer by their natural keys. */
final class GivenReferences {
    private final Connection connection;
    private final Dialect dialect;
    private final BoundTable table;
    private final Problems problems;
    private final Location at;

    GivenReferences(Connection connection, Dialect dialect, BoundTable table, Problems problems, Location at) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        this.problems = problems;
        this.at = at;
    }

    /** Finds the row, and takes from it the values of all columns of the foreign key that are not given by themselves. */
    void resolve(Column column, Cell.Reference reference, Map<Column, Cell> given, Map<Column, Cell> into)
            throws SQLException {
        RefShape shape = reference.shape();
        if (reference.leaves().stream().allMatch(leaf -> leaf == null)) {
            into.put(column, Cell.Null.INSTANCE);
            return;
        }
        Map<Column, Column> wanted = new LinkedHashMap<>();
        wanted.put(column, shape.targetColumn());
        ForeignKey foreignKey = table.table().foreignKey(column);
        if (foreignKey != null && foreignKey.target().equals(shape.target().name())) {
            for (int i = 0; i < foreignKey.columns().size(); i++) {
                Column other = table.table().column(foreignKey.columns().get(i));
                Column target = shape.target().column(foreignKey.targetColumns().get(i));
                if (other != null && target != null && !given.containsKey(other)) {
                    wanted.put(other, target);
                }
            }
        }
        List<@Nullable String> found = ask(reference, List.copyOf(wanted.values()));
        if (found == null) {
            problems.add(
                    "Reference \"" + told(reference) + "\" in column \"" + column.label()
                            + "\" names no row of table \""
                            + shape.target().name().label() + "\".",
                    at,
                    "table " + table,
                    "correct it, or create or restore that row first");
            return;
        }
        int i = 0;
        for (Column each : wanted.keySet()) {
            into.put(each, LiveQuery.stored(found.get(i++)));
        }
    }

    private static String told(Cell.Reference reference) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < reference.leaves().size(); i++) {
            parts.add(reference.shape().leaves().get(i).path() + ": "
                    + reference.leaves().get(i));
        }
        return String.join(", ", parts);
    }

    /** Null for no row; of more than one, which no key allows, the first. */
    private @Nullable List<@Nullable String> ask(Cell.Reference reference, List<Column> wanted) throws SQLException {
        RefShape shape = reference.shape();
        boolean[] isNull = new boolean[reference.leaves().size()];
        for (int i = 0; i < isNull.length; i++) {
            isNull[i] = reference.leaves().get(i) == null;
        }
        StringBuilder joins = new StringBuilder();
        String alias = new LiveQuery(dialect, table).target("g", shape, isNull, new int[2], joins);
        List<String> outputs = new ArrayList<>();
        for (Column column : wanted) {
            outputs.add(dialect.text(alias + "." + dialect.quote(column.name()), column.type()));
        }
        String sql = "select " + String.join(", ", outputs) + " from " + dialect.rowSet(isNull.length) + joins;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<@Nullable String[]> one = new ArrayList<>();
            one.add(reference.leaves().toArray(new String[0]));
            dialect.bindRowSet(statement, 1, isNull.length, one);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                List<@Nullable String> texts = new ArrayList<>();
                for (int i = 0; i < wanted.size(); i++) {
                    texts.add(rows.getString(i + 1));
                }
                return texts;
            }
        }
    }
}
