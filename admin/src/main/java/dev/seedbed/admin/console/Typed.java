package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.web.RowId;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed into the form of a row, beside what the row held when they opened it. Names of fields begin with what
 * they are: {@code v.} a value, {@code c.} a choice, {@code r.} a part of the key to which a column refers, {@code s.} a new
 * secret; {@code e.} tells what an empty field means.
 */
final class Typed {
    static final String NULL = "null";
    static final String EMPTY = "text";
    static final String OUT = "out";

    /** What a choice begins with that is a value. */
    static final String CHOSEN = "=";

    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{1,64}");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, @Nullable String> seen;

    private Typed(Map<String, @Nullable String> seen) {
        this.seen = seen;
    }

    /** Of a form for a new row. */
    static Typed ofNew(HttpServletRequest request) {
        return read(request, Map.of());
    }

    /** @throws Refused with status 422 where the form does not say what its row held */
    static Typed ofRow(HttpServletRequest request) {
        String seen = request.getParameter("seen");
        try {
            return read(request, RowId.key(seen == null ? "" : seen));
        } catch (Refused e) {
            throw new Refused(
                    422,
                    "form-not-whole",
                    new Problem("The form does not say what the row held.", null, "open it again"));
        }
    }

    /** @throws Refused with status 428 where the form does not say which version of the row it is about */
    static String version(HttpServletRequest request) {
        String version = request.getParameter("version");
        if (version == null || !VERSION.matcher(version).matches()) {
            throw new Refused(
                    428,
                    "version-missing",
                    new Problem("The form does not say which version of the row it is about.", null, "open it again"));
        }
        return version;
    }

    /** The reason that a form gives; null for none. */
    static @Nullable String reason(HttpServletRequest request) {
        String reason = request.getParameter("reason");
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.indexOf('\0') >= 0) {
            throw new Refused(
                    422, "bad-reason", new Problem("The reason holds a NUL character.", "reason", "take it out"));
        }
        return reason.strip();
    }

    private static Typed read(HttpServletRequest request, Map<String, @Nullable String> seen) {
        Typed typed = new Typed(seen);
        request.getParameterMap().forEach((name, texts) -> {
            if (name.length() > 2 && name.charAt(1) == '.' && "vcrse".indexOf(name.charAt(0)) >= 0) {
                typed.fields.put(name, texts[0]);
            }
        });
        return typed;
    }

    /** What the row held when the form was opened. */
    Map<String, @Nullable String> seen() {
        return seen;
    }

    /** What a field had in it; null for a field that the form did not have. */
    @Nullable
    String field(String name) {
        return fields.get(name);
    }

    /** The same; null also where the column is not to be other than it was. */
    @Nullable
    String changed(String name) {
        String column = columnOf(name);
        return changes().keySet().stream().anyMatch(each -> each.equals(column) || each.startsWith(column + "."))
                ? field(name)
                : null;
    }

    private static String columnOf(String name) {
        String rest = name.substring(2);
        return name.charAt(0) == 'r' && rest.indexOf('.') >= 0 ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    /** What is to be other than it was, by column, and for references by such names as {@code tier_id.code}. */
    Map<String, @Nullable String> changes() {
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        for (String column : columns()) {
            Map<String, @Nullable String> wanted = wanted(column);
            boolean same = !wanted.isEmpty()
                    && wanted.entrySet().stream()
                            .allMatch(each ->
                                    seen.containsKey(each.getKey()) && isOne(each.getValue(), seen.get(each.getKey())));
            if (!same) {
                changes.putAll(wanted);
            }
        }
        return changes;
    }

    /** What a new row is to hold; the columns that were left out are missing. */
    Map<String, @Nullable String> values() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        columns().forEach(column -> values.putAll(wanted(column)));
        return values;
    }

    private Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        for (String name : fields.keySet()) {
            if (name.charAt(0) != 'e') {
                columns.add(columnOf(name));
            }
        }
        return columns;
    }

    private Map<String, @Nullable String> wanted(String column) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        String value = fields.get("v." + column);
        String choice = fields.get("c." + column);
        String secret = fields.get("s." + column);
        if (value != null && !value.isEmpty()) {
            wanted.put(column, withLines(value, seen.get(column)));
        } else if (choice != null && choice.startsWith(CHOSEN)) {
            wanted.put(column, choice.substring(CHOSEN.length()));
        } else if (choice != null && choice.equals(NULL)) {
            wanted.put(column, null);
        } else if (secret != null && !secret.isEmpty()) {
            wanted.put(column, secret);
        } else if (value != null) {
            empty(column, wanted);
        } else {
            reference(column, wanted);
        }
        return wanted;
    }

    private void reference(String column, Map<String, @Nullable String> wanted) {
        String prefix = "r." + column + ".";
        Map<String, @Nullable String> leaves = new LinkedHashMap<>();
        boolean any = false;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().startsWith(prefix)) {
                any |= !field.getValue().isEmpty();
                leaves.put(field.getKey().substring(2), field.getValue().isEmpty() ? null : field.getValue());
            }
        }
        if (any) {
            wanted.putAll(leaves);
        } else if (!leaves.isEmpty()) {
            empty(column, wanted);
        }
    }

    private void empty(String column, Map<String, @Nullable String> wanted) {
        String meaning = fields.getOrDefault("e." + column, NULL);
        if (meaning.equals(EMPTY)) {
            wanted.put(column, "");
        } else if (!meaning.equals(OUT)) {
            wanted.put(column, null);
        }
    }

    /** Forms send every end of a line as two characters: they are those that the value had before. */
    private static String withLines(String typed, @Nullable String before) {
        String plain = plain(typed);
        if (before != null && before.indexOf('\r') >= 0) {
            return plain.equals(plain(before)) ? before : plain.replace("\n", "\r\n");
        }
        return plain;
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean isOne(@Nullable String typed, @Nullable String before) {
        return typed == null || before == null ? typed == null && before == null : typed.equals(before);
    }
}
