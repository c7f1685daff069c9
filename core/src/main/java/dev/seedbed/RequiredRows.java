package dev.seedbed;

import dev.seedbed.plan.RowChange;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds rows that are marked {@code $required} and are not there. */
record RequiredRows(List<SeedUnit> units) {

    /** True where no row is marked so, so that no database has to be asked. */
    boolean areNone() {
        return units.stream().flatMap(unit -> unit.tables().stream()).noneMatch(RequiredRows::hasSome);
    }

    /** A row of a file that is streamed carries no directives. */
    private static boolean hasSome(SeedTable table) {
        if (table.rows().streamed()) {
            return false;
        }
        try (SeedRows.Cursor rows = table.rows().open()) {
            for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                if (row.directives().required()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those among the changes of a plan. */
    static List<RowChange> missing(Consumer<Consumer<RowChange>> plan) {
        List<RowChange> missing = new ArrayList<>();
        plan.accept(change -> {
            if (change.needed()) {
                missing.add(change);
            }
        });
        return missing;
    }
}
