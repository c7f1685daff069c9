package dev.seedbed.admin.audit;

import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.Verification;
import dev.seedbed.seed.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log where each chain ends, which is out of reach of whoever may write to the database; and remembers it. A chain
 * that has lost what was told is an error in the log, each time that it is looked at until the service starts again.
 * Thread-safe; to be closed, which tells the log once more.
 */
public final class HeadLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeadLog.class);

    private final Chains chains;
    private final Map<Chains.Name, LedgerHead> noted = new EnumMap<>(Chains.Name.class);
    private final @Nullable ScheduledExecutorService schedule;

    /** @param every how often; zero for never */
    public HeadLog(Chains chains, Duration every) {
        this.chains = chains;
        this.schedule = every.isZero() ? null : Executors.newSingleThreadScheduledExecutor(HeadLog::thread);
        if (schedule != null) {
            var unused = schedule.scheduleWithFixedDelay(this::tryToNote, 0, every.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "seedbed-admin-heads");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * What was found in a chain.
     *
     * @param against the head that it was compared with, from outside or as the log was told it; null for none
     */
    public record Verified(
            Chains.Name name, Verification found, @Nullable LedgerHead against) {}

    /**
     * Follows all chains that there are.
     *
     * @param heads kept elsewhere; what is left out is compared with what this process has told the log last
     */
    public List<Verified> verify(Map<Chains.Name, LedgerHead> heads) {
        List<Verified> all = new ArrayList<>();
        Map<Chains.Name, Chains.Chain> there = chains.all();
        for (Chains.Name name : Chains.Name.values()) {
            LedgerHead against = heads.containsKey(name) ? heads.get(name) : noted(name);
            Chains.Chain chain = there.get(name);
            if (chain != null) {
                all.add(new Verified(name, chain.verify(against), against));
            } else if (against != null) {
                all.add(new Verified(name, gone(against), against));
            }
        }
        return all;
    }

    private static Verification gone(LedgerHead head) {
        Problem problem = new Problem(
                "There is no ledger, and there was one.",
                "ledger, head " + head,
                "compare it with a backup of the database, and find out who may drop tables");
        return new Verification(0, null, List.of(problem), 0, 0, List.of());
    }

    /** False where the configuration says that the log is not to be told, so that there is no end to compare with. */
    public boolean isTold() {
        return schedule != null;
    }

    private synchronized @Nullable LedgerHead noted(Chains.Name name) {
        return noted.get(name);
    }

    private void tryToNote() {
        try {
            note();
        } catch (RuntimeException e) {
            LOG.warn("The heads of the trail and the ledger could not be read.", e);
        }
    }

    /** Tells the log of the chains that have got longer since it was told last. */
    synchronized void note() {
        Map<Chains.Name, Chains.Chain> there = chains.all();
        for (Chains.Name name : Chains.Name.values()) {
            Chains.Chain chain = there.get(name);
            LedgerHead before = noted.get(name);
            String called = name.name().toLowerCase(Locale.ROOT);
            if (before != null && (chain == null || !chain.holds(before))) {
                LOG.atError()
                        .addKeyValue("chain", called)
                        .addKeyValue("head", before)
                        .log(
                                "chain_broken chain={} head={}: this entry was there, and is there no more or another one;"
                                        + " verify the chain (GET trail/verification)",
                                called,
                                before);
                continue;
            }
            LedgerHead head = chain == null ? null : chain.head();
            if (head != null && !head.equals(before)) {
                noted.put(name, head);
                LOG.atInfo()
                        .addKeyValue("chain", called)
                        .addKeyValue("head", head)
                        .log("chain_head chain={} head={}", called, head);
            }
        }
    }

    @Override
    public void close() {
        if (schedule != null) {
            schedule.shutdown();
            tryToNote();
        }
    }
}
