package dev.seedbed.cli;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with migrations as what, where and mend. */
record FailedMigration(Flyway flyway, Path directory) {
    private static final String LEFT_BEHIND =
            "undo by hand what it did, delete its row from the table flyway_schema_history, mend it and run again: this\n"
                    + "database keeps what a script did before it failed";

    /** Flyway's own advice is about commands and pages of Flyway's. */
    private static final String ADVICE = "(Please remove any|Either revert|Need more flexibility|Validate failed).*";

    /** Has no code of its own, and neither has the next. */
    private static final String MISNAMED = "Invalid SQL filenames found";

    private static final String LOCKED = "Number of retries exceeded while attempting to acquire";

    /** A script that failed. */
    SeedException of(FlywayMigrateException e) {
        String script = e.getMigration().getScript();
        String where = directory.resolve(script) + (e.getLineNumber() > 0 ? ", line " + e.getLineNumber() : "");
        String mend = hasFailed() ? LEFT_BEHIND : "mend it and run again; what it did was rolled back";
        return new SeedException(new Problem("Migration \"" + script + "\" failed: " + why(e) + ".", where, mend), e);
    }

    /** Anything else that keeps Flyway from migrating. */
    SeedException of(FlywayException e) {
        return new SeedException(new Problem(what(e), directory.toString(), remedy(e)), e);
    }

    private String what(FlywayException e) {
        if (e instanceof FlywayValidateException) {
            return "The migrations are not those that this database has had:\n" + withoutAdvice(e);
        }
        if (isLocked(e)) {
            return "The migrations cannot be applied: another run applies its own, for longer than this one waits.";
        }
        return "The migrations cannot be applied: " + (refusal(e) == null ? withoutAdvice(e) : why(e) + ".");
    }

    private static String withoutAdvice(Exception e) {
        String said = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        return said.lines().filter(line -> !line.matches(ADVICE)).collect(Collectors.joining("\n"));
    }

    private static boolean isLocked(FlywayException e) {
        return withoutAdvice(e).startsWith(LOCKED);
    }

    private @Nullable String remedy(FlywayException e) {
        if (isLocked(e)) {
            return "wait for it to end, or raise --lock-timeout (lock-timeout in seedbed.yaml)";
        }
        if (e instanceof FlywayValidateException) {
            return hasFailed()
                    ? LEFT_BEHIND
                    : "leave migrations that were applied as they were, and write what is to change into a new one";
        }
        if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return "run its migrations with what has run them so far, and then seedbed fill; or take a baseline with Flyway";
        }
        return withoutAdvice(e).startsWith(MISNAMED)
                ? "name migrations with V, a version, two underscores and what they do, such as V2__seats.sql"
                : null;
    }

    /** The first line of what the database says, or else of what Flyway does. */
    private static String why(Exception e) {
        SQLException refused = refusal(e);
        String said = refused == null ? e.getMessage() : refused.getMessage();
        // H2 goes on with the statement.
        String first =
                (said == null ? e.getClass().getName() : said).split("\n", 2)[0].replaceFirst("; SQL statement:$", "");
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private static @Nullable SQLException refusal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused;
            }
        }
        return null;
    }

    /** Databases that commit at each change of a table have the script stand in the history as failed. */
    private boolean hasFailed() {
        try {
            return Arrays.stream(flyway.info().all())
                    .anyMatch(migration -> migration.getState().isFailed());
        } catch (FlywayException | SeedException e) {
            // The connection that was lost is what there is to tell.
            return false;
        }
    }
}
