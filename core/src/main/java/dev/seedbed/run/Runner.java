package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.Planner;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * One run, from the first look to the report: reads without a trace, and only where something is to do locks, plans
 * again, writes, and commits.
 */
public final class Runner {
    private final RunRequest request;
    private final Reports reports;

    public Runner(RunRequest request) {
        this.request = request;
        this.reports = new Reports(request);
    }

    /** Only looks; never writes. */
    public Report plan(DataSource dataSource) {
        Dialect dialect = null;
        try (Borrowed borrowed = Borrowed.from(dataSource)) {
            Connection connection = borrowed.connection();
            dialect = Dialects.of(connection);
            try {
                Plan plan = request.planner(dialect).planReading(connection, request.statementTimeout());
                save(connection, dialect, plan);
                return reports.of(Outcome.PLANNED, plan, true);
            } finally {
                Borrowed.end(dialect, connection);
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(dialect, e, request.hasSensitive());
        }
    }

    /** Only looks, inside the caller's transaction. */
    public Report plan(Connection connection) {
        Dialect dialect = null;
        try {
            dialect = Dialects.of(connection);
            boolean autoCommit = connection.getAutoCommit();
            Planner planner = request.planner(dialect);
            try {
                Plan plan = autoCommit
                        ? planner.planReading(connection, request.statementTimeout())
                        : planner.plan(connection);
                save(connection, dialect, plan);
                return reports.of(Outcome.PLANNED, plan, true);
            } finally {
                if (autoCommit) {
                    Borrowed.end(dialect, connection);
                }
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(dialect, e, request.hasSensitive());
        }
    }

    private void save(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        if (request.saving() != null) {
            request.saving().accept(request.saved(connection, dialect, plan));
        }
    }

    /** Runs on connections of its own. */
    public Report run(DataSource dataSource) {
        RunLog.started(request);
        Report report = new Attempts(request, reports, dataSource).run();
        RunLog.completed(report);
        return report;
    }

    /**
     * Runs inside the caller's transaction: locks, plans once, writes, and leaves COMMIT to the caller. Where that fails,
     * the transaction is as it was before, and what the caller did in it stays.
     */
    public Report run(Connection connection) {
        Dialect dialect = null;
        try {
            dialect = Dialects.of(connection);
            if (connection.getAutoCommit()) {
                throw new SeedException(new Problem(
                        "The connection is in auto-commit mode, so there is no transaction to join.",
                        null,
                        "call setAutoCommit(false) first, or hand over a DataSource"));
            }
            try (JoinedWork work = JoinedWork.begin(connection)) {
                Report report = join(connection, dialect, work);
                work.done();
                return report;
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(dialect, e, request.hasSensitive());
        } catch (Dialect.LockNotAcquired e) {
            throw DatabaseFailure.of(e, request.lockTimeout());
        } catch (RowsLost e) {
            throw e.givenUp();
        } catch (SeedException e) {
            throw quiet(e);
        } catch (Exception e) {
            throw new SeedException(
                    new Problem("The session could not be restored: " + e.getMessage() + ".", null, null), e);
        }
    }

    private Report join(Connection connection, Dialect dialect, JoinedWork work) throws Exception {
        try (AutoCloseable session = dialect.join(connection, request.lockTimeout())) {
            try {
                return write(connection, dialect, work);
            } catch (Exception | Error e) {
                // Before the session is restored, which a transaction that failed does not do.
                work.undo(e);
                throw e;
            }
        }
    }

    private Report write(Connection connection, Dialect dialect, JoinedWork work) throws SQLException, RowsLost {
        Planner planner = request.planner(dialect);
        Plan plan = planner.plan(connection);
        if (TableLocks.take(connection, dialect, plan)) {
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
        work.aboutToWrite();
        request.guard().confirm();
        try (Writer writer = request.writer(connection, dialect, plan, true)) {
            writer.write();
            request.remember(connection, dialect, plan);
        }
        Report report = reports.of(Outcome.APPLIED, plan, false, Numbered.left(dialect, plan));
        RunLog.completed(report);
        return report;
    }

    /** Without what failed besides, when the session was to be restored: it may quote values that are to be masked. */
    private SeedException quiet(SeedException e) {
        if (e.getSuppressed().length == 0 || !request.hasSensitive()) {
            return e;
        }
        SeedException quiet = new SeedException(e.kind(), e.problems(), e.getCause());
        quiet.setStackTrace(e.getStackTrace());
        return quiet;
    }
}
