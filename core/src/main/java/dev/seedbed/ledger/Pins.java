package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down that somebody pins a row or a column of it, or takes that back. */
public final class Pins {
    private final Connection connection;
    private final Dialect dialect;
    private final TableName ledger;
    private final @Nullable String schema;
    private final SecretKeys secrets;

    /** @param seeds every table that the seeds declare, by which it is known what must not be written down */
    public Pins(
            Connection connection, Dialect dialect, TableName ledger, @Nullable String schema, List<SeedTable> seeds) {
        this.secrets = new SecretKeys(seeds);
        this.connection = connection;
        this.dialect = dialect;
        this.ledger = ledger;
        this.schema = schema;
    }

    /**
     * Pins.
     *
     * @param column null for the whole row
     * @return false where it is pinned already, and nothing is written
     * @throws SeedException for a table, row or column that neither the ledger nor the database knows, and for a row whose
     *     key is sensitive
     */
    public boolean pin(LedgerWriter writer, String table, Map<String, @Nullable String> key, @Nullable String column)
            throws SQLException {
        secrets.refuse(connection, dialect, schema, table, key.keySet());
        NamedRow row = NamedRow.find(connection, dialect, ledger, schema, table, key);
        String named = column == null ? null : row.column(column);
        if (row.pins().values().stream().anyMatch(pins -> pins.contains(named == null ? "" : named))) {
            return false;
        }
        writer.pin(row.table(), row.key(), named);
        writer.finish();
        return true;
    }

    /**
     * Takes pins back.
     *
     * @param column null for all pins of the row
     * @return false where nothing was pinned
     * @throws SeedException for one column of a row that is pinned as a whole
     */
    public boolean unpin(LedgerWriter writer, String table, Map<String, @Nullable String> key, @Nullable String column)
            throws SQLException {
        NamedRow row = NamedRow.find(connection, dialect, ledger, schema, table, key);
        Map<Map<String, @Nullable String>, Set<String>> pins = row.pins();
        String named = column == null ? null : row.column(column);
        List<Map<String, @Nullable String>> keys = pins.entrySet().stream()
                .filter(each -> named == null || each.getValue().contains(named))
                .map(Map.Entry::getKey)
                .toList();
        if (keys.isEmpty()) {
            boolean isWhole = pins.values().stream().anyMatch(each -> each.contains(""));
            if (named != null && isWhole) {
                throw new SeedException(new Problem(
                        "Column \"" + named + "\" of row " + NamedRow.text(row.key()) + " of table \"" + row.table()
                                + "\" is pinned with its whole row.",
                        "table " + row.table(),
                        "unpin the row, and pin the columns that are to stay"));
            }
            return false;
        }
        for (Map<String, @Nullable String> each : keys) {
            writer.unpin(row.table(), each, named);
        }
        if (!keys.contains(row.key())) {
            // Another row may have the former name by now.
            writer.unpin(row.table(), row.key(), named);
        }
        writer.finish();
        return true;
    }

    /**
     * What the ledger knows of a row.
     *
     * @throws SeedException for a row that neither the ledger nor the database knows
     */
    public RowHistory show(String table, Map<String, @Nullable String> key) throws SQLException {
        NamedRow row = NamedRow.find(connection, dialect, ledger, schema, table, key);
        return row.history().spelled(new LiveSpelling(row.live(), dialect.keepsScale()));
    }

    /** The name of the ledger's table among those described; an error where there is none. */
    public static TableName required(Catalogue catalogue, String what) {
        TableName ledger = LedgerTable.in(catalogue);
        if (ledger == null) {
            throw new SeedException(new Problem(
                    what + ", and this database has none.",
                    "table " + LedgerTable.NAME,
                    "make one with \"seedbed ledger enable\", or by your own migrations with what \"seedbed ledger sql\""
                            + " prints"));
        }
        return ledger;
    }
}
