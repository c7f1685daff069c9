package dev.seedbed.show;

import dev.seedbed.plan.TableCounts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Seeders that a run did not look at take one line, not one for each of their tables. */
final class SkippedSeeders {
    private SkippedSeeders() {}

    /** Why a seeder was skipped; null where one of its tables was not, or for reasons that differ. */
    static @Nullable String why(List<TableCounts> tables) {
        String why = tables.get(0).skipped();
        boolean same = tables.stream().allMatch(table -> Objects.equals(table.skipped(), why));
        return same && why != null ? Words.plain(why) : null;
    }
}
