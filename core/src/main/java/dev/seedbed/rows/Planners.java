package dev.seedbed.rows;

import dev.seedbed.database.Dialect;
import dev.seedbed.ledger.LedgerMemory;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.NotPlanned;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.Planner;
import dev.seedbed.plan.Progress;
import dev.seedbed.run.Guard;
import dev.seedbed.run.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Plans of {@code update}, by which rows are judged. What one plan learned of seeds, catalogue and ledger the next one takes
 * over; since that serves one plan at a time, several are kept, and who finds all of them in use waits for one: to learn it
 * all anew takes longer than most looks.
 */
final class Planners {
    private static final int MOST_KEPT = 4;
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final RowsAccess access;
    private final BlockingDeque<Memory> idle = new LinkedBlockingDeque<>(MOST_KEPT);
    private final AtomicInteger made = new AtomicInteger();

    Planners(RowsAccess access) {
        this.access = access;
    }

    private record Memory(PlanMemory plan, LedgerMemory ledger) {
        static Memory empty() {
            return new Memory(new PlanMemory(), new LedgerMemory());
        }
    }

    /** What is done with a plan. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection, Dialect dialect, Planned planned) throws SQLException;
    }

    /**
     * Plans at one moment of the database, and hands that on until the work is done.
     *
     * @param about what is asked for; null for everything. Where it takes a whole plan after all, the work is begun again
     */
    <T> T reading(Planned.@Nullable About about, Work<T> work) {
        Memory memory = take();
        boolean done = false;
        try {
            // Before the transaction begins, so that it never sees less than the memory knows.
            T result = access.reading(planning(memory, about, work));
            done = true;
            return result;
        } catch (RowException e) {
            // The plan was good: a row is another one than somebody thought.
            done = true;
            throw e;
        } finally {
            giveBack(memory, done);
        }
    }

    /** The same under the lock of all runs. Whoever waits for that keeps no memory from others. */
    <T> T writing(Planned.About about, Work<T> work) {
        @Nullable Memory[] memory = new @Nullable Memory[1];
        boolean done = false;
        try {
            T result = access.writing((connection, dialect) -> {
                Memory taken = take();
                memory[0] = taken;
                return planning(taken, about, work).at(connection, dialect);
            });
            done = true;
            return result;
        } catch (RowException e) {
            done = true;
            throw e;
        } finally {
            Memory taken = memory[0];
            if (taken != null) {
                // Only now: what it knows of the ledger is committed.
                giveBack(taken, done);
            }
        }
    }

    private Memory take() {
        Memory memory = idle.pollLast();
        if (memory == null && made.get() < MOST_KEPT) {
            made.incrementAndGet();
            return Memory.empty();
        }
        try {
            memory = memory != null ? memory : idle.pollLast(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (memory == null) {
            made.incrementAndGet();
            return Memory.empty();
        }
        return memory;
    }

    /** After a failure nothing is taken for granted. */
    private void giveBack(Memory memory, boolean done) {
        if (!done || !idle.offerLast(memory)) {
            made.decrementAndGet();
        }
    }

    private <T> Reading.Look<T> planning(Memory memory, Planned.@Nullable About about, Work<T> work) {
        return (connection, dialect) -> {
            RowsAccess.Seeds seeds = access.seeds();
            Guard guard = access.guard();
            Planner planner = new Planner(
                            dialect,
                            seeds.settings(),
                            Mode.UPDATE,
                            seeds.planted(),
                            memory.plan(),
                            Progress.NONE,
                            catalogue -> memory.ledger().in(catalogue, dialect))
                    .leavingOut(seeds.notChosen(), seeds.notHere())
                    .guarded(guard::check)
                    .judging();
            Planned planned =
                    new Planned(connection, dialect, seeds, planner, access.ledgerKey(), memory.ledger(), about);
            try {
                return work.with(connection, dialect, planned);
            } catch (NotPlanned e) {
                if (!planned.whole()) {
                    throw e;
                }
                return work.with(connection, dialect, planned);
            }
        };
    }
}
