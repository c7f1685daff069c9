package dev.seedbed;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.BlockedRow;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import dev.seedbed.source.SeedbedConfig.OnBlocked;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows migrations: a run that nobody watches, so that what is wrong is thrown, or logged where it may wait. */
final class AfterMigrations {
    private static final Logger LOG = LoggerFactory.getLogger(Seedbed.class);

    private final Seedbed seedbed;
    private final Setup setup;

    AfterMigrations(Seedbed seedbed, Setup setup) {
        this.seedbed = seedbed;
        this.setup = setup;
    }

    Optional<Report> run() {
        Mode mode = mode(setup.wanted().afterMigrate());
        if (mode == null) {
            return Optional.empty();
        }
        Report report = seedbed.run(
                mode, setup.wanted().allowBlocked() || setup.wanted().onBlocked() == OnBlocked.REPORT);
        for (String warning : report.warnings()) {
            LOG.warn(warning);
        }
        report.throwIfFailed();
        logBlocked(report);
        return Optional.of(report);
    }

    private static @Nullable Mode mode(AfterMigrate wanted) {
        return switch (wanted) {
            case FILL -> Mode.FILL;
            case INIT -> Mode.INIT;
            case UPDATE -> Mode.UPDATE;
            case OFF -> null;
        };
    }

    /** Each that the report lists; those past it are counted. */
    private static void logBlocked(Report report) {
        long logged = 0;
        for (RowChange change : report.changes()) {
            if (change.action() == Action.BLOCKED) {
                logged++;
                Problem problem = BlockedRow.problem(change);
                LOG.error("{} where: {}", problem.message(), problem.where());
            }
        }
        if (report.blocked() > logged) {
            LOG.error("{} more rows are blocked.", report.blocked() - logged);
        }
    }
}
