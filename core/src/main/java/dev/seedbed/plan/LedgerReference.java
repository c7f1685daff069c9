package dev.seedbed.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How keys and columns of one table, under the names that reports use, name rows of another.
 *
 * @param table how a ledger calls the table that is named
 * @param prefix what stands before the names of its columns, such as {@code tier_id.}; empty where values stand for them
 * @param values by the referring columns, such as {@code tier_code}, the names that what they hold may have in the keys of
 *     the other table; empty where a prefix tells
 */
public record LedgerReference(String table, String prefix, Map<String, List<String>> values) {
    public LedgerReference {
        values = Map.copyOf(values);
    }

    /** A key of the other table as the referring one says it; empty where it says nothing of it. */
    public Map<String, @Nullable String> named(Map<String, @Nullable String> key) {
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        if (values.isEmpty()) {
            key.forEach((name, text) -> named.put(prefix + name, text));
            return named;
        }
        for (Map.Entry<String, List<String>> value : values.entrySet()) {
            String name = value.getValue().stream()
                    .filter(key::containsKey)
                    .findFirst()
                    .orElse(null);
            String text = name == null ? null : key.get(name);
            if (text == null) {
                return Map.of();
            }
            named.put(value.getKey(), text);
        }
        return named;
    }
}
