package dev.seedbed.admin.web;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts what comes from one source in one minute. Thread-safe. */
final class RateLimit {
    private static final long MINUTE = 60_000_000_000L;

    /** Past this many sources in one minute those who are new share one count. */
    private static final int MOST_SOURCES = 50_000;

    private final int most;
    private final LongSupplier nanos;
    private final Map<String, Integer> counts = new HashMap<>();
    private long since;

    RateLimit(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** How far over the limit this one is: 0 or less for what may pass, 1 for the first that may not. */
    synchronized int over(String source) {
        long now = nanos.getAsLong();
        if (now - since >= MINUTE) {
            counts.clear();
            since = now;
        }
        String counted = counts.size() < MOST_SOURCES || counts.containsKey(source) ? source : "others";
        return counts.merge(counted, 1, Integer::sum) - most;
    }
}
