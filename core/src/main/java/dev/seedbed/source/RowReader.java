package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one table: their columns and directives. */
final class RowReader {
    static final Known DIRECTIVES = Known.of("$was", "$formerly", "$restore", "$protected", "$required");
    static final Known RETIRED_DIRECTIVES = Known.of("$set");

    private final String place;
    private final Problems problems;
    private List<String> columnsBefore = List.of();

    /** @param place what the rows belong to: table "tier" */
    RowReader(String place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /** Null where nothing of it can be used. */
    @Nullable
    SeedRow row(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            notAMapping(node, "A row");
            return null;
        }
        // Rows of one table mostly have the same columns, in the same order: they share one list.
        boolean same = true;
        List<String> columns = new ArrayList<>();
        List<SeedValue> values = new ArrayList<>(columnsBefore.size());
        boolean directives = false;
        for (Map.Entry<String, Node.Entry> each : mapping.entries().entrySet()) {
            String name = each.getKey();
            int next = values.size();
            if (same && next < columnsBefore.size() && columnsBefore.get(next).equals(name)) {
                values.add(each.getValue().value().toValue());
                continue;
            }
            if (same) {
                same = false;
                columns.addAll(columnsBefore.subList(0, next));
            }
            if (name.startsWith("$")) {
                directives = true;
                checkKnown(name, each.getValue().keyAt(), DIRECTIVES);
            } else if (Options.isColumnName(name, place, each.getValue().keyAt(), problems)) {
                columns.add(name);
                values.add(each.getValue().value().toValue());
            }
        }
        if (values.isEmpty()) {
            problems.add(
                    "A row of " + place + " has no columns.",
                    mapping.at(),
                    "declare at least the columns that identify it, or remove the row");
            return null;
        }
        List<String> shared = same ? shared(values.size()) : shared(columns);
        return new SeedRow(
                shared,
                List.copyOf(values),
                directives ? directives(mapping, shared) : SeedRow.Directives.NONE,
                mapping.at());
    }

    private List<String> shared(int first) {
        return first == columnsBefore.size() ? columnsBefore : shared(columnsBefore.subList(0, first));
    }

    private List<String> shared(List<String> columns) {
        if (!columns.equals(columnsBefore)) {
            columnsBefore = List.copyOf(columns);
        }
        return columnsBefore;
    }

    private SeedRow.Directives directives(Node.Mapping mapping, List<String> columns) {
        Node isProtected = mapping.get("$protected");
        Node.Sequence byColumn = isProtected instanceof Node.Sequence list ? list : null;
        return new SeedRow.Directives(
                was(mapping, columns),
                formerly(mapping),
                flag(mapping, "$restore"),
                byColumn == null && flag(mapping, "$protected"),
                byColumn == null ? List.of() : protectedColumns(byColumn, columns),
                flag(mapping, "$required"));
    }

    private boolean flag(Node.Mapping mapping, String name) {
        Node node = mapping.get(name);
        if (node == null || (node instanceof Node.Scalar scalar && scalar.isPlain("false"))) {
            return false;
        }
        if (node instanceof Node.Scalar scalar && scalar.isPlain("true")) {
            return true;
        }
        problems.add(
                "Directive \"" + name + "\" is " + node.kind() + ".",
                node.at(),
                name.equals("$protected") ? "write true, or a list of columns" : "write true, or remove it");
        return false;
    }

    private List<String> protectedColumns(Node.Sequence list, List<String> columns) {
        List<String> names = new ArrayList<>();
        for (Node item : list.items()) {
            String name = item instanceof Node.Scalar scalar ? scalar.text() : null;
            if (name == null || !columns.contains(name)) {
                notInRow("$protected", name == null ? item.kind() : Excerpt.of(name), name, item.at(), columns);
            } else {
                names.add(name);
            }
        }
        if (list.items().isEmpty()) {
            problems.add("Directive \"$protected\" is empty.", list.at(), "write true, or a list of columns");
        }
        return names;
    }

    private Map<String, List<SeedValue>> was(Node.Mapping mapping, List<String> columns) {
        Node node = mapping.get("$was");
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Node.Mapping was) || was.entries().isEmpty()) {
            problems.add(
                    "Directive \"$was\" is " + (node instanceof Node.Mapping ? "empty" : node.kind()) + ".",
                    node.at(),
                    "write each column with its former defaults, such as {price: [9]}");
            return Map.of();
        }
        Map<String, List<SeedValue>> former = new LinkedHashMap<>();
        was.entries().forEach((column, entry) -> {
            if (!columns.contains(column)) {
                notInRow("$was", Excerpt.of(column), column, entry.keyAt(), columns);
                return;
            }
            SeedValue value = entry.value().toValue();
            List<SeedValue> values = value instanceof SeedValue.Items list ? list.items() : List.of(value);
            if (values.isEmpty()) {
                problems.add(
                        "Directive \"$was\" lists no former default of " + Excerpt.of(column) + ".",
                        entry.keyAt(),
                        "list them, or remove the column from \"$was\"");
            }
            former.put(column, values);
        });
        return former;
    }

    private void notInRow(String directive, String shown, @Nullable String name, Location at, List<String> columns) {
        String nearest = name == null ? null : new Known(columns).nearest(name);
        problems.add(
                "Directive \"" + directive + "\" names " + shown + ", which the row does not declare.",
                at,
                (nearest == null ? "" : "write \"" + nearest + "\", or ")
                        + (nearest == null ? "name a column of the row: " : "another column of the row: ")
                        + Excerpt.plain(String.join(", ", columns)));
    }

    private List<Map<String, SeedValue>> formerly(Node.Mapping mapping) {
        Node node = mapping.get("$formerly");
        if (node == null) {
            return List.of();
        }
        List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
        List<Map<String, SeedValue>> keys = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Node.Mapping key && !key.entries().isEmpty()) {
                keys.add(Options.columns(key, "\"$formerly\" of " + place, problems));
            } else {
                problems.add(
                        "Directive \"$formerly\" has "
                                + (item instanceof Node.Mapping ? "an empty mapping" : item.kind()) + " for a key.",
                        item.at(),
                        "write a former key of the row, such as {code: pro}, or a list of them");
            }
        }
        if (items.isEmpty()) {
            problems.add("Directive \"$formerly\" is empty.", node.at(), "list former keys of the row, or remove it");
        }
        return keys;
    }

    /** Null where nothing of it can be used. */
    SeedTable.@Nullable Retired retired(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            notAMapping(node, "A retired row");
            return null;
        }
        Map<String, SeedValue> columns = new LinkedHashMap<>();
        Map<String, SeedValue> set = Map.of();
        for (Map.Entry<String, Node.Entry> each : mapping.entries().entrySet()) {
            String name = each.getKey();
            Node.Entry entry = each.getValue();
            if (name.startsWith("$")) {
                checkKnown(name, entry.keyAt(), RETIRED_DIRECTIVES);
                set = name.equals("$set") ? set(entry) : set;
            } else if (Options.isColumnName(name, place, entry.keyAt(), problems)) {
                columns.put(name, entry.value().toValue());
            }
        }
        if (columns.isEmpty()) {
            problems.add(
                    "A retired row of " + place + " has no columns.",
                    mapping.at(),
                    "declare the columns that identify it, or remove it");
            return null;
        }
        return new SeedTable.Retired(columns, set, mapping.at());
    }

    private Map<String, SeedValue> set(Node.Entry entry) {
        if (entry.value() instanceof Node.Mapping set && !set.entries().isEmpty()) {
            return Options.columns(set, "\"$set\" of " + place, problems);
        }
        problems.add(
                "Directive \"$set\" has no columns.",
                entry.keyAt(),
                "write columns and values, such as {is_active: false}, or remove it to delete the row");
        return Map.of();
    }

    private void checkKnown(String directive, Location at, Known known) {
        if (!known.contains(directive)) {
            problems.add(
                    "Unknown directive " + Excerpt.of(directive) + " in a row of " + place + ".",
                    at,
                    known.mend(directive, "directives"));
        }
    }

    private void notAMapping(Node node, String what) {
        // Not the value itself: it may belong into a sensitive column.
        String kind = node instanceof Node.Scalar scalar && scalar.text() != null ? "a plain value" : node.kind();
        problems.add(
                what + " of " + place + " is " + kind + ", but a mapping of columns is expected.",
                node.at(),
                "write the row as columns and values, such as {code: starter, name: Starter}");
    }
}
