package dev.seedbed.source;

import org.jspecify.annotations.Nullable;

/**
 * Text of a file as an error may show it: quoted, short, and without characters that a terminal would obey; for seed
 * formats.
 */
public final class Excerpt {
    private static final int LONGEST = 80;

    private Excerpt() {}

    /** The text in double quotes. */
    public static String of(String text) {
        return "\"" + plain(text) + "\"";
    }

    /** The text without quotes. */
    public static String plain(String text) {
        return plain(text, LONGEST);
    }

    /** What another library says: whole sentences, so longer. */
    static String message(@Nullable String text) {
        return plain(String.valueOf(text), 5 * LONGEST);
    }

    private static String plain(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        int chars = Math.min(text.length(), longest);
        if (chars < text.length() && Character.isHighSurrogate(text.charAt(chars - 1))) {
            chars--;
        }
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || Utf8Reader.isBidirectionalControl(c)) {
                        shown.append(String.format("\\u%04x", (int) c));
                    } else {
                        shown.append(c);
                    }
                }
            }
        }
        return chars < text.length() ? shown + "…" : shown.toString();
    }
}
