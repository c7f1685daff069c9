package dev.seedbed.admin.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes together what many threads bring at once: whoever comes to the front writes for all who wait behind, so that many
 * wait for one commit and not each for those of all others. Thread-safe.
 */
final class Combined<T> {
    private static final int MOST_TOGETHER = 500;

    private final Queue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock front = new ReentrantLock();
    private final Consumer<List<T>> write;

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
        waiting.add(own);
        front.lock();
        try {
            while (!own.done) {
                writeNext();
            }
        } finally {
            front.unlock();
        }
        if (own.failure != null) {
            throw new IllegalStateException("An entry could not be written.", own.failure);
        }
    }

    private void writeNext() {
        List<Waiting<T>> next = new ArrayList<>();
        Waiting<T> each = waiting.poll();
        while (each != null) {
            next.add(each);
            each = next.size() < MOST_TOGETHER ? waiting.poll() : null;
        }
        @Nullable RuntimeException failure = new IllegalStateException("An error ended it.");
        try {
            write.accept(next.stream().map(one -> one.value).toList());
            failure = null;
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            for (Waiting<T> one : next) {
                one.failure = failure;
                one.done = true;
            }
        }
    }
}
