package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What seeders that take no part in a plan say of its tables all the same. A table may be written in several ways, and
 * means what the catalogue finds; a name that it does not find means every table of that name, in whatever schema and
 * case: rather is a row kept, or a value masked, that need not be.
 *
 * @param declared tables, as written, of which seeders that were not chosen declare rows
 * @param sensitive columns that any seeder calls sensitive, by the tables as written
 */
record Elsewhere(Set<String> declared, Map<String, Set<String>> sensitive) {
    static final Elsewhere NOTHING = new Elsewhere(Set.of(), Map.of());

    /**
     * Collects it.
     *
     * @param notChosen seeders that were not chosen, where others were
     * @param others further seeders of which some may take no part
     */
    static Elsewhere of(Collection<SeedUnit> notChosen, Collection<SeedUnit> others) {
        Set<String> declared = new LinkedHashSet<>();
        Map<String, Set<String>> sensitive = new LinkedHashMap<>();
        for (SeedUnit unit : notChosen) {
            unit.tables().forEach(table -> declared.add(table.table()));
            add(unit, sensitive);
        }
        for (SeedUnit unit : others) {
            add(unit, sensitive);
        }
        return new Elsewhere(declared, sensitive);
    }

    private static void add(SeedUnit unit, Map<String, Set<String>> sensitive) {
        for (SeedTable table : unit.tables()) {
            if (!table.sensitive().isEmpty()) {
                sensitive
                        .computeIfAbsent(table.table(), name -> new LinkedHashSet<>())
                        .addAll(table.sensitive());
            }
        }
    }

    /** The names among them that may mean one of these tables, as written, so that the catalogue is asked for them. */
    Set<String> namesLike(Collection<String> tables) {
        Set<String> names = new LinkedHashSet<>();
        if (declared.isEmpty() && sensitive.isEmpty()) {
            return names;
        }
        Set<String> wanted = new LinkedHashSet<>();
        tables.forEach(table -> wanted.add(bare(table)));
        for (Set<String> written : List.of(declared, sensitive.keySet())) {
            written.stream().filter(name -> wanted.contains(bare(name))).forEach(names::add);
        }
        return names;
    }

    /** The tables of which others declare rows. */
    Set<TableName> declared(Catalogue catalogue, BoundTables tables) {
        Set<TableName> names = new LinkedHashSet<>();
        if (declared.isEmpty()) {
            return names;
        }
        for (BoundTable table : tables.all()) {
            if (declared.stream().anyMatch(written -> means(catalogue, written, table.table()))) {
                names.add(table.table().name());
            }
        }
        return names;
    }

    /** The same seeds with all columns of their table that anybody calls sensitive. */
    SeedTable shared(Catalogue catalogue, Table table, SeedTable seeds) {
        if (sensitive.isEmpty()) {
            return seeds;
        }
        Set<String> all = new LinkedHashSet<>(seeds.sensitive());
        sensitive.forEach((written, columns) -> {
            if (means(catalogue, written, table)) {
                columns.forEach(column -> all.addAll(columns(table, column)));
            }
        });
        return seeds.sensitive().containsAll(all) ? seeds : seeds.withSensitive(all);
    }

    private static boolean means(Catalogue catalogue, String written, Table table) {
        Table meant = catalogue.table(written);
        return meant == null
                ? bare(written).equals(table.name().name().toLowerCase(Locale.ROOT))
                : meant.name().equals(table.name());
    }

    /** A seeder that takes no part may name a column that is not there, or that stands for several. */
    private static Set<String> columns(Table table, String written) {
        Set<String> names = new LinkedHashSet<>();
        for (Column column : table.columns()) {
            if (column.name().equals(written)) {
                return Set.of(written);
            }
            if (column.name().equalsIgnoreCase(written)) {
                names.add(column.name());
            }
        }
        return names;
    }

    private static String bare(String written) {
        return written.substring(written.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
