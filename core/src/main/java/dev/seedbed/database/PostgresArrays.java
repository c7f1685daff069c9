package dev.seedbed.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of PostgreSQL in one dimension as it writes them, such as {@code {a,"b c",NULL}}. The driver's own arrays bring
 * fifty classes, which a JVM that has just begun would load for a few names.
 */
final class PostgresArrays {
    private PostgresArrays() {}

    /** To be bound as text and cast: {@code ?::text[]}. */
    static String write(Collection<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder("{");
        for (Object value : values) {
            if (text.length() > 1) {
                text.append(',');
            }
            if (value == null) {
                text.append("NULL");
            } else {
                text.append('"');
                text.append(value.toString().replace("\\", "\\\\").replace("\"", "\\\""));
                text.append('"');
            }
        }
        return text.append('}').toString();
    }

    /** The elements, none of which is NULL. */
    static List<String> read(String text) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                element.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '}')) {
                if (text.length() > 2) {
                    elements.add(element.toString());
                    element.setLength(0);
                }
            } else {
                element.append(c);
            }
        }
        return List.copyOf(elements);
    }
}
