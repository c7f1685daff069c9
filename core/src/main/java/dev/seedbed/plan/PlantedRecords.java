package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The rows of a table that were planted from a file as it is, once more for a ledger: the texts that {@link LedgerRow} would
 * have of each, from the bytes of the file. Not thread-safe.
 */
public final class PlantedRecords implements AutoCloseable {
    private final PlannedTable.PlainLoad load;
    private final BoundTable table;
    private final List<Column> columns;

    /** The fields of the key, then all others, in the order of {@link LedgerRow}. */
    private final int[] fields;

    private final int keyFields;
    private final CRC32 checksum = new CRC32();
    private final CheckedInputStream file;
    private final PlainRecords records;
    private long rows;

    /** @throws PlannedTable.LoadRefused where the file is no longer the one that was planted */
    PlantedRecords(PlannedTable.PlainLoad load, BoundTable table) {
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
        // The header, which was compared when the rows were planted.
        next();
        rows = 0;
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

    /**
     * Moves to the next row.
     *
     * @return false where there is none
     * @throws PlannedTable.LoadRefused where the file is no longer the one that was planted
     */
    public boolean next() {
        try {
            PlainRecords.Found found = records.next();
            if (found == PlainRecords.Found.RECORD) {
                rows++;
                return true;
            }
            if (found == PlainRecords.Found.END
                    && rows == load.scan().rows()
                    && file.read() < 0
                    && checksum.getValue() == load.scan().checksum()) {
                return false;
            }
        } catch (IOException e) {
            throw new PlannedTable.LoadRefused();
        }
        throw new PlannedTable.LoadRefused();
    }

    /** Appends the texts of the row, those of its key first, with commas between them. */
    public void write(JsonBytes to) {
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
            throw new PlannedTable.LoadRefused();
        }
        return key ? BoundTable.displayed(type, bound) : bound;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written, so nothing can be lost.
            return;
        }
    }
}
