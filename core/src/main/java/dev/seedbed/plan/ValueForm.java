package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text fits the type of its column, told before the database is asked: so the answer names the file and the
 * line, is the same everywhere, and never a silent rounding of lengths.
 */
final class ValueForm {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern SPECIAL = Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BINARY = Pattern.compile("\\\\x([0-9a-fA-F]{2})*");
    private static final int MOST_INTEGER_DIGITS = 40;
    private static final int MOST_EXPONENT_DIGITS = 5;
    private static final int MOST_DIGITS = 131_072;
    private static final int MOST_FLOATING_DIGITS = 2_000;
    private static final int MOST_NAMED_LABELS = 12;

    private ValueForm() {}

    /**
     * What came of a check.
     *
     * @param text the text to send; null where it does not fit
     * @param reason why it does not fit
     */
    record Checked(@Nullable String text, @Nullable String reason) {
        static Checked ok(String text) {
            return new Checked(text, null);
        }

        static Checked misfit(String reason) {
            return new Checked(null, reason);
        }
    }

    static Checked check(ColumnType type, String text) {
        return switch (type.kind()) {
            case TEXT, CHAR -> text(type, text);
            case INTEGER -> integer(type, text.strip());
            case DECIMAL -> decimal(type, text.strip());
            case FLOAT -> floating(text.strip());
            case BOOLEAN -> bool(text);
            case UUID -> CanonicalText.of(type, text) == null ? Checked.misfit("it is not a UUID") : Checked.ok(text);
            case ENUM -> label(type.labels(), text);
            case BINARY ->
                BINARY.matcher(text).matches()
                        ? Checked.ok(text)
                        : Checked.misfit(
                                "binary values are written as \\x and hexadecimal digits, or taken from a $file");
            case JSON -> JsonText.canonical(text) == null ? Checked.misfit("it is not valid JSON") : Checked.ok(text);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, ARRAY, OTHER -> Checked.ok(text);
        };
    }

    private static Checked text(ColumnType type, String text) {
        if (type.length() > 0 && text.length() > type.length()) {
            int length = type.lengthOf(text);
            if (length > type.length()) {
                return Checked.misfit("it has " + length
                        + (length == text.codePointCount(0, text.length()) ? " characters" : " UTF-16 units")
                        + ", and the column takes " + type.length());
            }
        }
        return Checked.ok(text);
    }

    private static Checked integer(ColumnType type, String text) {
        if (text.length() <= 18 && CanonicalText.plainScale(text) == 0 && !text.equals("-0")) {
            long number = Long.parseLong(text);
            int fits = type.precision() == 0 ? 64 : type.precision();
            return fits == 64 || number >> (fits - 1) == number >> 63
                    ? Checked.ok(text)
                    : Checked.misfit("it does not fit into " + fits + " bits");
        }
        if (!INTEGER.matcher(text).matches()) {
            return Checked.misfit("it is not a whole number");
        }
        int bits = type.precision() == 0 ? 64 : type.precision();
        if (text.length() <= MOST_INTEGER_DIGITS) {
            BigInteger number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
            if (number.bitLength() < bits) {
                return Checked.ok(number.toString());
            }
        }
        return Checked.misfit("it does not fit into " + bits + " bits");
    }

    private static Checked decimal(ColumnType type, String text) {
        int plain = CanonicalText.plainScale(text);
        boolean fits = type.precision() == 0
                || plain <= Math.max(type.scale(), 0)
                        && text.length() - (plain == 0 ? 0 : plain + 1) <= type.precision() - Math.max(type.scale(), 0);
        if (plain >= 0 && text.length() < 40 && fits) {
            return Checked.ok(text);
        }
        if (SPECIAL.matcher(text).matches()) {
            return Checked.ok(text);
        }
        String reason = number(text, 2 * MOST_DIGITS);
        if (reason != null) {
            return Checked.misfit(reason);
        }
        if (type.precision() == 0) {
            return wholeDigits(text) > MOST_DIGITS
                    ? Checked.misfit("it has more than " + MOST_DIGITS + " digits before the point")
                    : Checked.ok(text);
        }
        int scale = Math.max(type.scale(), 0);
        int wholeDigits = type.precision() - scale;
        if (text.length() > 2_000) {
            return Checked.misfit("it has more than " + wholeDigits + " digits before the point");
        }
        BigDecimal rounded = new BigDecimal(text);
        if (Math.abs((long) rounded.precision() - rounded.scale()) <= 2_000) {
            rounded = rounded.setScale(type.scale(), RoundingMode.HALF_UP);
        }
        if (rounded.signum() != 0 && rounded.precision() - rounded.scale() > wholeDigits) {
            return Checked.misfit("it has more than " + wholeDigits + " digits before the point");
        }
        return Checked.ok(text);
    }

    private static Checked floating(String text) {
        String reason = SPECIAL.matcher(text).matches() ? null : number(text, MOST_FLOATING_DIGITS);
        return reason == null ? Checked.ok(text) : Checked.misfit(reason);
    }

    /** Why a text is no number that can be looked at; null where it is one. */
    private static @Nullable String number(String text, int longest) {
        if (text.length() > longest) {
            return "it is longer than " + longest + " characters";
        }
        Matcher number = DECIMAL.matcher(text);
        if (!number.matches()) {
            return "it is not a number";
        }
        String exponent = number.group(2);
        return exponent != null && exponent.replaceFirst("^[eE][+-]?0*", "").length() > MOST_EXPONENT_DIGITS
                ? "its exponent has more than " + MOST_EXPONENT_DIGITS + " digits"
                : null;
    }

    private static int wholeDigits(String number) {
        int from = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
        while (from < number.length() && number.charAt(from) == '0') {
            from++;
        }
        int to = from;
        while (to < number.length() && Character.isDigit(number.charAt(to))) {
            to++;
        }
        return to - from;
    }

    private static Checked bool(String text) {
        String bool = CanonicalText.bool(text.strip());
        return bool == null ? Checked.misfit("it is neither true nor false") : Checked.ok(bool);
    }

    private static Checked label(List<String> labels, String text) {
        if (labels.isEmpty() || labels.contains(text)) {
            return Checked.ok(text);
        }
        String named = String.join(", ", labels.subList(0, Math.min(labels.size(), MOST_NAMED_LABELS)));
        return Checked.misfit("its values are " + named + (labels.size() > MOST_NAMED_LABELS ? ", …" : ""));
    }
}
