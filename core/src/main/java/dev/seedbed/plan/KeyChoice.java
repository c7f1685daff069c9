package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.SeedTable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the key of a table for which the seeds declare none: the one unique key that every row covers. */
final class KeyChoice {
    private final Table table;
    private @Nullable Set<String> always;
    private final Set<String> generated = new HashSet<>();

    KeyChoice(Table table) {
        this.table = table;
    }

    /** Takes in the columns to which a row gives a value. */
    void row(Collection<String> names) {
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
        List<UniqueKey> candidates = table.uniqueKeys().stream()
                .filter(UniqueKey::plain)
                .filter(this::covers)
                .toList();
        List<List<String>> distinct =
                candidates.stream().map(UniqueKey::columns).distinct().toList();
        if (distinct.size() == 1) {
            return distinct.get(0).stream()
                    .map(name -> java.util.Objects.requireNonNull(table.column(name)))
                    .toList();
        }
        if (always == null) {
            UniqueKey any = table.uniqueKeys().stream()
                    .filter(UniqueKey::plain)
                    .findFirst()
                    .orElse(null);
            if (any != null) {
                return any.columns().stream()
                        .map(name -> java.util.Objects.requireNonNull(table.column(name)))
                        .toList();
            }
        }
        if (distinct.isEmpty()) {
            problems.add(
                    "Table \"" + seeds.table() + "\" has no key that all its rows give.",
                    seeds.at(),
                    "table " + seeds.table(),
                    "declare the columns that identify a row: key: [" + example() + "]");
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
                    "say by which: key: [" + String.join(", ", labels(distinct.get(0))) + "]");
        }
        return null;
    }

    private boolean covers(UniqueKey key) {
        Set<String> covered = always == null ? Set.of() : always;
        boolean one = false;
        for (String name : key.columns()) {
            Column column = table.column(name);
            if (column == null || generated.contains(name)) {
                return false;
            }
            one |= covered.contains(name);
            if (!covered.contains(name) && !column.nullable()) {
                return false;
            }
        }
        return one;
    }

    private List<String> labels(List<String> names) {
        return names.stream()
                .map(name ->
                        java.util.Objects.requireNonNull(table.column(name)).label())
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
