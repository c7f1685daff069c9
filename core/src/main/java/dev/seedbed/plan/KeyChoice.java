package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the key of a table for which the seeds declare none: the one unique key that every row covers. */
final class KeyChoice {
    private final Table table;
    private @Nullable Set<String> always;
    private final Set<String> generated = new HashSet<>();
    private final Map<List<String>, int[]> byColumns = new HashMap<>();
    private @Nullable List<String> last;
    private int[] ofLast = {0};
    private int rows;

    KeyChoice(Table table) {
        this.table = table;
    }

    /** Takes in the columns to which a row gives a value. */
    @SuppressWarnings("ReferenceEquality") // Rows of one file mostly share their list.
    void row(List<String> names) {
        rows++;
        if (names == last) {
            ofLast[0]++;
            return;
        }
        int[] before = byColumns.get(names);
        last = names;
        ofLast = before == null ? new int[1] : before;
        ofLast[0]++;
        if (before != null) {
            return;
        }
        byColumns.put(names, ofLast);
        if (always == null) {
            always = new HashSet<>(names);
        } else {
            always.retainAll(names);
        }
    }

    /** Takes in a column to which some row gives a generated value. */
    void generated(Column column) {
        generated.add(column.name());
    }

    /** The columns of the key; null where none will do or more than one, which is added to the problems then. */
    @Nullable
    List<Column> choose(SeedTable seeds, Problems problems) {
        List<List<String>> distinct = new ArrayList<>();
        UniqueKey any = null;
        for (UniqueKey key : table.uniqueKeys()) {
            if (key.plain()) {
                any = any == null ? key : any;
                if (covers(key) && !distinct.contains(key.columns())) {
                    distinct.add(key.columns());
                }
            }
        }
        if (distinct.size() == 1) {
            return columns(distinct.get(0));
        }
        if (always == null && any != null) {
            return columns(any.columns());
        }
        UniqueKey nearly = distinct.isEmpty() ? nearlyCovered() : null;
        if (nearly != null) {
            return columns(nearly.columns());
        }
        if (distinct.isEmpty()) {
            problems.add(
                    "Table \"" + seeds.table() + "\" has no key that all its rows give.",
                    seeds.at(),
                    "table " + seeds.table(),
                    isFileAlone(seeds)
                            ? inYaml(seeds, example())
                            : "declare the columns that identify a row: key: [" + example() + "]");
        } else {
            problems.add(
                    "The rows of table \"" + seeds.table() + "\" could be identified by "
                            + String.join(
                                    " or by ",
                                    distinct.stream()
                                            .map(names -> labels(names).toString())
                                            .toList())
                            + ".",
                    seeds.at(),
                    "table " + seeds.table(),
                    isFileAlone(seeds)
                            ? inYaml(seeds, String.join(", ", labels(distinct.get(0))))
                            : "say by which: key: [" + String.join(", ", labels(distinct.get(0))) + "]");
        }
        return null;
    }

    private List<Column> columns(List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(Objects.requireNonNull(table.column(name)));
        }
        return columns;
    }

    /** True where the rows are all that the seed file holds, so that it has no place for a key. */
    private static boolean isFileAlone(SeedTable seeds) {
        Location header = seeds.rows().header();
        return header != null && header.file().equals(seeds.at().file());
    }

    private static String inYaml(SeedTable seeds, String key) {
        String file = seeds.at().file();
        return "declare table \"" + seeds.table() + "\" in a YAML file, with rows: {csv: "
                + file.substring(file.lastIndexOf('/') + 1) + "} and key: [" + key + "]";
    }

    /**
     * A unique key that most rows give whole, if there is just one: the few others are said to lack a value when they
     * are bound.
     */
    private @Nullable UniqueKey nearlyCovered() {
        UniqueKey found = null;
        for (UniqueKey key : table.uniqueKeys()) {
            List<String> needed = new ArrayList<>();
            boolean suits = key.plain();
            for (String name : key.columns()) {
                Column column = table.column(name);
                suits &= column != null && !generated.contains(name);
                if (column != null && !column.nullable()) {
                    needed.add(name);
                }
            }
            int whole = byColumns.entrySet().stream()
                    .filter(entry -> entry.getKey().containsAll(needed))
                    .mapToInt(entry -> entry.getValue()[0])
                    .sum();
            int lacking = rows - whole;
            if (suits && !needed.isEmpty() && whole > 0 && lacking > 0 && (lacking == 1 || lacking < whole)) {
                if (found != null) {
                    return null;
                }
                found = key;
            }
        }
        return found;
    }

    private boolean covers(UniqueKey key) {
        return Collections.disjoint(key.columns(), generated)
                && key.coveredBy(always == null ? Set.of() : always, table);
    }

    private List<String> labels(List<String> names) {
        return names.stream()
                .map(name -> Objects.requireNonNull(table.column(name)).label())
                .toList();
    }

    private String example() {
        for (UniqueKey key : table.uniqueKeys()) {
            if (key.plain() && !key.primary()) {
                return String.join(", ", labels(key.columns()));
            }
        }
        return "…";
    }
}
