package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerRow;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries in the transaction of a run, which holds the lock of all runs: what was added arrives in portions, the
 * rest with {@link #finish}. The caller commits. Without a row, a pin or a
 * reset it asks and writes nothing.
 */
public final class LedgerWriter {
    /** Most rows of an entry: few entries cost little, and a small entry shows soon what it is about. */
    private static final int MOST_ROWS = 500;

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int ENTRIES_TOGETHER = 16;

    private final Connection connection;
    private final LedgerTable table;
    private final LedgerRun run;
    private final LedgerKey key;
    private final Seal seal;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final List<Entry> pending = new ArrayList<>();
    private @Nullable Entry last;
    private boolean started;

    /** The entry that takes the rows of a table at present. */
    private record Open(@Nullable String seeder, BodyWriter body) {}

    /**
     * A writer for one run.
     *
     * @param ledger the ledger's table, as {@link LedgerTable#in} found it
     */
    public LedgerWriter(Connection connection, Dialect dialect, TableName ledger, LedgerRun run, LedgerKey key) {
        this.connection = connection;
        this.table = new LedgerTable(dialect, ledger);
        this.run = run;
        this.key = key;
        this.seal = key.seal(key.seal());
    }

    /** Begins a new epoch: what was known before counts for nothing any more. To be called before anything is added. */
    public void reset() throws SQLException {
        event(EntryKind.RESET);
    }

    /** Adds what the run did to a row. */
    public void add(LedgerRow row) throws SQLException {
        add(
                row.seeder(),
                row.table(),
                EntryKind.valueOf(row.kind().name()),
                row.key(),
                row.formerKey(),
                row.columns(),
                row.kept());
    }

    /**
     * Adds that somebody pinned a row.
     *
     * @param column null for the whole row
     */
    public void pin(String tableName, Map<String, @Nullable String> rowKey, @Nullable String column)
            throws SQLException {
        add(null, tableName, EntryKind.PINNED, rowKey, null, named(column), Set.of());
    }

    /**
     * Adds that somebody took a pin back.
     *
     * @param column null for every pin of the row
     */
    public void unpin(String tableName, Map<String, @Nullable String> rowKey, @Nullable String column)
            throws SQLException {
        add(null, tableName, EntryKind.UNPINNED, rowKey, null, named(column), Set.of());
    }

    private static Map<String, @Nullable String> named(@Nullable String column) {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        if (column != null) {
            columns.put(column, null);
        }
        return columns;
    }

    private void add(
            @Nullable String seeder,
            String tableName,
            EntryKind kind,
            Map<String, @Nullable String> rowKey,
            @Nullable Map<String, @Nullable String> formerKey,
            Map<String, @Nullable String> columns,
            Set<String> kept)
            throws SQLException {
        Open current = open.get(tableName);
        if (current != null && !Objects.equals(current.seeder(), seeder)) {
            close(tableName, current);
            current = null;
        }
        if (current == null) {
            current = new Open(seeder, new BodyWriter());
            open.put(tableName, current);
        }
        BodyWriter body = current.body();
        body.add(kind, rowKey, formerKey, columns, kept);
        if (body.rows() >= MOST_ROWS || body.length() >= MOST_CHARACTERS) {
            open.remove(tableName);
            close(tableName, current);
        }
    }

    /** Writes what is not written yet. */
    public void finish() throws SQLException {
        for (Iterator<Map.Entry<String, Open>> rest = open.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<String, Open> each = rest.next();
            rest.remove();
            close(each.getKey(), each.getValue());
        }
        flush();
    }

    /** The last entry, once {@link #finish} has written it; null for an empty ledger, or where nothing was added. */
    public @Nullable LedgerHead head() {
        return last == null ? null : last.head();
    }

    /** Writes an entry that is about no row. */
    void event(EntryKind kind) throws SQLException {
        chain(null, null, kind.label(), 0, "[]");
    }

    /** What seals the entries that are there; null for none. */
    @Nullable
    String sealBefore() throws SQLException {
        start();
        return last == null ? null : last.seal();
    }

    private void close(String tableName, Open closed) throws SQLException {
        BodyWriter body = closed.body();
        chain(closed.seeder(), tableName, body.kinds(), body.rows(), body.body());
    }

    private void chain(@Nullable String seeder, @Nullable String tableName, String kinds, int rows, String body)
            throws SQLException {
        start();
        Entry before = last;
        String time = run.time();
        boolean later = before != null && before.writtenAt().compareTo(time) > 0;
        Entry entry = new Entry(
                before == null ? 1 : before.seq() + 1,
                epoch(before, kinds),
                run.id(),
                later ? Objects.requireNonNull(before).writtenAt() : time,
                run.actor(),
                run.mode(),
                run.environment(),
                run.reason(),
                seeder,
                tableName,
                kinds,
                rows,
                body,
                key.seal(),
                before == null ? Entry.FIRST : before.hash(),
                "");
        last = entry.sealed(seal);
        pending.add(last);
        if (pending.size() >= ENTRIES_TOGETHER) {
            flush();
        }
    }

    private static int epoch(@Nullable Entry before, String kinds) {
        int epoch = before == null ? 0 : before.epoch();
        return kinds.equals(EntryKind.RESET.label()) ? epoch + 1 : epoch;
    }

    /** Looks where the chain ends. */
    private void start() throws SQLException {
        if (started) {
            return;
        }
        last = table.last(connection);
        started = true;
        if (last != null && key.isNone() && !last.seal().equals(Seal.PLAIN)) {
            throw SeedException.refused(
                    "The ledger is sealed with a key, and none is given: what this run did could not be told from what"
                            + " somebody else wrote.",
                    "entry " + last.seq() + ", sealed with " + last.seal(),
                    "set " + LedgerKey.VARIABLE + " to the key");
        }
    }

    private void flush() throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (Entry entry : pending) {
                entry.bind(insert);
                insert.addBatch();
            }
            for (int count : insert.executeBatch()) {
                if (count != 1) {
                    throw new SQLException("An entry of the ledger was not taken.");
                }
            }
        }
        pending.clear();
    }
}
