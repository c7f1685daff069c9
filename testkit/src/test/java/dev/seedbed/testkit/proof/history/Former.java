package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What earlier releases declared, row by row, under the keys that rows have now. */
final class Former {
    /** What they declared for one row. */
    static final class Row {
        final Map<String, Set<@Nullable String>> was = new LinkedHashMap<>();
        /** Columns that an earlier release declared the row without. */
        final Set<String> absent = new LinkedHashSet<>();

        /** The former defaults of a column that is declared with this text now. */
        List<@Nullable String> formerly(String column, @Nullable String declared) {
            return was.getOrDefault(column, Set.of()).stream()
                    .filter(text -> !Objects.equals(text, declared))
                    .toList();
        }

        void include(Row other) {
            other.was.forEach((column, texts) ->
                    was.computeIfAbsent(column, it -> new LinkedHashSet<>()).addAll(texts));
            absent.addAll(other.absent);
        }
    }

    private final Map<Table, Map<List<String>, Row>> rows = new LinkedHashMap<>();

    Former() {
        Table.ALL.forEach(table -> rows.put(table, new LinkedHashMap<>()));
    }

    @Nullable
    Row row(Table table, List<String> key) {
        return rows.get(table).get(key);
    }

    /** A release is about to be followed by this one: the rows that it renames are known by their new keys. */
    void follow(Release next) {
        for (Declared tier : next.part(Table.TIER).rows()) {
            for (String code : tier.formerly()) {
                renamed(code, tier.values().get("code"));
            }
        }
        for (Declared feature : next.part(Table.FEATURE).rows()) {
            for (String code : feature.formerly()) {
                copy(Table.FEATURE, List.of(code), feature.key(Table.FEATURE));
            }
        }
    }

    private void renamed(String code, String now) {
        copy(Table.TIER, List.of(code), List.of(now));
        for (List<String> key : List.copyOf(rows.get(Table.GRANT).keySet())) {
            if (key.get(0).equals(code)) {
                copy(Table.GRANT, key, List.of(now, key.get(1)));
            }
        }
    }

    private void copy(Table table, List<String> from, List<String> to) {
        Row row = rows.get(table).get(from);
        if (row != null) {
            rows.get(table).computeIfAbsent(to, it -> new Row()).include(row);
        }
    }

    /** A release has been followed by another one. */
    void add(Release release) {
        for (Table table : Table.ALL) {
            for (Declared declared : release.part(table).rows()) {
                Row row = rows.get(table).computeIfAbsent(declared.key(table), it -> new Row());
                table.seedable().forEach(column -> {
                    if (declared.values().containsKey(column.name())) {
                        row.was
                                .computeIfAbsent(column.name(), it -> new LinkedHashSet<>())
                                .add(declared.values().get(column.name()));
                    } else {
                        row.absent.add(column.name());
                    }
                });
            }
        }
    }

    /** The file beside the seeds of a release. */
    String file(Release release) {
        List<String> lines = new ArrayList<>();
        lines.add("{\"seedbed\":\"former\",\"version\":1}");
        for (Table table : Table.ALL) {
            rows.get(table).forEach((key, row) -> line(table, key, row, release, lines));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void line(Table table, List<String> key, Row row, Release release, List<String> lines) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            fields.add(field(
                    table.column(table.key().get(i)),
                    json(table.column(table.key().get(i)), key.get(i))));
        }
        if (table == Table.GRANT && release.tier(key.get(0)) == null) {
            return;
        }
        Declared now = release.part(table).rows().stream()
                .filter(it -> it.key(table).equals(key))
                .findFirst()
                .orElse(null);
        List<String> was = new ArrayList<>();
        row.was.forEach((name, texts) -> {
            Collection<@Nullable String> former = now == null || !now.values().containsKey(name)
                    ? texts
                    : row.formerly(name, now.values().get(name));
            if (!former.isEmpty()) {
                was.add(field(
                        table.column(name),
                        "["
                                + String.join(
                                        ",",
                                        former.stream()
                                                .map(text -> json(table.column(name), text))
                                                .toList())
                                + "]"));
            }
        });
        List<String> absent = row.absent.stream()
                .filter(name -> row.was.containsKey(name)
                        || (now != null && now.values().containsKey(name)))
                .map(name -> "\"" + name + "\"")
                .toList();
        lines.add("{\"table\":\"" + table.name() + "\",\"key\":{" + String.join(",", fields) + "}"
                + (was.isEmpty() ? "" : ",\"was\":{" + String.join(",", was) + "}")
                + (absent.isEmpty() ? "" : ",\"absent\":[" + String.join(",", absent) + "]") + "}");
    }

    private static String field(Column column, String json) {
        return "\"" + column.name() + "\":" + json;
    }

    private static String json(Column column, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return column.refers() ? "{\"code\":\"" + text + "\"}" : "\"" + text + "\"";
    }
}
