package dev.seedbed.database;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON under way, as UTF-8: for texts that are bytes already and of which no {@code String} is wanted. Not thread-safe. */
public final class JsonBytes {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** Bytes that stand in a string literal as they are, by their value. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        Arrays.fill(PLAIN, 0x20, PLAIN.length, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
        PLAIN[0x7f] = false;
    }

    private byte[] bytes = new byte[1024];
    private int length;

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** A copy of what was appended. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Begins anew. */
    public void clear() {
        length = 0;
    }

    public void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /** Appends text that is JSON already. */
    public void append(String json) {
        append(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same in UTF-8. */
    public void append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    public void appendNull() {
        append(NULL);
    }

    /** Appends a string literal, as {@link JsonText#quote(StringBuilder, String)} writes it. */
    public void quote(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        quote(utf8, 0, utf8.length);
    }

    /**
     * The same for a text that stands in UTF-8.
     *
     * @param to the first byte past it
     */
    public void quote(byte[] utf8, int from, int to) {
        reserve(to - from + 2);
        bytes[length++] = '"';
        int start = from;
        for (int i = from; i < to; i++) {
            if (!PLAIN[utf8[i] & 0xff]) {
                copy(utf8, start, i);
                escape(utf8[i]);
                reserve(to - i + 1);
                start = i + 1;
            }
        }
        copy(utf8, start, to);
        bytes[length++] = '"';
    }

    private void copy(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    private void escape(byte b) {
        StringBuilder literal = new StringBuilder();
        JsonText.quote(literal, String.valueOf((char) b));
        append(literal.substring(1, literal.length() - 1));
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
