package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.plan.Planner;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Tries a run again where other writers were in its way, and with savepoints where a row is to be blamed. */
final class Attempts {
    private static final int MOST_ATTEMPTS = 8;

    /** So many clashes on one constraint, each planned anew, are two rows of the seeds rather than live writers. */
    private static final int MOST_CLASHES = 4;

    private final RunRequest request;
    private final DataSource dataSource;
    private final Attempt once;

    Attempts(RunRequest request, Reports reports, DataSource dataSource) {
        this.request = request;
        this.dataSource = dataSource;
        this.once = new Attempt(request, reports, dataSource);
    }

    /**
     * Runs until it is done.
     *
     * @throws SeedException where another attempt would not help
     */
    Report run() {
        Dialect dialect = null;
        Planner planner = null;
        boolean mayLoad = request.expected() == null;
        boolean diagnose = false;
        String clashed = null;
        int clashes = 0;
        for (int attempt = 1; ; attempt++) {
            try (Borrowed borrowed = Borrowed.from(dataSource)) {
                Connection connection = borrowed.connection();
                boolean justLooked = planner == null;
                if (dialect == null || planner == null) {
                    dialect = Dialects.of(connection);
                    Planner looking = mayLoad ? request.planner(dialect).loading() : request.planner(dialect);
                    Report done = mayLoad
                            ? lookToLoad(connection, dialect, looking)
                            : once.look(connection, dialect, looking);
                    if (done != null) {
                        return done;
                    }
                    if (mayLoad && looking.leavesUnread()) {
                        mayLoad = false;
                        continue;
                    }
                    planner = looking;
                }
                return once.write(connection, dialect, planner, justLooked, diagnose);
            } catch (Dialect.LockNotAcquired e) {
                throw DatabaseFailure.of(e, request.lockTimeout());
            } catch (RowsLost e) {
                if (attempt >= MOST_ATTEMPTS) {
                    throw e.givenUp();
                }
            } catch (SQLException e) {
                Dialect.Failure failure = dialect == null ? null : dialect.failure(e);
                boolean again = failure == Dialect.Failure.TRANSIENT || failure == Dialect.Failure.UNIQUE;
                boolean blame = !diagnose && failure != null && aboutData(failure);
                String constraint = dialect != null && failure == Dialect.Failure.UNIQUE ? dialect.constraint(e) : null;
                clashes = constraint != null && constraint.equals(clashed) ? clashes + 1 : 1;
                clashed = constraint;
                request.memory().forget();
                if (attempt >= MOST_ATTEMPTS && (diagnose || !blame) || !again && !blame) {
                    throw DatabaseFailure.of(dialect, e, request.hasSensitive());
                }
                boolean ownClash = constraint != null && clashes >= MOST_CLASHES;
                diagnose |= blame && (!again || ownClash || attempt >= MOST_ATTEMPTS - 1);
            }
            pause(attempt);
        }
    }

    /**
     * Looks, and plants at once where large files were left unread. What such a run would have to say of its rows, other
     * than that they were planted, it does not know: an ordinary run says it.
     *
     * @return null where an ordinary run is to follow, or the same planner is to write
     */
    private @Nullable Report lookToLoad(Connection connection, Dialect dialect, Planner planner)
            throws SQLException, Dialect.LockNotAcquired {
        Report done;
        try {
            done = once.look(connection, dialect, planner);
        } catch (SeedException e) {
            if (!planner.leavesUnread()) {
                throw e;
            }
            return null;
        }
        if (!planner.leavesUnread()) {
            return done;
        }
        return done == null ? once.load(connection, dialect, planner) : null;
    }

    private static boolean aboutData(Dialect.Failure failure) {
        return switch (failure) {
            case UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK, VALUE, OTHER -> true;
            default -> false;
        };
    }

    /** Waits a little longer each time, and not as long as others that wait. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, 20L << Math.min(attempt, 5)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SeedException(
                    new Problem("The run was interrupted while it waited to try again.", null, "run it again"), e);
        }
    }
}
