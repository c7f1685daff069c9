package dev.seedbed.seed;

import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java objects as declared values: the text that a seed file would have. */
final class JavaValues {
    private JavaValues() {}

    static SeedValue toSeedValue(@Nullable Object value, Location at) {
        if (value == null) {
            return new SeedValue.Null(at);
        }
        if (value instanceof SeedValue seedValue) {
            return seedValue;
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return new SeedValue.Text(value.toString(), false, at);
        }
        if (value instanceof BigDecimal decimal) {
            return new SeedValue.Text(decimal.toPlainString(), true, at);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return new SeedValue.Text(value.toString(), true, at);
        }
        if (value instanceof UUID || value instanceof Temporal) {
            return new SeedValue.Text(value.toString(), false, at);
        }
        if (value instanceof Enum<?> constant) {
            return new SeedValue.Text(constant.name(), false, at);
        }
        if (value instanceof byte[] bytes) {
            return new SeedValue.Text("\\x" + HexFormat.of().formatHex(bytes), false, at);
        }
        if (value instanceof Collection<?> items) {
            List<SeedValue> values = new ArrayList<>();
            items.forEach(item -> values.add(toSeedValue(item, at)));
            return new SeedValue.Items(values, at);
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, SeedValue> values = new LinkedHashMap<>();
            fields.forEach((name, field) -> values.put(String.valueOf(name), toSeedValue(field, at)));
            return new SeedValue.Fields(values, at);
        }
        throw new SeedException(Problem.of(
                "A value of class \"" + value.getClass().getName() + "\" cannot be declared.",
                at,
                "declare it as a string, number, boolean, UUID, java.time value, byte[], list or map"));
    }
}
