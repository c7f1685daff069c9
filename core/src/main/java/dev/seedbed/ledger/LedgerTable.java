package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table that holds the entries, and the SQL on it. */
public final class LedgerTable {
    /** The name by which a catalogue is asked for it, as for the tables of seeds. */
    public static final String NAME = LedgerView.TABLE;

    /** Entries are large: a few of them at a time are enough for a stream. */
    private static final int FETCHED = 50;

    private final String quoted;

    LedgerTable(Dialect dialect, TableName name) {
        this.quoted = dialect.quote(name);
    }

    /**
     * The ledger's table among those described.
     *
     * @return null where the database has none
     * @throws SeedException for one that cannot be read, or that is no ledger
     */
    public static @Nullable TableName in(Catalogue catalogue) {
        Table table = catalogue.table(NAME);
        if (table == null) {
            return null;
        }
        String where = "table " + table.name().label();
        Table.Obstacle obstacle = table.obstacle();
        if (obstacle != null) {
            throw new SeedException(new Problem(obstacle.what(), where + ", the ledger", obstacle.mend()));
        }
        List<String> missing = Entry.COLUMNS.stream()
                .filter(column -> table.column(column) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw new SeedException(new Problem(
                    "The table \"" + table.name().label() + "\" is no ledger: it has no column \"" + missing.get(0)
                            + "\".",
                    where,
                    "compare it with what \"seedbed ledger sql\" prints"));
        }
        return table.name();
    }

    String quoted() {
        return quoted;
    }

    /** The last entry, without what it is about; null where there is none. */
    @Nullable
    Entry last(Connection connection) throws SQLException {
        String sql = selectWithoutBody() + " order by seq desc limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Entry.of(rows) : null;
        }
    }

    /** A query for whole entries, to which conditions and order may be added. */
    String select() {
        return "select " + String.join(", ", Entry.COLUMNS) + " from " + quoted;
    }

    /** The same for entries whose body is the empty text. */
    String selectWithoutBody() {
        return select().replace(" body,", " '',");
    }

    String insert() {
        return "insert into " + quoted + " (" + String.join(", ", Entry.COLUMNS) + ") values (?"
                + ", ?".repeat(Entry.COLUMNS.size() - 1) + ")";
    }

    /** Takes the rows of a query. */
    @FunctionalInterface
    interface Reader {
        void row(ResultSet row) throws SQLException;
    }

    /** Reads in a stream, in a transaction. */
    static void read(Connection connection, String sql, List<?> parameters, Reader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.row(rows);
                }
            }
        }
    }
}
