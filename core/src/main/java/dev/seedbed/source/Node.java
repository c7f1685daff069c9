package dev.seedbed.source;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed YAML or JSON document; unlike a {@link SeedValue} it knows where its keys stand. */
sealed interface Node {
    Location at();

    SeedValue toValue();

    /** What it is, for errors: "a list". */
    String kind();

    /** A {@link SeedValue.Text} or {@link SeedValue.Null}. */
    record Scalar(SeedValue value) implements Node {
        @Override
        public Location at() {
            return value.at();
        }

        @Override
        public SeedValue toValue() {
            return value;
        }

        /** The text, or null for NULL. */
        @Nullable
        String text() {
            return value instanceof SeedValue.Text text ? text.text() : null;
        }

        boolean isPlain(String text) {
            return value instanceof SeedValue.Text scalar
                    && scalar.plain()
                    && scalar.text().equals(text);
        }

        @Override
        public String kind() {
            String text = text();
            return text == null ? "nothing" : Excerpt.of(text);
        }
    }

    record Sequence(List<Node> items, Location at) implements Node {
        @Override
        public SeedValue toValue() {
            List<SeedValue> values = new ArrayList<>(items.size());
            for (Node item : items) {
                values.add(item.toValue());
            }
            return new SeedValue.Items(values, at);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping whose keys are text. */
    record Mapping(Map<String, Entry> entries, Location at) implements Node {
        @Override
        public SeedValue.Fields toValue() {
            Map<String, SeedValue> values = new LinkedHashMap<>();
            for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                values.put(entry.getKey(), entry.getValue().value().toValue());
            }
            return new SeedValue.Fields(values, at);
        }

        @Nullable
        Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** What stands under a key, and where the key stands. */
    record Entry(Location keyAt, Node value) {}
}
