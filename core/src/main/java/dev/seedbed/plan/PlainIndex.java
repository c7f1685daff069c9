package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.seed.RecordPlaces;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the rows of a CSV file of plain values from its bytes, without a row, a cell or a text for any of them: the
 * same hashes as {@link DeclaredRows#add} makes, at a fraction of the work. Where anything is wrong or not plain, nothing
 * of it counts, and the rows are read one by one.
 */
final class PlainIndex {
    private final BoundTable table;
    private final Supplier<InputStream> file;
    private final DeclaredRows rows;
    private final Progress progress;
    private final List<String> header;
    private final PlainColumn[] columns;
    private final int[] key;
    private final int[] compared;

    /** Fields that are only checked. */
    private final int[] checked;

    private final List<int[]> otherKeys = new ArrayList<>();
    private final List<HashTable> others = new ArrayList<>();
    private final boolean[] holdsValue;
    private final RowHash hash = new RowHash();

    private PlainIndex(BoundTable table, BoundRow first, Progress progress, int[] fields, Supplier<InputStream> file) {
        this.table = table;
        this.file = file;
        this.progress = progress;
        this.header = first.seed().columns();
        this.rows = new DeclaredRows(table);
        rows.add(first);
        BoundTable.Layout layout = table.layout();
        int[] indexes = table.indexes(header);
        columns = new PlainColumn[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            columns[i] = PlainColumn.of(layout.columns().get(indexes[i]));
        }
        holdsValue = new boolean[columns.length];
        key = at(layout.key(), fields);
        compared = at(rows.rowForm(0).columns(), fields);
        checked = others(columns.length, key, compared);
        for (int[] other : OtherKeys.of(table)) {
            otherKeys.add(at(other, fields));
            others.add(new HashTable());
        }
    }

    private static int[] others(int count, int[] some, int[] more) {
        boolean[] taken = new boolean[count];
        for (int field : some) {
            taken[field] = true;
        }
        for (int field : more) {
            taken[field] = true;
        }
        int[] others = new int[count];
        int size = 0;
        for (int field = 0; field < count; field++) {
            if (!taken[field]) {
                others[size++] = field;
            }
        }
        return Arrays.copyOf(others, size);
    }

    private static int[] at(int[] indexes, int[] fields) {
        int[] at = new int[indexes.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = fields[indexes[i]];
        }
        return at;
    }

    /**
     * The index of a table whose file has not been read yet.
     *
     * @param first the first row, already bound and found to be good
     * @return null where the rows have to be read one by one
     */
    static @Nullable PlainIndex of(BoundTable table, BoundRow first, Progress progress) {
        Supplier<InputStream> file = first.part().seeds().rows().plainFile();
        int[] fields = file == null || table.parts().size() > 1 ? null : fields(table, first);
        return file == null || fields == null ? null : new PlainIndex(table, first, progress, fields, file);
    }

    /**
     * Reads what is declared for the table, still to be {@linkplain DeclaredRows#complete completed}; in any thread, as
     * long as no other one deals with the table's declared rows.
     *
     * @return null where the rows have to be read one by one
     */
    @Nullable
    DeclaredRows read() {
        try (InputStream in = file.get()) {
            return read(in) ? rows : null;
        } catch (IOException e) {
            // Whoever reads the rows one by one says what is wrong with the file.
            return null;
        }
    }

    /** For each column of the layout the field that gives it a value, or -1; null where some column does not suit. */
    private static int @Nullable [] fields(BoundTable table, BoundRow first) {
        BoundTable.Layout layout = table.layout();
        int[] fields = new int[layout.columns().size()];
        Arrays.fill(fields, -1);
        int[] indexes = table.indexes(first.seed().columns());
        for (int field = 0; field < indexes.length; field++) {
            int index = indexes[field];
            if (index < 0 || fields[index] >= 0 || layout.sensitive()[index]) {
                return null;
            }
            fields[index] = field;
            Cell cell = first.cells()[index];
            Column column = layout.columns().get(index);
            if (!PlainColumn.suits(column) || !(cell instanceof Cell.Text || cell instanceof Cell.Null)) {
                return null;
            }
        }
        for (int index : layout.key()) {
            if (fields[index] < 0) {
                return null;
            }
        }
        for (int[] other : OtherKeys.of(table)) {
            for (int index : other) {
                if (fields[index] < 0) {
                    return null;
                }
            }
        }
        return indexes.length < 2 ? null : fields;
    }

    private boolean read(InputStream in) throws IOException {
        PlainRecords records = new PlainRecords(in, columns.length);
        if (records.next() != PlainRecords.Found.RECORD || !isHeader(records)) {
            return false;
        }
        RecordPlaces places = new RecordPlaces(records.recordEnd(), 1 + records.recordLines());
        PlainRecords.Found found = records.next();
        if (found != PlainRecords.Found.RECORD || !addOthers(records)) {
            return false;
        }
        boolean placed = places.add(records.recordBytes(), records.recordLines());
        for (found = records.next(); found == PlainRecords.Found.RECORD; found = records.next()) {
            if (!add(records)) {
                return false;
            }
            placed &= places.add(records.recordBytes(), records.recordLines());
            if ((rows.size() & 0x1fff) == 0) {
                progress.at("reading", table.writtenName(), rows.size(), -1);
            }
        }
        if (found != PlainRecords.Found.END) {
            return false;
        }
        table.placed(placed ? places : null);
        int[] indexes = table.indexes(header);
        for (int i = 0; i < indexes.length; i++) {
            if (holdsValue[i]) {
                table.mayHoldValues(indexes[i]);
            }
        }
        return true;
    }

    private boolean isHeader(PlainRecords records) {
        for (int i = 0; i < columns.length; i++) {
            if (!records.text(i).equals(header.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean add(PlainRecords records) {
        byte[] bytes = records.bytes();
        hash.reset(0);
        for (int field : key) {
            if (records.isNull(field)
                    || !columns[field].add(bytes, records.start(field), records.end(field), true, hash)) {
                return false;
            }
            holdsValue[field] = true;
        }
        long keyHigh = hash.high();
        long keyLow = hash.low();
        hash.reset(0);
        if (!add(compared, records)) {
            return false;
        }
        rows.addLikeFirst(keyHigh, keyLow, hash.high(), hash.low());
        return (checked.length == 0 || add(checked, records)) && (otherKeys.isEmpty() || addOthers(records));
    }

    private boolean add(int[] fields, PlainRecords records) {
        for (int field : fields) {
            PlainColumn column = columns[field];
            if (!records.isNull(field)) {
                holdsValue[field] = true;
                if (!column.add(records.bytes(), records.start(field), records.end(field), false, hash)) {
                    return false;
                }
            } else if (column.nullable()) {
                hash.add(null);
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at the other unique keys of a record, as long as there are few; false where an earlier one has the same
     * values.
     */
    private boolean addOthers(PlainRecords records) {
        boolean apart = true;
        if (!table.mayKeep(rows.size())) {
            return true;
        }
        for (int k = 0; k < otherKeys.size(); k++) {
            int[] fields = otherKeys.get(k);
            hash.reset(k);
            boolean whole = true;
            for (int field : fields) {
                whole &= !records.isNull(field);
            }
            for (int i = 0; whole && i < fields.length; i++) {
                int field = fields[i];
                apart &= columns[field].add(records.bytes(), records.start(field), records.end(field), true, hash);
            }
            apart &= !whole || others.get(k).put(hash.high(), hash.low()) < 0;
        }
        return apart;
    }
}
