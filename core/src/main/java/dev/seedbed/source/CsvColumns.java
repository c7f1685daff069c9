package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that header names declare. {@code a.b} is a reference in column {@code a}, and several names with one
 * first part form one reference. A reference whose parts are all NULL is NULL.
 */
final class CsvColumns {
    private final List<String> columns;
    private final List<Part> parts;
    private final boolean flat;

    private CsvColumns(List<String> columns, List<Part> parts, boolean flat) {
        this.columns = columns;
        this.parts = parts;
        this.flat = flat;
    }

    /** Where a name's values come from: a field of the file, by its index in the header. */
    @FunctionalInterface
    interface Fields {
        SeedValue value(int index);
    }

    /** One field ({@code children} is null), or a reference made of others. */
    private static final class Part {
        private final int index;
        private final @Nullable Map<String, Part> children;

        Part(int index, @Nullable Map<String, Part> children) {
            this.index = index;
            this.children = children;
        }
    }

    /** Wrong names are left out and become problems. */
    static CsvColumns of(List<String> names, Location at, Problems problems) {
        Map<String, Part> top = new LinkedHashMap<>();
        boolean flat = true;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String[] path = path(name, i, names.size(), at, problems);
            if (path.length > 0) {
                flat &= path.length == 1;
                add(top, path, i, name, at, problems);
            }
        }
        return new CsvColumns(List.copyOf(top.keySet()), new ArrayList<>(top.values()), flat);
    }

    private static String[] path(String name, int index, int columns, Location at, Problems problems) {
        String[] path = name.split("\\.", -1);
        if (name.isBlank()) {
            problems.add(
                    "Column " + (index + 1) + " of the header has no name.",
                    at,
                    "write its name, or remove the column");
        } else if (name.indexOf('\n') >= 0) {
            problems.add(
                    "Header " + Excerpt.of(name) + " contains a line break.",
                    at,
                    "check that its quotes are closed, and write it in one line");
        } else if (!name.equals(name.strip())) {
            problems.add(
                    "Header " + Excerpt.of(name) + " begins or ends with white space.",
                    at,
                    "remove the white space around the name");
        } else if (columns == 1 && (name.indexOf(';') >= 0 || name.indexOf('\t') >= 0)) {
            problems.add(
                    "The header " + Excerpt.of(name) + " is one name, with semicolons or tabs in it.",
                    at,
                    "separate columns with commas");
        } else if (Arrays.stream(path).anyMatch(String::isBlank)) {
            problems.add(
                    "Header " + Excerpt.of(name) + " has an empty part.", at, "write a name on both sides of the dot");
        } else if (Arrays.stream(path).anyMatch(part -> part.startsWith("$"))) {
            problems.add(
                    "Header " + Excerpt.of(name) + " is a directive, which CSV cannot hold.",
                    at,
                    "declare such rows in YAML, or use \"on-insert\" of the table");
        } else if (path.length > Limits.DEPTH) {
            problems.add(
                    "Header " + Excerpt.of(name) + " has more than " + Limits.DEPTH + " parts.", at, "nest it less");
        } else {
            return path;
        }
        return new String[0];
    }

    private static void add(
            Map<String, Part> top, String[] path, int index, String name, Location at, Problems problems) {
        Map<String, Part> level = top;
        for (int depth = 0; depth < path.length - 1; depth++) {
            Part part = level.computeIfAbsent(path[depth], step -> new Part(-1, new LinkedHashMap<>()));
            if (part.children == null) {
                clash(name, at, problems);
                return;
            }
            level = part.children;
        }
        if (level.putIfAbsent(path[path.length - 1], new Part(index, null)) != null) {
            clash(name, at, problems);
        }
    }

    private static void clash(String name, Location at, Problems problems) {
        problems.add(
                "Header " + Excerpt.of(name) + " names a column that another header already gives as a whole or in"
                        + " parts.",
                at,
                "keep either the column or its reference");
    }

    /** Column names in order of their first field; one list for all rows. */
    List<String> names() {
        return columns;
    }

    /** True where no name stands for a part of a reference. */
    boolean isFlat() {
        return flat;
    }

    List<SeedValue> values(Fields fields, Location at) {
        SeedValue[] values = new SeedValue[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat ? fields.value(i) : value(parts.get(i), fields, at);
        }
        return List.of(values);
    }

    private static SeedValue value(Part part, Fields fields, Location at) {
        if (part.children == null) {
            return fields.value(part.index);
        }
        Map<String, SeedValue> values = new LinkedHashMap<>();
        boolean allNull = true;
        for (Map.Entry<String, Part> child : part.children.entrySet()) {
            SeedValue value = value(child.getValue(), fields, at);
            values.put(child.getKey(), value);
            allNull &= value instanceof SeedValue.Null;
        }
        return allNull ? new SeedValue.Null(at) : new SeedValue.Fields(values, at);
    }
}
