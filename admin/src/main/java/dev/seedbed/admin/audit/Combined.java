package dev.seedbed.admin.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes together what many threads bring at once: while one writes, the others wait, and then one of them writes for all who
 * do. So each waits for two commits at most, and not for those of all others. Thread-safe.
 */
final class Combined<T> {
    private static final int MOST_TOGETHER = 500;

    private final Consumer<List<T>> write;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private List<Waiting<T>> waiting = new ArrayList<>();
    private boolean writing;

    /** @param write in a transaction of its own, all of them or none */
    Combined(Consumer<List<T>> write) {
        this.write = write;
    }

    private static final class Waiting<T> {
        private final T value;
        private boolean done;
        private @Nullable RuntimeException failure;

        Waiting(T value) {
            this.value = value;
        }
    }

    /**
     * Returns once it is written.
     *
     * @throws IllegalStateException where it could not be written, with the reason
     */
    void write(T value) {
        Waiting<T> own = new Waiting<>(value);
        lock.lock();
        try {
            waiting.add(own);
            while (!own.done) {
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    writeNext();
                }
            }
        } finally {
            lock.unlock();
        }
        if (own.failure != null) {
            throw new IllegalStateException("An entry could not be written.", own.failure);
        }
    }

    /** Lets go of the lock while it writes. */
    private void writeNext() {
        List<Waiting<T>> all = waiting;
        int most = Math.min(all.size(), MOST_TOGETHER);
        List<Waiting<T>> next = all.subList(0, most);
        waiting = new ArrayList<>(all.subList(most, all.size()));
        writing = true;
        lock.unlock();
        @Nullable RuntimeException failure = new IllegalStateException("An error ended it.");
        try {
            write.accept(next.stream().map(one -> one.value).toList());
            failure = null;
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            lock.lock();
            writing = false;
            for (Waiting<T> one : next) {
                one.failure = failure;
                one.done = true;
            }
            written.signalAll();
        }
    }

    /** How many wait for the next time. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
