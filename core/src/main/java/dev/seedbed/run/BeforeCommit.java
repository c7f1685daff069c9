package dev.seedbed.run;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something that a caller writes in the transaction of a run, so that it is there exactly where what the run wrote is: whoever
 * finds it knows that the run was committed, also after the process that had it is gone.
 */
@FunctionalInterface
public interface BeforeCommit {
    BeforeCommit NOTHING = connection -> {};

    /**
     * Is called once all rows are written, as the last thing before COMMIT, and again where the run is tried again; not where
     * there is nothing to do. What it throws rolls the run back.
     *
     * @param connection in the transaction of the run; neither to be committed nor closed
     */
    void write(Connection connection) throws SQLException;
}
