package dev.seedbed.source;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.RecordPlaces;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The header of a CSV file and some of its records, as {@link WantedRecords}, for a file of which it is known where each
 * record stands: nothing is looked at but what is wanted.
 */
final class PlacedRecords extends InputStream {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final CsvFile of;
    private final InputStream file;
    private final BitSet wanted;
    private final RecordPlaces places;
    private final byte[] bytes = new byte[CHUNK_BYTES];
    private final Deque<Integer> lines = new ArrayDeque<>();

    /** Where in the file the bytes that were read begin and end. */
    private long begin;

    private long end;

    /** What is left of the record, or the header, that is being given. */
    private long from;

    private long to;

    /** The record behind the last that was begun, where it begins, and on which line. */
    private int next;

    private long place;
    private int line;

    /** @param wanted the numbers of records, from 0 on behind the header */
    PlacedRecords(CsvFile of, InputStream file, BitSet wanted, RecordPlaces places) {
        this.of = of;
        this.file = file;
        this.wanted = wanted;
        this.places = places;
        this.to = places.first();
        this.place = places.first();
        this.line = places.firstLine();
    }

    /** The line on which a wanted record begins; to be asked once for each, after it was read, in order. */
    int nextLine() {
        return lines.remove();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int given = 0;
        while (given < length && (from < to || begin())) {
            if (from >= end && !readOn()) {
                endOfFile();
                break;
            }
            if (from < end) {
                int count = (int) Math.min(Math.min(to, end) - from, length - given);
                System.arraycopy(bytes, (int) (from - begin), target, offset + given, count);
                from += count;
                given += count;
                if (from == to && bytes[(int) (from - 1 - begin)] != '\n') {
                    throw changed();
                }
            }
        }
        return given == 0 && length > 0 ? -1 : given;
    }

    /** Moves to the next wanted record; false where there is none. */
    private boolean begin() {
        int record = wanted.nextSetBit(next);
        if (record < 0) {
            return false;
        }
        if (record >= places.size()) {
            throw changed();
        }
        for (; next < record; next++) {
            skipRecord();
        }
        from = place;
        lines.add(line);
        skipRecord();
        next++;
        to = place;
        return true;
    }

    private void skipRecord() {
        place += places.bytes(next);
        line += places.lines(next);
    }

    private boolean readOn() throws IOException {
        int read = file.read(bytes, 0, CHUNK_BYTES);
        if (read <= 0) {
            return false;
        }
        begin = end;
        end += read;
        return true;
    }

    /** The last record may lack the end of its line, and nothing else. */
    private void endOfFile() {
        if (to - from > 1 || next < places.size()) {
            throw changed();
        }
        from = to;
    }

    private SeedException changed() {
        return new SeedException(Problem.of("The file has changed while it was in use.", of.at(line), "run again"));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
