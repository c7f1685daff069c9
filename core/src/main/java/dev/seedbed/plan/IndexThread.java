package dev.seedbed.plan;

import org.jspecify.annotations.Nullable;

/** Reads a file of declared rows beside the thread that runs, which waits for it before it goes on. */
final class IndexThread implements AutoCloseable {
    private final PlainIndex index;
    private final Thread thread;
    private @Nullable DeclaredRows rows;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    private IndexThread(PlainIndex index) {
        this.index = index;
        this.thread = new Thread(this::read, "seedbed-index");
        thread.setDaemon(true);
    }

    static IndexThread begin(PlainIndex index) {
        IndexThread begun = new IndexThread(index);
        begun.thread.start();
        return begun;
    }

    private void read() {
        try {
            rows = index.read();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            error = e;
        }
    }

    /** What {@link PlainIndex#read} answered, or threw. */
    @Nullable
    DeclaredRows rows() {
        close();
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
        return rows;
    }

    /** Waits for the end, also where nobody wants the rows any more. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
