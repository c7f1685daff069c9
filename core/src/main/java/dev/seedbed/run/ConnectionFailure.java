package dev.seedbed.run;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** No connection could be made. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    private static final Pattern SECRET = Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)=)[^&;,\\s\"']*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/\\s\"]*@");

    /** The driver's first line, which names host, database or user where it knows them; without what an address hides. */
    private static String said(SQLException e) {
        String message =
                e.getMessage() == null ? e.getClass().getName() : e.getMessage().split("\n", 2)[0];
        String shown =
                SECRET.matcher(USER_INFO.matcher(message).replaceAll("//")).replaceAll("$1***");
        return shown.endsWith(".") ? shown : shown + ".";
    }

    static SeedException of(SQLException e) {
        return new SeedException(problem(e), QuietCause.of(e, said(e)));
    }

    static Problem problem(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return new Problem(
                    "The database does not accept this user and password: " + said(e),
                    "SQLSTATE " + state,
                    "check the user, and the variable or file that holds the password");
        }
        if (state.equals("3D000")) {
            return new Problem(
                    "The server has no such database: " + said(e),
                    "SQLSTATE " + state,
                    "create it, or correct its name in the URL");
        }
        return new Problem(
                "The database cannot be reached: " + said(e),
                state.isEmpty() ? null : "SQLSTATE " + state,
                "check host and port in the URL, and that the server runs");
    }
}
