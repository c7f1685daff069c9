package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes of a CSV file on their way to a database that reads CSV itself: whether the database will take them
 * for exactly the rows that Seedbed reads in them. It is stricter than it had to be. Whatever it is not sure of (spellings
 * of numbers, texts that might be too long, quotes where none belong, CR LF in odd places) is for the reader that knows
 * every case and names its place.
 */
public final class PlainScan {
    private static final int MOST_ROW_BYTES = 1 << 20;
    private static final int FIRST_BYTE_PAST_COMPOSED = 0xcc;
    private static final int BIDIRECTIONAL_FIRST = 0xe2;
    private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

    /** Where a UUID has its hyphens. */
    private static final long HYPHENS = 1L << 8 | 1L << 13 | 1L << 18 | 1L << 23;

    private static final long TRUE = 0x74727565;
    private static final long FALSE = 0x66616c7365L;

    /** Where the next byte stands. */
    private enum Place {
        FIELD_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE,
        AFTER_CARRIAGE_RETURN
    }

    private final Rule[] rules;

    /** The header line, as plain as it can be written. */
    private final byte[] names;

    private Place place = Place.FIELD_START;
    private boolean header = true;
    private boolean quotedCarriageReturn;
    private boolean carriageReturns;
    private int headerBytes;
    private int matched;
    private int field;
    private int fieldBytes;
    private int rowBytes;
    private int before;
    private int twoBefore;
    private long word;
    private long rows;
    private final CRC32 checksum = new CRC32();

    /** What the fields of a column may be. */
    private static final class Rule {
        /** Bytes that may occur, by their value. */
        private final boolean[] allowed;

        private final int most;
        private final boolean filled;
        private final ColumnType.Kind kind;

        /** Bytes that need no further look, outside of quotes and in them. */
        private final boolean[] plain;

        private final boolean[] quoted;

        Rule(ColumnType.Kind kind, boolean[] allowed, int most, boolean filled) {
            this.kind = kind;
            this.allowed = allowed;
            this.most = most;
            this.filled = filled;
            boolean looked = kind == ColumnType.Kind.BOOLEAN || kind == ColumnType.Kind.UUID;
            this.plain = looked ? new boolean[256] : without(allowed, ",\n\r\"");
            this.quoted = looked ? new boolean[256] : without(allowed, "\r\"\\");
        }

        private static boolean[] without(boolean[] allowed, String special) {
            boolean[] bytes = allowed.clone();
            bytes[0] = false;
            bytes[BIDIRECTIONAL_FIRST] = false;
            special.chars().forEach(c -> bytes[c] = false);
            return bytes;
        }
    }

    private PlainScan(Rule[] rules, byte[] names) {
        this.rules = rules;
        this.names = names;
    }

    /**
     * A scan for rows that give these columns in this order.
     *
     * @param names those of the header, in which nothing may have changed since
     * @param unique true for columns of the key and of other unique keys
     * @param key true for columns of the key
     * @return null where a column's type is not among those whose texts database and Seedbed read alike
     */
    static @Nullable PlainScan of(List<String> names, List<Column> columns, boolean[] unique, boolean[] key) {
        Rule[] rules = new Rule[columns.size()];
        for (int i = 0; i < rules.length; i++) {
            Rule rule = rule(columns.get(i).type(), unique[i], key[i]);
            if (rule == null) {
                return null;
            }
            rules[i] = rule;
        }
        // The only field of a line may be taken for an empty line, or for the end of the data.
        return rules.length < 2
                ? null
                : new PlainScan(rules, String.join(",", names).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Rule rule(ColumnType type, boolean unique, boolean key) {
        int length = type.length() > 0 ? type.length() : Integer.MAX_VALUE;
        return switch (type.kind()) {
            case TEXT, CHAR, ENUM -> new Rule(type.kind(), texts(unique), length, key);
            case INTEGER -> new Rule(type.kind(), bytes("0123456789-"), 40, key);
            case DECIMAL -> new Rule(type.kind(), bytes("0123456789-."), 200, key);
            case BOOLEAN -> new Rule(type.kind(), bytes("truefals"), 5, key);
            case UUID -> new Rule(type.kind(), bytes("0123456789abcdefABCDEF-"), 36, key);
            case DATE -> new Rule(type.kind(), bytes("0123456789-"), 10, key);
            case TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE -> new Rule(type.kind(), bytes("0123456789-:.+TZ "), 40, key);
            case FLOAT, JSON, BINARY, ARRAY, OTHER -> null;
        };
    }

    /** All bytes; in what has to be unique only those of characters that composing cannot change. */
    private static boolean[] texts(boolean unique) {
        boolean[] bytes = new boolean[256];
        Arrays.fill(bytes, 0, unique ? FIRST_BYTE_PAST_COMPOSED : bytes.length, true);
        return bytes;
    }

    private static boolean[] bytes(String allowed) {
        boolean[] bytes = new boolean[256];
        for (int i = 0; i < allowed.length(); i++) {
            bytes[allowed.charAt(i)] = true;
        }
        return bytes;
    }

    /** How many rows have gone by. */
    public long rows() {
        return rows;
    }

    /** The CRC-32 of all bytes that have gone by. */
    long checksum() {
        return checksum.getValue();
    }

    /**
     * Looks at the next bytes.
     *
     * @return how many of them, from the first on, belong to the header line
     * @throws LoadRefused where the database might see something else in them
     */
    public int next(byte[] bytes, int length) {
        checksum.update(bytes, 0, length);
        int start = 0;
        int i = 0;
        while (i < length) {
            int run = header ? 0 : ordinary(bytes, i, length);
            if (run > 0) {
                i += run;
                twoBefore = run > 1 ? bytes[i - 2] & 0xff : before;
                before = bytes[i - 1] & 0xff;
            } else {
                int b = bytes[i++] & 0xff;
                if (header) {
                    start = i;
                    header(b);
                } else {
                    row(b);
                }
                twoBefore = before;
                before = b;
            }
        }
        return start;
    }

    /** Passes over bytes within a field that need no further look, and returns how many they are. */
    private int ordinary(byte[] bytes, int from, int to) {
        if (place != Place.PLAIN && place != Place.QUOTED
                || quotedCarriageReturn
                || field >= rules.length
                || before == BIDIRECTIONAL_FIRST
                || twoBefore == BIDIRECTIONAL_FIRST) {
            return 0;
        }
        Rule rule = rules[field];
        boolean[] ordinary = place == Place.PLAIN ? rule.plain : rule.quoted;
        int i = from;
        while (i < to && ordinary[bytes[i] & 0xff]) {
            i++;
        }
        int run = i - from;
        fieldBytes += run;
        rowBytes += run;
        if (fieldBytes > rule.most || rowBytes > MOST_ROW_BYTES) {
            throw new LoadRefused();
        }
        return run;
    }

    /** The header was read before; it must be the same, behind a byte order mark perhaps, and hide nothing in quotes. */
    private void header(int b) {
        int at = headerBytes++;
        if (at < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[at] && matched == 0) {
            return;
        }
        if (b == '\n' && matched == names.length) {
            carriageReturns = before == '\r';
            header = false;
        } else if (b != '\r' || matched < names.length || before == '\r') {
            if (matched == names.length || b != (names[matched++] & 0xff)) {
                throw new LoadRefused();
            }
        }
    }

    private void row(int b) {
        if (++rowBytes > MOST_ROW_BYTES || b == 0 || isBidirectionalControl(b)) {
            throw new LoadRefused();
        }
        switch (place) {
            case FIELD_START -> begin(b);
            case PLAIN -> plain(b);
            case QUOTED -> quoted(b);
            case AFTER_QUOTE -> afterQuote(b);
            case AFTER_CARRIAGE_RETURN -> {
                if (b != '\n') {
                    throw new LoadRefused();
                }
                endRow();
            }
        }
    }

    private void begin(int b) {
        if (b == '"') {
            place = Place.QUOTED;
        } else {
            place = Place.PLAIN;
            plain(b);
        }
    }

    private void plain(int b) {
        if (b == ',') {
            endField(false);
        } else if (b == '\n') {
            if (carriageReturns) {
                throw new LoadRefused();
            }
            endField(false);
            endRow();
        } else if (b == '\r') {
            if (!carriageReturns) {
                throw new LoadRefused();
            }
            endField(false);
            place = Place.AFTER_CARRIAGE_RETURN;
        } else if (b == '"') {
            throw new LoadRefused();
        } else {
            content(b);
        }
    }

    private void quoted(int b) {
        if (quotedCarriageReturn) {
            quotedCarriageReturn = false;
            if (b != '\n') {
                throw new LoadRefused();
            }
        }
        if (b == '\\' && before == '\n') {
            throw new LoadRefused();
        }
        if (b == '"') {
            place = Place.AFTER_QUOTE;
        } else {
            quotedCarriageReturn = b == '\r';
            content(b);
        }
    }

    private void afterQuote(int b) {
        if (b == '"') {
            place = Place.QUOTED;
            content(b);
        } else if (b == ',') {
            endField(true);
        } else if (b == '\n' && !carriageReturns) {
            endField(true);
            endRow();
        } else if (b == '\r' && carriageReturns) {
            endField(true);
            place = Place.AFTER_CARRIAGE_RETURN;
        } else {
            throw new LoadRefused();
        }
    }

    private void content(int b) {
        if (field >= rules.length) {
            throw new LoadRefused();
        }
        Rule rule = rules[field];
        if (++fieldBytes > rule.most || !rule.allowed[b]) {
            throw new LoadRefused();
        }
        word = rule.kind == ColumnType.Kind.UUID ? word | (b == '-' ? 1L << fieldBytes - 1 : 0) : word << Byte.SIZE | b;
    }

    private void endField(boolean quoted) {
        if (field >= rules.length) {
            throw new LoadRefused();
        }
        Rule rule = rules[field];
        boolean isNull = fieldBytes == 0 && !quoted;
        boolean good = isNull
                ? !rule.filled
                : switch (rule.kind) {
                    case BOOLEAN -> word == TRUE || word == FALSE || word == 't' || word == 'f';
                    case UUID -> fieldBytes == rule.most && word == HYPHENS;
                    default -> true;
                };
        if (!good) {
            throw new LoadRefused();
        }
        field++;
        fieldBytes = 0;
        word = 0;
        place = Place.FIELD_START;
    }

    private void endRow() {
        if (field != rules.length) {
            throw new LoadRefused();
        }
        rows++;
        field = 0;
        rowBytes = 0;
        place = Place.FIELD_START;
    }

    /** U+202A to U+202E and U+2066 to U+2069, by the last of their three bytes. */
    private boolean isBidirectionalControl(int b) {
        return twoBefore == BIDIRECTIONAL_FIRST
                && (before == 0x80 && b >= 0xaa && b <= 0xae || before == 0x81 && b >= 0xa6 && b <= 0xa9);
    }

    /** @throws LoadRefused where the file ends within a row that is not whole */
    public void end() {
        if (header || quotedCarriageReturn || place == Place.QUOTED || place == Place.AFTER_CARRIAGE_RETURN) {
            throw new LoadRefused();
        }
        if (field > 0 || place != Place.FIELD_START) {
            endField(place == Place.AFTER_QUOTE);
            endRow();
        }
    }
}
