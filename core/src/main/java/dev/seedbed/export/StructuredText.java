package dev.seedbed.export;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON documents and arrays in YAML: as mappings and lists where that says the same, else as the text they are. */
final class StructuredText {
    private static final int MOST_CHARS = 1_000;
    private static final int MOST_DEPTH = 20;

    private StructuredText() {}

    /** A value of a JSON column. */
    static String json(String text) {
        String canonical = JsonText.canonical(text);
        return canonical != null && isInline(canonical) ? spaced(canonical) : "{$json: " + YamlText.scalar(text) + "}";
    }

    /** Not with a dollar sign before a name, which could be taken for a directive. */
    private static boolean isInline(String json) {
        return (json.startsWith("{") || json.startsWith("["))
                && json.length() <= MOST_CHARS
                && !json.contains("\"$")
                && !json.contains("\\u0000")
                && YamlText.isPrintable(json)
                && depth(json) <= MOST_DEPTH;
    }

    private static int depth(String json) {
        int depth = 0;
        int most = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            most = Math.max(most, depth);
        }
        return most;
    }

    /** With a blank behind each comma and colon that stands outside of strings. */
    private static String spaced(String json) {
        StringBuilder spaced = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            spaced.append(c);
            if (c == '\\' && inString) {
                spaced.append(json.charAt(++i));
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == ',' || c == ':')) {
                spaced.append(' ');
            }
        }
        return spaced.toString();
    }

    /** A value of an array column. */
    static String array(Dialect dialect, String text) {
        List<@Nullable String> items = items(text);
        return items != null
                        && dialect.arrayLiteral(items, Collections.nCopies(items.size(), false))
                                .equals(text)
                ? items.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"))
                : YamlText.scalar(text);
    }

    /** The elements of an array of one dimension in the spelling of PostgreSQL; null for any other text. */
    private static @Nullable List<@Nullable String> items(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return null;
        }
        List<@Nullable String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        boolean inQuotes = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inQuotes && c == '\\') {
                item.append(text.charAt(++i));
            } else if (c == '"') {
                inQuotes = !inQuotes;
                quoted = true;
            } else if (!inQuotes && c == '{') {
                return null;
            } else if (!inQuotes && (c == ',' || c == '}')) {
                if (i > 1) {
                    items.add(!quoted && item.toString().equals("NULL") ? null : item.toString());
                }
                item.setLength(0);
                quoted = false;
            } else {
                item.append(c);
            }
        }
        return items;
    }
}
