package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.seed.SeedUnit;
import java.util.List;
import java.util.function.Supplier;
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

    /** By what is asked whether anything has changed. Made when it is first needed, since most runs have no other after them. */
    static final class Question {
        private final List<SeedUnit> units;
        private final Prepared prepared;
        private final Supplier<@Nullable String> making;
        private @Nullable String query;
        private boolean made;

        /** @param units the seeders whose plan it is */
        Question(List<SeedUnit> units, Prepared prepared, Supplier<@Nullable String> making) {
            this.units = units;
            this.prepared = prepared;
            this.making = making;
        }

        /** True where it was made for the very same seeds. */
        boolean isFor(List<SeedUnit> all, List<SeedUnit> planted, Settings settings) {
            return Prepared.areSame(units, all) && prepared.isFor(planted, settings);
        }

        /** Null where the database cannot be asked. */
        @Nullable
        String query() {
            if (!made) {
                query = making.get();
                made = true;
            }
            return query;
        }
    }

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
