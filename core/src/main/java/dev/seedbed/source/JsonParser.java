package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON (RFC 8259). A YAML parser would not do: it refuses tabs, long keys and some characters that JSON allows,
 * and takes much that is no JSON.
 */
final class JsonParser {
    private final String text;
    private final String file;
    private final Document.Counts counts;
    private final String whole;
    private int position;
    private int line;
    private int lineStart;

    JsonParser(String text, String file, Document.Counts counts) {
        this(text, file, counts, 1, "file");
    }

    /**
     * @param line the number of the first line
     * @param whole what the text is, for errors: "file", or "line"
     */
    JsonParser(String text, String file, Document.Counts counts, int line, String whole) {
        this.text = text;
        this.file = file;
        this.counts = counts;
        this.line = line;
        this.whole = whole;
    }

    /** @throws SeedException where it is no JSON */
    @Nullable
    Node parse() {
        skipSpace();
        if (position == text.length()) {
            return null;
        }
        Node root = value(0);
        skipSpace();
        if (position < text.length()) {
            throw unexpected("the end of the " + whole);
        }
        return root instanceof Node.Scalar scalar && scalar.value() instanceof SeedValue.Null ? null : root;
    }

    private Node value(int depth) {
        Location at = here();
        counts.value(depth, at);
        return switch (peek()) {
            case '{' -> mapping(at, depth);
            case '[' -> sequence(at, depth);
            case '"' -> new Node.Scalar(new SeedValue.Text(string(at), false, at));
            default -> literal(at);
        };
    }

    private Node mapping(Location at, int depth) {
        Document.Counts.Entries entries = counts.entries();
        position++;
        skipSpace();
        if (peek() == '}') {
            position++;
            return entries.toMapping(at);
        }
        while (true) {
            Location keyAt = here();
            if (peek() != '"') {
                throw unexpected("a key in double quotes");
            }
            counts.value(depth + 1, keyAt);
            String key = string(keyAt);
            skipSpace();
            expect(':', "\":\"");
            skipSpace();
            entries.add(key, keyAt, value(depth + 1));
            skipSpace();
            if (peek() == '}') {
                position++;
                return entries.toMapping(at);
            }
            expect(',', "\",\" or \"}\"");
            skipSpace();
        }
    }

    private Node sequence(Location at, int depth) {
        List<Node> items = new ArrayList<>();
        position++;
        skipSpace();
        if (peek() == ']') {
            position++;
            return new Node.Sequence(items, at);
        }
        while (true) {
            items.add(value(depth + 1));
            skipSpace();
            if (peek() == ']') {
                position++;
                return new Node.Sequence(items, at);
            }
            expect(',', "\",\" or \"]\"");
            skipSpace();
        }
    }

    private String string(Location at) {
        int from = ++position;
        StringBuilder unescaped = null;
        while (true) {
            int c = peek();
            if (c == '"') {
                String value = unescaped == null
                        ? text.substring(from, position)
                        : unescaped.append(text, from, position).toString();
                position++;
                return counts.scalar(value, at);
            }
            if (c < 0) {
                throw counts.failure("A string is not closed.", at, "add the closing double quote");
            }
            if (c < 0x20) {
                throw counts.failure(
                        String.format("A string contains the control character U+%04X.", c),
                        here(),
                        "write it as an escape, such as \\n or \\t");
            }
            if (c == '\\') {
                if (unescaped == null) {
                    unescaped = new StringBuilder();
                }
                unescaped.append(text, from, position);
                position++;
                unescaped.append(escaped());
                from = position;
            } else {
                position++;
            }
        }
    }

    private char escaped() {
        int c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                position -= 2;
                throw counts.failure(
                        "A string contains an escape that JSON does not have.",
                        here(),
                        "write a backslash as \\\\; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four"
                                + " digits");
            }
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c < 0x80 && c >= 0 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw unexpected("four hexadecimal digits after \\u");
            }
            code = code * 16 + digit;
            position++;
        }
        return (char) code;
    }

    private Node literal(Location at) {
        int from = position;
        while (position < text.length() && isLiteralPart(text.charAt(position))) {
            position++;
        }
        String literal = text.substring(from, position);
        if (literal.equals("null")) {
            return new Node.Scalar(new SeedValue.Null(at));
        }
        if (literal.equals("true") || literal.equals("false") || isNumber(literal)) {
            return new Node.Scalar(new SeedValue.Text(counts.scalar(literal, at), true, at));
        }
        position = from;
        if (digits(literal, literal.startsWith("-") ? 1 : 0) > 0) {
            throw counts.failure(
                    "The " + whole + " is not valid JSON: " + Excerpt.of(literal) + " is no number.",
                    here(),
                    "put it in double quotes, which takes it as it stands for every type of column");
        }
        throw unexpected("a value");
    }

    private static boolean isLiteralPart(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '-'
                || c == '+'
                || c == '.';
    }

    /** By hand, since a regular expression overflows the stack on a long number. */
    static boolean isNumber(String literal) {
        int i = literal.startsWith("-") ? 1 : 0;
        int digits = digits(literal, i);
        if (digits == 0 || (digits > 1 && literal.charAt(i) == '0')) {
            return false;
        }
        i += digits;
        if (i < literal.length() && literal.charAt(i) == '.') {
            int fraction = digits(literal, i + 1);
            if (fraction == 0) {
                return false;
            }
            i += 1 + fraction;
        }
        if (i < literal.length() && (literal.charAt(i) == 'e' || literal.charAt(i) == 'E')) {
            i++;
            if (i < literal.length() && (literal.charAt(i) == '+' || literal.charAt(i) == '-')) {
                i++;
            }
            int exponent = digits(literal, i);
            if (exponent == 0) {
                return false;
            }
            i += exponent;
        }
        return i == literal.length();
    }

    private static int digits(String literal, int from) {
        int i = from;
        while (i < literal.length() && literal.charAt(i) >= '0' && literal.charAt(i) <= '9') {
            i++;
        }
        return i - from;
    }

    private void skipSpace() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", position + 1))) {
                line++;
                lineStart = position + 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            position++;
        }
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : -1;
    }

    private void expect(char c, String name) {
        if (peek() != c) {
            throw unexpected(name);
        }
        position++;
    }

    private SeedException unexpected(String wanted) {
        String found = position == text.length()
                ? "the " + whole + " ends"
                : "there is " + Excerpt.of(new String(Character.toChars(text.codePointAt(position))));
        return counts.failure(
                "The " + whole + " is not valid JSON: " + wanted + " is missing, " + found + ".",
                here(),
                "mend it there; JSON has no comments, no trailing commas and only double quotes");
    }

    private Location here() {
        return new Location(file, line, position - lineStart + 1);
    }
}
