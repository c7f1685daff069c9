package dev.seedbed.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text for one value, so that most declared values can be compared with live ones without asking the database.
 * What is said to be equal here is equal to the database too; where this class does not know, it says so with null.
 */
public final class CanonicalText {
    private static final Pattern UUID_FORM =
            Pattern.compile("\\{?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\\}?");
    private static final Pattern INTEGER_FORM = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final Pattern DECIMAL_FORM =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");
    private static final Pattern HEX_FORM = Pattern.compile("\\\\x([0-9a-fA-F]{2})*");
    private static final int MOST_DIGITS = 140_000;

    private CanonicalText() {}

    /**
     * The canonical text of a value, declared or live.
     *
     * @return null where only the database can tell what the text means
     */
    public static @Nullable String of(ColumnType type, String text) {
        return switch (type.kind()) {
            case TEXT, ENUM -> type.bytewise() ? text : null;
            case CHAR -> type.bytewise() ? stripTrailingBlanks(text) : null;
            case INTEGER -> integer(text);
            case DECIMAL -> decimal(type.scale(), text);
            case BOOLEAN -> bool(text);
            case UUID -> uuid(text);
            case DATE -> date(text);
            case TIME -> time(type, text);
            case TIMESTAMP -> timestamp(type, text);
            case TIMESTAMP_WITH_ZONE -> timestampWithZone(type, text);
            case JSON -> JsonText.canonical(text);
            case BINARY -> HEX_FORM.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : null;
            case FLOAT -> floating(text);
            case ARRAY, OTHER -> null;
        };
    }

    /**
     * The same of a live value alone. Some databases keep what the column's type does not have, and that is no value of it:
     * {@code 9.999} in a column of two decimals is not 10.
     */
    public static @Nullable String ofLive(ColumnType type, String text) {
        return switch (type.kind()) {
            case DECIMAL -> decimal(-1, text);
            case BOOLEAN ->
                text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? text.toLowerCase(Locale.ROOT) : null;
            default -> of(type, text);
        };
    }

    /**
     * True where a live value's text, as a database prints it, is surely its canonical text already.
     *
     * @param bytes the text in UTF-8, between {@code from} and {@code to}
     */
    public static boolean isCanonical(ColumnType type, byte[] bytes, int from, int to) {
        return switch (type.kind()) {
            case TEXT, ENUM -> type.bytewise();
            case INTEGER, BOOLEAN, DATE -> true;
            case DECIMAL -> bytes[to - 1] != '0' || indexOf(bytes, from, to, '.') < 0;
            default -> false;
        };
    }

    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** True where a text in UTF-8 has no character that composing could change. */
    public static boolean isComposed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            // The first bytes of characters from U+0300 on begin at 0xCC; those that continue a character stand below.
            if ((bytes[i] & 0xff) >= 0xcc) {
                return false;
            }
        }
        return true;
    }

    /** True where two values are equal exactly when their canonical texts are, so that keys can be matched by text. */
    public static boolean complete(ColumnType type) {
        return switch (type.kind()) {
            case TEXT, ENUM, CHAR -> type.bytewise();
            case INTEGER, DECIMAL, BOOLEAN, UUID, DATE, TIMESTAMP, TIMESTAMP_WITH_ZONE, TIME -> true;
            case BINARY -> true;
            case JSON, FLOAT, ARRAY, OTHER -> false;
        };
    }

    /**
     * A plain decimal with as many digits behind the point as its column has, which is how databases write it.
     *
     * @param scale -1 where it is not fixed
     * @return the text as it is where it is anything else
     */
    public static String scaled(int scale, String text) {
        int own = plainScale(text);
        boolean asItIs = scale < 0 || own < 0 || own == scale && text.charAt(0) != '-' || text.length() >= 40;
        return asItIs
                ? text
                : new BigDecimal(text).setScale(scale, RoundingMode.HALF_UP).toPlainString();
    }

    /** True for a number with more digits behind the point than its column has, to which it is rounded when it is planted. */
    public static boolean isRounded(ColumnType type, String text) {
        return type.kind() == ColumnType.Kind.DECIMAL
                && type.scale() >= 0
                && !Objects.equals(decimal(type.scale(), text), decimal(-1, text));
    }

    /**
     * A value in the words of its column's type, as far as that is known without asking the database: {@code 49.00} for
     * {@code 49}, {@code true} for {@code yes}.
     *
     * @return the text as it is where its type has no such words
     */
    public static String spelled(ColumnType type, String text) {
        return switch (type.kind()) {
            case DECIMAL -> scaled(type.scale(), text);
            case BOOLEAN -> Objects.requireNonNullElse(bool(text), text);
            default -> text;
        };
    }

    /** {@code "true"} or {@code "false"}, or null for a text that is no boolean. */
    public static @Nullable String bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> "true";
            case "false", "f", "no", "n", "off", "0" -> "false";
            default -> null;
        };
    }

    static @Nullable BigDecimal number(String text) {
        if (text.length() > MOST_DIGITS || !DECIMAL_FORM.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
                        || Math.abs((long) number.scale()) > MOST_DIGITS
                ? null
                : number;
    }

    static @Nullable String integer(String text) {
        int length = text.length();
        if (length == 0 || length > 41) {
            return null;
        }
        char first = text.charAt(0);
        boolean simple = first >= '1' && first <= '9' && length < 19;
        for (int i = 1; simple && i < length; i++) {
            simple = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (simple) {
            return text;
        }
        return INTEGER_FORM.matcher(text).matches() ? new BigInteger(plus(text)).toString() : null;
    }

    private static String plus(String text) {
        return text.charAt(0) == '+' ? text.substring(1) : text;
    }

    /**
     * The number of digits after the point of a number in its plainest spelling: a minus sign or none, digits without
     * leading zeros, perhaps a point and more digits. -1 for every other text.
     */
    public static int plainScale(String text) {
        int length = text.length();
        int i = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int start = i;
        while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        if (i == start || text.charAt(start) == '0' && i > start + 1) {
            return -1;
        }
        if (i == length) {
            return 0;
        }
        int point = i++;
        while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i == length && text.charAt(point) == '.' && length > point + 1 ? length - point - 1 : -1;
    }

    private static String stripFraction(String text, int scale) {
        int end = text.length();
        int point = end - scale - 1;
        while (end > point + 1 && text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end == point + 1 ? point : end);
    }

    private static @Nullable String decimal(int scale, String text) {
        int plain = plainScale(text);
        if (plain >= 0 && text.length() < 40 && (scale < 0 || plain <= scale)) {
            String stripped = plain == 0 ? text : stripFraction(text, plain);
            return stripped.equals("-0") ? "0" : stripped;
        }
        BigDecimal number = number(text);
        if (number == null) {
            return null;
        }
        if (scale >= 0 && number.scale() > scale) {
            number = number.setScale(scale, RoundingMode.HALF_UP);
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Equal doubles are equal in a column of single precision too; the contrary is for the database to say. */
    private static @Nullable String floating(String text) {
        if (text.length() > 400 || !DECIMAL_FORM.matcher(text).matches()) {
            return null;
        }
        double number = Double.parseDouble(text);
        if (number == 0) {
            return text.chars().takeWhile(c -> c != 'e' && c != 'E').anyMatch(c -> c >= '1' && c <= '9') ? null : "0.0";
        }
        // Past the range of the narrower type the database judges whether the column's own takes it.
        double size = Math.abs(number);
        return size > Float.MAX_VALUE || size < Float.MIN_NORMAL ? null : Double.toString(number);
    }

    private static @Nullable String uuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            return null;
        }
        String digits = text.replaceAll("[{}-]", "").toLowerCase(Locale.ROOT);
        return digits.length() != 32 ? null : digits;
    }

    private static String stripTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static @Nullable String date(String text) {
        if (isOrdinaryDate(text)) {
            return text;
        }
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** True for {@code yyyy-MM-dd} with a day that every month has; others take the long way. */
    private static boolean isOrdinaryDate(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            char c = text.charAt(i);
            if (i != 4 && i != 7 && (c < '0' || c > '9')) {
                return false;
            }
        }
        int month = (text.charAt(5) - '0') * 10 + text.charAt(6) - '0';
        int day = (text.charAt(8) - '0') * 10 + text.charAt(9) - '0';
        return month >= 1 && month <= 12 && day >= 1 && day <= 28 && text.charAt(0) != '0';
    }

    private static @Nullable String time(ColumnType type, String text) {
        try {
            LocalTime time = LocalTime.parse(text);
            return tooFine(type, time.get(ChronoField.NANO_OF_SECOND)) ? null : time.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String timestamp(ColumnType type, String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(isoTimestamp(text));
            return tooFine(type, time.get(ChronoField.NANO_OF_SECOND)) ? null : time.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String timestampWithZone(ColumnType type, String text) {
        String iso = isoTimestamp(text);
        try {
            int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
            boolean zone = iso.endsWith("Z") || sign > 10;
            if (sign > 10 && iso.length() - sign == 3) {
                iso = iso + ":00";
            }
            OffsetDateTime time =
                    zone ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
            return tooFine(type, time.get(ChronoField.NANO_OF_SECOND))
                    ? null
                    : time.withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                            .toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String isoTimestamp(String text) {
        String iso = text.length() == 10 ? text + "T00:00:00" : text;
        if (iso.length() > 10 && iso.charAt(10) == ' ') {
            iso = iso.substring(0, 10) + "T" + iso.substring(11);
        }
        return iso;
    }

    /** A finer fraction than the type keeps is rounded by the database, in its own way. */
    private static boolean tooFine(ColumnType type, int nano) {
        int digits = type.scale() < 0 ? 6 : type.scale();
        int unit = 1;
        for (int i = digits; i < 9; i++) {
            unit *= 10;
        }
        return nano % unit != 0;
    }
}
