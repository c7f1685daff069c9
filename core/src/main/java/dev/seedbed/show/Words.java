package dev.seedbed.show;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers, values and keys as people read them. */
public final class Words {
    private static final int LONGEST_VALUE = 60;

    private Words() {}

    public static String number(long number) {
        if (number > -1_000 && number < 1_000) {
            return Long.toString(number);
        }
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 row}, {@code 4,990 rows}. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** A value on one line: NULL and the empty text can be told from others, and a long one is cut. */
    public static String value(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        if (text.isEmpty() || text.equals("NULL") || !text.equals(text.strip())) {
            return "'" + plain(text) + "'";
        }
        return plain(text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE - 1) + "…" : text);
    }

    /** The values of a key; its columns stand in the heading. */
    public static String key(Map<String, @Nullable String> key) {
        return key.values().stream().map(Words::value).collect(Collectors.joining(", "));
    }

    /** Without control characters: what stands in a database must not steer somebody's terminal. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == '\n') {
                plain.append("\\n");
            } else if (c == '\t') {
                plain.append("\\t");
            } else if (Character.isISOControl(c) || isBidirectional(c)) {
                plain.append(String.format("\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        }
        return plain.toString();
    }

    private static boolean isBidirectional(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    /** The text with blanks behind it up to a width, counted in code points. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** The words of a text in lines of at most so many columns, as far as no word is longer. */
    public static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && width(line.toString()) + 1 + width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
