package dev.seedbed;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows with one key in seeders that some environment plants together. Compares texts, so it needs declared keys and no
 * database.
 */
final class TwiceDeclared {
    private static final int MOST_NAMED = 1_000;

    private final PlantedIn planted;
    private final Predicate<SeedUnit> chosen;
    private final List<Problem> problems = new ArrayList<>();

    private record Place(SeedUnit unit, Location at) {}

    /** @param chosen the seeders that are looked at: one of the two must be among them */
    TwiceDeclared(PlantedIn planted, Predicate<SeedUnit> chosen) {
        this.planted = planted;
        this.chosen = chosen;
    }

    List<Problem> of(SeededTables tables) {
        tables.all().values().forEach(declaring -> table(tables, declaring));
        return problems;
    }

    private void table(SeededTables tables, Map<SeedUnit, SeedTable> declaring) {
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
                    row(unit, tables, first, row, places);
                }
            } catch (SeedException e) {
                // Said where the rows themselves are looked at.
                return;
            }
        });
    }

    private void row(
            SeedUnit unit, SeededTables tables, SeedTable first, SeedRow row, Map<String, List<Place>> places) {
        String table = first.table();
        List<String> key = Objects.requireNonNull(first.key());
        Map<String, SeedValue> values = PlainValues.of(row, key);
        Map<String, @Nullable String> texts = values.isEmpty() ? null : PlainValues.texts(values, key);
        if (texts == null) {
            return;
        }
        List<Place> earlier = places.computeIfAbsent(PlainValues.signature(texts), text -> new ArrayList<>(1));
        for (Place place : earlier) {
            boolean looked = chosen.test(place.unit()) || chosen.test(unit);
            if (looked && planted.meet(place.unit(), unit) && problems.size() < MOST_NAMED) {
                problems.add(new Problem(
                        "Two rows of table \"" + table + "\" have the same key "
                                + described(texts, path -> tables.isSensitive(first, path)) + ".",
                        place.at() + " and " + row.at() + " (table " + table + ")",
                        "remove one of them, or correct it"));
                return;
            }
        }
        earlier.add(new Place(unit, row.at()));
    }

    private static String described(Map<String, @Nullable String> texts, Predicate<String> sensitive) {
        List<String> parts = new ArrayList<>();
        texts.forEach((path, text) -> {
            String shown = sensitive.test(path.split("\\.", 2)[0]) ? "***" : text;
            parts.add(path + "=" + (text == null ? "NULL" : shown));
        });
        return String.join(", ", parts);
    }
}
