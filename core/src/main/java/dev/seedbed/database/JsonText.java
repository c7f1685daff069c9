package dev.seedbed.database;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON documents as text: whether they are well formed, and one form for documents of one value. */
public final class JsonText {
    private static final int MOST_DEPTH = 500;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * The document with sorted keys, without white space and with numbers in one form, so that equal documents have
     * equal texts; null where it is not well formed or nests deeper than 500 levels.
     */
    public static @Nullable String canonical(String text) {
        JsonText reader = new JsonText(text);
        try {
            String canonical = reader.value(0);
            reader.blanks();
            return reader.at == text.length() ? canonical : null;
        } catch (NotJson e) {
            return null;
        }
    }

    /** The members of an object, each in its canonical form; null where the text is no object. */
    public static @Nullable Map<String, String> members(String text) {
        JsonText reader = new JsonText(text);
        try {
            reader.blanks();
            return reader.peek() == '{' && canonical(text) != null ? reader.fields(0) : null;
        } catch (NotJson e) {
            return null;
        }
    }

    /** The items of an array, each in its canonical form; null where the text is no array. */
    public static @Nullable List<String> items(String text) {
        JsonText reader = new JsonText(text);
        try {
            reader.blanks();
            return reader.peek() == '[' && canonical(text) != null ? reader.elements(0) : null;
        } catch (NotJson e) {
            return null;
        }
    }

    /** The text of a string literal; null where it is none. */
    public static @Nullable String unquote(String literal) {
        try {
            return literal.startsWith("\"") && canonical(literal) != null ? new JsonText(literal).string() : null;
        } catch (NotJson e) {
            return null;
        }
    }

    /** A JSON string literal. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        quote(quoted, text);
        return quoted.toString();
    }

    /** Appends a JSON string literal. */
    public static void quote(StringBuilder quoted, String text) {
        quoted.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
                continue;
            }
            quoted.append(text, from, i);
            from = i + 1;
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        quoted.append(text, from, text.length()).append('"');
    }

    /** True for the text of a JSON number. */
    public static boolean isNumber(String text) {
        return text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,6})?");
    }

    private String value(int depth) throws NotJson {
        if (depth > MOST_DEPTH) {
            throw new NotJson();
        }
        blanks();
        char c = peek();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> quote(string());
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private String object(int depth) throws NotJson {
        StringBuilder object = new StringBuilder("{");
        fields(depth)
                .forEach((name, value) -> object.append(object.length() == 1 ? "" : ",")
                        .append(quote(name))
                        .append(':')
                        .append(value));
        return object.append('}').toString();
    }

    private Map<String, String> fields(int depth) throws NotJson {
        at++;
        Map<String, String> fields = new TreeMap<>();
        blanks();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            blanks();
            String name = string();
            blanks();
            expect(':');
            fields.put(name, value(depth + 1));
            blanks();
            if (peek() == '}') {
                at++;
                return fields;
            }
            expect(',');
        }
    }

    private String array(int depth) throws NotJson {
        return "[" + String.join(",", elements(depth)) + "]";
    }

    private List<String> elements(int depth) throws NotJson {
        at++;
        List<String> items = new ArrayList<>();
        blanks();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value(depth + 1));
            blanks();
            if (peek() == ']') {
                at++;
                return items;
            }
            expect(',');
        }
    }

    private String string() throws NotJson {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return string.toString();
            }
            if (c < 0x20) {
                throw new NotJson();
            }
            string.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws NotJson {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw new NotJson();
                }
                String digits = text.substring(at, at + 4);
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw new NotJson();
                }
                at += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw new NotJson();
        };
    }

    private String word(String word) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw new NotJson();
        }
        at += word.length();
        return word;
    }

    private String number() throws NotJson {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        BigDecimal number = isNumber(digits) ? CanonicalText.number(digits) : null;
        if (number == null) {
            throw new NotJson();
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws NotJson {
        if (at >= text.length()) {
            throw new NotJson();
        }
        return text.charAt(at);
    }

    private void expect(char c) throws NotJson {
        if (peek() != c) {
            throw new NotJson();
        }
        at++;
    }

    private static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super(null, null, false, false);
        }
    }
}
