package dev.seedbed.plan;

import dev.seedbed.database.JsonText;
import dev.seedbed.seed.SeedValue;
import java.util.Map;

/** Declared data as JSON text. Plain scalars are numbers and booleans where JSON calls them so; all others are strings. */
final class JsonData {
    private JsonData() {}

    static String of(SeedValue value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, SeedValue value) {
        if (value instanceof SeedValue.Null) {
            json.append("null");
        } else if (value instanceof SeedValue.Text text) {
            boolean literal = text.plain()
                    && (text.text().equals("true") || text.text().equals("false") || JsonText.isNumber(text.text()));
            json.append(literal ? text.text() : JsonText.quote(text.text()));
        } else if (value instanceof SeedValue.Items items) {
            json.append('[');
            String separator = "";
            for (SeedValue item : items.items()) {
                json.append(separator);
                append(json, item);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof SeedValue.Fields fields) {
            json.append('{');
            String separator = "";
            for (Map.Entry<String, SeedValue> field : fields.fields().entrySet()) {
                json.append(separator).append(JsonText.quote(field.getKey())).append(':');
                append(json, field.getValue());
                separator = ",";
            }
            json.append('}');
        }
    }
}
