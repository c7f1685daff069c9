package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.Planner;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, from the first look to the report: reads without a trace, and only where something is to do locks, plans
 * again, writes, and commits.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int MOST_ATTEMPTS = 6;
    private static final int MOST_NAMED_BLOCKED = 1_000;

    private final RunRequest request;
    private final Reports reports;

    public Runner(RunRequest request) {
        this.request = request;
        this.reports = new Reports(request);
    }

    /** Only looks; never writes. */
    public Report plan(DataSource dataSource) {
        try (Connection connection = open(dataSource)) {
            Dialect dialect = Dialects.of(connection);
            try {
                Plan plan = planner(dialect).planReading(connection, request.statementTimeout());
                return reports.of(Outcome.PLANNED, plan, true);
            } finally {
                end(dialect, connection);
            }
        } catch (SQLException e) {
            throw failure(null, e);
        }
    }

    /** Only looks, inside the caller's transaction. */
    public Report plan(Connection connection) {
        Dialect dialect = null;
        try {
            dialect = Dialects.of(connection);
            boolean autoCommit = connection.getAutoCommit();
            Planner planner = planner(dialect);
            try {
                Plan plan = autoCommit
                        ? planner.planReading(connection, request.statementTimeout())
                        : planner.plan(connection);
                return reports.of(Outcome.PLANNED, plan, true);
            } finally {
                if (autoCommit) {
                    end(dialect, connection);
                }
            }
        } catch (SQLException e) {
            throw failure(dialect, e);
        }
    }

    /** Runs on connections of its own. */
    public Report run(DataSource dataSource) {
        LOG.atInfo()
                .setMessage("seeding_started")
                .addKeyValue("mode", request.mode().label())
                .addKeyValue("environment", request.environment())
                .log();
        Report report = attempts(dataSource);
        log(report);
        return report;
    }

    private Report attempts(DataSource dataSource) {
        Dialect dialect = null;
        Planner planner = null;
        boolean mayLoad = true;
        boolean diagnose = false;
        String clashed = null;
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = open(dataSource)) {
                boolean justLooked = planner == null;
                if (dialect == null || planner == null) {
                    dialect = Dialects.of(connection);
                    planner = mayLoad ? planner(dialect).loading() : planner(dialect);
                    Report done = look(connection, dialect, planner);
                    if (done != null) {
                        return done;
                    }
                }
                if (planner.leavesUnread()) {
                    Report loaded = load(dataSource, connection, dialect, planner);
                    if (loaded != null) {
                        return loaded;
                    }
                    mayLoad = false;
                    planner = null;
                    continue;
                }
                return write(dataSource, connection, dialect, planner, justLooked, diagnose);
            } catch (Dialect.LockNotAcquired e) {
                throw lockNotAcquired(e);
            } catch (Writer.RowsLost e) {
                if (attempt >= MOST_ATTEMPTS) {
                    throw rowsLost(e);
                }
            } catch (SQLException e) {
                Dialect.Failure failure = dialect == null ? null : dialect.failure(e);
                boolean again = failure == Dialect.Failure.TRANSIENT || failure == Dialect.Failure.UNIQUE;
                boolean blame = !diagnose && failure != null && aboutData(failure);
                String constraint = dialect != null && failure == Dialect.Failure.UNIQUE ? dialect.constraint(e) : null;
                boolean clashedTwice = constraint != null && constraint.equals(clashed);
                clashed = constraint;
                if (attempt >= MOST_ATTEMPTS && diagnose || !again && !blame) {
                    throw failure(dialect, e);
                }
                // Planned anew and the same clash: rather two rows of the seeds than one more live writer.
                diagnose |= blame && (!again || clashedTwice || attempt >= MOST_ATTEMPTS - 1);
            }
            pause(attempt);
        }
    }

    /** Plants large files in the pass that reads them; null where that fails, for whatever reason, and all is undone. */
    private @Nullable Report load(DataSource dataSource, Connection connection, Dialect dialect, Planner planner)
            throws Dialect.LockNotAcquired {
        try {
            return write(dataSource, connection, dialect, planner, true, false);
        } catch (PlannedTable.LoadRefused | SeedException | Writer.RowsLost | SQLException e) {
            LOG.debug("The rows are to be read before they are planted.", e);
            return null;
        }
    }

    private static boolean aboutData(Dialect.Failure failure) {
        return switch (failure) {
            case UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK, VALUE, OTHER -> true;
            default -> false;
        };
    }

    /** The first look, read-only; answers where nothing is to write. */
    private @Nullable Report look(Connection connection, Dialect dialect, Planner planner) throws SQLException {
        try {
            Plan plan = planner.planReading(connection, request.statementTimeout());
            if (plan.blocked() > 0 && !request.allowBlocked()) {
                return blocked(plan);
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
                                "Rows are to be planted, but the database is a standby or read-only.",
                                plan.catalogue().server().database(),
                                "run against the primary")));
            }
            return null;
        } finally {
            end(dialect, connection);
        }
    }

    private Report write(
            DataSource dataSource,
            Connection connection,
            Dialect dialect,
            Planner planner,
            boolean justLooked,
            boolean diagnose)
            throws SQLException, Dialect.LockNotAcquired, Writer.RowsLost {
        dialect.beginWriting(connection, request.lockTimeout(), request.statementTimeout());
        boolean committing = false;
        String transaction = null;
        Plan plan = null;
        try {
            plan = justLooked ? planner.planAgain(connection) : planner.plan(connection);
            if (TableLocks.take(connection, dialect, plan)) {
                plan = planner.plan(connection);
            }
            if (plan.blocked() > 0 && !request.allowBlocked()) {
                return blocked(plan);
            }
            if (plan.nothingToDo()) {
                return reports.of(Outcome.NOTHING_TO_DO, plan, true);
            }
            Writer writer = newWriter(connection, dialect, plan, diagnose);
            writer.write();
            plan = plan.loaded(writer.loaded());
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
            end(dialect, connection);
        }
        return reports.of(Outcome.APPLIED, plan, true, Numbered.advanceAfterCommit(connection, dialect, plan));
    }

    /** Runs inside the caller's transaction: locks, plans once, writes, and leaves COMMIT to the caller. */
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
            try (AutoCloseable session = dialect.join(connection, request.lockTimeout())) {
                Planner planner = planner(dialect);
                Plan plan = planner.plan(connection);
                if (TableLocks.take(connection, dialect, plan)) {
                    plan = planner.plan(connection);
                }
                if (plan.blocked() > 0 && !request.allowBlocked()) {
                    return blocked(plan);
                }
                if (plan.nothingToDo()) {
                    return reports.of(Outcome.NOTHING_TO_DO, plan, true);
                }
                newWriter(connection, dialect, plan, true).write();
                Report report = reports.of(Outcome.APPLIED, plan, false, Numbered.left(dialect, plan));
                log(report);
                return report;
            }
        } catch (SQLException e) {
            throw failure(dialect, e);
        } catch (Dialect.LockNotAcquired e) {
            throw lockNotAcquired(e);
        } catch (Writer.RowsLost e) {
            throw rowsLost(e);
        } catch (SeedException e) {
            throw e;
        } catch (Exception e) {
            throw new SeedException(
                    new Problem("The session could not be restored: " + e.getMessage() + ".", null, null), e);
        }
    }

    private Planner planner(Dialect dialect) {
        return new Planner(
                dialect, request.settings(), request.mode(), request.units(), request.memory(), request.progress());
    }

    private Writer newWriter(Connection connection, Dialect dialect, Plan plan, boolean diagnose) {
        ValuesOnInsert values =
                new ValuesOnInsert(request.clock().instant(), request.settings().variables());
        return new Writer(connection, dialect, plan, values, request.progress(), diagnose);
    }

    private Report blocked(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        for (RowChange change : plan.blockedRows()) {
            if (problems.size() == MOST_NAMED_BLOCKED) {
                break;
            }
            problems.add(new Problem(
                    "Row " + text(change.key()) + " of table \"" + change.table() + "\" is blocked: " + change.reason()
                            + ".",
                    change.source() + " (table " + change.table() + ")",
                    "settle the clash, or plant the other rows with --allow-blocked"));
        }
        return reports.failed(Outcome.FAILED, plan, plan.catalogue(), problems);
    }

    private static Connection open(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw ConnectionFailure.of(e);
        }
    }

    private static void end(Dialect dialect, Connection connection) throws SQLException {
        try {
            dialect.end(connection);
        } catch (SQLException e) {
            if (dialect.failure(e) != Dialect.Failure.CONNECTION) {
                throw e;
            }
            LOG.debug("The connection was lost before it could be given back.", e);
        }
    }

    private static SeedException failure(@Nullable Dialect dialect, SQLException e) {
        return DatabaseFailure.of(dialect, e);
    }

    private SeedException lockNotAcquired(Dialect.LockNotAcquired e) {
        return new SeedException(
                new Problem(
                        "Another run of Seedbed holds the lock of this database for longer than "
                                + text(request.lockTimeout()) + ".",
                        null,
                        "wait for it to end, or raise the lock timeout"),
                e);
    }

    private static String text(Map<String, @Nullable String> key) {
        return key.entrySet().stream()
                .map(part -> part.getKey() + "=" + (part.getValue() == null ? "NULL" : part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + " milliseconds";
        }
        return millis == 1_000 ? "1 second" : millis / 1_000 + " seconds";
    }

    private static SeedException rowsLost(Writer.RowsLost e) {
        List<String> triggers = e.table().table().insertTriggers();
        return new SeedException(
                new Problem(
                        "Table \"" + e.table() + "\" took " + e.arrived() + " of " + e.expected()
                                + " rows, again and again.",
                        "table " + e.table(),
                        triggers.isEmpty()
                                ? "find out what else writes to the table, and run again"
                                : "look at its triggers: " + String.join(", ", triggers)),
                e);
    }

    /** Waits a little longer each time, and not as long as others that wait. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, 20L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SeedException(
                    new Problem("The run was interrupted while it waited to try again.", null, "run it again"), e);
        }
    }

    private static void log(Report report) {
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
