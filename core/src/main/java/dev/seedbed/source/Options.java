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

/** A mapping with a fixed set of keys, each read with its own check; problems are collected, never thrown. */
final class Options {
    private final Node.Mapping mapping;
    private final String place;
    private final Problems problems;

    /** @param place what the mapping is, to go on after a key's name: table "tier" */
    Options(Node.Mapping mapping, String place, Known known, Problems problems) {
        this.mapping = mapping;
        this.place = place;
        this.problems = problems;
        for (Map.Entry<String, Node.Entry> each : mapping.entries().entrySet()) {
            String key = each.getKey();
            if (!known.contains(key)) {
                problems.add(
                        "Unknown key " + Excerpt.of(key) + " in " + place + ".",
                        each.getValue().keyAt(),
                        known.mend(key, "keys"));
            }
        }
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    @Nullable
    Node get(String key) {
        return mapping.get(key);
    }

    Location at() {
        return mapping.at();
    }

    Location at(String key) {
        Node.Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.at() : entry.keyAt();
    }

    void wrong(String key, String message, String mend) {
        problems.add("\"" + key + "\" in " + place + " " + message, at(key), mend);
    }

    /** A text; null where it is not there or wrong. */
    @Nullable
    String text(String key, String mend) {
        Node node = get(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar) {
            String text = scalar.text();
            if (text != null && !text.isBlank()) {
                return text;
            }
            wrong(key, "has no value.", mend);
            return null;
        }
        wrong(key, "is " + node.kind() + ", but one value is expected.", mend);
        return null;
    }

    @Nullable
    String requiredText(String key, String mend) {
        if (!has(key)) {
            problems.add("\"" + key + "\" is missing in " + place + ".", mapping.at(), mend);
            return null;
        }
        return text(key, mend);
    }

    /** Names: a list, or one name alone; empty where the key is not there or wrong. */
    List<String> names(String key, String mend) {
        Node node = get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Mapping || (node instanceof Node.Scalar scalar && scalar.text() == null)) {
            wrong(
                    key,
                    (node instanceof Node.Mapping ? "is a mapping" : "has no value")
                            + ", but a list of names is expected.",
                    mend);
            return List.of();
        }
        List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
        Set<String> names = new LinkedHashSet<>();
        for (Node item : items) {
            String name = item instanceof Node.Scalar scalar ? scalar.text() : null;
            if (name == null || name.isBlank()) {
                problems.add("\"" + key + "\" in " + place + " has " + item.kind() + " for a name.", item.at(), mend);
            } else if (!names.add(name)) {
                problems.add(
                        "\"" + key + "\" in " + place + " names " + Excerpt.of(name) + " twice.",
                        item.at(),
                        "keep one of the two");
            }
        }
        return new ArrayList<>(names);
    }

    /** One of a few words; {@code otherwise} where it is not there or wrong. */
    <E> E choice(String key, Map<String, E> words, E otherwise) {
        Node node = get(key);
        if (node == null) {
            return otherwise;
        }
        String text = node instanceof Node.Scalar scalar ? scalar.text() : null;
        E chosen = text == null ? null : words.get(text);
        if (chosen != null) {
            return chosen;
        }
        wrong(key, "is " + node.kind() + ".", "write one of " + String.join(", ", words.keySet()));
        return otherwise;
    }

    /** Values by column name, in declared order; empty where the key is not there or wrong. */
    Map<String, SeedValue> columns(String key, String mend) {
        Node node = get(key);
        if (node == null) {
            return Map.of();
        }
        if (node instanceof Node.Mapping columns && !columns.entries().isEmpty()) {
            return columns(columns, "\"" + key + "\" in " + place, problems);
        }
        wrong(
                key,
                "is " + (node instanceof Node.Mapping ? "empty" : node.kind())
                        + ", but a mapping of columns is expected.",
                mend);
        return Map.of();
    }

    static Map<String, SeedValue> columns(Node.Mapping mapping, String place, Problems problems) {
        Map<String, SeedValue> values = new LinkedHashMap<>();
        mapping.entries().forEach((column, entry) -> {
            if (isColumnName(column, place, entry.keyAt(), problems)) {
                values.put(column, entry.value().toValue());
            }
        });
        return values;
    }

    static boolean isColumnName(String column, String place, Location at, Problems problems) {
        if (column.isBlank()) {
            problems.add("A column in " + place + " has no name.", at, "write the column's name before \":\"");
            return false;
        }
        if (column.startsWith("$")) {
            problems.add(
                    "Directive " + Excerpt.of(column) + " cannot stand in " + place + ".",
                    at,
                    "remove it; only columns stand here");
            return false;
        }
        return true;
    }
}
