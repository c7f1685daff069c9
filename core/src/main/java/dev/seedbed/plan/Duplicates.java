package dev.seedbed.plan;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two declared rows with one key, or with one value that must be unique: an error that names both places. */
final class Duplicates {
    private static final int MOST_NAMED = 1_000;

    private final BoundTable table;
    private final List<int[]> uniqueKeys;
    private final List<HashTable> seen = new ArrayList<>();
    private final List<List<Integer>> ordinals = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final RowHash hash = new RowHash();

    /** @param what they have in common; null for the table's key */
    private record Pair(int first, int second, @Nullable String what) {}

    Duplicates(BoundTable table) {
        this.table = table;
        this.uniqueKeys = OtherKeys.of(table);
        for (int i = 0; i < uniqueKeys.size(); i++) {
            seen.add(new HashTable());
            ordinals.add(new ArrayList<>());
        }
    }

    void key(int first, int second) {
        if (pairs.size() < MOST_NAMED) {
            pairs.add(new Pair(first, second, null));
        }
    }

    /** Looks at the other unique keys of a row. */
    void others(BoundRow row) {
        for (int k = 0; k < uniqueKeys.size(); k++) {
            int[] columns = uniqueKeys.get(k);
            hash.reset(k);
            boolean whole = true;
            for (int column : columns) {
                Cell cell = row.cells()[column];
                if (cell instanceof Cell.Text text) {
                    ComparedText.hashKey(
                            text.text(), table.layout().columns().get(column).type(), hash);
                } else if (cell instanceof Cell.Reference reference) {
                    hash.add(ReferenceCheck.describe(reference.shape(), reference.leaves()));
                } else {
                    whole = false;
                }
            }
            if (!whole) {
                continue;
            }
            int earlier = seen.get(k).put(hash.high(), hash.low());
            if (earlier >= 0 && pairs.size() < MOST_NAMED) {
                Map<String, @Nullable String> texts = new LinkedHashMap<>();
                for (int column : columns) {
                    table.put(texts, column, row.cells()[column]);
                }
                pairs.add(
                        new Pair(ordinals.get(k).get(earlier), row.ordinal(), "unique " + UniqueClash.describe(texts)));
            }
            ordinals.get(k).add(row.ordinal());
        }
    }

    void report(RowBinder binder) {
        if (pairs.isEmpty()) {
            return;
        }
        pairs.sort(Comparator.comparingInt(Pair::second));
        Map<Integer, Location> places = new HashMap<>();
        Map<Integer, String> keys = new HashMap<>();
        Set<Integer> wanted = new HashSet<>();
        pairs.forEach(pair -> wanted.addAll(List.of(pair.first(), pair.second())));
        try (BoundTable.Cursor rows = table.open(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (wanted.contains(row.ordinal())) {
                    places.put(row.ordinal(), row.seed().at());
                    keys.put(row.ordinal(), "key " + table.describeKey(row));
                }
            }
        }
        for (Pair pair : pairs) {
            String what = pair.what() == null ? keys.get(pair.second()) : pair.what();
            binder.problems().add(problem(table, what, places.get(pair.first()), places.get(pair.second())));
        }
    }

    static Problem problem(
            BoundTable table, @Nullable String what, @Nullable Location first, @Nullable Location second) {
        return new Problem(
                "Two rows of table \"" + table + "\" have the same " + what + ".",
                first + " and " + second + " (table " + table + ")",
                "remove one of them, or correct it");
    }
}
