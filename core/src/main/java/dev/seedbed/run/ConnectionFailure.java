package dev.seedbed.run;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.SQLException;

/** No connection could be made. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static SeedException of(SQLException e) {
        return new SeedException(problem(e), e);
    }

    static Problem problem(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return new Problem(
                    "The database does not accept this user and password.",
                    "SQLSTATE " + state,
                    "check the user, and the variable or file that holds the password");
        }
        if (state.equals("3D000")) {
            return new Problem(
                    "The server has no such database.",
                    "SQLSTATE " + state,
                    "create it, or correct its name in the URL");
        }
        String message =
                e.getMessage() == null ? e.getClass().getName() : e.getMessage().split("\n", 2)[0];
        return new Problem(
                "The database cannot be reached: " + message + (message.endsWith(".") ? "" : "."),
                state.isEmpty() ? null : "SQLSTATE " + state,
                "check host and port in the URL, and that the server runs");
    }
}
