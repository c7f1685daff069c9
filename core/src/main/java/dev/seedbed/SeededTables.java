package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which seeders declare rows of which table. Where foreign keys lead is known only with a catalogue. */
final class SeededTables {
    private final @Nullable Catalogue catalogue;
    private final Map<String, Map<SeedUnit, SeedTable>> declaring = new LinkedHashMap<>();
    private final Map<String, Set<String>> sensitive = new LinkedHashMap<>();

    /** @param catalogue null where there is no database */
    SeededTables(List<SeedUnit> units, @Nullable Catalogue catalogue) {
        this.catalogue = catalogue;
        for (SeedUnit unit : units) {
            for (SeedTable table : unit.tables()) {
                String identity = identity(table.table());
                declaring
                        .computeIfAbsent(identity, name -> new LinkedHashMap<>())
                        .put(unit, table);
                sensitive
                        .computeIfAbsent(identity, name -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))
                        .addAll(table.sensitive());
            }
        }
    }

    /** One text for one table, however it is written. */
    String identity(String written) {
        Table table = table(written);
        return table == null
                ? written.toLowerCase(Locale.ROOT)
                : "\0" + table.name().schema() + "\0" + table.name().name();
    }

    /** What the catalogue knows of a table as seeds write it; null for nothing. */
    @Nullable
    Table table(String written) {
        return catalogue == null ? null : catalogue.table(written);
    }

    /** Every table with seeds: its seeders, and what each declares. */
    Map<String, Map<SeedUnit, SeedTable>> all() {
        return declaring;
    }

    Map<SeedUnit, SeedTable> declaring(String identity) {
        return declaring.getOrDefault(identity, Map.of());
    }

    /** True where a column is sensitive for any seeder of its table. */
    boolean isSensitive(SeedTable table, String column) {
        return sensitive.getOrDefault(identity(table.table()), Set.of()).contains(column);
    }

    /** The table a mapping in the column refers to, by the shortest foreign key; null where that is not known. */
    @Nullable
    Table target(@Nullable Table table, String column) {
        ForeignKey best = null;
        for (ForeignKey key : foreignKeys(table, column)) {
            if (best == null || key.columns().size() < best.columns().size()) {
                best = key;
            }
        }
        return best == null || catalogue == null ? null : catalogue.table(best.target());
    }

    /** The foreign keys that a column belongs to; none where they are not known. */
    List<ForeignKey> foreignKeys(@Nullable Table table, String column) {
        var described = table == null ? null : table.column(column);
        return table == null || described == null
                ? List.of()
                : table.foreignKeys().stream()
                        .filter(key -> key.columns().contains(described.name()))
                        .toList();
    }

    /** The table that a foreign key leads to; null where it cannot be read. */
    @Nullable
    Table target(ForeignKey key) {
        return catalogue == null ? null : catalogue.table(key.target());
    }

    static String identity(Table table) {
        return "\0" + table.name().schema() + "\0" + table.name().name();
    }

    /** How messages call a table: as its first seeder writes it, else as the reference does. */
    String label(String identity, String otherwise) {
        Map<SeedUnit, SeedTable> seeds = declaring(identity);
        return seeds.isEmpty() ? otherwise : seeds.values().iterator().next().table();
    }
}
