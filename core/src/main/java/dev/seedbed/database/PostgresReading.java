package dev.seedbed.database;

import dev.seedbed.database.Dialect.Query;
import dev.seedbed.database.Dialect.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;

/** Reads rows of PostgreSQL as text: one query in a stream, or many in one round trip. */
final class PostgresReading {
    private static final int MOST_TOGETHER = 50;

    private PostgresReading() {}

    /** The rows of one query; many of them by COPY where there is one, else a portion at a time. */
    static void one(Connection connection, String sql, int columns, boolean large, RowReader reader)
            throws SQLException {
        if (large && PostgresCopy.available(connection)) {
            PostgresCopy.out(connection, sql, columns, reader);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (large) {
                statement.setFetchSize(1_000);
            }
            try (ResultSet rows = statement.executeQuery()) {
                read(rows, columns, reader);
            }
        }
    }

    /** The rows of many queries, each to its own reader, in as few round trips as the server can bear. */
    static void together(Connection connection, List<Query> queries) throws SQLException {
        for (int from = 0; from < queries.size(); from += MOST_TOGETHER) {
            List<Query> portion = queries.subList(from, Math.min(from + MOST_TOGETHER, queries.size()));
            StringJoiner sql = new StringJoiner("; ");
            for (Query query : portion) {
                sql.add(query.sql());
            }
            try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
                PostgresAnswers answers = new PostgresAnswers(statement);
                for (Query query : portion) {
                    try (ResultSet rows = answers.next()) {
                        read(rows, query.columns(), query.reader());
                    }
                }
            }
        }
    }

    private static void read(ResultSet rows, int columns, RowReader reader) throws SQLException {
        TextRow row = new TextRow(columns);
        while (rows.next()) {
            row.set(rows, 1);
            reader.row(row);
        }
    }
}
