package dev.seedbed.cli.show;

import dev.seedbed.plan.Progress;
import dev.seedbed.show.Words;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** One line that tells how far a run has come, for runs of more than two seconds, and that is gone when it ends. */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long PAUSE_NANOS = 100_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter terminal;
    private final LongSupplier nanos;
    private final long start;
    private long last;
    private boolean shown;

    public ProgressLine(PrintWriter terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.last = start;
    }

    @Override
    public void at(String activity, String table, long rows, long of) {
        long now = nanos.getAsLong();
        if (now - start < PATIENCE_NANOS || now - last < PAUSE_NANOS) {
            return;
        }
        last = now;
        shown = true;
        String amount = of > 0
                ? Words.number(rows) + " of " + Words.number(of) + " rows, " + Math.min(100, rows * 100 / of) + " %"
                : Words.count(rows, "row");
        terminal.print(CLEAR + activity + " " + Words.plain(table) + ": " + amount);
        terminal.flush();
    }

    @Override
    public void close() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
            shown = false;
        }
    }
}
