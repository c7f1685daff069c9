package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines of {@code former.jsonl} apart that stand as {@code seedbed record} writes them: no spaces, plain scalars, and
 * texts without escapes. Whatever it is not sure of is for the reader that knows every case and names its place.
 *
 * <p>It runs in JVMs that have just started, whose interpreter pays for every call.
 */
final class PlainFormerLine {
    private static final char FIRST_SURROGATE = '\uD800';

    private final Map<String, String> names;
    private String text = "";
    private Location at = Location.of("");
    private int position;
    private boolean ascii;

    /** @param names names of tables and columns, which stand in every line, and once in memory */
    PlainFormerLine(Map<String, String> names) {
        this.names = names;
    }

    /** The line; null where it is not plain. */
    @Nullable
    FormerLine of(String line, Location place) {
        text = line;
        at = place;
        position = 0;
        if (!skip("{\"table\":")) {
            return null;
        }
        String table = name();
        if (table == null || !skip(",\"key\":{")) {
            return null;
        }
        Map<String, SeedValue> key = new LinkedHashMap<>();
        Map<String, List<SeedValue>> was = new LinkedHashMap<>();
        Set<String> absent = new LinkedHashSet<>();
        if (!columns(key) || skip(",\"was\":{") && !formerly(was) || skip(",\"absent\":[") && !names(absent)) {
            return null;
        }
        return skip("}") && position == text.length() ? new FormerLine(table, key, was, absent, null, at) : null;
    }

    private boolean skip(String expected) {
        if (!text.startsWith(expected, position)) {
            return false;
        }
        position += expected.length();
        return true;
    }

    private boolean skip(char expected) {
        if (position == text.length() || text.charAt(position) != expected) {
            return false;
        }
        position++;
        return true;
    }

    private boolean columns(Map<String, SeedValue> columns) {
        do {
            String name = name();
            SeedValue value = name == null || !skip(':') ? null : value();
            if (name == null || value == null || columns.put(name, value) != null) {
                return false;
            }
        } while (skip(','));
        return skip('}');
    }

    private boolean formerly(Map<String, List<SeedValue>> was) {
        do {
            String name = name();
            if (name == null || !skip(":[")) {
                return false;
            }
            List<SeedValue> values = new ArrayList<>(1);
            do {
                SeedValue value = value();
                if (value == null) {
                    return false;
                }
                values.add(value);
            } while (skip(','));
            if (!skip(']') || was.put(name, List.copyOf(values)) != null) {
                return false;
            }
        } while (skip(','));
        return skip('}');
    }

    private boolean names(Set<String> found) {
        do {
            String name = name();
            if (name == null || !found.add(name)) {
                return false;
            }
        } while (skip(','));
        return skip(']');
    }

    /** A name of ASCII characters, no directive among them. */
    private @Nullable String name() {
        String name = string();
        if (name == null || !ascii || name.isBlank() || name.charAt(0) == '$') {
            return null;
        }
        String earlier = names.putIfAbsent(name, name);
        return earlier == null ? name : earlier;
    }

    private @Nullable SeedValue value() {
        if (position < text.length() && text.charAt(position) == '"') {
            String string = string();
            return string == null ? null : new SeedValue.Text(string, false, at);
        }
        int from = position;
        int end = from;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ']' && text.charAt(end) != '}') {
            end++;
        }
        String literal = text.substring(from, end);
        position = end;
        if (literal.equals("null")) {
            return new SeedValue.Null(at);
        }
        boolean plain = literal.equals("true") || literal.equals("false") || JsonParser.isNumber(literal);
        return plain && literal.length() <= Limits.SCALAR_CHARS ? new SeedValue.Text(literal, true, at) : null;
    }

    /** A string without escapes; null for any other. */
    private @Nullable String string() {
        if (!skip('"')) {
            return null;
        }
        int seen = 0;
        int end = position;
        for (int length = text.length(); end < length; end++) {
            char c = text.charAt(end);
            if (c == '"') {
                String string = text.substring(position, end);
                position = end + 1;
                ascii = seen < 0x80;
                return string.length() <= Limits.SCALAR_CHARS ? string : null;
            }
            if (c < ' ' || c == '\\' || c >= FIRST_SURROGATE) {
                return null;
            }
            seen |= c;
        }
        return null;
    }
}
