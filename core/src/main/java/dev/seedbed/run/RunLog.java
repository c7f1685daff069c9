package dev.seedbed.run;

import dev.seedbed.plan.TableCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how a run begins and what came of it, as events whose names and keys do not change. */
final class RunLog {
    /** The name under which the events are listened for. */
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private RunLog() {}

    static void started(RunRequest request) {
        LOG.atInfo()
                .setMessage("seeding_started")
                .addKeyValue("mode", request.mode().label())
                .addKeyValue("environment", request.environment())
                .log();
    }

    static void completed(Report report) {
        long seeded = 0;
        long total = 0;
        for (TableCounts table : report.tables()) {
            seeded += table.inserted();
            total += table.declared();
            LOG.atInfo()
                    .setMessage("seeder_completed")
                    .addKeyValue("seeder", table.seeder())
                    .addKeyValue("table", table.table())
                    .addKeyValue("seeded", report.outcome() == Outcome.APPLIED ? table.inserted() : 0)
                    .addKeyValue("skipped", table.declared() - table.inserted())
                    .addKeyValue("total", table.declared())
                    .log();
        }
        LOG.atInfo()
                .setMessage("seeding_completed")
                .addKeyValue("outcome", report.outcome().label())
                .addKeyValue("seeded", report.outcome() == Outcome.APPLIED ? seeded : 0)
                .addKeyValue("total", total)
                .addKeyValue("millis", report.duration().toMillis())
                .log();
    }
}
