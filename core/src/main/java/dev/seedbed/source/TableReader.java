package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands under the name of a table. */
final class TableReader {
    static final Known KEYS = Known.of(
            "key",
            "managed",
            "insert-only",
            "sensitive",
            "on-insert",
            "on-update",
            "missing",
            "soft-delete",
            "rows",
            "retired");
    static final Known CSV_KEYS = Known.of("csv", "null");
    static final Known GRID_KEYS = Known.of("grid", "down", "across", "value", "null");
    static final Map<String, SeedTable.Missing> MISSING = missing();

    private static final String ROWS_MEND =
            "write a list of rows, {csv: file}, or {grid: file, down: column, across: column}";
    private static final String COLUMNS_MEND = "list names of columns";

    private final SeedFile file;
    private final String table;
    private final String place;
    private final Problems problems;

    TableReader(SeedFile file, String table, Problems problems) {
        this.file = file;
        this.table = table;
        this.place = "table " + Excerpt.of(table);
        this.problems = problems;
    }

    private static Map<String, SeedTable.Missing> missing() {
        Map<String, SeedTable.Missing> words = new LinkedHashMap<>();
        words.put("insert", SeedTable.Missing.INSERT);
        words.put("hold", SeedTable.Missing.HOLD);
        return words;
    }

    @Nullable
    SeedTable read(Node.Entry entry) {
        if (table.isBlank()) {
            problems.add("A table has no name.", entry.keyAt(), "write its name before \":\"");
        }
        if (!(entry.value() instanceof Node.Mapping mapping)) {
            problems.add(
                    "There is " + entry.value().kind() + " under " + place + ", but a mapping is expected.",
                    entry.keyAt(),
                    "write \"rows:\" below the table's name, and the rows below that");
            return null;
        }
        Options options = new Options(mapping, place, KEYS, problems);
        List<String> key = options.names("key", COLUMNS_MEND);
        if (options.get("key") instanceof Node.Sequence list && list.items().isEmpty()) {
            options.wrong("key", "is empty.", "list the columns that identify a row, or remove it");
        }
        List<String> managed = options.names("managed", COLUMNS_MEND);
        List<String> insertOnly = options.names("insert-only", COLUMNS_MEND);
        for (String column : managed) {
            if (insertOnly.contains(column)) {
                options.wrong(
                        "insert-only",
                        "names " + Excerpt.of(column) + ", which \"managed\" names too.",
                        "decide: managed columns are always brought to the declared value, insert-only ones never");
            }
        }
        return new SeedTable(
                table,
                options.has("key") ? key : null,
                new LinkedHashSet<>(managed),
                new LinkedHashSet<>(insertOnly),
                new LinkedHashSet<>(options.names("sensitive", COLUMNS_MEND)),
                options.columns("on-insert", "write columns and values, such as {id: {$uuid: v7}}"),
                options.columns("on-update", "write columns and values, such as {updated_at: {$now: true}}"),
                options.choice("missing", MISSING, SeedTable.Missing.INSERT),
                options.text("soft-delete", "name the column that says when a row was deleted"),
                rows(options),
                retired(options),
                entry.keyAt(),
                options.has("key") ? options.at("key") : entry.keyAt());
    }

    private SeedRows rows(Options options) {
        if (!options.has("rows")) {
            if (!options.has("retired")) {
                problems.add("\"rows\" is missing in " + place + ".", options.at(), ROWS_MEND);
            }
            return SeedRows.of(List.of());
        }
        Node node = options.get("rows");
        try {
            if (node instanceof Node.Sequence list) {
                return SeedRows.of(rows(list));
            }
            if (node instanceof Node.Mapping mapping && mapping.get("grid") != null) {
                return grid(mapping);
            }
            if (node instanceof Node.Mapping mapping && mapping.get("csv") != null) {
                return csv(mapping);
            }
        } catch (SeedException e) {
            problems.add(e);
            return SeedRows.of(List.of());
        }
        options.wrong("rows", "has no rows that can be read.", ROWS_MEND);
        return SeedRows.of(List.of());
    }

    private List<SeedRow> rows(Node.Sequence list) {
        List<SeedRow> rows = new ArrayList<>(list.items().size());
        RowReader reader = new RowReader(place, problems);
        for (Node item : list.items()) {
            SeedRow row = reader.row(item);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private SeedRows csv(Node.Mapping mapping) {
        Options options = new Options(mapping, "\"rows\" of " + place, CSV_KEYS, problems);
        String path = options.requiredText("csv", "name a CSV file");
        return path == null
                ? SeedRows.of(List.of())
                : new CsvRows(csvFile(path, options.at("csv"), nullMark(options, mapping)));
    }

    private SeedRows grid(Node.Mapping mapping) {
        Options options = new Options(mapping, "\"rows\" of " + place, GRID_KEYS, problems);
        String path = options.requiredText("grid", "name a CSV file");
        String down = options.requiredText("down", "name the column that the first field of each line gives");
        String across = options.requiredText("across", "name the column that the header gives");
        String value = options.text("value", "name the column that takes what stands in a cell");
        String nullMark = nullMark(options, mapping);
        if (options.has("null") && !options.has("value")) {
            options.wrong("null", "needs \"value\".", "remove it, or name the column that takes what stands in a cell");
        }
        if (path == null || down == null || across == null || (value == null && options.has("value"))) {
            return SeedRows.of(List.of());
        }
        Location at = options.at("grid");
        return new GridRows(csvFile(path, at, nullMark), down, across, value, at);
    }

    private CsvFile csvFile(String path, Location at, @Nullable String nullMark) {
        return new CsvFile(file.root(), file.root().resolve(file.relative(), path, at), nullMark);
    }

    /** Any text, even an empty one in quotes: then nothing between commas means NULL, as without it. */
    private static @Nullable String nullMark(Options options, Node.Mapping mapping) {
        if (mapping.get("null") instanceof Node.Scalar scalar && scalar.text() != null) {
            return scalar.text();
        }
        if (options.has("null")) {
            options.wrong("null", "has no value.", "write the text that means NULL, such as \\N, in quotes");
        }
        return null;
    }

    private List<SeedTable.Retired> retired(Options options) {
        List<SeedTable.Retired> retired = new ArrayList<>();
        Node node = options.get("retired");
        if (node == null) {
            return retired;
        }
        if (!(node instanceof Node.Sequence list)) {
            options.wrong(
                    "retired", "is " + node.kind() + ", but a list is expected.", "write a list of rows to retire");
            return retired;
        }
        RowReader reader = new RowReader(place, problems);
        for (Node item : list.items()) {
            SeedTable.Retired row = reader.retired(item);
            if (row != null) {
                retired.add(row);
            }
        }
        return retired;
    }
}
