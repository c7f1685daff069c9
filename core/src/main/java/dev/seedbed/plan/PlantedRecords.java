package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.JsonBytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that were planted from a file as it is, once more for a ledger: the texts that {@link LedgerRow} would
 * have of each, from the bytes of the file. Reading may begin while the rows are still on their way to the database, which
 * keeps the other processor busy.
 */
public final class PlantedRecords implements AutoCloseable {
    private final PlainLoad load;
    private final BoundTable table;
    private final List<Column> columns;

    /** The fields of the key, then all others, in the order of {@link LedgerRow}. */
    private final int[] fields;

    private final int keyFields;
    private final CRC32 checksum = new CRC32();
    private final CheckedInputStream file;
    private final PlainRecords records;
    private final Queue<Portion> ready = new ArrayDeque<>();
    private final Form form;
    private final long mostWaitingBytes;
    private long waitingBytes;
    private boolean closed;
    private boolean ended;
    private boolean isWhole;
    private long rows;

    /**
     * What an entry tells of some rows.
     *
     * @param rows how many
     * @param body all of it, in UTF-8
     * @param digest of the body
     */
    public record Portion(int rows, byte[] body, String digest) {}

    /** Makes portions, beside the run. */
    @FunctionalInterface
    public interface Form {
        /** @param json an array for each row, with commas between them: the texts of its key, then of the other columns */
        Portion of(PlantedRecords rows, int count, byte[] json);
    }

    /** @param mostWaitingBytes what may sit in memory until somebody takes it */
    PlantedRecords(PlainLoad load, BoundTable table, Form form, long mostWaitingBytes) {
        this.form = form;
        this.mostWaitingBytes = mostWaitingBytes;
        this.load = load;
        this.table = table;
        this.columns = load.columns();
        BoundTable.Layout layout = table.layout();
        List<Integer> order = new ArrayList<>();
        for (int index : layout.key()) {
            order.add(columns.indexOf(layout.columns().get(index)));
        }
        keyFields = order.size();
        for (int i = 0; i < layout.columns().size(); i++) {
            int field = columns.indexOf(layout.columns().get(i));
            if (field >= 0 && !table.isKey(i)) {
                order.add(field);
            }
        }
        fields = order.stream().mapToInt(Integer::intValue).toArray();
        file = new CheckedInputStream(load.file().get(), checksum);
        records = new PlainRecords(file, columns.size());
    }

    public String seeder() {
        return table.parts().get(0).unit().name();
    }

    /** How a ledger calls the table. */
    public String table() {
        return table.ledgerName();
    }

    /** The names of the key's columns. */
    public List<String> key() {
        return names(0, keyFields);
    }

    /** The names of the other columns. */
    public List<String> columns() {
        return names(keyFields, fields.length);
    }

    private List<String> names(int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < to; i++) {
            names.add(columns.get(fields[i]).label());
        }
        return names;
    }

    /** Begins to read in a thread of its own. */
    void begin() {
        Thread thread = new Thread(this::readAll, "seedbed-ledger-rows");
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll() {
        boolean whole = false;
        try (CheckedInputStream opened = file) {
            // The header, which is compared when the rows are planted.
            boolean more = isAtRecord();
            while (more) {
                Portion portion = read();
                more = portion != null && add(portion);
                whole = portion == null;
            }
        } catch (IOException | RuntimeException e) {
            // Whoever reads the rows one by one says what is wrong with the file.
            whole = false;
        } finally {
            end(whole);
        }
    }

    /** False where nobody wants it any more. */
    private synchronized boolean add(Portion portion) {
        try {
            while (waitingBytes >= mostWaitingBytes && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        ready.add(portion);
        waitingBytes += portion.body().length;
        notifyAll();
        return !closed;
    }

    private synchronized void end(boolean whole) {
        ended = true;
        isWhole = whole;
        notifyAll();
    }

    /**
     * The next rows.
     *
     * @return null where there are no more
     * @throws LoadRefused where the file is no longer the one that was planted
     */
    public synchronized @Nullable Portion next() {
        try {
            while (ready.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadRefused();
        }
        Portion portion = ready.poll();
        if (portion != null) {
            waitingBytes -= portion.body().length;
            notifyAll();
        } else if (!isWhole
                || rows != load.scan().rows()
                || checksum.getValue() != load.scan().checksum()) {
            throw new LoadRefused();
        }
        return portion;
    }

    private @Nullable Portion read() {
        JsonBytes json = new JsonBytes();
        int count = 0;
        while (count < LedgerRows.MOST_TOGETHER
                && json.length() < LedgerRows.MOST_TOGETHER_CHARACTERS
                && isAtRecord()) {
            if (count++ > 0) {
                json.append(',');
            }
            json.append('[');
            write(json);
            json.append(']');
        }
        rows += count;
        return count == 0 ? null : form.of(this, count, json.toBytes());
    }

    /** Moves to the next record; false where there is none. */
    private boolean isAtRecord() {
        try {
            PlainRecords.Found found = records.next();
            if (found == PlainRecords.Found.RECORD) {
                return true;
            }
            if (found == PlainRecords.Found.END && file.read() < 0) {
                return false;
            }
        } catch (IOException e) {
            throw new LoadRefused();
        }
        throw new LoadRefused();
    }

    private void write(JsonBytes to) {
        byte[] bytes = records.bytes();
        for (int i = 0; i < fields.length; i++) {
            int field = fields[i];
            if (i > 0) {
                to.append(',');
            }
            if (records.isNull(field)) {
                to.appendNull();
                continue;
            }
            ColumnType type = columns.get(field).type();
            int start = records.start(field);
            int end = records.end(field);
            if (isAsBound(type.kind(), i < keyFields, bytes, start, end)) {
                to.quote(bytes, start, end);
            } else {
                to.quote(bound(type, i < keyFields, records.text(field)));
            }
        }
    }

    /** True where a value is bound as it stands in the file. */
    private static boolean isAsBound(ColumnType.Kind kind, boolean key, byte[] bytes, int start, int end) {
        return switch (kind) {
            case TEXT, CHAR, ENUM, UUID, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE -> true;
            // Reports show a key as its column's type has it.
            case DECIMAL -> !key;
            case INTEGER -> end == start + 1 || end > start && bytes[start] >= '1' && bytes[start] <= '9';
            case BOOLEAN -> end > start + 1;
            case FLOAT, JSON, BINARY, ARRAY, OTHER -> false;
        };
    }

    private static String bound(ColumnType type, boolean key, String text) {
        String bound = ValueForm.check(type, text).text();
        if (bound == null) {
            throw new LoadRefused();
        }
        return key ? BoundTable.displayed(type, bound) : bound;
    }

    /** Has reading end. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
