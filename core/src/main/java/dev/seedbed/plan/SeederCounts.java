package dev.seedbed.plan;

import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SqlSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Counts what a plan does for each seeder and table, also for those that it skips or that wait for another mode. */
final class SeederCounts {
    private SeederCounts() {}

    /**
     * The counts of all seeders of a run.
     *
     * @param skipped the seeders that init skips; their missing rows are added to the warnings
     */
    static List<TableCounts> of(
            Mode mode, List<SeedUnit> units, List<PlannedTable> order, Set<String> skipped, List<String> warnings) {
        List<TableCounts> counts = new ArrayList<>();
        for (PlannedTable table : order) {
            for (int part = 0; part < table.table().parts().size(); part++) {
                String seeder = table.table().parts().get(part).unit().name();
                boolean skip = skipped.contains(seeder);
                TableCounts count = table.counts(part, skip ? "its seeder's tables are not empty" : null);
                counts.add(count);
                if (skip && count.leftOut() > 0) {
                    warnings.add("Seeder \"" + seeder + "\" was skipped, since its tables are not empty: table \""
                            + count.table() + "\" lacks " + count.leftOut() + " of its " + count.declared()
                            + " declared rows.");
                }
            }
        }
        for (SeedUnit unit : units) {
            if (mode.plants(unit.group())) {
                for (SqlSeed sql : unit.sql()) {
                    String why = !mode.runsSql()
                            ? "SQL waits for init or update"
                            : skipped.contains(unit.name()) ? "its seeder's tables are not empty" : null;
                    if (why != null) {
                        counts.add(new TableCounts(
                                unit.name(), String.join(", ", sql.touches()), 0, 0, 0, 0, 0, 0, 0, 0, 0, null, why));
                    }
                }
            }
            if (!mode.plants(unit.group())) {
                unit.tables()
                        .forEach(table -> counts.add(new TableCounts(
                                unit.name(), table.table(), 0, 0, 0, 0, 0, 0, 0, 0, 0, null, "waits for update")));
            }
        }
        return counts;
    }
}
