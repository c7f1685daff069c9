package dev.seedbed.export;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text as a YAML scalar that Seedbed reads back unchanged. What looks like a number or a boolean needs no quotes, since
 * the column's type decides what it means; what YAML or the words for NULL would take for something else does.
 */
final class YamlText {
    /** Safe in block and in flow mappings: a colon only before something that goes on. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:[\\p{L}\\p{N}_/.]|[-+](?=[0-9.]))(?:[\\p{L}\\p{N}\\p{M}_/.+\\-@%()=;$&!*' ]|:(?=[\\p{L}\\p{N}_/.+\\-@%]))*");

    private YamlText() {}

    static String scalar(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        if (isPlain(text)) {
            return text;
        }
        return isPrintable(text) ? "'" + text.replace("'", "''") + "'" : escaped(text);
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches()
                && !text.endsWith(" ")
                && !text.equalsIgnoreCase("null")
                && isPrintable(text);
    }

    /** True for several lines that a block scalar holds as they are. */
    static boolean isBlock(String text) {
        if (text.indexOf('\n') < 0 || text.endsWith("\n\n") || text.startsWith(" ") || text.startsWith("\n")) {
            return false;
        }
        for (String line : text.split("\n", -1)) {
            if (line.endsWith(" ") || !isPrintable(line)) {
                return false;
            }
        }
        return true;
    }

    /** A block scalar, its lines behind an indentation; no line end after the last. */
    static String block(String text, String indent) {
        boolean ends = text.endsWith("\n");
        StringBuilder block = new StringBuilder(ends ? "|" : "|-");
        for (String line : (ends ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
            block.append('\n').append(line.isEmpty() ? "" : indent).append(line);
        }
        return block.toString();
    }

    /** True where no character needs an escape. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (needsEscape(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean needsEscape(char c) {
        return c < 0x20
                || (c >= 0x7F && c <= 0x9F)
                || c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || c >= 0xFFFE
                || Character.isSurrogate(c)
                || ValueCheck.isBidirectional(c);
    }

    private static String escaped(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        quoted.append(c).append(text.charAt(++i));
                    } else if (needsEscape(c)) {
                        quoted.append(String.format("\\u%04X", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
