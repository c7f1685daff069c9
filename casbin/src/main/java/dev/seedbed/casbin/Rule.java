package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One policy line.
 *
 * @param type {@code p}, {@code g}, {@code p2}, …
 * @param values what follows it; each a {@link SeedValue.Text} or {@link SeedValue.Null}
 */
record Rule(String type, List<SeedValue> values, Location at) {
    Rule {
        values = List.copyOf(values);
    }

    static Rule of(String type, Location at, String... values) {
        List<SeedValue> texts = new ArrayList<>();
        for (String value : values) {
            texts.add(new SeedValue.Text(value, false, at));
        }
        return new Rule(type, texts, at);
    }

    /** The text at a place; null where it is NULL or past the end. */
    @Nullable
    String text(int index) {
        return index < values.size() && values.get(index) instanceof SeedValue.Text text ? text.text() : null;
    }
}
