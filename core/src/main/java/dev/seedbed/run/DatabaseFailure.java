package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors of the database that belong to no single row, in the what / where / mend form. */
final class DatabaseFailure {
    private DatabaseFailure() {}

    static SeedException of(@Nullable Dialect dialect, SQLException e) {
        return of(dialect, e, false);
    }

    /**
     * What is said of an error.
     *
     * @param dialect null where there was no connection yet
     * @param sensitive true where the database may quote values that are to be masked
     */
    static SeedException of(@Nullable Dialect dialect, SQLException e, boolean sensitive) {
        if (dialect == null) {
            return ConnectionFailure.of(e);
        }
        String said = dialect.message(e);
        Problem problem = switch (dialect.failure(e)) {
            case PERMISSION ->
                problem(
                        "The user of this connection may not do what is needed: " + said + ".",
                        e,
                        "grant it SELECT on the tables of the seeds and those they refer to; on the seeded ones INSERT, and UPDATE"
                                + " and DELETE where rows are changed; and USAGE on the sequences that their ids come from");
            case CONNECTION -> problem("The connection to the database was lost; nothing was written.", e, "run again");
            case LOCK_TIMEOUT ->
                problem("A lock was not free in time: " + said + ".", e, "run again, or raise the lock timeout");
            case STATEMENT_TIMEOUT ->
                problem(
                        "A statement took longer than allowed.",
                        e,
                        "raise the statement timeout (--statement-timeout, or statement-timeout in seedbed.yaml)");
            case READ_ONLY ->
                problem(
                        "Rows are to be planted, but transactions of this role, database or connection are read-only.",
                        e,
                        "use a connection that may write; on PostgreSQL the setting is default_transaction_read_only");
            case AUTHENTICATION -> ConnectionFailure.problem(e);
            case TRANSIENT, UNIQUE ->
                problem("Another writer was in the way, again and again: " + said + ".", e, "run again");
            case FOREIGN_KEY, NOT_NULL, CHECK, VALUE, OTHER ->
                problem(
                        "The database answers: "
                                + (sensitive ? "its message is not shown, since seeds have sensitive columns" : said)
                                + ".",
                        e,
                        dialect.constraint(e) == null
                                ? "look at " + (sensitive ? "" : "the message, and at ") + "the log of the database"
                                : "look at the constraint \"" + dialect.constraint(e) + "\"");
        };
        SeedException.Kind kind = dialect.failure(e) == Dialect.Failure.READ_ONLY
                ? SeedException.Kind.REFUSED
                : SeedException.Kind.FAILED;
        return new SeedException(kind, List.of(problem), sensitive ? QuietCause.of(e) : e);
    }

    private static Problem problem(String message, SQLException e, String mend) {
        String state = e.getSQLState();
        return new Problem(
                message.replace("..", "."),
                state == null ? "error " + e.getErrorCode() + " of the database" : "SQLSTATE " + state,
                mend);
    }

    /** Says that another run went on for longer than this one waits. */
    static SeedException of(Dialect.LockNotAcquired e, Duration lockTimeout) {
        return new SeedException(
                new Problem(
                        e.getMessage() + " for longer than " + text(lockTimeout) + ".",
                        null,
                        "wait for it to end, or raise the lock timeout"),
                e);
    }

    private static String text(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + " milliseconds";
        }
        return millis == 1_000 ? "1 second" : millis / 1_000 + " seconds";
    }
}
