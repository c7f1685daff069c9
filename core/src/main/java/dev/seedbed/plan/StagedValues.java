package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query over staged rows, that finds the rows whose values the database does not take: by halves, behind a savepoint,
 * since an error says which value but not where it was declared.
 */
final class StagedValues {
    private StagedValues() {}

    /** A staged row whose values the database refused. */
    record Failing(int row, SQLException cause) {}

    @FunctionalInterface
    interface AnswerReader {
        void read(ResultSet answer) throws SQLException;
    }

    @FunctionalInterface
    interface FailureReader {
        void read(Failing failing);
    }

    static void ask(
            Connection connection,
            Dialect dialect,
            String sql,
            int width,
            List<@Nullable String[]> staged,
            AnswerReader answers,
            FailureReader failures)
            throws SQLException {
        try {
            ask(connection, dialect, sql, width, staged, answers, connection.setSavepoint());
        } catch (SQLException e) {
            if (dialect.failure(e) != Dialect.Failure.VALUE && dialect.failure(e) != Dialect.Failure.CHECK) {
                throw e;
            }
            search(connection, dialect, sql, width, staged, 0, failures, new int[] {0});
        }
    }

    private static void ask(
            Connection connection,
            Dialect dialect,
            String sql,
            int width,
            List<@Nullable String[]> staged,
            AnswerReader answers,
            Savepoint savepoint)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, staged);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.read(rows);
                }
            }
        } catch (SQLException e) {
            connection.rollback(savepoint);
            throw e;
        }
        connection.releaseSavepoint(savepoint);
    }

    /** Most rows that are named: behind them the mistake is the same one. */
    private static final int MOST_NAMED = 20;

    private static void search(
            Connection connection,
            Dialect dialect,
            String sql,
            int width,
            List<@Nullable String[]> staged,
            int offset,
            FailureReader failures,
            int[] named)
            throws SQLException {
        if (named[0] >= MOST_NAMED) {
            return;
        }
        try {
            ask(connection, dialect, sql, width, staged, answer -> {}, connection.setSavepoint());
        } catch (SQLException e) {
            if (staged.size() == 1) {
                named[0]++;
                failures.read(new Failing(offset, e));
                return;
            }
            int half = staged.size() / 2;
            search(connection, dialect, sql, width, staged.subList(0, half), offset, failures, named);
            search(
                    connection,
                    dialect,
                    sql,
                    width,
                    staged.subList(half, staged.size()),
                    offset + half,
                    failures,
                    named);
        }
    }
}
