package dev.seedbed.admin;

import dev.seedbed.admin.audit.Counts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * Meters: counter {@code seedbed.admin.changes} by action, counter {@code seedbed.admin.refusals} by status and code, timer
 * {@code seedbed.admin.runs} by mode and outcome.
 */
final class MeteredCounts implements Counts {
    private final MeterRegistry registry;

    MeteredCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void change(String action) {
        registry.counter("seedbed.admin.changes", "action", action).increment();
    }

    @Override
    public void refusal(int status, String code) {
        registry.counter("seedbed.admin.refusals", "status", String.valueOf(status), "code", code)
                .increment();
    }

    @Override
    public void run(String mode, String outcome, Duration took) {
        registry.timer("seedbed.admin.runs", "mode", mode, "outcome", outcome).record(took);
    }
}
