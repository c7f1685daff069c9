package dev.seedbed.ledger;

import dev.seedbed.database.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table as one JSON text: groups of rows that follow each other and are of one kind and shape.
 *
 * <pre>{@code
 * [{"kind":"planted","key":["code"],"shared":["code"],"columns":["name"],"rows":[["starter","Starter"],["team","Team"]]}]
 * }</pre>
 *
 * <p>A row holds the texts of its key, then where there is a {@code former} those of its former key, then those of its
 * columns. Columns that are {@code shared} have the texts that they have in the key; of those that are {@code kept} it is
 * known only that they held something else than was declared. Where there is a {@code before}, the texts of what columns
 * held before stand in front of those of the columns; columns that are {@code secret} were changed, and no value of them
 * stands here.
 */
final class BodyWriter {
    /** Ends the last row's group, and the body. */
    static final String END = "]}]";

    private final StringBuilder text = new StringBuilder("[");
    private final Map<EntryKind, Integer> counts = new EnumMap<>(EntryKind.class);
    private @Nullable Group group;
    private int rows;

    /** What the rows of a group have in common; {@code shared} has for each column its place in the key, or -1. */
    private record Group(
            EntryKind kind,
            String[] key,
            String @Nullable [] former,
            String[] columns,
            int[] shared,
            Set<String> kept,
            String[] before,
            Set<String> secret) {

        static Group of(
                EntryKind kind,
                Map<String, @Nullable String> key,
                @Nullable Map<String, @Nullable String> former,
                Map<String, @Nullable String> columns,
                Set<String> kept,
                Map<String, @Nullable String> before,
                Set<String> secret) {
            String[] keyNames = names(key);
            String[] columnNames = names(columns);
            int[] shared = new int[columnNames.length];
            for (int i = 0; i < shared.length; i++) {
                String name = columnNames[i];
                boolean same = key.containsKey(name) && Objects.equals(key.get(name), columns.get(name));
                shared[i] = same ? Arrays.asList(keyNames).indexOf(name) : -1;
            }
            return new Group(
                    kind,
                    keyNames,
                    former == null ? null : names(former),
                    columnNames,
                    shared,
                    kept,
                    names(before),
                    secret);
        }

        private static String[] names(Map<String, @Nullable String> map) {
            return map.keySet().toArray(String[]::new);
        }

        boolean takes(
                EntryKind rowKind,
                Map<String, @Nullable String> rowKey,
                @Nullable Map<String, @Nullable String> rowFormer,
                Map<String, @Nullable String> rowColumns,
                Set<String> rowKept,
                Map<String, @Nullable String> rowBefore,
                Set<String> rowSecret) {
            if (!rowKept.equals(kept)
                    || !rowSecret.equals(secret)
                    || rowKind != kind
                    || !hasNames(rowKey, key)
                    || !hasNames(rowBefore, before)
                    || rowColumns.size() != columns.length) {
                return false;
            }
            if (rowFormer == null ? former != null : former == null || !hasNames(rowFormer, former)) {
                return false;
            }
            int i = 0;
            for (Map.Entry<String, @Nullable String> column : rowColumns.entrySet()) {
                int place = shared[i];
                if (!columns[i++].equals(column.getKey())
                        || place >= 0 && !Objects.equals(rowKey.get(key[place]), column.getValue())) {
                    return false;
                }
            }
            return true;
        }

        private static boolean hasNames(Map<String, @Nullable String> map, String[] names) {
            if (map.size() != names.length) {
                return false;
            }
            int i = 0;
            for (String name : map.keySet()) {
                if (!names[i++].equals(name)) {
                    return false;
                }
            }
            return true;
        }

        void open(StringBuilder text) {
            text.append("{\"kind\":\"").append(kind.label()).append("\",\"key\":");
            list(text, Arrays.asList(key));
            if (former != null) {
                list(text.append(",\"former\":"), Arrays.asList(former));
            }
            List<String> own = new ArrayList<>();
            List<String> inKey = new ArrayList<>();
            for (int i = 0; i < columns.length; i++) {
                (shared[i] < 0 ? own : inKey).add(columns[i]);
            }
            if (!inKey.isEmpty()) {
                list(text.append(",\"shared\":"), inKey);
            }
            if (!kept.isEmpty()) {
                list(text.append(",\"kept\":"), List.copyOf(new TreeSet<>(kept)));
            }
            if (before.length > 0) {
                list(text.append(",\"before\":"), Arrays.asList(before));
            }
            if (!secret.isEmpty()) {
                list(text.append(",\"secret\":"), List.copyOf(new TreeSet<>(secret)));
            }
            list(text.append(",\"columns\":"), own);
            text.append(",\"rows\":[");
        }

        private static void list(StringBuilder text, List<String> names) {
            text.append(names.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]")));
        }
    }

    /**
     * Adds a row of which something was done.
     *
     * @param former the key that it had before a rename; null for all else
     * @param columns what was written, or found
     * @param before what columns held that were changed, or that went with the row
     */
    void add(
            EntryKind kind,
            Map<String, @Nullable String> key,
            @Nullable Map<String, @Nullable String> former,
            Map<String, @Nullable String> columns,
            Set<String> kept,
            Map<String, @Nullable String> before,
            Set<String> secret) {
        Group current = group;
        if (current != null && current.takes(kind, key, former, columns, kept, before, secret)) {
            text.append(',');
        } else {
            text.append(group == null ? "" : "]},");
            current = Group.of(kind, key, former, columns, kept, before, secret);
            current.open(text);
            group = current;
        }
        add(current, key, former, before, columns);
    }

    private void add(
            Group current,
            Map<String, @Nullable String> key,
            @Nullable Map<String, @Nullable String> former,
            Map<String, @Nullable String> before,
            Map<String, @Nullable String> columns) {
        text.append('[');
        int given = texts(key, null, 0);
        if (former != null) {
            given = texts(former, null, given);
        }
        given = texts(before, null, given);
        texts(columns, current.shared(), given);
        text.append(']');
        rows++;
        counts.merge(current.kind(), 1, Integer::sum);
    }

    /** Appends the texts that are not shared; returns how many stand there then. */
    private int texts(Map<String, @Nullable String> map, int @Nullable [] shared, int before) {
        int given = before;
        int i = 0;
        for (Iterator<@Nullable String> values = map.values().iterator(); values.hasNext(); i++) {
            String value = values.next();
            if (shared != null && shared[i] >= 0) {
                continue;
            }
            if (given++ > 0) {
                text.append(',');
            }
            if (value == null) {
                text.append("null");
            } else {
                JsonText.quote(text, value);
            }
        }
        return given;
    }

    int rows() {
        return rows;
    }

    int length() {
        return text.length();
    }

    /** What was done and to how many rows, such as {@code planted 500, renamed 1}. */
    String kinds() {
        return counts.entrySet().stream()
                .map(count -> count.getKey().counted(count.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** In UTF-8. */
    byte[] body() {
        text.append(group == null ? "]" : END);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How a body begins whose rows are all of one kind and have no former key; {@link #END} ends it. */
    static String beginning(EntryKind kind, List<String> key, List<String> columns) {
        StringBuilder beginning = new StringBuilder("[");
        String[] names = columns.toArray(String[]::new);
        int[] shared = new int[names.length];
        Arrays.fill(shared, -1);
        new Group(kind, key.toArray(String[]::new), null, names, shared, Set.of(), new String[0], Set.of())
                .open(beginning);
        return beginning.toString();
    }
}
