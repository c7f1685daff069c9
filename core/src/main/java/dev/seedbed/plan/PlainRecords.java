package dev.seedbed.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The records of a CSV file as parts of its bytes, from which no text is made. It knows plain files only: whatever is
 * wrong with a record, or merely odd, is for the reader that knows every case and names its place.
 *
 * <p>It runs in JVMs that have just started, whose interpreter pays for every call: so one long loop, and few methods.
 */
final class PlainRecords {
    /** What came of looking for the next record. */
    enum Found {
        RECORD,
        END,
        /** Something that is not plain: nothing of the file may be relied upon. */
        UNSURE,
        /** The record goes on past what was read. */
        MORE,
        EMPTY_LINE
    }

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MOST_RECORD_BYTES = 1 << 20;

    /** Bytes that are not simply content, outside of quotes and in them. */
    private static final boolean[] SPECIAL = special(",\"\n\r\0");

    private static final boolean[] SPECIAL_QUOTED = special("\"\n\r\0");

    private final InputStream in;
    private final int columns;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private final boolean[] escaped;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer decoded = CharBuffer.allocate(1024);
    private byte[] bytes = new byte[CHUNK_BYTES];
    private int position;
    private int limit;
    private boolean begun;
    private boolean ended;
    private int recordEnd;
    private int recordBytes;
    private int recordLines;

    /** How many bytes of the file stand before those that are in memory. */
    private long passed;

    private boolean beyondAscii;
    private boolean anyEscaped;

    /** @param columns how many fields each record has; at least two, since the only one might be an empty line */
    PlainRecords(InputStream in, int columns) {
        this.in = in;
        this.columns = columns;
        this.starts = new int[columns];
        this.ends = new int[columns];
        this.quoted = new boolean[columns];
        this.escaped = new boolean[columns];
    }

    private static boolean[] special(String characters) {
        boolean[] special = new boolean[256];
        for (int i = 0; i < characters.length(); i++) {
            special[characters.charAt(i)] = true;
        }
        return special;
    }

    /** Moves to the next record: {@link Found#RECORD}, {@link Found#END} or {@link Found#UNSURE}. */
    Found next() throws IOException {
        Found found = scan();
        while (found == Found.MORE) {
            if (position == limit && ended) {
                return Found.END;
            }
            if (ended || limit - position > MOST_RECORD_BYTES || !fill()) {
                return Found.UNSURE;
            }
            found = scan();
        }
        if (found == Found.EMPTY_LINE) {
            return endsInEmptyLines() ? Found.END : Found.UNSURE;
        }
        if (found == Found.RECORD) {
            if (beyondAscii && !isGoodText()) {
                return Found.UNSURE;
            }
            if (anyEscaped) {
                unescape();
            }
            recordBytes = recordEnd - position;
            position = recordEnd;
        }
        return found;
    }

    /** Where in the file the record ends, in bytes. */
    long recordEnd() {
        return passed + position;
    }

    /** How many bytes the record has, with the end of its line. */
    int recordBytes() {
        return recordBytes;
    }

    /** How many lines the record has. */
    int recordLines() {
        return recordLines;
    }

    /** The bytes in which the fields of the record stand. */
    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    /** True where nothing stands between two commas. */
    boolean isNull(int field) {
        return starts[field] == ends[field] && !quoted[field];
    }

    String text(int field) {
        return new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    /** Has two quotes be one, in place: nobody needs the record as it was. */
    private void unescape() {
        for (int field = 0; field < columns; field++) {
            if (escaped[field]) {
                int to = starts[field];
                for (int i = starts[field]; i < ends[field]; i++) {
                    bytes[to++] = bytes[i];
                    i += bytes[i] == '"' ? 1 : 0;
                }
                ends[field] = to;
            }
        }
    }

    /** Takes the record at the position apart; moves nothing. */
    private Found scan() {
        byte[] b = bytes;
        int end = limit;
        int i = position;
        int seen = 0;
        int field = 0;
        int lines = 1;
        anyEscaped = false;
        while (true) {
            int start = i;
            boolean inQuotes = i < end && b[i] == '"';
            boolean doubled = false;
            if (inQuotes) {
                start = ++i;
                while (true) {
                    // Behind the limit stands a line end, where every search ends.
                    while (!SPECIAL_QUOTED[b[i] & 0xff]) {
                        seen |= b[i++];
                    }
                    if (i + 1 >= end) {
                        return Found.MORE;
                    }
                    if (b[i] == '"') {
                        if (b[i + 1] != '"') {
                            break;
                        }
                        doubled = true;
                        i += 2;
                    } else if (b[i] == '\n') {
                        lines++;
                        i++;
                    } else if (b[i] == '\r' && b[i + 1] == '\n') {
                        lines++;
                        i += 2;
                    } else {
                        return Found.UNSURE;
                    }
                }
            } else {
                while (!SPECIAL[b[i] & 0xff]) {
                    seen |= b[i++];
                }
            }
            int stop = i;
            if (inQuotes) {
                i++;
            }
            if (i >= end) {
                return Found.MORE;
            }
            if (field == columns) {
                return Found.UNSURE;
            }
            starts[field] = start;
            ends[field] = stop;
            quoted[field] = inQuotes;
            escaped[field] = doubled;
            anyEscaped |= doubled;
            field++;
            byte separator = b[i++];
            if (separator == ',') {
                continue;
            }
            if (separator == '\r') {
                if (i >= end) {
                    return Found.MORE;
                }
                separator = b[i++];
            }
            recordEnd = i;
            recordLines = lines;
            beyondAscii = seen < 0;
            if (separator != '\n') {
                return Found.UNSURE;
            }
            if (field == columns) {
                return Found.RECORD;
            }
            return field == 1 && start == stop && !inQuotes ? Found.EMPTY_LINE : Found.UNSURE;
        }
    }

    /** Reads on; false where a carriage return is the last that there is. */
    private boolean fill() throws IOException {
        int left = limit - position;
        byte[] target = left + 2 > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
        System.arraycopy(bytes, position, target, 0, left);
        bytes = target;
        passed += position;
        position = 0;
        limit = left;
        // Room is left for a line end that the file may lack, and for the one that stands behind everything.
        int read = in.read(bytes, limit, bytes.length - 2 - limit);
        if (read > 0) {
            limit += read;
        } else {
            ended = true;
            if (limit > 0 && bytes[limit - 1] == '\r') {
                return false;
            }
            if (limit > 0 && bytes[limit - 1] != '\n') {
                bytes[limit++] = '\n';
            }
        }
        bytes[limit] = '\n';
        if (!begun && (limit >= 3 || ended)) {
            begun = true;
            if (limit >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
                position = 3;
            }
        }
        return true;
    }

    /** True where nothing but line ends follows. */
    private boolean endsInEmptyLines() throws IOException {
        while (true) {
            for (int i = position; i < limit; i++) {
                if (bytes[i] != '\n') {
                    return false;
                }
            }
            position = limit;
            if (ended) {
                return true;
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /** True where the record is UTF-8, without characters that hide what stands there. */
    private boolean isGoodText() {
        int length = recordEnd - position;
        if (decoded.capacity() < length) {
            decoded = CharBuffer.allocate(length * 2);
        }
        decoded.clear();
        decoder.reset();
        if (decoder.decode(ByteBuffer.wrap(bytes, position, length), decoded, true)
                .isError()) {
            return false;
        }
        decoded.flip();
        for (int i = 0; i < decoded.limit(); i++) {
            char c = decoded.get(i);
            if (c >= 0x202A && (c <= 0x202E || c >= 0x2066 && c <= 0x2069)) {
                return false;
            }
        }
        return true;
    }
}
