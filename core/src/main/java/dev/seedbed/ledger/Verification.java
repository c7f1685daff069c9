package dev.seedbed.ledger;

import dev.seedbed.seed.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a ledger was verified.
 *
 * @param entries how many it holds
 * @param head its last entry; null for none
 * @param problems what is wrong, entry by entry; empty for a ledger that is whole as far as can be told
 * @param problemsOmitted how many more there were than are listed
 * @param unverified how many of these are entries that are sealed with a key which is not given, and may be as they were
 * @param unknowable what could have happened and would not have been noticed, as whole sentences
 */
public record Verification(
        long entries,
        @Nullable LedgerHead head,
        List<Problem> problems,
        long problemsOmitted,
        long unverified,
        List<String> unknowable) {
    public Verification {
        problems = List.copyOf(problems);
        unknowable = List.copyOf(unknowable);
    }

    public boolean isWhole() {
        return problems.isEmpty();
    }
}
