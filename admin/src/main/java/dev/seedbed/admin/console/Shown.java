package dev.seedbed.admin.console;

/** Values of a database as they can be read: what has no look of its own is written out. */
public final class Shown {
    private static final int LONG = 240;
    private static final int LINES = 6;
    private static final int BEGINNING = 100;

    private Shown() {}

    /** In quotes where it could be taken for NULL or nothing, or has blanks at an end. */
    public static String value(String value) {
        return value.isEmpty() || value.equals("NULL") || !value.equals(value.strip())
                ? "'" + text(value) + "'"
                : text(value);
    }

    /** True for what is folded to its beginning. */
    public static boolean isLong(String value) {
        return value.length() > LONG || value.lines().count() > LINES;
    }

    public static String beginning(String value) {
        String first = value.strip().replaceAll("\\s+", " ");
        return text(
                first.codePointCount(0, first.length()) > BEGINNING
                        ? first.substring(0, first.offsetByCodePoints(0, BEGINNING)) + "…"
                        : first);
    }

    /** Without characters that steer how others are shown: a value must not make its neighbours look like something else. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || c == '\r' || !steers(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c)
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x2069)
                || c == 0xfeff;
    }
}
