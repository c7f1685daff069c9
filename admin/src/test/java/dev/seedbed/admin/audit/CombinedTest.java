package dev.seedbed.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CombinedTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Integer>> written = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Stops in the first one until told to go on. */
    private void write(List<Integer> values) {
        written.add(values);
        begun.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (values.contains(13)) {
            throw new IllegalStateException("thirteen");
        }
    }

    private List<Future<?>> behind(Combined<Integer> combined, int from, int to) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        all.add(threads.submit(() -> combined.write(from)));
        begun.await();
        for (int i = from + 1; i <= to; i++) {
            int value = i;
            all.add(threads.submit(() -> combined.write(value)));
        }
        while (combined.waiting() < to - from) {
            Thread.sleep(1);
        }
        open.countDown();
        return all;
    }

    @Test
    void what_comes_while_one_is_written_is_written_together() throws Exception {
        for (Future<?> each : behind(new Combined<>(this::write), 100, 140)) {
            each.get();
        }

        assertThat(written).hasSize(2);
        assertThat(written.get(0)).containsExactly(100);
        assertThat(written.get(1)).hasSize(40);
    }

    @Test
    void whoever_could_not_be_written_is_told_and_those_before_and_behind_are_not() throws Exception {
        Combined<Integer> combined = new Combined<>(this::write);
        List<Future<?>> all = behind(combined, 10, 14);

        all.get(0).get();
        for (Future<?> each : all.subList(1, all.size())) {
            assertThatThrownBy(each::get).hasRootCauseMessage("thirteen");
        }
        combined.write(15);
        assertThat(written).hasSize(3);
    }

    @Test
    void more_than_fit_together_go_in_several() throws Exception {
        for (Future<?> each : behind(new Combined<>(this::write), 1_000, 1_600)) {
            each.get();
        }

        assertThat(written).extracting(List::size).containsExactly(1, 500, 100);
    }
}
