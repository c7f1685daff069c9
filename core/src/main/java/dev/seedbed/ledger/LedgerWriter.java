package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerRow;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries in the transaction of a run, which holds the lock of all runs: what was added arrives in portions, the
 * rest with {@link #finish}. The caller commits. Without a row, a pin or a reset it asks and writes nothing.
 */
public final class LedgerWriter {
    /** Most rows of an entry: few entries cost little, and a small one shows soon what it is about. */
    private static final int MOST_ROWS = 500;

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int ENTRIES_TOGETHER = 16;

    private final Connection connection;
    private final Dialect dialect;
    private final LedgerTable table;
    private final LedgerRun run;
    private final LedgerKey key;
    private final Seal seal;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Deque<Draft> drafts = new ArrayDeque<>();
    private Executor hashing = Runnable::run;
    private @Nullable Entry last;
    private boolean started;

    /** The entry that takes the rows of a table at present. */
    private record Open(@Nullable String seeder, BodyWriter body) {}

    /** An entry that waits for the hash of its body, which another thread may compute, and for its place in the chain. */
    private record Draft(
            @Nullable String seeder,
            @Nullable String table,
            String kinds,
            int rows,
            String body,
            CompletableFuture<String> digest) {}

    /**
     * A writer for one run.
     *
     * @param ledger the ledger's table, as {@link LedgerTable#in} found it
     */
    public LedgerWriter(Connection connection, Dialect dialect, TableName ledger, LedgerRun run, LedgerKey key) {
        this.connection = connection;
        this.dialect = dialect;
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
        take(row);
        if (drafts.size() >= ENTRIES_TOGETHER) {
            insert();
        }
    }

    /**
     * Adds many rows, by COPY where there is one: the database stores entries while the next ones are made.
     *
     * @param rows must not use the connection
     */
    public void addAll(Iterator<LedgerRow> rows) throws SQLException {
        if (!dialect.copies(connection)) {
            while (rows.hasNext()) {
                add(rows.next());
            }
            return;
        }
        while (drafts.isEmpty() && rows.hasNext()) {
            take(rows.next());
        }
        // What fits into less than an entry needs no COPY.
        if (!drafts.isEmpty()) {
            start();
            copy(rows);
        }
    }

    private void copy(Iterator<LedgerRow> rows) throws SQLException {
        ExecutorService aside = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "seedbed-ledger-hash");
            thread.setDaemon(true);
            return thread;
        });
        hashing = aside;
        try {
            dialect.copy(connection, table.quoted(), Entry.COLUMNS, () -> {
                while (drafts.size() < ENTRIES_TOGETHER && rows.hasNext()) {
                    take(rows.next());
                }
                Draft draft = drafts.poll();
                return draft == null ? null : chained(draft).texts();
            });
        } finally {
            hashing = Runnable::run;
            aside.shutdownNow();
        }
    }

    /**
     * Adds that somebody pinned a row.
     *
     * @param column null for the whole row
     */
    public void pin(String tableName, Map<String, @Nullable String> rowKey, @Nullable String column) {
        take(null, tableName, EntryKind.PINNED, rowKey, null, named(column), Set.of());
    }

    /**
     * Adds that somebody took a pin back.
     *
     * @param column null for every pin of the row
     */
    public void unpin(String tableName, Map<String, @Nullable String> rowKey, @Nullable String column) {
        take(null, tableName, EntryKind.UNPINNED, rowKey, null, named(column), Set.of());
    }

    private static Map<String, @Nullable String> named(@Nullable String column) {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        if (column != null) {
            columns.put(column, null);
        }
        return columns;
    }

    private void take(LedgerRow row) {
        take(
                row.seeder(),
                row.table(),
                EntryKind.valueOf(row.kind().name()),
                row.key(),
                row.formerKey(),
                row.columns(),
                row.kept());
    }

    private void take(
            @Nullable String seeder,
            String tableName,
            EntryKind kind,
            Map<String, @Nullable String> rowKey,
            @Nullable Map<String, @Nullable String> formerKey,
            Map<String, @Nullable String> columns,
            Set<String> kept) {
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

    private void close(String tableName, Open closed) {
        BodyWriter body = closed.body();
        draft(closed.seeder(), tableName, body.kinds(), body.rows(), body.body());
    }

    private void draft(@Nullable String seeder, @Nullable String tableName, String kinds, int rows, String body) {
        CompletableFuture<String> digest = CompletableFuture.supplyAsync(() -> Seal.digest(body), hashing);
        drafts.add(new Draft(seeder, tableName, kinds, rows, body, digest));
    }

    /** Writes what is not written yet. */
    public void finish() throws SQLException {
        open.forEach(this::close);
        open.clear();
        insert();
    }

    /** The last entry, once {@link #finish} has written it; null for an empty ledger, or where nothing was added. */
    public @Nullable LedgerHead head() {
        return last == null ? null : last.head();
    }

    /** Adds an entry that is about no row. */
    void event(EntryKind kind) throws SQLException {
        draft(null, null, kind.label(), 0, "[]");
        insert();
    }

    /** What seals the last entry that is there; null for none. */
    @Nullable
    String sealBefore() throws SQLException {
        start();
        return last == null ? null : last.seal();
    }

    /** The next entry of the chain. */
    private Entry chained(Draft draft) {
        Entry before = last;
        int epoch = before == null ? 0 : before.epoch();
        String time = run.time();
        String digest = draft.digest().join();
        Entry entry = new Entry(
                before == null ? 1 : before.seq() + 1,
                draft.kinds().equals(EntryKind.RESET.label()) ? epoch + 1 : epoch,
                run.id(),
                before != null && before.writtenAt().compareTo(time) > 0 ? before.writtenAt() : time,
                run.actor(),
                run.mode(),
                run.environment(),
                run.reason(),
                draft.seeder(),
                draft.table(),
                draft.kinds(),
                draft.rows(),
                draft.body(),
                key.seal(),
                before == null ? Entry.FIRST : before.hash(),
                "");
        Entry sealed = entry.sealed(seal, digest);
        last = sealed;
        return sealed;
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

    private void insert() throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        start();
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            for (Draft draft = drafts.poll(); draft != null; draft = drafts.poll()) {
                chained(draft).bind(insert);
                insert.addBatch();
            }
            for (int count : insert.executeBatch()) {
                if (count != 1) {
                    throw new SQLException("An entry of the ledger was not taken.");
                }
            }
        }
    }
}
