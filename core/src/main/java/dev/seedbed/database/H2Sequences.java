package dev.seedbed.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Moves the sequences of H2. RESTART is DDL and commits: it is run when the rows are committed already. */
final class H2Sequences {
    private H2Sequences() {}

    static void advance(Connection connection, Dialect dialect, TableName table, Column column) throws SQLException {
        String sequence = column.sequence();
        if (sequence == null) {
            return;
        }
        boolean identity = column.defaultSql() == null;
        String base = identity
                ? "SELECT IDENTITY_BASE, IDENTITY_INCREMENT FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = '%s' AND COLUMN_NAME = '%s'"
                        .formatted(literal(table.schema()), literal(table.name()), literal(column.name()))
                : "SELECT BASE_VALUE, \"INCREMENT\" FROM INFORMATION_SCHEMA.SEQUENCES WHERE '\"' || REPLACE(SEQUENCE_SCHEMA, '\"', '\"\"') || '\".\"' || REPLACE(SEQUENCE_NAME, '\"', '\"\"') || '\"' = '%s'"
                        .formatted(literal(sequence));
        long next;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        select b.n, b.i, case when b.i > 0 then max(t.v) else min(t.v) end
                        from (%s) b(n, i), (select %s as v from %s) t group by b.n, b.i""".formatted(base, dialect.quote(column.name()), dialect.quote(table)))) {
            if (!rows.next() || rows.getObject(3) == null) {
                return;
            }
            long increment = rows.getLong(2);
            long outermost = rows.getLong(3);
            if (increment > 0 ? rows.getLong(1) > outermost : rows.getLong(1) < outermost) {
                return;
            }
            next = Math.addExact(outermost, increment);
        }
        Statements.execute(
                connection,
                identity
                        ? "alter table " + dialect.quote(table) + " alter column " + dialect.quote(column.name())
                                + " restart with " + next
                        : "alter sequence " + sequence + " restart with " + next);
    }

    private static String literal(String text) {
        return text.replace("'", "''");
    }
}
