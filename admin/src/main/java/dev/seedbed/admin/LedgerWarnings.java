package dev.seedbed.admin;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.seed.SeedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log at the start of what the service lacks in production to remember what people do, and to prove it. */
final class LedgerWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWarnings.class);

    private LedgerWarnings() {}

    static void of(Seedbed seedbed) {
        if (!seedbed.environment().equals("production")) {
            return;
        }
        if (seedbed.ledger().key().isNone()) {
            LOG.warn(
                    "The trail and the ledger are chained without a key, so that whoever may write to their tables can make a"
                            + " chain anew that looks whole: set {}, such as to what \"openssl rand -hex 32\" makes.",
                    LedgerKey.VARIABLE);
        }
        if (!isEnabled(seedbed)) {
            LOG.warn(
                    "The database has no ledger, so that nobody can change a row here, and a row that somebody deleted comes"
                            + " back: make it with \"seedbed ledger enable\", or by migrations with what \"seedbed ledger sql\" prints.");
        }
    }

    /** What hinders to look is no lack of a ledger, and is told by whatever looks next. */
    private static boolean isEnabled(Seedbed seedbed) {
        try {
            return seedbed.ledger().isEnabled();
        } catch (SeedException e) {
            LOG.warn("Whether the database has a ledger could not be found out.", e);
            return true;
        }
    }
}
