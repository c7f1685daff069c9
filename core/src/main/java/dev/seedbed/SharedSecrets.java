package dev.seedbed;

import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What any seeder calls sensitive is so for all that share its table, also where that seeder takes no part in a run. */
final class SharedSecrets {
    private final Map<String, Set<String>> columns = new HashMap<>();

    SharedSecrets(List<SeedUnit> all) {
        for (SeedUnit unit : all) {
            for (SeedTable table : unit.tables()) {
                if (!table.sensitive().isEmpty()) {
                    columns.computeIfAbsent(name(table), name -> new LinkedHashSet<>())
                            .addAll(table.sensitive());
                }
            }
        }
    }

    private static String name(SeedTable table) {
        return table.table().toLowerCase(Locale.ROOT);
    }

    /** The same seeder, knowing what the others call sensitive. */
    SeedUnit in(SeedUnit unit) {
        if (columns.isEmpty()) {
            return unit;
        }
        List<SeedTable> tables = new ArrayList<>();
        boolean more = false;
        for (SeedTable table : unit.tables()) {
            Set<String> shared = columns.getOrDefault(name(table), Set.of());
            boolean here = !table.sensitive().containsAll(shared);
            tables.add(here ? table.withSensitive(shared) : table);
            more |= here;
        }
        return more ? unit.withTables(tables) : unit;
    }
}
