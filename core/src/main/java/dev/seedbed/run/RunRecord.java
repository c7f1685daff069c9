package dev.seedbed.run;

import dev.seedbed.seed.SeedException;
import org.jspecify.annotations.Nullable;

/**
 * What a caller that keeps a record of its runs gives to one of them, so that record, rows and ledger never say otherwise.
 *
 * @param id what the ledger is to call the run; null for an id of the ledger's own. No other run may have it, so whoever
 *     gives one asks for a single run with it
 * @param alongside is written in the transaction of the run
 */
public record RunRecord(@Nullable String id, BeforeCommit alongside) {
    /** For callers that keep none. */
    public static final RunRecord NONE = new RunRecord(null, BeforeCommit.NOTHING);

    /** @throws SeedException for an id that is blank */
    public RunRecord {
        if (id != null && id.isBlank()) {
            throw SeedException.usage(
                    "A blank text is no id of a run.", "give an id, or null for one of the ledger's own");
        }
    }
}
