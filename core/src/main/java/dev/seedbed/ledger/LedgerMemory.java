package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerReference;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the rows of a database hands on to the next of what it read in the ledger. Entries are never changed, and
 * the hash of the last one stands for all before it: while it is still there, only those that came since are read, and of
 * older ones those that tell of the rows that are asked for. Of a table of which rows were renamed all is read each time.
 *
 * <p>Not thread-safe: for one look at a time.
 */
public final class LedgerMemory {
    /** More entries than that are picked out of all. */
    private static final int MOST_NAMED = 2_000;

    private final Map<String, KnownTable> tables = new HashMap<>();
    private String ledger = "";
    private long seq;
    private String hash = "";

    /** True where the plan that is made, or was made last, has read what came since. */
    private boolean fresh;

    /**
     * The ledger among the tables described, for one plan; {@link LedgerView#NONE} where there is none.
     *
     * @throws dev.seedbed.seed.SeedException as {@link LedgerTable#in}
     */
    public LedgerView in(Catalogue catalogue, Dialect dialect) {
        fresh = false;
        TableName name = LedgerTable.in(catalogue);
        return name == null
                ? LedgerView.NONE
                : new View(new LedgerTable(dialect, name), new StoredLedger(dialect, name));
    }

    /** What is known of who wrote some rows as the last plan read it, as {@link TableHistory#of}. */
    public TableHistory history(
            Connection connection, Dialect dialect, TableName name, String tableName, Set<String> wanted)
            throws SQLException {
        LedgerTable table = new LedgerTable(dialect, name);
        look(connection, table);
        KnownTable known = tables.get(tableName);
        if (known != null && known.isRenamed()) {
            return TableHistory.of(connection, dialect, name, tableName, wanted);
        }
        Set<String> followed = known == null ? Set.of() : known.withFormerKeys(wanted);
        Set<Long> entries = known == null ? Set.of() : known.entries(followed);
        return TableHistory.of(connection, table.select() + named(entries), tableName, followed, entries);
    }

    private static String named(Set<Long> entries) {
        return " where table_name = ?"
                + (entries.size() > MOST_NAMED
                        ? ""
                        : " and seq in ("
                                + entries.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
    }

    private void forget() {
        tables.clear();
        seq = 0;
        hash = "";
    }

    private void look(Connection connection, LedgerTable table) throws SQLException {
        if (!fresh) {
            refresh(connection, table);
            fresh = true;
        }
    }

    /** Reads the entries that came since, in one statement where there was no other ledger. */
    private void refresh(Connection connection, LedgerTable table) throws SQLException {
        if (!ledger.equals(table.quoted())) {
            forget();
            ledger = table.quoted();
        }
        boolean done = false;
        try {
            if (!readOn(connection, table)) {
                forget();
                readOn(connection, table);
            }
            done = true;
        } finally {
            if (!done) {
                forget();
            }
        }
    }

    /** False where the last entry that is remembered is not there. */
    private boolean readOn(Connection connection, LedgerTable table) throws SQLException {
        boolean[] isThere = {seq == 0};
        LedgerTable.read(
                connection,
                "select seq, hash, table_name, run_id, case when seq = ? then '' else body end from " + table.quoted()
                        + " where seq >= ? and epoch = (select epoch from " + table.quoted()
                        + " order by seq desc limit 1) order by seq",
                List.of(seq, seq),
                row -> {
                    if (isThere[0]) {
                        add(row);
                    } else {
                        isThere[0] = row.getLong(1) == seq && row.getString(2).equals(hash);
                    }
                });
        return isThere[0];
    }

    private void add(ResultSet row) throws SQLException {
        String tableName = row.getString(3);
        if (tableName != null) {
            try {
                tables.computeIfAbsent(tableName, name -> new KnownTable())
                        .add(new LedgerBody(row.getLong(1), row.getString(4), row.getString(5)));
            } catch (BodyReader.Unreadable e) {
                throw e.of("entries of table " + tableName);
            }
        }
        seq = row.getLong(1);
        hash = row.getString(2);
    }

    /** The ledger for one plan. */
    private final class View implements LedgerView {
        private final LedgerTable table;
        private final StoredLedger stored;

        View(LedgerTable table, StoredLedger stored) {
            this.table = table;
            this.stored = stored;
        }

        /** Whoever asks so wants to see all keys. */
        @Override
        public @Nullable Rows read(
                Connection connection, String tableName, List<LedgerReference> references, Predicate<String> wanted)
                throws SQLException {
            return stored.read(connection, tableName, references, wanted);
        }

        @Override
        public @Nullable Rows read(
                Connection connection, String tableName, List<LedgerReference> references, Supplier<Set<String>> wanted)
                throws SQLException {
            look(connection, table);
            KnownTable known = tables.get(tableName);
            if (known == null) {
                return new KnownRows(key -> false, ReferredRenames.NONE);
            }
            boolean renamed = known.isRenamed();
            for (LedgerReference reference : references) {
                KnownTable referred = tables.get(reference.table());
                renamed |= referred != null && referred.isRenamed();
            }
            Rows rows = renamed
                    ? null
                    : known.rows(wanted.get(), (entries, taker) -> bodies(connection, tableName, entries, taker));
            return rows != null ? rows : stored.read(connection, tableName, references, wanted);
        }

        private void bodies(Connection connection, String tableName, Set<Long> entries, KnownTable.Taker taker)
                throws SQLException {
            LedgerTable.read(
                    connection,
                    "select seq, run_id, body from " + table.quoted() + named(entries) + " order by seq",
                    List.of(tableName),
                    row -> {
                        if (entries.contains(row.getLong(1))) {
                            taker.take(new LedgerBody(row.getLong(1), row.getString(2), row.getString(3)));
                        }
                    });
        }

        @Override
        public boolean knowsOf(Connection connection, String tableName) throws SQLException {
            look(connection, table);
            return tables.containsKey(tableName);
        }
    }
}
