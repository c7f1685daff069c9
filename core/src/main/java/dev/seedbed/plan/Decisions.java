package dev.seedbed.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is to do.
 *
 * @param steps in order, those included that turn out to have been done
 * @param otherChanges what is to be reported of rows that are not declared
 * @param emptying what is taken out of the tables first; null in a mode that empties none
 */
record Decisions(
        List<Step> steps,
        List<RowChange> otherChanges,
        @Nullable Emptying emptying) {
    static final Decisions NONE = new Decisions(List.of(), List.of(), null);
}
