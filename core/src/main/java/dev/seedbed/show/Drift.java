package dev.seedbed.show;

import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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

    /** What differs, in the order in which people are shown it, without what does not occur. */
    public List<Kind> kinds(Report report) {
        List<Kind> kinds = new ArrayList<>();
        for (DriftClass drift : DriftClass.values()) {
            long rows = count(drift, report);
            if (rows > 0) {
                kinds.add(new Kind(
                        drift.name().toLowerCase(Locale.ROOT).replace('_', '-'), drift.title, drift.meaning, rows));
            }
        }
        return kinds;
    }

    /**
     * Rows that differ in one way.
     *
     * @param name stable, such as {@code default-changed}
     */
    public record Kind(String name, String title, String meaning, long rows) {}

    static long extra(Report report) {
        return report.tables().stream()
                .map(TableCounts::extra)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
