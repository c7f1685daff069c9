package dev.seedbed.admin.audit;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.Verification;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chains that there are: the ledger, where the database has one, the changes and the refusals. Thread-safe. */
public final class Chains {
    /** What each is called here. */
    public enum Name {
        LEDGER,
        AUDIT,
        REFUSALS
    }

    private final Seedbed seedbed;
    private final Trail trail;

    public Chains(Seedbed seedbed, Trail trail) {
        this.seedbed = seedbed;
        this.trail = trail;
    }

    /** A chain that is there. */
    interface Chain {
        @Nullable
        LedgerHead head();

        boolean holds(LedgerHead head);

        /** @param noted the head that was kept elsewhere; null for none */
        Verification verify(@Nullable LedgerHead noted);
    }

    Map<Name, Chain> all() {
        Map<Name, Chain> all = new LinkedHashMap<>();
        if (seedbed.ledger().isEnabled()) {
            all.put(Name.LEDGER, new OfLedger(seedbed));
        }
        all.put(Name.AUDIT, new OfTrail(trail.changes()));
        all.put(Name.REFUSALS, new OfTrail(trail.refusals()));
        return all;
    }

    private record OfLedger(Seedbed seedbed) implements Chain {
        @Override
        public @Nullable LedgerHead head() {
            return seedbed.ledger().head();
        }

        @Override
        public boolean holds(LedgerHead head) {
            return seedbed.ledger().holds(head);
        }

        @Override
        public Verification verify(@Nullable LedgerHead noted) {
            return seedbed.ledger().verify(noted == null ? null : noted.toString());
        }
    }

    private record OfTrail(ChainedTable table) implements Chain {
        @Override
        public @Nullable LedgerHead head() {
            return table.head();
        }

        @Override
        public boolean holds(LedgerHead head) {
            return table.holds(head);
        }

        @Override
        public Verification verify(@Nullable LedgerHead noted) {
            return table.verify(noted);
        }
    }
}
