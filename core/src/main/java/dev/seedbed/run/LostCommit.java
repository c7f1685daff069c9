package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.Planner;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connection went away at COMMIT: connects again and finds out what became of it. */
final class LostCommit {
    private static final int MOST_ASKED = 20;
    private static final long PAUSE_MILLIS = 250;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Planner planner;

    LostCommit(DataSource dataSource, Dialect dialect, Planner planner) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.planner = planner;
    }

    Report settle(@Nullable String transaction, Reports reports, Plan plan, SQLException cause) {
        for (int asked = 0; asked < MOST_ASKED; asked++) {
            try (Borrowed borrowed = Borrowed.take(dataSource)) {
                Connection connection = borrowed.connection();
                Dialect.Outcome outcome =
                        transaction == null ? Dialect.Outcome.UNKNOWN : dialect.outcomeOf(connection, transaction);
                if (outcome == Dialect.Outcome.UNKNOWN) {
                    outcome = look(connection);
                }
                switch (outcome) {
                    case COMMITTED -> {
                        return reports.of(Outcome.APPLIED, plan, true);
                    }
                    case ROLLED_BACK -> {
                        return reports.failed(Outcome.FAILED, plan, plan.catalogue(), List.of(lost(cause)));
                    }
                    case IN_PROGRESS, UNKNOWN -> pause();
                }
            } catch (SQLException e) {
                pause();
            }
        }
        return reports.failed(
                Outcome.UNKNOWN,
                plan,
                plan.catalogue(),
                List.of(new Problem(
                        "The connection was lost at COMMIT, and whether the rows were written cannot be found out.",
                        plan.catalogue().server().database(),
                        "look at the tables, or simply run again: what is there is not planted twice")));
    }

    /** Whether the seeds are there, where the database cannot say what became of a transaction. */
    private Dialect.Outcome look(Connection connection) throws SQLException {
        if (!planner.tellsWhetherDone()) {
            return Dialect.Outcome.UNKNOWN;
        }
        dialect.beginReading(connection, Duration.ZERO);
        try {
            return planner.plan(connection).nothingToDo() ? Dialect.Outcome.COMMITTED : Dialect.Outcome.ROLLED_BACK;
        } finally {
            Borrowed.end(dialect, connection);
        }
    }

    private static Problem lost(SQLException cause) {
        return new Problem(
                "The connection was lost at COMMIT, and the database has rolled the run back: nothing was written.",
                "SQLSTATE " + cause.getSQLState(),
                "run again");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
