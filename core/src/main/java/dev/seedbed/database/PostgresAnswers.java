package dev.seedbed.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The result sets of statements that were sent together, one after the other. */
final class PostgresAnswers {
    private final PreparedStatement statement;
    private boolean begun;

    /** Sends them when the first result set is asked for. */
    PostgresAnswers(PreparedStatement statement) {
        this.statement = statement;
    }

    /** The next result set; those statements that answer with none are passed over. */
    ResultSet next() throws SQLException {
        boolean rows = begun ? statement.getMoreResults() : statement.execute();
        begun = true;
        while (!rows) {
            if (statement.getUpdateCount() < 0) {
                throw new SQLException("The server answered fewer queries than were sent.");
            }
            rows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    /** The first value of the next result set. */
    String nextText() throws SQLException {
        try (ResultSet rows = next()) {
            rows.next();
            return rows.getString(1);
        }
    }
}
