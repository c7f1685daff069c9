package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Takes all rows out of tables. */
record EmptyStatement(Connection connection, Dialect dialect, NotAllowed notAllowed) {

    void run(Step.Detach step) throws SQLException {
        String nulls = step.columns().stream()
                .map(column -> dialect.quote(column.name()) + " = null")
                .collect(Collectors.joining(", "));
        execute("update " + dialect.quote(step.table().table().name()) + " set " + nulls, List.of(step.table()));
    }

    /** Tables that refer to each other are emptied by one statement, whose references are checked at its end. */
    void run(Step.Empty step) throws SQLException {
        List<String> deletes = step.tables().stream()
                .map(table -> "delete from " + dialect.quote(table.table().name()))
                .toList();
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < deletes.size() - 1; i++) {
            sql.append(i == 0 ? "with " : ", ")
                    .append('e')
                    .append(i)
                    .append(" as (")
                    .append(deletes.get(i))
                    .append(')');
        }
        sql.append(sql.isEmpty() ? "" : " ").append(deletes.get(deletes.size() - 1));
        execute(sql.toString(), step.tables());
    }

    private void execute(String sql, List<BoundTable> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw notAllowed.retire(e, tables.get(0));
        }
    }
}
