package dev.seedbed;

import dev.seedbed.plan.Progress;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.BeforeCommit;
import dev.seedbed.run.Confirmation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for runs, and what they want to be told of them.
 *
 * @param actor for the ledger; null for the user of the database
 * @param reason for the ledger; null where nobody says
 * @param changes takes every change of a plan or run; null where nobody wants them
 * @param alongside is written in the transaction of each run that writes
 */
record Asked(
        @Nullable String actor,
        @Nullable String reason,
        Confirmation confirmation,
        Progress progress,
        @Nullable Consumer<RowChange> changes,
        BeforeCommit alongside) {
    /** By a module that plants seeds of its own, on behalf of the same one. */
    Asked byModule() {
        return new Asked(actor, reason, Confirmation.GIVEN, Progress.NONE, null, BeforeCommit.NOTHING);
    }
}
