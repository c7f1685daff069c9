package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.LoadRefused;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.Planner;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two transactions of a run on a connection of its own: one that only looks, and one that writes. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final RunRequest request;
    private final Reports reports;
    private final DataSource dataSource;

    Attempt(RunRequest request, Reports reports, DataSource dataSource) {
        this.request = request;
        this.reports = reports;
        this.dataSource = dataSource;
    }

    /** The first look, read-only; answers where nothing is to write. */
    @Nullable
    Report look(Connection connection, Dialect dialect, Planner planner) throws SQLException {
        try {
            Plan plan = planner.planReading(connection, request.statementTimeout());
            List<Problem> stale = request.staleness(connection, dialect, plan);
            if (!stale.isEmpty()) {
                return reports.failed(Outcome.REFUSED, plan, plan.catalogue(), stale);
            }
            if (plan.blocked() > 0 && !request.allowBlocked()) {
                return reports.blocked(plan);
            }
            if (plan.nothingToDo()) {
                return reports.of(Outcome.NOTHING_TO_DO, plan, true);
            }
            if (plan.catalogue().server().readOnly()) {
                return reports.failed(
                        Outcome.REFUSED,
                        plan,
                        plan.catalogue(),
                        List.of(new Problem(
                                "Rows are to be planted, but " + dialect.readOnlyReason() + ".",
                                plan.catalogue().server().database(),
                                dialect.readOnlyRemedy())));
            }
            return null;
        } finally {
            Borrowed.end(dialect, connection);
        }
    }

    /** Plants large files in the pass that reads them; null where that fails, for whatever reason, and all is undone. */
    @Nullable
    Report load(Connection connection, Dialect dialect, Planner planner) throws Dialect.LockNotAcquired {
        try {
            Report report = write(connection, dialect, planner, true, false);
            return report.blocked() > 0 ? null : report;
        } catch (LoadRefused | SeedException | RowsLost | SQLException e) {
            // Not the exception itself: what a database says of a row may hold values that are to be masked.
            LOG.debug(
                    "The rows are to be read before they are planted: {}.",
                    e.getClass().getName());
            return null;
        }
    }

    /** Locks, plans again, writes and commits. */
    Report write(Connection connection, Dialect dialect, Planner planner, boolean justLooked, boolean diagnose)
            throws SQLException, Dialect.LockNotAcquired, RowsLost {
        request.guard().confirm();
        dialect.beginWriting(connection, request.lockTimeout(), request.statementTimeout());
        boolean committing = false;
        String transaction = null;
        Plan plan = null;
        try {
            boolean again = justLooked && request.expected() == null;
            plan = again ? planner.planAgain(connection) : planner.plan(connection);
            // Between two questions another writer may have put in the very row that is meant, which then seems a
            // stranger's: asked again, it is found.
            if (TableLocks.take(connection, dialect, plan) || plan.blocked() > 0) {
                plan = planner.plan(connection);
            }
            List<Problem> stale = request.staleness(connection, dialect, plan);
            if (!stale.isEmpty()) {
                return reports.failed(Outcome.REFUSED, plan, plan.catalogue(), stale);
            }
            if (plan.blocked() > 0 && !request.allowBlocked()) {
                return reports.blocked(plan);
            }
            if (plan.nothingToDo()) {
                return reports.of(Outcome.NOTHING_TO_DO, plan, true);
            }
            try (Writer writer = request.writer(connection, dialect, plan, diagnose)) {
                writer.write();
                plan = plan.loaded(writer.loaded());
                request.remember(connection, dialect, plan);
            }
            transaction = dialect.transactionId(connection);
            committing = true;
            dialect.commit(connection);
        } catch (SQLException e) {
            if (!committing || dialect.failure(e) != Dialect.Failure.CONNECTION || plan == null) {
                throw e;
            }
            LostCommit lost = new LostCommit(dataSource, dialect, planner);
            return lost.settle(transaction, reports, plan, e);
        } finally {
            Borrowed.end(dialect, connection);
        }
        return reports.of(Outcome.APPLIED, plan, true, Numbered.advanceAfterCommit(connection, dialect, plan));
    }
}
