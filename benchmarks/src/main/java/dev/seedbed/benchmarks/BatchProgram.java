package dev.seedbed.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/** What most applications do: a batch of INSERT … ON CONFLICT DO NOTHING that the driver rewrites. */
final class BatchProgram {
    static final String SQL = "insert into item (" + String.join(", ", Data.COLUMNS)
            + ") values (?, ?, ?, ?, ?::numeric, ?::boolean, ?::integer, ?::date) on conflict do nothing";

    private static final int BATCH_ROWS = 1_000;

    private BatchProgram() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(arguments[0] + "&reWriteBatchedInserts=true");
                CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(Path.of(arguments[1]))) {
            connection.setAutoCommit(false);
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            insert(connection, () -> records.hasNext() ? records.next().getFields() : null);
            connection.commit();
        }
    }

    /** Yields rows; null after the last. */
    @FunctionalInterface
    interface Rows {
        @org.jspecify.annotations.Nullable
        List<String> next();
    }

    static void insert(Connection connection, Rows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            int waiting = 0;
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < Data.COLUMNS.length; i++) {
                    String text = row.get(i);
                    statement.setString(i + 1, text.isEmpty() ? null : text);
                }
                statement.addBatch();
                if (++waiting == BATCH_ROWS) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }
}
