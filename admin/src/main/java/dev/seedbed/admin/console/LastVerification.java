package dev.seedbed.admin.console;

import dev.seedbed.admin.audit.HeadLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found when the chains were verified last, since the service started. Thread-safe. */
final class LastVerification {
    private final HeadLog heads;
    private volatile @Nullable State state;

    LastVerification(HeadLog heads) {
        this.heads = heads;
    }

    /** @param at when it began */
    public record State(Instant at, List<HeadLog.Verified> chains) {
        public boolean isWhole() {
            return chains.stream().allMatch(chain -> chain.found().isWhole());
        }
    }

    /** Null where nobody has verified them yet. */
    @Nullable
    State state() {
        return state;
    }

    /** False where nothing is compared with the log, since that is not told where chains end. */
    boolean hasLog() {
        return heads.isTold();
    }

    void verify() {
        Instant at = Instant.now();
        state = new State(at, heads.verify(Map.of()));
    }
}
