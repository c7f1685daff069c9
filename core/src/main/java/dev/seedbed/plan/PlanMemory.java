package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import org.jspecify.annotations.Nullable;

/** What runs of one {@code Seedbed} hand on to each other, so that the next need not find it out again. */
public final class PlanMemory {
    @Nullable
    Catalogue catalogue;

    @Nullable
    Prepared prepared;

    /** Asks whether the last plan would be another; null where that cannot be asked. */
    @Nullable
    Question question;

    @Nullable
    Settled settled;

    /** A query that the database has refused; it is not asked again. */
    @Nullable
    String refused;

    /**
     * A plan with nothing to do, which holds as long as the answer does.
     *
     * @param answer from before the plan was made
     */
    record Settled(String query, String answer, Plan plan) {}

    /** After a failure nothing is taken for granted. */
    public void forget() {
        catalogue = null;
        prepared = null;
        question = null;
        settled = null;
    }
}
