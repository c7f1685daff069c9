package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a release declares it, or one that it retires.
 *
 * @param values by column, the key among them; texts as a file has them, references as codes
 * @param was former defaults that the row itself lists
 * @param formerly former keys; only of tables with one key column
 * @param set what a retired row is given instead of being deleted
 */
record Declared(
        Map<String, @Nullable String> values,
        Map<String, List<@Nullable String>> was,
        List<String> formerly,
        boolean restore,
        Map<String, @Nullable String> set) {
    static Declared of(Map<String, @Nullable String> values) {
        return new Declared(values, Map.of(), List.of(), false, Map.of());
    }

    List<String> key(Table table) {
        List<String> key = new ArrayList<>();
        table.key().forEach(column -> key.add(values.get(column)));
        return key;
    }

    Declared with(String column, @Nullable String value) {
        Map<String, @Nullable String> copy = new LinkedHashMap<>(values);
        copy.put(column, value);
        return new Declared(copy, was, formerly, restore, set);
    }

    Declared without(String column) {
        Map<String, @Nullable String> copy = new LinkedHashMap<>(values);
        copy.remove(column);
        Map<String, List<@Nullable String>> less = new LinkedHashMap<>(was);
        less.remove(column);
        return new Declared(copy, less, formerly, restore, set);
    }

    Declared withWas(String column, List<@Nullable String> texts) {
        Map<String, List<@Nullable String>> copy = new LinkedHashMap<>(was);
        copy.put(column, texts);
        return new Declared(values, copy, formerly, restore, set);
    }

    Declared withFormerly(List<String> codes) {
        return new Declared(values, was, codes, restore, set);
    }

    Declared withRestore(boolean brought) {
        return new Declared(values, was, formerly, brought, set);
    }

    Declared withSet(Map<String, @Nullable String> columns) {
        return new Declared(values, was, formerly, restore, columns);
    }
}
