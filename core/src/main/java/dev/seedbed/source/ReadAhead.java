package dev.seedbed.source;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A pass over rows that a thread of its own reads ahead, a few portions at most, so that a large file is parsed while the
 * rows before are bound, compared and sent.
 */
final class ReadAhead implements SeedRows.Cursor {
    private static final int PORTION = 128;
    private static final int PORTIONS = 2;

    /** Rows, and what ended the reading after them: null where there may be more. */
    private record Portion(
            List<SeedRow> rows, boolean last, @Nullable Throwable failure) {}

    private final BlockingQueue<Portion> portions = new ArrayBlockingQueue<>(PORTIONS);
    private final SeedRows.Cursor rows;
    private @Nullable Thread reader;
    private boolean begun;
    private Portion current = new Portion(List.of(), false, null);
    private int next;

    /** @param rows the pass, which from now on belongs to the thread that reads ahead */
    ReadAhead(SeedRows.Cursor rows) {
        this.rows = rows;
    }

    private void read() {
        try (rows) {
            boolean last = false;
            while (!last) {
                Portion portion = portion(rows);
                last = portion.last();
                portions.put(portion);
            }
        } catch (InterruptedException e) {
            // Nobody wants the rest.
            Thread.currentThread().interrupt();
        }
    }

    private static Portion portion(SeedRows.Cursor from) {
        List<SeedRow> rows = new ArrayList<>(PORTION);
        try {
            while (rows.size() < PORTION) {
                SeedRow row = from.next();
                if (row == null) {
                    return new Portion(rows, true, null);
                }
                rows.add(row);
            }
            return new Portion(rows, false, null);
        } catch (RuntimeException | Error e) {
            return new Portion(rows, true, e);
        }
    }

    @Override
    public @Nullable SeedRow next() {
        if (!begun) {
            // Many a pass wants the first row alone.
            begun = true;
            return rows.next();
        }
        if (reader == null) {
            Thread thread = new Thread(this::read, "seedbed-read-ahead");
            thread.setDaemon(true);
            reader = thread;
            thread.start();
        }
        while (next == current.rows().size()) {
            if (current.last()) {
                if (current.failure() instanceof Error error) {
                    throw error;
                }
                if (current.failure() instanceof RuntimeException exception) {
                    throw exception;
                }
                return null;
            }
            current = take();
            next = 0;
        }
        return current.rows().get(next++);
    }

    private Portion take() {
        try {
            return portions.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SeedException(
                    new Problem("The run was interrupted while it read a file.", null, "run it again"), e);
        }
    }

    /** Ends the reading; the file is closed when this returns. */
    @Override
    public void close() {
        Thread reading = reader;
        if (reading == null) {
            rows.close();
            return;
        }
        reading.interrupt();
        boolean interrupted = false;
        while (reading.isAlive()) {
            try {
                reading.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
