package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.RowChange;
import dev.seedbed.seed.SeedException;
import dev.seedbed.spring.boot3.SeedsState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Whether the rows marked {@code $required} are there, asked once in a while and not with every probe. */
final class SeedsHealth implements SeedsState {
    private static final int MOST_NAMED = 20;

    private final ObjectProvider<Seedbed> seedbed;
    private final boolean enabled;
    private final long cacheNanos;
    private @Nullable Seedbed apart;
    private @Nullable State last;
    private long askedAt;

    SeedsHealth(ObjectProvider<Seedbed> seedbed, SeedbedProperties properties) {
        this.seedbed = seedbed;
        this.enabled = properties.enabled();
        this.cacheNanos = properties.health().cache().toNanos();
    }

    @Override
    public synchronized State state() {
        long now = System.nanoTime();
        State known = last;
        if (known == null || now - askedAt >= cacheNanos) {
            known = ask();
            last = known;
            askedAt = now;
        }
        return known;
    }

    private State ask() {
        if (!enabled) {
            // Here all the same where beans were decided about when the application was built.
            return new State(true, Map.of("seedbed.enabled", false));
        }
        try {
            List<RowChange> missing = looking().missingRequired();
            return new State(
                    missing.isEmpty(),
                    missing.isEmpty()
                            ? Map.of()
                            : Map.of(
                                    "missing",
                                    missing.stream()
                                            .limit(MOST_NAMED)
                                            .map(SeedsHealth::text)
                                            .toList()));
        } catch (SeedException e) {
            // Whether they are there is not known; the database and its like have a health of their own.
            return new State(true, Map.of("unknown", String.valueOf(e.getMessage())));
        }
    }

    /** Waits for no run of the application's own. */
    private Seedbed looking() {
        if (apart == null) {
            apart = seedbed.getObject().apart();
        }
        return apart;
    }

    private static String text(RowChange row) {
        return row.table() + " "
                + row.key().entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue())
                        .collect(Collectors.joining(", "));
    }
}
