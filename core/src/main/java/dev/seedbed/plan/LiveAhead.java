package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live rows of a table, read into memory while another thread reads what is declared: the database and the file keep
 * one processor busy each. Only for tables and files that are neither small nor large.
 */
final class LiveAhead {
    /** A smaller file is read before the database has answered. */
    private static final long FEWEST_FILE_BYTES = 1 << 20;

    private static final long MOST_FILE_BYTES = 24 << 20;
    private static final long MOST_ROWS = 250_000;

    /** What all of them together may take. */
    private static final long MOST_BYTES =
            Math.min(48 << 20, Runtime.getRuntime().maxMemory() / 8);

    private final String sql;
    private final Dialect.KeptRows rows;

    private LiveAhead(String sql, Dialect.KeptRows rows) {
        this.sql = sql;
        this.rows = rows;
    }

    /**
     * True where it is worth its while to read the live rows of a table beside its file.
     *
     * @param held bytes that those of other tables take
     */
    static boolean suits(Connection connection, Dialect dialect, BoundTable table, long held) throws SQLException {
        long bytes = 0;
        for (BoundTable.Part part : table.parts()) {
            bytes += part.seeds().rows().plainBytes();
        }
        return bytes >= FEWEST_FILE_BYTES
                && bytes <= Math.min(MOST_FILE_BYTES, (MOST_BYTES - held) / 2)
                && table.table().estimatedRows() > 0
                && table.table().estimatedRows() <= MOST_ROWS
                && dialect.copies(connection);
    }

    /**
     * Reads the rows.
     *
     * @param table of whose declared rows the first is bound
     * @param held bytes that those of other tables take
     * @return null where they turn out to be too many
     */
    static @Nullable LiveAhead read(Connection connection, Dialect dialect, BoundTable table, long held)
            throws SQLException {
        LiveQuery query = new LiveQuery(dialect, table);
        try {
            Dialect.KeptRows rows =
                    dialect.keepAll(connection, limited(query.allByCopy(), MOST_ROWS), MOST_BYTES - held);
            return rows == null || rows.count() > MOST_ROWS ? null : new LiveAhead(query.allByCopy(), rows);
        } catch (SQLException e) {
            throw TooSlow.told(dialect, e, "reading", List.of(table));
        }
    }

    /** One more than may come tells that there are too many. */
    static String limited(String sql, long most) {
        return sql + " limit " + (most + 1);
    }

    /** True where the rows are what a query would answer now, and not too many. */
    boolean answers(LiveQuery query, long most) {
        return sql.equals(query.allByCopy()) && rows.count() <= most;
    }

    int count() {
        return rows.count();
    }

    /** What they take. */
    long bytes() {
        return rows.bytes();
    }

    /** Reads one of the rows; any thread may. */
    void read(int number, TextRow into) {
        rows.read(number, into);
    }
}
