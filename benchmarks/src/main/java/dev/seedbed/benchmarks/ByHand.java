package dev.seedbed.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The best that one writes by hand in Java for one known table with nothing to do, to be compared with the library. It
 * is given the rows in memory, knows the table and its types beforehand, and checks nothing.
 */
final class ByHand {
    private static final String ANTI_JOIN = """
            insert into item (code, name, category, description, price, active, sort_order, valid_from)
            select d.* from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::boolean[],
                                   ?::integer[], ?::date[])
              as d(code, name, category, description, price, active, sort_order, valid_from)
            where not exists (select 1 from item t where t.code = d.code)""";

    /** The texts as the file has them. */
    private static final String READ = """
            copy (select code, name, category, description, price, active::text, sort_order, valid_from from item)
            to stdout""";

    private ByHand() {}

    /** Sends all rows and has the database insert what is missing, which is nothing. Does not compare values. */
    static void antiJoin(Connection connection, List<String[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANTI_JOIN)) {
            for (int column = 0; column < Data.COLUMNS.length; column++) {
                String[] texts = new String[rows.size()];
                for (int i = 0; i < texts.length; i++) {
                    String text = rows.get(i)[column];
                    texts[i] = text.isEmpty() ? null : text;
                }
                statement.setArray(column + 1, connection.createArrayOf("text", texts));
            }
            require(statement.executeUpdate() == 0);
        }
    }

    /** Reads the table by COPY and compares each row with its declaration, as text. */
    static void copyOut(Connection connection, List<String[]> rows) throws SQLException {
        Map<String, String> declared = new HashMap<>(rows.size() * 2);
        StringBuilder line = new StringBuilder();
        for (String[] row : rows) {
            line.setLength(0);
            for (int i = 1; i < row.length; i++) {
                line.append(row[i].isEmpty() ? "\\N" : row[i]).append(i == row.length - 1 ? '\n' : '\t');
            }
            declared.put(row[0], line.toString());
        }
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(READ);
        int same = 0;
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            String text = new String(row, StandardCharsets.UTF_8);
            int tab = text.indexOf('\t');
            String values = declared.get(text.substring(0, tab));
            if (values != null && text.regionMatches(tab + 1, values, 0, values.length())) {
                same++;
            }
        }
        require(same == rows.size());
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("there was something to do");
        }
    }

    /** A statement by hand over some rows. */
    @FunctionalInterface
    interface Statement {
        void run(Connection connection, List<String[]> rows) throws SQLException, IOException;
    }
}
