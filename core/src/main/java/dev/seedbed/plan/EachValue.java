package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows that one row with {@code $each} stands for. */
final class EachValue {
    private static final int MOST_ROWS_OF_ONE = 1_000_000;
    private static final int MOST_NAMED_VALUES = 8;

    private final BoundTables tables;
    private final Expansion expansion;

    /** Tables whose keys are being listed. */
    private final Deque<BoundTable> open = new ArrayDeque<>();

    EachValue(BoundTables tables, Expansion expansion) {
        this.tables = tables;
        this.expansion = expansion;
    }

    /** @throws SeedException with all that is wrong in the row; nothing was added then */
    void expand(BoundTable table, SeedRow row, Deque<SeedRow> into) {
        List<List<SeedValue>> alternatives = new ArrayList<>();
        List<Problem> wrong = new ArrayList<>();
        long rows = 1;
        for (int i = 0; i < row.values().size(); i++) {
            SeedValue value = row.values().get(i);
            List<SeedValue> each =
                    Expansion.isJson(table.table(), row.columns().get(i)) ? List.of(value) : alternatives(value, wrong);
            alternatives.add(each);
            rows *= each.size();
            if (rows > MOST_ROWS_OF_ONE) {
                wrong.add(Problem.of(
                        "One row with \"$each\" stands for more than " + MOST_ROWS_OF_ONE + " rows.",
                        row.at(),
                        "declare them in a CSV file"));
                break;
            }
        }
        if (!wrong.isEmpty()) {
            throw new SeedException(wrong);
        }
        if (rows == 0) {
            return;
        }
        int[] at = new int[alternatives.size()];
        while (true) {
            List<SeedValue> values = new ArrayList<>();
            for (int i = 0; i < at.length; i++) {
                values.add(alternatives.get(i).get(at[i]));
            }
            into.add(new SeedRow(row.columns(), values, row.directives(), row.at()));
            int i = at.length - 1;
            while (i >= 0 && ++at[i] == alternatives.get(i).size()) {
                at[i--] = 0;
            }
            if (i < 0) {
                return;
            }
        }
    }

    /** The value itself where something is wrong with it, which is added. */
    private List<SeedValue> alternatives(SeedValue value, List<Problem> wrong) {
        try {
            return alternatives(value);
        } catch (SeedException e) {
            add(e, wrong);
            return List.of(value);
        }
    }

    private static void add(SeedException e, List<Problem> wrong) {
        if (e.kind() != SeedException.Kind.FAILED) {
            throw e;
        }
        wrong.addAll(e.problems());
    }

    private List<SeedValue> alternatives(SeedValue value) {
        if (!(value instanceof SeedValue.Fields fields) || !Expansion.hasEach(value)) {
            return List.of(value);
        }
        SeedValue each = fields.fields().get("$each");
        if (each != null) {
            if (fields.fields().size() > 1) {
                throw new SeedException(Problem.of(
                        "\"$each\" stands beside other keys.", fields.at(), "let it be the only key of its mapping"));
            }
            return each(each);
        }
        List<Problem> wrong = new ArrayList<>();
        Map<String, List<SeedValue>> columns = new LinkedHashMap<>();
        fields.fields().forEach((name, field) -> columns.put(name, alternatives(field, wrong)));
        if (!wrong.isEmpty()) {
            throw new SeedException(wrong);
        }
        List<SeedValue> all = List.of(new SeedValue.Fields(Map.of(), fields.at()));
        for (Map.Entry<String, List<SeedValue>> field : columns.entrySet()) {
            List<SeedValue> next = new ArrayList<>();
            for (SeedValue before : all) {
                for (SeedValue alternative : field.getValue()) {
                    Map<String, SeedValue> longer = new LinkedHashMap<>(((SeedValue.Fields) before).fields());
                    longer.put(field.getKey(), alternative);
                    next.add(new SeedValue.Fields(longer, fields.at()));
                }
            }
            all = next;
        }
        return all;
    }

    private List<SeedValue> each(SeedValue each) {
        if (each instanceof SeedValue.Items items) {
            if (items.items().isEmpty()) {
                throw new SeedException(
                        Problem.of("\"$each\" has an empty list.", items.at(), "name the values, or remove the row"));
            }
            return items.items();
        }
        if (!(each instanceof SeedValue.Fields fields)
                || !(fields.fields().get("declared") instanceof SeedValue.Text name)) {
            throw new SeedException(Problem.of(
                    "\"$each\" is neither a list nor {declared: table}.",
                    each.at(),
                    "write $each: [a, b] or $each: {declared: permission, where: {name: \"inventory.*\"}}"));
        }
        List<Problem> wrong = new ArrayList<>();
        for (String key : fields.fields().keySet()) {
            if (!key.equals("declared") && !key.equals("where")) {
                wrong.add(Problem.of(
                        "\"$each\" does not know the key \"" + key + "\".",
                        each.at(),
                        "its keys are \"declared\" and \"where\""));
            }
        }
        List<SeedValue> keys = List.of();
        try {
            keys = declared(name.text(), fields.fields().get("where"), each.at());
        } catch (SeedException e) {
            add(e, wrong);
        }
        if (!wrong.isEmpty()) {
            throw new SeedException(wrong);
        }
        return keys;
    }

    /** Empty where nothing is left but rows that are wrong themselves. */
    private List<SeedValue> declared(String writtenTable, @Nullable SeedValue where, Location at) {
        BoundTable target = tables.written(writtenTable);
        if (target == null) {
            Unresolved.LeftOut elsewhere = tables.leftOut(writtenTable);
            if (elsewhere != null) {
                throw new SeedException(Problem.of(
                        "\"$each\" names table \"" + writtenTable + "\", whose rows seeder \""
                                + elsewhere.unit().name() + "\" declares, which this run leaves out.",
                        at,
                        elsewhere.mend()));
            }
            throw new SeedException(Problem.of(
                    "\"$each\" names table \"" + writtenTable + "\", for which this run declares no rows.",
                    at,
                    "name a table that a seeder of this run declares; those are " + tables.names()));
        }
        if (open.contains(target)) {
            throw new SeedException(Problem.of(
                    "\"$each\" over table \"" + writtenTable + "\" depends on its own rows.",
                    at,
                    "list the values instead"));
        }
        Map<Integer, List<Pattern>> patterns = patterns(target, where, at);
        open.push(target);
        long before = expansion.passedOver();
        try {
            List<SeedValue> keys = new ArrayList<>();
            Map<Integer, Set<String>> seen = new LinkedHashMap<>();
            patterns.keySet().forEach(column -> seen.put(column, new LinkedHashSet<>()));
            for (BoundTable.Part part : target.parts()) {
                try (Expansion.Rows rows = expansion.open(target, part)) {
                    for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                        if (matches(target, row, patterns, seen)) {
                            keys.add(key(target, row, at));
                        }
                    }
                }
            }
            if (keys.isEmpty() && expansion.passedOver() == before) {
                throw nothingMatches(writtenTable, target, where, seen, at);
            }
            return keys;
        } finally {
            open.pop();
        }
    }

    private static SeedException nothingMatches(
            String writtenTable,
            BoundTable target,
            @Nullable SeedValue where,
            Map<Integer, Set<String>> seen,
            Location at) {
        StringBuilder mend = new StringBuilder();
        // What the rows declare in sensitive columns is not for everybody who reads the error.
        seen.keySet().removeIf(column -> target.layout().sensitive()[column]);
        seen.forEach((column, values) -> mend.append(mend.length() == 0 ? "declared values of \"" : "; of \"")
                .append(target.layout().columns().get(column).label())
                .append("\" are ")
                .append(String.join(
                        ", ", values.stream().limit(MOST_NAMED_VALUES).toList()))
                .append(values.size() > MOST_NAMED_VALUES ? ", …" : ""));
        return new SeedException(Problem.of(
                "\"$each\" matches no declared row of table \"" + writtenTable + "\"" + describe(where) + ".",
                at,
                mend.length() == 0 ? "declare rows for that table first" : mend.toString()));
    }

    private static String describe(@Nullable SeedValue where) {
        StringBuilder text = new StringBuilder();
        if (where instanceof SeedValue.Fields fields) {
            fields.fields().forEach((column, value) -> {
                List<SeedValue> values = value instanceof SeedValue.Items items ? items.items() : List.of(value);
                List<String> any = new ArrayList<>();
                values.stream()
                        .limit(MOST_NAMED_VALUES)
                        .forEach(each -> any.add(each instanceof SeedValue.Text t ? "\"" + t.text() + "\"" : "NULL"));
                text.append(text.length() == 0 ? " where " : " and ")
                        .append(column)
                        .append(" is ")
                        .append(String.join(" or ", any))
                        .append(values.size() > MOST_NAMED_VALUES ? ", …" : "");
            });
        }
        return text.toString();
    }

    private static Map<Integer, List<Pattern>> patterns(BoundTable target, @Nullable SeedValue where, Location at) {
        Map<Integer, List<Pattern>> patterns = new LinkedHashMap<>();
        if (where == null) {
            return patterns;
        }
        if (!(where instanceof SeedValue.Fields fields)) {
            throw new SeedException(
                    Problem.of("\"where\" is not a mapping of columns.", at, "write where: {name: \"inventory.*\"}"));
        }
        List<Problem> wrong = new ArrayList<>();
        for (Map.Entry<String, SeedValue> condition : fields.fields().entrySet()) {
            int column = target.index(condition.getKey());
            if (column < 0) {
                wrong.add(Problem.of(
                        "\"where\" names column \"" + condition.getKey() + "\", which no row of table \""
                                + target.writtenName() + "\" declares.",
                        condition.getValue().at(),
                        "its columns are "
                                + String.join(
                                        ", ",
                                        target.layout().columns().stream()
                                                .map(Column::label)
                                                .toList())));
                continue;
            }
            List<SeedValue> values = condition.getValue() instanceof SeedValue.Items items
                    ? items.items()
                    : List.of(condition.getValue());
            List<Pattern> any = new ArrayList<>();
            for (SeedValue value : values) {
                if (!(value instanceof SeedValue.Text text)) {
                    wrong.add(Problem.of(
                            "\"where\" compares column \"" + condition.getKey() + "\" with something else than text.",
                            value.at(),
                            "write a value, a list of values, or a pattern with *"));
                    continue;
                }
                any.add(glob(text.text()));
            }
            patterns.put(column, any);
        }
        if (!wrong.isEmpty()) {
            throw new SeedException(wrong);
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

    private static boolean matches(
            BoundTable target, SeedRow row, Map<Integer, List<Pattern>> patterns, Map<Integer, Set<String>> seen) {
        boolean all = true;
        for (Map.Entry<Integer, List<Pattern>> condition : patterns.entrySet()) {
            String text = BoundTable.declared(target, row, condition.getKey()) instanceof SeedValue.Text declared
                    ? declared.text()
                    : null;
            Set<String> values = seen.getOrDefault(condition.getKey(), Set.of());
            if (text != null && values.size() <= MOST_NAMED_VALUES) {
                values.add(text);
            }
            all &= text != null
                    && condition.getValue().stream()
                            .anyMatch(pattern -> pattern.matcher(text).matches());
        }
        return all;
    }

    private static SeedValue key(BoundTable target, SeedRow row, Location at) {
        Map<String, SeedValue> key = new LinkedHashMap<>();
        for (int index : target.layout().key()) {
            SeedValue value = BoundTable.declared(target, row, index);
            key.put(target.layout().columns().get(index).name(), value == null ? new SeedValue.Null(at) : value);
        }
        return new SeedValue.Fields(key, at);
    }
}
