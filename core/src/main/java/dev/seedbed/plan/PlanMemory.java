package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import org.jspecify.annotations.Nullable;

/** What runs of one {@code Seedbed} hand on to each other, so that the next need not find it out again. */
public final class PlanMemory {
    @Nullable
    Catalogue catalogue;

    @Nullable
    Prepared prepared;

    /** True where the last plan found more than unchanged rows, so that a glance would too. */
    boolean glancedInVain;

    /** After a failure nothing is taken for granted. */
    public void forget() {
        catalogue = null;
        prepared = null;
    }
}
