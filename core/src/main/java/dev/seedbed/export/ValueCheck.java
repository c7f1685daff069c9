package dev.seedbed.export;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that Seedbed's own reader would refuse: said here, by name, rather than there. */
final class ValueCheck {
    private static final Pattern SPECIAL = Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final int MOST_CHARS = 16 * 1024 * 1024;

    private ValueCheck() {}

    /** Why a text cannot stand in a seed file for this column, as the second part of a sentence; null where it can. */
    static @Nullable String flaw(Column column, String text, boolean csv) {
        if (text.length() > MOST_CHARS) {
            return "it has " + text.length() + " characters, and a seed file takes " + MOST_CHARS;
        }
        String flaw = character(text, csv);
        return flaw == null ? misfit(column.type(), text) : flaw;
    }

    private static @Nullable String character(String text, boolean csv) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "it has a NUL character, which no seed file holds";
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "it has half a character, which no seed file holds";
                }
                i++;
            } else if (csv && isBidirectional(c)) {
                return String.format("it has the invisible control character U+%04X, which CSV cannot hold", (int) c);
            } else if (csv && c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                return "it has a carriage return without a line feed, which CSV cannot hold";
            }
        }
        return null;
    }

    static boolean isBidirectional(char c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /** A database with loose types holds values in a column that are none of its type. */
    private static @Nullable String misfit(ColumnType type, String text) {
        return switch (type.kind()) {
            case TEXT, CHAR ->
                type.length() > 0 && text.length() > type.length() && type.lengthOf(text) > type.length()
                        ? "it is longer than " + type.sql() + " takes"
                        : null;
            case INTEGER, BOOLEAN, UUID, JSON, BINARY -> CanonicalText.of(type, text) == null ? isNot(type) : null;
            case DECIMAL -> decimal(type, text);
            case FLOAT -> isNumber(text) ? null : isNot(type);
            case ENUM -> type.labels().isEmpty() || type.labels().contains(text) ? null : isNot(type);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, ARRAY, OTHER -> null;
        };
    }

    private static @Nullable String decimal(ColumnType type, String text) {
        if (SPECIAL.matcher(text).matches()) {
            return null;
        }
        if (!isNumber(text)) {
            return isNot(type);
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        boolean fits = type.precision() == 0
                || number.signum() == 0
                || (number.scale() <= type.scale()
                        && number.precision() - number.scale() <= type.precision() - type.scale());
        return fits ? null : isNot(type);
    }

    private static boolean isNumber(String text) {
        if (SPECIAL.matcher(text).matches()) {
            return true;
        }
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String isNot(ColumnType type) {
        return "it is no value of the column's type (" + type.sql() + ")";
    }
}
