package dev.seedbed.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What one contender took, run by run. */
final class Samples {

    /**
     * One run.
     *
     * @param walBytes what the server wrote to its log meanwhile
     * @param peakKilobytes the most memory the process had; 0 where no process was started
     */
    record Sample(long nanos, long walBytes, long peakKilobytes) {}

    private final List<Sample> samples = new ArrayList<>();

    void add(Sample sample) {
        samples.add(sample);
    }

    int size() {
        return samples.size();
    }

    double medianMillis() {
        long[] sorted = samples.stream().mapToLong(Sample::nanos).sorted().toArray();
        int half = sorted.length / 2;
        return (sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0) / 1e6;
    }

    double minMillis() {
        return samples.stream().mapToLong(Sample::nanos).min().orElseThrow() / 1e6;
    }

    double maxMillis() {
        return samples.stream().mapToLong(Sample::nanos).max().orElseThrow() / 1e6;
    }

    /** The median, so that a checkpoint of the server in one of many runs does not count. */
    long walBytes() {
        return samples.stream()
                .mapToLong(Sample::walBytes)
                .sorted()
                .skip((samples.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    long peakKilobytes() {
        return samples.stream().mapToLong(Sample::peakKilobytes).max().orElseThrow();
    }
}
