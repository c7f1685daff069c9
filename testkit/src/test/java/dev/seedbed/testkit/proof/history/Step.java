package dev.seedbed.testkit.proof.history;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a history. */
sealed interface Step {
    /** A release is installed, with what former releases declared beside its seeds where the history has that. */
    record Publish(Release release) implements Step {}

    /** An administrator sets one value. */
    record Edit(
            Table table,
            List<String> key,
            String column,
            @Nullable String text) implements Step {}

    /** An administrator adds a row; columns that are not named take their default. */
    record Add(Table table, Map<String, @Nullable String> values) implements Step {}

    /** An administrator deletes a row. */
    record Remove(Table table, List<String> key) implements Step {}

    record EnableLedger() implements Step {}

    /**
     * A run.
     *
     * @param breaks the how many-th call of the connection that fails; 0 for none
     * @param fresh true for a process of its own, false for one that remembers the run before
     */
    record Run(Mode mode, boolean allowBlocked, boolean restore, int breaks, boolean fresh) implements Step {}

    /** What a run may do. */
    enum Mode {
        INIT,
        FILL,
        UPDATE
    }
}
