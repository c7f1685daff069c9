package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Chains entries to the last one that the ledger holds and sends them: in batches, or many of them by COPY. */
final class Chain {
    private static final int TOGETHER = 16;

    /** Entries that may wait for the thread that hashes. */
    private static final int WAITING = 4;

    private final Connection connection;
    private final Dialect dialect;
    private final LedgerTable table;
    private final LedgerRun run;
    private final HashChain links;
    private final Deque<Draft> drafts = new ArrayDeque<>();
    private @Nullable Entry last;
    private boolean started;
    private boolean mayCopy;
    private long sent;
    private Dialect.@Nullable RowCopy copy;
    private @Nullable ExecutorService hashing;

    /** An entry that waits for the hash of its body and for its place in the chain. */
    private record Draft(
            @Nullable String seeder,
            @Nullable String table,
            String kinds,
            int rows,
            byte[] body,
            CompletableFuture<String> digest) {}

    Chain(Connection connection, Dialect dialect, LedgerTable table, LedgerRun run, LedgerKey key) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        this.run = run;
        this.links = new HashChain(ChainKind.LEDGER, key);
    }

    /** The last entry; null before the first one was sent or asked for, and for an empty ledger. */
    @Nullable
    Entry last() {
        return last;
    }

    /** Looks where the chain ends. */
    void start() throws SQLException {
        if (started) {
            return;
        }
        last = table.last(connection);
        started = true;
        links.mayFollow(last == null ? null : last.link());
    }

    /** @param body the rows as JSON, in UTF-8 */
    void add(@Nullable String seeder, @Nullable String tableName, String kinds, int rows, byte[] body)
            throws SQLException {
        ExecutorService aside = hashing;
        CompletableFuture<String> digest = aside == null
                ? CompletableFuture.completedFuture(Seal.digest(body))
                : CompletableFuture.supplyAsync(() -> Seal.digest(body), aside);
        add(new Draft(seeder, tableName, kinds, rows, body, digest));
    }

    /** @param digest what {@link Seal#digest} makes of the body */
    void add(@Nullable String seeder, @Nullable String tableName, String kinds, int rows, byte[] body, String digest)
            throws SQLException {
        add(new Draft(seeder, tableName, kinds, rows, body, CompletableFuture.completedFuture(digest)));
    }

    private void add(Draft draft) throws SQLException {
        drafts.add(draft);
        if (copy != null) {
            send(copy, WAITING);
        } else if (drafts.size() >= TOGETHER) {
            insert();
            many();
        }
    }

    /** Many entries are to come: they go by COPY, if they may. */
    void many() throws SQLException {
        if (mayCopy && copy == null) {
            insert();
            start();
            copy = dialect.openCopy(connection, table.quoted(), Entry.COLUMNS);
            hashing = Executors.newSingleThreadExecutor(Chain::thread);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "seedbed-ledger-hash");
        thread.setDaemon(true);
        return thread;
    }

    /** From now on the connection is used by nobody else. */
    void beginCopy() throws SQLException {
        mayCopy = dialect.copies(connection);
        sent = 0;
    }

    /** Sends what waits and leaves the connection to others. */
    void endCopy() throws SQLException {
        mayCopy = false;
        if (copy != null) {
            send(copy, 0);
            if (copy.end() != sent) {
                throw new SQLException("Not all entries of the ledger were taken.");
            }
            copy = null;
        }
    }

    /** After {@link #beginCopy}, whatever became of it. */
    void close() throws SQLException {
        mayCopy = false;
        ExecutorService aside = hashing;
        if (aside != null) {
            aside.shutdownNow();
            hashing = null;
        }
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }

    private void send(Dialect.RowCopy to, int waiting) throws SQLException {
        while (drafts.size() > waiting) {
            Draft draft = drafts.remove();
            to.row(next(draft).texts(draft.body()));
            sent++;
        }
    }

    /** Sends what waits. */
    void insert() throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        start();
        try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
            while (!drafts.isEmpty()) {
                Draft draft = drafts.remove();
                next(draft).bind(insert, draft.body());
                insert.addBatch();
            }
            for (int count : insert.executeBatch()) {
                if (count != 1) {
                    throw new SQLException("An entry of the ledger was not taken.");
                }
            }
        } catch (BatchUpdateException e) {
            // A driver may say the whole statement in it, values and all; what the database said stands behind it.
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }

    /** The next entry of the chain, without its body. */
    private Entry next(Draft draft) {
        Entry before = last;
        int epoch = before == null ? 0 : before.epoch();
        int its = draft.kinds().equals(EntryKind.RESET.label()) ? epoch + 1 : epoch;
        String digest = draft.digest().join();
        Link link = links.next(
                before == null ? null : before.link(),
                run.at(),
                time -> entry(draft, its, new Link(0, time, "", "", "")).says(digest));
        Entry next = entry(draft, its, link);
        last = next;
        return next;
    }

    private Entry entry(Draft draft, int epoch, Link link) {
        return new Entry(
                link.seq(),
                epoch,
                run.id(),
                link.writtenAt(),
                run.actor(),
                run.mode(),
                run.environment(),
                run.reason(),
                draft.seeder(),
                draft.table(),
                draft.kinds(),
                draft.rows(),
                "",
                link.seal(),
                link.previousHash(),
                link.hash());
    }
}
