package dev.seedbed.source;

import dev.seedbed.seed.Location;
import org.jspecify.annotations.Nullable;

/** The lines and scalars of {@link PlainYaml}: a cursor over the text, which knows its line and that line's indent. */
final class PlainScanner {
    static final int END = -1;

    /** The whole parser takes no key of more than 1,024 characters, with the spaces behind it. */
    private static final int KEY_CHARS = 1_000;

    private final String text;
    /** The text: in an interpreter each call counts. */
    private final char[] chars;

    private final String file;
    private int position;
    private int line = 1;
    private int lineStart;
    private int indent;

    PlainScanner(String text, String file) {
        this.text = text;
        this.chars = text.toCharArray();
        this.file = file;
    }

    /** Whether every character means the same everywhere; tabs, other line breaks and halves of characters do not. */
    boolean isPrintable() {
        for (char c : chars) {
            if (c < ' ' ? c != '\n' : c > '~' && !isPrintable(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(char c) {
        return c >= '\u00A0'
                && c < '\uFFFE'
                && !Character.isSurrogate(c)
                && c != '\u2028'
                && c != '\u2029'
                && c != '\uFEFF';
    }

    /** How far the first value of the line stands in; {@link #END} behind the last line. */
    int indent() {
        return indent;
    }

    /** Makes what stands at the cursor, behind a dash, the first value of its line. */
    int indentHere() {
        indent = position - lineStart;
        return indent;
    }

    Location here() {
        return new Location(file, line, position - lineStart + 1);
    }

    int peek() {
        return position < chars.length ? chars[position] : END;
    }

    void pass() {
        position++;
    }

    /** Whether the cursor is at the dash of a list. */
    boolean isItem() {
        return peek() == '-' && isSpaceOrEnd(position + 1);
    }

    private boolean isSpaceOrEnd(int index) {
        return index == chars.length || chars[index] == ' ' || chars[index] == '\n';
    }

    void skipSpaces() {
        while (position < chars.length && chars[position] == ' ') {
            position++;
        }
    }

    /** In braces and brackets a line may end anywhere between two values. */
    void skipFlowSpaces() {
        skipSpaces();
        while (peek() == '\n') {
            begin(position + 1);
            skipSpaces();
        }
    }

    /** Whether nothing but a comment follows in the line; passes the spaces before it. */
    boolean isRestEmpty() {
        skipSpaces();
        int c = peek();
        return c == END || c == '\n' || c == '#' && chars[position - 1] == ' ';
    }

    /** Puts the cursor at the first value of the file. */
    void toFirst() {
        begin(0);
        line = 1;
        toValue();
    }

    /** Puts the cursor at the first value of the lines that follow. */
    void toNextLine() {
        skipLine();
        toValue();
    }

    private void toValue() {
        skipSpaces();
        while (peek() == '\n' || peek() == '#') {
            skipLine();
            skipSpaces();
        }
        indent = peek() == END ? END : position - lineStart;
    }

    private void skipLine() {
        int end = text.indexOf('\n', position);
        if (end < 0) {
            position = chars.length;
        } else {
            begin(end + 1);
        }
    }

    private void begin(int start) {
        line++;
        lineStart = start;
        position = start;
    }

    /** Whether a scalar is ahead that is a key. */
    boolean isKeyAhead() {
        if (isQuoted() || peek() == '{' || peek() == '[') {
            return false;
        }
        int from = position;
        endOfPlain(false);
        boolean key = peek() == ':';
        position = from;
        return key;
    }

    /** A key of ASCII characters, whose colon it passes; null where there is none. */
    @Nullable
    String key(boolean inFlow) {
        int from = position;
        int end = endOfPlain(inFlow);
        if (end < 0 || peek() != ':' || position - from > KEY_CHARS) {
            return null;
        }
        position++;
        for (int i = from; i < end; i++) {
            if (chars[i] > '~') {
                return null;
            }
        }
        return text.substring(from, end);
    }

    /** Passes a key that stands at the cursor as it stood in braces before, with its colon; false where another does. */
    boolean passKey(String key) {
        int end = position + key.length();
        if (end >= chars.length || chars[end] != ':' || !isSpaceOrEnd(end + 1) || !text.startsWith(key, position)) {
            return false;
        }
        position = end + 1;
        return true;
    }

    /** A scalar without quotes that is not a key; null where there is none. */
    @Nullable
    String plain(boolean inFlow) {
        int from = position;
        int end = endOfPlain(inFlow);
        return end < 0 || peek() == ':' ? null : text.substring(from, end);
    }

    boolean isQuoted() {
        return peek() == '"' || peek() == '\'';
    }

    /** What stands between quotes in one line; null where it has escapes. */
    @Nullable
    String quoted() {
        char quote = chars[position];
        int end = text.indexOf(quote, position + 1);
        if (end < 0 || quote == '\'' && text.startsWith("''", end)) {
            return null;
        }
        String value = text.substring(position + 1, end);
        position = end + 1;
        return value.indexOf('\n') < 0 && (quote == '\'' || value.indexOf('\\') < 0) ? value : null;
    }

    /**
     * The end of the scalar that begins at the cursor, which it puts before what ends it: the end of the line, a comment, a
     * colon that ends a key or, in braces and brackets, punctuation. {@link #END} where it is none.
     */
    private int endOfPlain(boolean inFlow) {
        if (!isFirst()) {
            return END;
        }
        int end = position;
        for (; position < chars.length; position++) {
            switch (chars[position]) {
                case ' ' -> {
                    continue;
                }
                case '\n' -> {
                    return end;
                }
                case '#' -> {
                    if (chars[position - 1] == ' ') {
                        return end;
                    }
                }
                case ',', '{', '}', '[', ']' -> {
                    if (inFlow) {
                        return end;
                    }
                }
                case ':' -> {
                    if (isSpaceOrEnd(position + 1)) {
                        return end;
                    }
                    if (inFlow && isPunctuation(chars[position + 1])) {
                        return END;
                    }
                }
                default -> {
                    // Part of the scalar.
                }
            }
            end = position + 1;
        }
        return end;
    }

    private static boolean isPunctuation(char c) {
        return c == ',' || c == '{' || c == '}' || c == '[' || c == ']';
    }

    /** Whether a scalar without quotes may begin here, beyond doubt. */
    private boolean isFirst() {
        int c = peek();
        if (c == '-' || c == '.') {
            return position + 1 < chars.length && isLetterOrDigit(chars[position + 1]);
        }
        return isLetterOrDigit(c) || c > '~' || c >= 0 && "_$/(+~^;\\".indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
