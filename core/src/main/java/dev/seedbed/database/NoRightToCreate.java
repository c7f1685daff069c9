package dev.seedbed.database;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.SQLException;

/** A user who may not create a table that Seedbed keeps for itself. */
public final class NoRightToCreate {
    private NoRightToCreate() {}

    /**
     * What came of creating a table.
     *
     * @param server as the user who was to create it sees it
     * @param schema where it was to be
     * @param needed the rights on it that runs need
     * @return the error as it is where it is about something else
     * @throws SeedException where the right is missing
     */
    public static SQLException told(
            SQLException e, Dialect dialect, Catalogue.Server server, String schema, String table, String needed) {
        if (dialect.failure(e) != Dialect.Failure.PERMISSION) {
            return e;
        }
        String user = server.user();
        throw new SeedException(
                new Problem(
                        (user == null ? "This user" : "User \"" + user + "\"") + " may not create the table \"" + table
                                + "\": " + dialect.message(e) + ".",
                        "schema " + schema,
                        "do this as a user who may create tables there, such as the owner of the schema, and grant "
                                + needed + " on the table to those who run; or allow this one: "
                                + dialect.grantToCreate(schema, user == null ? "…" : user)),
                e);
    }
}
