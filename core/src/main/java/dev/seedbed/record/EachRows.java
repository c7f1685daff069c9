package dev.seedbed.record;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows with {@code $each}, as a run expands them, but by the names that the seeds write: there is no catalogue here. */
final class EachRows {
    private static final int MOST_ROWS_OF_ONE = 1_000_000;

    private final Release release;
    private final Notes notes;
    private final Deque<String> open = new ArrayDeque<>();

    EachRows(Release release, Notes notes) {
        this.release = release;
        this.notes = notes;
    }

    static boolean hasEach(SeedRow row) {
        return row.values().stream().anyMatch(EachRows::hasEach);
    }

    private static boolean hasEach(SeedValue value) {
        return value instanceof SeedValue.Fields fields
                && (fields.fields().containsKey("$each")
                        || fields.fields().values().stream().anyMatch(EachRows::hasEach));
    }

    /** Empty where the rows cannot be told without a catalogue, which is noted. */
    List<SeedRow> expand(Release.Part part, SeedRow row) {
        List<List<SeedValue>> rows = List.of(List.of());
        for (SeedValue value : row.values()) {
            List<List<SeedValue>> longer = new ArrayList<>();
            List<SeedValue> alternatives = alternatives(value, part);
            if ((long) rows.size() * alternatives.size() > MOST_ROWS_OF_ONE) {
                throw new SeedException(Problem.of(
                        "One row with \"$each\" stands for more than " + MOST_ROWS_OF_ONE + " rows.",
                        row.at(),
                        "declare them in a CSV file"));
            }
            for (List<SeedValue> before : rows) {
                for (SeedValue alternative : alternatives) {
                    List<SeedValue> next = new ArrayList<>(before);
                    next.add(alternative);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return rows.stream()
                .map(values -> new SeedRow(row.columns(), values, row.directives(), row.at()))
                .toList();
    }

    private List<SeedValue> alternatives(SeedValue value, Release.Part part) {
        if (!(value instanceof SeedValue.Fields fields) || !hasEach(value)) {
            return List.of(value);
        }
        SeedValue each = fields.fields().get("$each");
        if (each != null) {
            return each(each, part);
        }
        List<Map<String, SeedValue>> all = List.of(Map.of());
        for (Map.Entry<String, SeedValue> field : fields.fields().entrySet()) {
            List<Map<String, SeedValue>> longer = new ArrayList<>();
            for (Map<String, SeedValue> before : all) {
                for (SeedValue alternative : alternatives(field.getValue(), part)) {
                    Map<String, SeedValue> next = new LinkedHashMap<>(before);
                    next.put(field.getKey(), alternative);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all.stream()
                .map(each1 -> (SeedValue) new SeedValue.Fields(each1, fields.at()))
                .toList();
    }

    private List<SeedValue> each(SeedValue each, Release.Part part) {
        if (each instanceof SeedValue.Items items) {
            return items.items();
        }
        if (each instanceof SeedValue.Fields fields
                && fields.fields().get("declared") instanceof SeedValue.Text table) {
            return declared(table.text(), fields.fields().get("where"), each.at(), part);
        }
        throw new SeedException(Problem.of(
                "\"$each\" is neither a list nor {declared: table}.",
                each.at(),
                "write $each: [a, b] or $each: {declared: permission, where: {name: \"inventory.*\"}}"));
    }

    private List<SeedValue> declared(String table, @Nullable SeedValue where, Location at, Release.Part part) {
        List<Release.Part> targets = release.parts(table);
        if (targets.isEmpty()) {
            throw new SeedException(Problem.of(
                    "\"$each\" names table \"" + table + "\", for which the seeds declare no rows.",
                    at,
                    "name a table that a seeder declares"));
        }
        List<String> key = release.key(table);
        if (key == null) {
            notes.once(
                    "Rows of table \"" + part.table().table()
                            + "\" are not recorded, since \"$each\" goes over table \"" + table
                            + "\", which declares no key.",
                    at.toString(),
                    "add \"key:\" to table \"" + table + "\"");
            return List.of();
        }
        if (open.contains(TableNames.bare(table))) {
            throw new SeedException(Problem.of(
                    "\"$each\" over table \"" + table + "\" depends on its own rows.", at, "list the values instead"));
        }
        open.push(TableNames.bare(table));
        try {
            Map<String, List<Pattern>> patterns = patterns(where);
            List<SeedValue> keys = new ArrayList<>();
            for (Release.Part target : targets) {
                Release.rows(target, this, (ofTarget, row) -> {
                    if (matches(row, patterns)) {
                        keys.add(key(row, key, at));
                    }
                });
            }
            return keys;
        } finally {
            open.pop();
        }
    }

    private static Map<String, List<Pattern>> patterns(@Nullable SeedValue where) {
        Map<String, List<Pattern>> patterns = new LinkedHashMap<>();
        if (where instanceof SeedValue.Fields fields) {
            fields.fields().forEach((column, value) -> {
                List<SeedValue> values = value instanceof SeedValue.Items items ? items.items() : List.of(value);
                patterns.put(
                        column,
                        values.stream()
                                .map(each -> glob(each instanceof SeedValue.Text text ? text.text() : ""))
                                .toList());
            });
        }
        return patterns;
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (String piece : glob.split("\\*+", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(piece));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static boolean matches(SeedRow row, Map<String, List<Pattern>> patterns) {
        return patterns.entrySet().stream()
                .allMatch(condition -> value(row, condition.getKey()) instanceof SeedValue.Text text
                        && condition.getValue().stream()
                                .anyMatch(
                                        pattern -> pattern.matcher(text.text()).matches()));
    }

    private static SeedValue key(SeedRow row, List<String> columns, Location at) {
        Map<String, SeedValue> key = new LinkedHashMap<>();
        for (String column : columns) {
            SeedValue value = value(row, column);
            key.put(column, value == null ? new SeedValue.Null(at) : value);
        }
        return new SeedValue.Fields(key, at);
    }

    private static @Nullable SeedValue value(SeedRow row, String column) {
        SeedValue value = row.value(column);
        for (int i = 0; value == null && i < row.columns().size(); i++) {
            if (row.columns().get(i).equalsIgnoreCase(column)) {
                value = row.values().get(i);
            }
        }
        return value;
    }
}
