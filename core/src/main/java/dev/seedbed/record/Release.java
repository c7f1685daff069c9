package dev.seedbed.record;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the seeds of one time declare. */
final class Release {
    /** A table as one seeder declares it. */
    record Part(SeedUnit unit, SeedTable table) {}

    private final Map<String, List<Part>> parts = new HashMap<>();
    private final Notes notes;

    /** @param all the seeders of every seeds directory, since rows may stand for those of another one */
    Release(List<SeedUnit> all, Notes notes) {
        this.notes = notes;
        for (SeedUnit unit : all) {
            for (SeedTable table : unit.tables()) {
                parts.computeIfAbsent(TableNames.bare(table.table()), name -> new ArrayList<>())
                        .add(new Part(unit, table));
            }
        }
    }

    /** Those that declare a table. */
    List<Part> parts(String table) {
        return parts.getOrDefault(TableNames.bare(table), List.of()).stream()
                .filter(part -> TableNames.isSame(part.table().table(), table))
                .toList();
    }

    /** The key that seeders declare for a table; null where none does. */
    @Nullable
    List<String> key(String table) {
        for (Part part : parts(table)) {
            if (part.table().key() != null) {
                return part.table().key();
            }
        }
        return null;
    }

    /** What is done with a row. */
    @FunctionalInterface
    interface Visitor {
        void row(Part part, SeedRow row);
    }

    /** Every row of some seeders, {@code $each} expanded. */
    void rows(List<SeedUnit> units, Visitor visitor) {
        EachRows each = new EachRows(this, notes);
        for (SeedUnit unit : units) {
            for (SeedTable table : unit.tables()) {
                rows(new Part(unit, table), each, visitor);
            }
        }
    }

    static void rows(Part part, EachRows each, Visitor visitor) {
        try (SeedRows.Cursor cursor = part.table().rows().open()) {
            boolean streamed = part.table().rows().streamed();
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                if (streamed || !EachRows.hasEach(row)) {
                    visitor.row(part, row);
                } else {
                    each.expand(part, row).forEach(expanded -> visitor.row(part, expanded));
                }
            }
        }
    }
}
