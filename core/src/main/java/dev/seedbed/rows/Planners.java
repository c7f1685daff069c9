package dev.seedbed.rows;

import dev.seedbed.database.Dialect;
import dev.seedbed.ledger.StoredLedger;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.Planner;
import dev.seedbed.plan.Progress;
import dev.seedbed.run.Guard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plans of {@code update}, by which rows are judged. What one plan learned of seeds and catalogue the next one takes over;
 * since that serves one plan at a time, several may be kept.
 */
final class Planners {
    private static final int MOST_KEPT = 4;

    private final RowsAccess access;
    private final ConcurrentLinkedQueue<PlanMemory> memories = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    Planners(RowsAccess access) {
        this.access = access;
    }

    /** What is done with a plan. */
    @FunctionalInterface
    interface Work<T> {
        T with(Planned planned) throws SQLException;
    }

    /** Plans in the caller's transaction, and hands that on until the work is done. */
    <T> T plan(Connection connection, Dialect dialect, Work<T> work) throws SQLException {
        RowsAccess.Seeds seeds = access.seeds();
        PlanMemory memory = memories.poll();
        if (memory == null) {
            memory = new PlanMemory();
        } else {
            kept.decrementAndGet();
        }
        Guard guard = access.guard();
        Planner planner = new Planner(
                        dialect,
                        seeds.settings(),
                        Mode.UPDATE,
                        seeds.planted(),
                        memory,
                        Progress.NONE,
                        catalogue -> StoredLedger.in(catalogue, dialect))
                .leavingOut(seeds.notChosen(), seeds.notHere())
                .guarded(guard::check);
        T done = work.with(new Planned(connection, dialect, seeds, planner, access.ledgerKey()));
        // After a failure nothing is taken for granted.
        if (kept.incrementAndGet() <= MOST_KEPT) {
            memories.add(memory);
        } else {
            kept.decrementAndGet();
        }
        return done;
    }
}
