package dev.seedbed.record;

import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Columns that any release calls sensitive. Their values are recorded nowhere, also where they were not sensitive yet. */
final class Sensitive {
    private final Map<String, Set<String>> byTable = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    void add(List<SeedUnit> units) {
        for (SeedUnit unit : units) {
            for (SeedTable table : unit.tables()) {
                for (String column : table.sensitive()) {
                    String name = column.toLowerCase(Locale.ROOT);
                    byTable.computeIfAbsent(TableNames.bare(table.table()), bare -> new HashSet<>())
                            .add(name);
                    names.add(name);
                }
            }
        }
    }

    boolean has(Table table) {
        return byTable.containsKey(TableNames.bare(table.name()));
    }

    /** By its name in the table, or for what a reference in it names. */
    boolean hides(Table table, String column, Written value) {
        return hides(table, column) || value.names().stream().anyMatch(names::contains);
    }

    boolean hides(Table table, String column) {
        return byTable.getOrDefault(TableNames.bare(table.name()), Set.of()).contains(column.toLowerCase(Locale.ROOT));
    }
}
