package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.nio.charset.StandardCharsets;

/**
 * Checks and hashes values of one column that stand in UTF-8. Values in the spelling in which nearly all are written are
 * looked at where they are; of others a text is made first.
 */
final class PlainColumn {
    private static final int MOST_DIGITS = 18;
    private static final int DATE_BYTES = 10;

    private final ColumnType type;
    private final ColumnType.Kind kind;
    private final boolean nullable;
    private final int most;
    private final int bits;
    private final int scale;
    private final int wholeDigits;

    private PlainColumn(Column column) {
        this.type = column.type();
        this.kind = type.kind();
        this.nullable = column.nullable();
        this.most = type.length() > 0 ? type.length() : Integer.MAX_VALUE;
        this.bits = type.precision() == 0 ? Long.SIZE : type.precision();
        this.scale = type.scale();
        this.wholeDigits = type.precision() == 0 ? Integer.MAX_VALUE : type.precision() - Math.max(scale, 0);
    }

    /** True where every value that fits the column has a canonical text. */
    static boolean suits(Column column) {
        return !column.computed()
                && switch (column.type().kind()) {
                    case TEXT, CHAR, ENUM -> column.type().bytewise();
                    case INTEGER, DECIMAL, BOOLEAN, UUID, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, BINARY -> true;
                    case FLOAT, JSON, ARRAY, OTHER -> false;
                };
    }

    static PlainColumn of(Column column) {
        return new PlainColumn(column);
    }

    boolean nullable() {
        return nullable;
    }

    /**
     * Adds the canonical form of a value to a hash.
     *
     * @param key whether rows are matched by the value
     * @return false where it is wrong, or only the database knows what it means
     */
    boolean add(byte[] bytes, int from, int to, boolean key, RowHash hash) {
        int length = to - from;
        switch (kind) {
            case TEXT -> {
                if (length <= most && (!key || CanonicalText.isComposed(bytes, from, to))) {
                    hash.add(bytes, from, to);
                    return true;
                }
            }
            case INTEGER -> {
                if (isPlainInteger(bytes, from, to)) {
                    hash.add(bytes, from, to);
                    return true;
                }
            }
            case DECIMAL -> {
                int end = plainDecimalEnd(bytes, from, to);
                if (end > from) {
                    hash.add(bytes, from, end);
                    return true;
                }
            }
            case BOOLEAN -> {
                if (length == 4 && isTrue(bytes, from) || length == 5 && isFalse(bytes, from)) {
                    hash.add(bytes, from, to);
                    return true;
                }
            }
            case DATE -> {
                if (length == DATE_BYTES && isOrdinaryDate(bytes, from)) {
                    hash.add(bytes, from, to);
                    return true;
                }
            }
            default -> {
                return addText(bytes, from, to, key, hash);
            }
        }
        return addText(bytes, from, to, key, hash);
    }

    private boolean addText(byte[] bytes, int from, int to, boolean key, RowHash hash) {
        String text = ValueForm.check(type, new String(bytes, from, to - from, StandardCharsets.UTF_8))
                .text();
        if (text == null || CanonicalText.of(type, text) == null) {
            return false;
        }
        if (key) {
            return ComparedText.hashKey(text, type, hash);
        }
        hash.add(ComparedText.of(type, text));
        return true;
    }

    /** True for a whole number without leading zeros or a plus sign that fits into the column. */
    private boolean isPlainInteger(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        int i = negative ? from + 1 : from;
        if (to - i > MOST_DIGITS || i == to || bytes[i] == '0' && (negative || to - i > 1)) {
            return false;
        }
        long number = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            number = number * 10 + digit;
        }
        number = negative ? -number : number;
        return bits == Long.SIZE || number >> (bits - 1) == number >> 63;
    }

    /** Where a number ends without the zeros that its fraction ends with; -1 where it is not in its plainest spelling. */
    private int plainDecimalEnd(byte[] bytes, int from, int to) {
        // A minus sign is left to others, since "-0.00" is 0.
        int point = -1;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '.' && point < 0) {
                point = i;
            } else if (b < '0' || b > '9') {
                return -1;
            }
        }
        int whole = (point < 0 ? to : point) - from;
        int fraction = point < 0 ? 0 : to - point - 1;
        if (whole == 0
                || bytes[from] == '0' && whole > 1
                || point >= 0 && fraction == 0
                || to - from >= 40
                || whole > wholeDigits
                || scale >= 0 && fraction > scale
                || scale < 0 && wholeDigits != Integer.MAX_VALUE) {
            return -1;
        }
        int end = to;
        while (point >= 0 && end > point + 1 && bytes[end - 1] == '0') {
            end--;
        }
        return end == point + 1 ? point : end;
    }

    private static boolean isTrue(byte[] bytes, int at) {
        return bytes[at] == 't' && bytes[at + 1] == 'r' && bytes[at + 2] == 'u' && bytes[at + 3] == 'e';
    }

    private static boolean isFalse(byte[] bytes, int at) {
        return bytes[at] == 'f'
                && bytes[at + 1] == 'a'
                && bytes[at + 2] == 'l'
                && bytes[at + 3] == 's'
                && bytes[at + 4] == 'e';
    }

    /** True for {@code yyyy-MM-dd} with a day that every month has. */
    private static boolean isOrdinaryDate(byte[] bytes, int at) {
        if (bytes[at] == '0' || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
            return false;
        }
        for (int i = 0; i < DATE_BYTES; i++) {
            byte b = bytes[at + i];
            if (i != 4 && i != 7 && (b < '0' || b > '9')) {
                return false;
            }
        }
        int month = (bytes[at + 5] - '0') * 10 + bytes[at + 6] - '0';
        int day = (bytes[at + 8] - '0') * 10 + bytes[at + 9] - '0';
        return month >= 1 && month <= 12 && day >= 1 && day <= 28;
    }
}
