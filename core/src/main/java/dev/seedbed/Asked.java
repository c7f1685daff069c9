package dev.seedbed;

import dev.seedbed.plan.Progress;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.RunRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for runs, and what they want to be told of them.
 *
 * @param actor for the ledger; null for the user of the database
 * @param reason for the ledger; null where nobody says
 * @param changes takes every change of a plan or run; null where nobody wants them
 * @param runRecord what a caller that keeps a record of its runs gives to them
 */
record Asked(
        @Nullable String actor,
        @Nullable String reason,
        Confirmation confirmation,
        Progress progress,
        @Nullable Consumer<RowChange> changes,
        RunRecord runRecord) {
    /** By a module that plants seeds of its own, on behalf of the same one. */
    Asked byModule() {
        return new Asked(actor, reason, Confirmation.GIVEN, Progress.NONE, null, RunRecord.NONE);
    }
}
