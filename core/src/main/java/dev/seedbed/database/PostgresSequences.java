package dev.seedbed.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Moves the sequences of PostgreSQL and draws values from them. */
final class PostgresSequences {
    /** Steps that a sequence is moved by {@code nextval}, which can never move it back, rather than by {@code setval}. */
    private static final long STEPS_BY_NEXTVAL = 10_000;

    private PostgresSequences() {}

    /** Moves the sequence behind a column past the values that its table holds; never back. */
    static void advance(Connection connection, Dialect dialect, TableName table, Column column) throws SQLException {
        String sequence = column.sequence();
        if (sequence == null) {
            return;
        }
        String name = dialect.quote(column.name());
        String state = """
                select s.last_value, s.is_called, q.seqincrement, m.largest
                from %1$s s, pg_sequence q,
                     (select case when seqincrement > 0 then max(%2$s) else min(%2$s) end as largest
                      from %3$s, pg_sequence where seqrelid = '%4$s'::regclass group by seqincrement) m
                where q.seqrelid = '%4$s'::regclass""".formatted(sequence, name, dialect.quote(table), sequence.replace("'", "''"));
        long steps;
        long largest;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(state)) {
            if (!rows.next() || rows.getObject(4) == null) {
                return;
            }
            long last = rows.getLong(1);
            boolean called = rows.getBoolean(2);
            long increment = rows.getLong(3);
            largest = rows.getLong(4);
            long used = called ? last : last - increment;
            long gap = increment > 0 ? largest - used : used - largest;
            if (gap <= 0) {
                return;
            }
            steps = (gap + Math.abs(increment) - 1) / Math.abs(increment);
        }
        String regclass = "'" + sequence.replace("'", "''") + "'::regclass";
        if (steps <= STEPS_BY_NEXTVAL) {
            Statements.execute(
                    connection, "select count(nextval(" + regclass + ")) from generate_series(1, " + steps + ")");
        } else {
            Statements.execute(
                    connection,
                    "select setval(" + regclass + ", " + largest + ") from " + sequence + " s where s.last_value < "
                            + largest);
        }
    }

    /** The next values of a column that draws from a sequence, or of its default; none where it has neither. */
    static List<String> draw(Connection connection, Column column, int count) throws SQLException {
        String expression = column.sequence() == null
                ? column.defaultSql()
                : "nextval('" + column.sequence().replace("'", "''") + "'::regclass)";
        if (expression == null || column.computed()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select (" + expression + ")::text from generate_series(1, " + count + ")")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
