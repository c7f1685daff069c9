package dev.seedbed.benchmarks;

/** One way to do a piece of work, measured beside the others. */
interface Contender {
    /** Does the work once and tells how long it took and, for a process, its peak memory; WAL is filled in later. */
    Samples.Sample run() throws Exception;

    /** Work inside this JVM. */
    static Contender inside(Work work) {
        return () -> {
            long start = System.nanoTime();
            work.run();
            return new Samples.Sample(System.nanoTime() - start, 0, 0);
        };
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
