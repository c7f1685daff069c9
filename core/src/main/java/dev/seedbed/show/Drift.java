package dev.seedbed.show;

import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Counts every change of a plan by its class, also those past what a report lists. */
public final class Drift implements Consumer<RowChange> {
    private final Map<DriftClass, Long> counts = new EnumMap<>(DriftClass.class);

    @Override
    public void accept(RowChange change) {
        counts.merge(DriftClass.of(change), 1L, Long::sum);
    }

    /** The rows of a class; missing and blocked ones out of the report, which counts them even where none is listed. */
    long count(DriftClass drift, Report report) {
        return switch (drift) {
            case MISSING -> report.inserted();
            case BLOCKED -> report.blocked();
            default -> counts.getOrDefault(drift, 0L);
        };
    }

    static long extra(Report report) {
        return report.tables().stream()
                .map(TableCounts::extra)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
