package dev.seedbed.plan;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work on the other processor, for which the thread that runs waits before it goes on. */
final class Beside<T extends @Nullable Object> implements AutoCloseable {
    private final Supplier<T> work;
    private final Thread thread;
    private @Nullable T answer;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    private Beside(String name, Supplier<T> work) {
        this.work = work;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static <T extends @Nullable Object> Beside<T> begin(String threadName, Supplier<T> work) {
        Beside<T> begun = new Beside<>(threadName, work);
        begun.thread.start();
        return begun;
    }

    private void run() {
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            error = e;
        }
    }

    /** What the work answered, or threw. */
    @SuppressWarnings("NullAway") // Null only where the work answers null.
    T answer() {
        close();
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    /** Waits for the end, also where nobody wants the answer any more. */
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
