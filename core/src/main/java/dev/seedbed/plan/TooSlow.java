package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;

/** A statement that took longer than it may: the database does not say what it was about. */
public final class TooSlow {
    private TooSlow() {}

    /**
     * The error as it is where it is about something else.
     *
     * @param doing such as {@code reading}
     * @throws SeedException where a time limit was reached
     */
    public static SQLException told(Dialect dialect, SQLException e, String doing, Collection<BoundTable> tables) {
        if (dialect.failure(e) != Dialect.Failure.STATEMENT_TIMEOUT) {
            return e;
        }
        throw new SeedException(
                new Problem(
                        "A statement took longer than allowed: " + doing + ".",
                        tables.stream()
                                .map(table -> "table " + table)
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        "raise the statement timeout (--statement-timeout, or statement-timeout in seedbed.yaml), or"
                                + " look for a lock that it waited for"),
                e);
    }
}
