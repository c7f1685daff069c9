package dev.seedbed.plan;

import dev.seedbed.seed.FormerRow;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.seed.SqlSeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the names of tables in seeds, so that the catalogue can be asked about all of them at once. */
final class WrittenTables {
    private WrittenTables() {}

    /**
     * Every name of a table in the seeds, the seeded ones, those that earlier releases wrote, those that {@code $ref} names, and those that SQL touches; and
     * that of the ledger.
     */
    static List<String> in(Collection<SeedUnit> units) {
        Set<String> names = new LinkedHashSet<>();
        names.add(LedgerView.TABLE);
        for (SeedUnit unit : units) {
            for (SqlSeed sql : unit.sql()) {
                names.addAll(sql.touches());
            }
            for (FormerRow former : unit.former()) {
                names.add(former.table());
            }
            for (SeedTable table : unit.tables()) {
                names.add(table.table());
                addReferred(table.onInsert().values(), names);
                if (table.rows().streamed()) {
                    continue;
                }
                try (SeedRows.Cursor rows = table.rows().open()) {
                    for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                        addReferred(row.values(), names);
                    }
                } catch (SeedException e) {
                    // Said when the rows are bound.
                }
            }
        }
        return new ArrayList<>(names);
    }

    private static void addReferred(Collection<SeedValue> values, Set<String> names) {
        for (SeedValue value : values) {
            addReferred(value, names);
        }
    }

    private static void addReferred(SeedValue value, Set<String> names) {
        if (value instanceof SeedValue.Fields fields) {
            if (fields.fields().get("$ref") instanceof SeedValue.Fields ref
                    && ref.fields().get("table") instanceof SeedValue.Text table) {
                names.add(table.text());
            }
            addReferred(fields.fields().values(), names);
        } else if (value instanceof SeedValue.Items items) {
            addReferred(items.items(), names);
        }
    }
}
