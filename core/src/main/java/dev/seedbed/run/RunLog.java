package dev.seedbed.run;

import dev.seedbed.plan.TableCounts;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs how a run begins and what came of it, as events whose names and keys do not change. */
final class RunLog {
    /** The name under which the events are listened for. */
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    /** False under SLF4J 1.7, which Maven 3 lends to every plugin. */
    private static final boolean HAS_EVENTS = hasEvents();

    private RunLog() {}

    private static boolean hasEvents() {
        try {
            Logger.class.getMethod("atInfo");
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    static void started(RunRequest request) {
        log("seeding_started", "mode", request.mode().label(), "environment", request.environment());
    }

    static void completed(Report report) {
        boolean applied = report.outcome() == Outcome.APPLIED;
        long seeded = 0;
        long total = 0;
        for (TableCounts table : report.tables()) {
            seeded += table.inserted();
            total += table.declared();
            log("seeder_completed", counts(table, applied));
        }
        log(
                "seeding_completed",
                "outcome",
                report.outcome().label(),
                "seeded",
                applied ? seeded : 0,
                "total",
                total,
                "millis",
                report.duration().toMillis());
    }

    /** Rows that were changed or taken out have keys only where there are some. */
    private static Object[] counts(TableCounts table, boolean applied) {
        long changed = table.updated() + table.renamed();
        List<Object> counts = new ArrayList<>(List.of(
                "seeder",
                table.seeder(),
                "table",
                table.table(),
                "seeded",
                applied ? table.inserted() : 0,
                "skipped",
                table.declared() - table.inserted() - changed,
                "total",
                table.declared()));
        if (applied && changed > 0) {
            counts.addAll(List.of("updated", changed));
        }
        if (applied && table.retired() > 0) {
            counts.addAll(List.of("retired", table.retired()));
        }
        return counts.toArray();
    }

    private static void log(String event, Object... keysAndValues) {
        if (HAS_EVENTS) {
            logEvent(event, keysAndValues);
        } else if (LOG.isInfoEnabled()) {
            LOG.info(line(event, keysAndValues));
        }
    }

    private static void logEvent(String event, Object... keysAndValues) {
        LoggingEventBuilder builder = LOG.atInfo().setMessage(event);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder = builder.addKeyValue((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        builder.log();
    }

    /** Such as {@code seeding_started mode=fill environment=test}. */
    private static String line(String event, Object... keysAndValues) {
        StringBuilder line = new StringBuilder(event);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            line.append(' ').append(keysAndValues[i]).append('=').append(keysAndValues[i + 1]);
        }
        return line.toString();
    }
}
