package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.JsonBytes;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerRow;
import dev.seedbed.plan.LedgerRows;
import dev.seedbed.plan.PlantedRecords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries in the transaction of a run, which holds the lock of all runs: what was added arrives in portions, the
 * rest with {@link #finish}. The caller commits. Without a row, a pin or a reset it asks and writes nothing.
 */
public final class LedgerWriter {
    private final Chain chain;
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** The entry that takes the rows of a table at present. */
    private record Open(@Nullable String seeder, BodyWriter body) {}

    /**
     * A writer for one run.
     *
     * @param ledger the ledger's table, as {@link LedgerTable#in} found it
     */
    public LedgerWriter(Connection connection, Dialect dialect, TableName ledger, LedgerRun run, LedgerKey key) {
        chain = new Chain(connection, dialect, new LedgerTable(dialect, ledger), run, key);
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
                row.kept(),
                row.before(),
                row.secret());
    }

    private void add(PlantedRecords rows) throws SQLException {
        Open before = open.remove(rows.table());
        if (before != null) {
            close(rows.table(), before);
        }
        chain.many();
        for (PlantedRecords.Portion portion = rows.next(); portion != null; portion = rows.next()) {
            String kinds = EntryKind.PLANTED.counted(portion.rows());
            chain.add(rows.seeder(), rows.table(), kinds, portion.rows(), portion.body(), portion.digest());
        }
    }

    /** What an entry is to tell of planted rows; may be called from any thread. */
    public static PlantedRecords.Portion portion(PlantedRecords planted, int rows, byte[] json) {
        JsonBytes body = new JsonBytes();
        body.append(BodyWriter.beginning(EntryKind.PLANTED, planted.key(), planted.columns()));
        body.append(json);
        body.append(BodyWriter.END);
        byte[] bytes = body.toBytes();
        return new PlantedRecords.Portion(rows, bytes, Seal.digest(bytes));
    }

    /** Hands out rows by giving one after the other to what takes them. */
    @FunctionalInterface
    public interface Rows {
        void each(LedgerRows.Taker taker) throws SQLException;
    }

    /**
     * Adds rows of which there may be many: these go by COPY where there is one, so that the database stores entries while
     * the next ones are made.
     *
     * @param rows must not use the connection
     */
    public void addAll(Rows rows) throws SQLException {
        chain.beginCopy();
        try {
            rows.each(new LedgerRows.Taker() {
                @Override
                public void take(LedgerRow row) throws SQLException {
                    add(row);
                }

                @Override
                public void take(PlantedRecords planted) throws SQLException {
                    add(planted);
                }
            });
            chain.endCopy();
        } finally {
            chain.close();
        }
    }

    /**
     * Adds that somebody pinned a row.
     *
     * @param column null for the whole row
     */
    public void pin(String tableName, Map<String, @Nullable String> rowKey, @Nullable String column)
            throws SQLException {
        add(null, tableName, EntryKind.PINNED, rowKey, null, named(column), Set.of(), Map.of(), Set.of());
    }

    /**
     * Adds that somebody took a pin back.
     *
     * @param column null for every pin of the row
     */
    public void unpin(String tableName, Map<String, @Nullable String> rowKey, @Nullable String column)
            throws SQLException {
        add(null, tableName, EntryKind.UNPINNED, rowKey, null, named(column), Set.of(), Map.of(), Set.of());
    }

    /** Adds what a person did to a row. */
    public void edit(RowEdit edit) throws SQLException {
        add(
                edit.seeder(),
                edit.table(),
                edit.kind(),
                edit.key(),
                null,
                edit.after(),
                edit.kept(),
                edit.before(),
                edit.secret());
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
            Set<String> kept,
            Map<String, @Nullable String> before,
            Set<String> secret)
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
        body.add(kind, rowKey, formerKey, columns, kept, before, secret);
        if (body.rows() >= LedgerRows.MOST_TOGETHER || body.length() >= LedgerRows.MOST_TOGETHER_CHARACTERS) {
            open.remove(tableName);
            close(tableName, current);
        }
    }

    private void close(String tableName, Open closed) throws SQLException {
        BodyWriter body = closed.body();
        chain.add(closed.seeder(), tableName, body.kinds(), body.rows(), body.body());
    }

    /** Writes what is not written yet. */
    public void finish() throws SQLException {
        for (Map.Entry<String, Open> each : open.entrySet()) {
            close(each.getKey(), each.getValue());
        }
        open.clear();
        chain.insert();
    }

    /** The last entry, once {@link #finish} has written it; null for an empty ledger, or where nothing was added. */
    public @Nullable LedgerHead head() {
        Entry last = chain.last();
        return last == null ? null : last.head();
    }

    /** Adds an entry that is about no row. */
    void event(EntryKind kind) throws SQLException {
        chain.add(null, null, kind.label(), 0, new BodyWriter().body());
    }

    /** What seals the last entry that is there; null for none. */
    @Nullable
    String sealBefore() throws SQLException {
        chain.start();
        Entry last = chain.last();
        return last == null ? null : last.seal();
    }
}
