package dev.seedbed.seed;

import java.util.Arrays;

/** Where each record of a CSV file stands, in four bytes a record: for later passes that want only some of them. */
public final class RecordPlaces {
    private static final int LENGTH_BITS = 21;
    private static final int MOST_LINES = (1 << Integer.SIZE - LENGTH_BITS - 1) - 1;

    /** How many bytes and lines each record has, with those that end it. */
    private int[] records = new int[1024];

    private int count;
    private final long first;
    private final int firstLine;

    /**
     * Places of a file whose header alone was read.
     *
     * @param first where the first record begins, in bytes
     * @param firstLine the number of its first line, from 1 on
     */
    public RecordPlaces(long first, int firstLine) {
        this.first = first;
        this.firstLine = firstLine;
    }

    /**
     * Adds the next record.
     *
     * @param bytes with those that end its last line
     * @param lines how many
     * @return false where it is too large; nothing here is right then
     */
    public boolean add(int bytes, int lines) {
        if (bytes >= 1 << LENGTH_BITS || lines > MOST_LINES) {
            return false;
        }
        if (count == records.length) {
            records = Arrays.copyOf(records, count * 2);
        }
        records[count++] = lines << LENGTH_BITS | bytes;
        return true;
    }

    /** How many records there are. */
    public int size() {
        return count;
    }

    /** Where the first record begins, in bytes. */
    public long first() {
        return first;
    }

    /** On which line the first record begins, from 1 on. */
    public int firstLine() {
        return firstLine;
    }

    /** How many bytes a record has; the last one may lack the end of its line. */
    public int bytes(int record) {
        return records[record] & (1 << LENGTH_BITS) - 1;
    }

    /** How many lines a record has. */
    public int lines(int record) {
        return records[record] >>> LENGTH_BITS;
    }
}
