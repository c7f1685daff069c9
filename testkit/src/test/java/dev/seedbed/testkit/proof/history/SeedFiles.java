package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a release as seed files. */
final class SeedFiles {
    private SeedFiles() {}

    /** Texts by file name. */
    static Map<String, String> of(Release release) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Table table : Table.ALL) {
            files.merge(
                    table.seeder() + ".yaml",
                    "tables:\n" + table(table, release.part(table)),
                    (before, more) -> before + more.substring("tables:\n".length()));
        }
        return files;
    }

    private static String table(Table table, Release.Part part) {
        StringBuilder text = new StringBuilder("  " + table + ":\n    key: " + table.key() + "\n");
        if (!part.managed().isEmpty()) {
            text.append("    managed: ").append(part.managed()).append('\n');
        }
        if (!part.insertOnly().isEmpty()) {
            text.append("    insert-only: ").append(part.insertOnly()).append('\n');
        }
        if (part.hold()) {
            text.append("    missing: hold\n");
        }
        if (!table.softDelete().isEmpty()) {
            text.append("    soft-delete: ").append(table.softDelete()).append('\n');
        }
        if (!part.touches().isEmpty()) {
            text.append("    on-update: {touched: ").append(part.touches()).append("}\n");
        }
        if (part.rows().isEmpty()) {
            text.append("    rows: []\n");
        } else {
            text.append("    rows:\n");
            part.rows()
                    .forEach(row ->
                            text.append("      - ").append(row(table, row)).append('\n'));
        }
        if (!part.retired().isEmpty()) {
            text.append("    retired:\n");
            part.retired()
                    .forEach(row ->
                            text.append("      - ").append(row(table, row)).append('\n'));
        }
        return text.toString();
    }

    private static String row(Table table, Declared row) {
        List<String> fields = fields(table, row.values());
        if (!row.was().isEmpty()) {
            List<String> was = new ArrayList<>();
            row.was()
                    .forEach((name, texts) -> was.add(name + ": ["
                            + String.join(
                                    ", ",
                                    texts.stream()
                                            .map(text -> value(table.column(name), text))
                                            .toList())
                            + "]"));
            fields.add("$was: {" + String.join(", ", was) + "}");
        }
        if (!row.formerly().isEmpty()) {
            fields.add("$formerly: ["
                    + String.join(
                            ", ",
                            row.formerly().stream()
                                    .map(code -> "{code: " + code + "}")
                                    .toList())
                    + "]");
        }
        if (row.restore()) {
            fields.add("$restore: true");
        }
        if (!row.set().isEmpty()) {
            fields.add("$set: {" + String.join(", ", fields(table, row.set())) + "}");
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static List<String> fields(Table table, Map<String, @Nullable String> values) {
        List<String> fields = new ArrayList<>();
        values.forEach((name, text) -> fields.add(name + ": " + value(table.column(name), text)));
        return fields;
    }

    private static String value(Column column, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return column.refers() ? "{code: " + text + "}" : text;
    }
}
