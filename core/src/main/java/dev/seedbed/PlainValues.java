package dev.seedbed;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declared values as far as they can be compared without knowing the types of their columns. */
final class PlainValues {
    private static final int MOST_ALTERNATIVES = 10_000;

    private PlainValues() {}

    /** The values of some columns; those that the row leaves out are missing. */
    static Map<String, SeedValue> of(SeedRow row, List<String> columns) {
        Map<String, SeedValue> values = new LinkedHashMap<>();
        for (String column : columns) {
            SeedValue value = row.value(column);
            if (value != null) {
                values.put(column, value);
            }
        }
        return values;
    }

    /**
     * The texts that name a row, under the paths that messages use: {@code organization_id.slug}.
     *
     * @param wanted the columns; one that is left out is NULL
     * @return null where a value is generated, or stands for several
     */
    static @Nullable Map<String, @Nullable String> texts(Map<String, SeedValue> row, List<String> wanted) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (String column : wanted) {
            SeedValue value = row.get(column);
            if (value == null) {
                texts.put(column, null);
            } else if (!add(column, value, texts)) {
                return null;
            }
        }
        return texts;
    }

    private static boolean add(String path, SeedValue value, Map<String, @Nullable String> texts) {
        if (value instanceof SeedValue.Text text) {
            texts.put(path, text.text());
            return true;
        }
        if (value instanceof SeedValue.Null) {
            texts.put(path, null);
            return true;
        }
        if (!(value instanceof SeedValue.Fields mapping)) {
            return false;
        }
        Map<String, SeedValue> fields = new LinkedHashMap<>(mapping.fields());
        if (fields.get("$ref") instanceof SeedValue.Fields ref) {
            fields = new LinkedHashMap<>(ref.fields());
            fields.remove("table");
        }
        for (Map.Entry<String, SeedValue> field : fields.entrySet()) {
            if (field.getKey().startsWith("$") || !add(path + "." + field.getKey(), field.getValue(), texts)) {
                return false;
            }
        }
        return true;
    }

    /** One text for one set of texts, the same for spellings that differ in Unicode composition alone. */
    static String signature(Map<String, @Nullable String> texts) {
        StringBuilder signature = new StringBuilder();
        texts.forEach((path, text) -> {
            signature.append(path).append('\0');
            if (text != null) {
                signature.append('=').append(Normalizer.normalize(text, Normalizer.Form.NFC));
            }
            signature.append('\0');
        });
        return signature.toString();
    }

    /** The rows that one with lists under {@code $each} stands for; itself where it has none. */
    static List<Map<String, SeedValue>> alternatives(Map<String, SeedValue> row) {
        List<Map<String, SeedValue>> all = List.of(Map.of());
        for (Map.Entry<String, SeedValue> field : row.entrySet()) {
            List<SeedValue> values = field.getValue() instanceof SeedValue.Fields mapping
                            && mapping.fields().get("$each") instanceof SeedValue.Items items
                    ? items.items()
                    : List.of(field.getValue());
            List<Map<String, SeedValue>> next = new ArrayList<>();
            for (Map<String, SeedValue> before : all) {
                for (SeedValue value : values) {
                    if (next.size() < MOST_ALTERNATIVES) {
                        Map<String, SeedValue> longer = new LinkedHashMap<>(before);
                        longer.put(field.getKey(), value);
                        next.add(longer);
                    }
                }
            }
            all = next;
        }
        return all;
    }
}
