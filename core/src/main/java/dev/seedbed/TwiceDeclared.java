package dev.seedbed;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows with one key in seeders that some environment plants together. Compares texts, so it needs declared keys and no
 * database.
 */
final class TwiceDeclared {
    private final PlantedIn planted;
    private final List<Problem> problems = new ArrayList<>();

    private record Place(SeedUnit unit, Location at) {}

    TwiceDeclared(PlantedIn planted) {
        this.planted = planted;
    }

    List<Problem> of(SeededTables tables) {
        tables.all().values().forEach(this::table);
        return problems;
    }

    private void table(Map<SeedUnit, SeedTable> declaring) {
        SeedTable first = declaring.values().iterator().next();
        List<String> key = first.key();
        boolean agreed = declaring.values().stream().allMatch(table -> Objects.equals(table.key(), key));
        if (key == null || !agreed || (declaring.size() == 1 && first.rows().streamed())) {
            return;
        }
        Map<String, List<Place>> places = new HashMap<>();
        declaring.forEach((unit, table) -> {
            try (SeedRows.Cursor rows = table.rows().open()) {
                for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                    row(unit, first.table(), key, row, places);
                }
            }
        });
    }

    private void row(SeedUnit unit, String table, List<String> key, SeedRow row, Map<String, List<Place>> places) {
        Map<String, SeedValue> values = new LinkedHashMap<>();
        for (String column : key) {
            SeedValue value = row.value(column);
            if (value != null) {
                values.put(column, value);
            }
        }
        Map<String, @Nullable String> texts = values.isEmpty() ? null : PlainValues.texts(values, key);
        if (texts == null) {
            return;
        }
        List<Place> earlier = places.computeIfAbsent(PlainValues.signature(texts), text -> new ArrayList<>(1));
        for (Place place : earlier) {
            if (planted.meet(place.unit(), unit)) {
                problems.add(new Problem(
                        "Two rows of table \"" + table + "\" have the same key " + described(texts) + ".",
                        place.at() + " and " + row.at() + " (table " + table + ")",
                        "remove one of them, or correct it"));
                return;
            }
        }
        earlier.add(new Place(unit, row.at()));
    }

    private static String described(Map<String, @Nullable String> texts) {
        List<String> parts = new ArrayList<>();
        texts.forEach((path, text) -> parts.add(path + "=" + (text == null ? "NULL" : text)));
        return String.join(", ", parts);
    }
}
