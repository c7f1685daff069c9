package dev.seedbed;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Finds rows that are marked {@code $required} and are not there. */
final class RequiredRows {
    private final Set<Location> places = new HashSet<>();

    RequiredRows(List<SeedUnit> units) {
        for (SeedUnit unit : units) {
            for (SeedTable table : unit.tables()) {
                if (!table.rows().streamed()) {
                    add(table.rows());
                }
            }
        }
    }

    /** A row of a file that is streamed carries no directives. */
    private void add(SeedRows declared) {
        try (SeedRows.Cursor rows = declared.open()) {
            for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                if (row.directives().required()) {
                    places.add(row.at());
                }
            }
        }
    }

    boolean areNone() {
        return places.isEmpty();
    }

    /** Those among the changes of a plan. */
    List<RowChange> missing(Consumer<Consumer<RowChange>> plan) {
        List<RowChange> missing = new ArrayList<>();
        plan.accept(change -> {
            if (isAbsent(change.action()) && places.contains(change.source())) {
                missing.add(change);
            }
        });
        return missing;
    }

    private static boolean isAbsent(Action action) {
        return action == Action.INSERT || action == Action.LEAVE_OUT || action == Action.BLOCKED;
    }
}
