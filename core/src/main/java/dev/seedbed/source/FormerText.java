package dev.seedbed.source;

import dev.seedbed.seed.SeedValue;
import java.util.Base64;
import java.util.Iterator;
import java.util.TreeMap;

/** Values as {@code former.jsonl} writes them: one text for one value, whatever seed file it stood in. */
public final class FormerText {
    /** The first line of the file. */
    public static final String HEADER = FormerReader.HEADER;

    /** The key of a mapping that holds the content of a file. */
    public static final String CONTENT = FormerValues.CONTENT;

    /** Stands for a value that is never recorded. */
    public static final String UNRECORDED = "{\"" + FormerValues.UNRECORDED + "\":true}";

    private FormerText() {}

    /** JSON that is read back as the same value; mappings are sorted by their keys. */
    public static String of(SeedValue value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    /** The content of a file as text. */
    public static String content(String text) {
        return "{\"" + FormerValues.CONTENT + "\":" + quote(text) + "}";
    }

    /** The content of a file that is no text. */
    public static String content(byte[] bytes) {
        return "{\"" + FormerValues.CONTENT + "\":{\"" + FormerValues.BASE64 + "\":\""
                + Base64.getEncoder().encodeToString(bytes) + "\"}}";
    }

    private static void append(StringBuilder json, SeedValue value) {
        if (value instanceof SeedValue.Text text) {
            boolean literal = text.plain()
                    && (text.text().equals("true") || text.text().equals("false") || JsonParser.isNumber(text.text()));
            json.append(literal ? text.text() : quote(text.text()));
        } else if (value instanceof SeedValue.Items items) {
            json.append('[');
            for (Iterator<SeedValue> each = items.items().iterator(); each.hasNext(); ) {
                append(json, each.next());
                json.append(each.hasNext() ? "," : "");
            }
            json.append(']');
        } else if (value instanceof SeedValue.Fields fields) {
            json.append('{');
            new TreeMap<>(fields.fields()).forEach((name, field) -> {
                json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                        .append(quote(name))
                        .append(':');
                append(json, field);
            });
            json.append('}');
        } else {
            json.append("null");
        }
    }

    /** A JSON string; what a reader of files refuses or an editor hides is escaped. */
    public static String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (Character.isISOControl(c)
                            || Utf8Reader.isBidirectionalControl(c)
                            || c == '\u2028'
                            || c == '\u2029'
                            || c == '\uFEFF') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
