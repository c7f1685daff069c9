package dev.seedbed.spring;

import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Counts and times runs: timer {@code seedbed.run} by mode and outcome, counter {@code seedbed.rows} by mode and by what
 * happened to them.
 */
final class SeedsMetrics implements ApplicationListener<PayloadApplicationEvent<SeedsPlanted>> {
    private final MeterRegistry registry;

    SeedsMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<SeedsPlanted> event) {
        Report report = event.getPayload().report();
        registry.timer(
                        "seedbed.run",
                        "mode",
                        report.mode().label(),
                        "outcome",
                        report.outcome().label())
                .record(report.duration());
        count(report, "insert", TableCounts::inserted);
        count(report, "update", TableCounts::updated);
        count(report, "rename", TableCounts::renamed);
        count(report, "retire", TableCounts::retired);
        count(report, "blocked", TableCounts::blocked);
    }

    private void count(Report report, String action, ToLongFunction<TableCounts> rows) {
        registry.counter("seedbed.rows", "mode", report.mode().label(), "action", action)
                .increment((double) report.tables().stream().mapToLong(rows).sum());
    }
}
