package dev.seedbed.testkit.proof.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database with an engine, in which a history happens. */
interface Place {
    /** Installs a release, with what earlier ones declared; null where that does not stand beside the seeds. */
    void publish(Release release, @Nullable Former former);

    /** Does what an administrator does; the database is known to allow it. */
    void byHand(Step step);

    void enableLedger();

    Told plan(Step.Run run);

    Told run(Step.Run run);

    /** All that can be seen of the tables, as {@link World#seen} has it. */
    Map<String, Map<String, Map<String, @Nullable String>>> seen();

    /** Something that changes with everything that is written, as an id of a transaction does. */
    String mark();
}
