package dev.seedbed.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The header of a CSV file and some of its records, out of the bytes of the whole. Where records end is all that is looked
 * at in the others, so it is for files that an earlier pass has found to be good.
 */
final class WantedRecords extends InputStream {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final boolean[] SPECIAL = new boolean[256];

    static {
        SPECIAL['"'] = true;
        SPECIAL['\n'] = true;
    }

    private final InputStream file;
    private final BitSet wanted;

    /** One more than is read, for a line end at which every search ends. */
    private final byte[] bytes = new byte[CHUNK_BYTES + 1];

    private final byte[] found = new byte[CHUNK_BYTES];
    private final Deque<Integer> lines = new ArrayDeque<>();
    private int given;
    private int ready;

    /** The number of the record that the next byte belongs to; -1 for the header. */
    private int record = -1;

    private boolean wants = true;
    private boolean quoted;
    private int line = 1;

    /** @param wanted the numbers of records, from 0 on behind the header */
    WantedRecords(InputStream file, BitSet wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /** The line on which a wanted record begins; to be asked once for each, after it was read, in order. */
    int nextLine() {
        return lines.remove();
    }

    @Override
    public int read() throws IOException {
        return given < ready || fill() ? found[given++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (given == ready && !fill()) {
            return -1;
        }
        int count = Math.min(length, ready - given);
        System.arraycopy(found, given, target, offset, count);
        given += count;
        return count;
    }

    /** Reads on until something is found; false where there is no more. */
    private boolean fill() throws IOException {
        given = 0;
        ready = 0;
        while (ready == 0 && (wants || record < wanted.length())) {
            int read = file.read(bytes, 0, CHUNK_BYTES);
            if (read <= 0) {
                return false;
            }
            scan(read);
        }
        return ready > 0;
    }

    private void scan(int limit) {
        bytes[limit] = '\n';
        int from = 0;
        int i = 0;
        while (i < limit) {
            while (!SPECIAL[bytes[i] & 0xff]) {
                i++;
            }
            if (i < limit) {
                if (bytes[i++] == '"') {
                    quoted = !quoted;
                } else {
                    from = lineEnd(from, i);
                }
            }
        }
        take(from, limit);
    }

    /** Begins another line, and another record outside of quotes; returns where what was not taken begins. */
    private int lineEnd(int from, int end) {
        line++;
        if (quoted) {
            return from;
        }
        take(from, end);
        record++;
        wants = wanted.get(record);
        if (wants) {
            lines.add(line);
        }
        return end;
    }

    private void take(int from, int end) {
        if (wants) {
            System.arraycopy(bytes, from, found, ready, end - from);
            ready += end - from;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
