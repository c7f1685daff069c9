package dev.seedbed.run;

import java.sql.SQLException;

/**
 * What stands in for an error of the database as the cause of one of ours, where its own words may hold what is to be
 * masked: the server quotes whole rows, and drivers quote addresses with their passwords. Class, SQLSTATE, code and stack
 * trace stay.
 */
final class QuietCause {
    private QuietCause() {}

    static SQLException of(SQLException e) {
        return of(e, "its message is not shown, since it may hold sensitive values");
    }

    /** The same with words that hold nothing to be masked. */
    static SQLException of(SQLException e, String said) {
        SQLException quiet = new SQLException(e.getClass().getName() + ": " + said, e.getSQLState(), e.getErrorCode());
        quiet.setStackTrace(e.getStackTrace());
        return quiet;
    }
}
