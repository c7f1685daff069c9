package dev.seedbed.connect;

import dev.seedbed.seed.Problem;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why no connection came about, in words. */
final class Refusal {
    /** As the PostgreSQL driver says it of its properties, before it calls anybody. */
    private static final Pattern WRONG_VALUE = Pattern.compile("Invalid (\\w+) value: (.*)");

    private Refusal() {}

    static Problem of(SQLException exception, Database database, @Nullable String user) {
        String state = exception.getSQLState() == null ? "" : exception.getSQLState();
        int code = exception.getErrorCode();
        String shown = database.shown() + (user == null ? "" : " (user " + user + ")");
        if (state.startsWith("28") || (state.equals("08004") && mentions(exception, "password"))) {
            return user == null ? ofNobody(database) : ofUser(database, user, shown);
        }
        if (isOfNoDatabase(exception, database)) {
            return new Problem("The database does not exist.", shown, toHaveOne(database));
        }
        if (code == 90020) {
            return new Problem(
                    "Another program has the database file open.",
                    shown,
                    "stop that program, or open the database with ;AUTO_SERVER=TRUE in both");
        }
        Matcher value = WRONG_VALUE.matcher(exception.getMessage() == null ? "" : exception.getMessage());
        if (value.matches()) {
            String name = value.group(1);
            return new Problem(
                    "\"" + database.masked(value.group(2)) + "\" is no value of \"" + name + "\".",
                    shown,
                    name.equals("sslmode")
                            ? "write disable, allow, prefer, require, verify-ca or verify-full, in the address or PGSSLMODE"
                            : "mend it in the address; the documentation of the PostgreSQL driver lists its values");
        }
        String unknown = unknownHost(exception);
        if (unknown != null) {
            return new Problem(
                    "There is no host \"" + database.masked(unknown) + "\": its name leads to no address.",
                    shown,
                    "mend the host in the address, or the name service of this machine");
        }
        if (state.startsWith("08") && mentions(exception, "does not support SSL")) {
            return new Problem(
                    "The server does not offer SSL, which the address asks for.",
                    shown,
                    "leave sslmode off, or let the server offer SSL");
        }
        if (state.startsWith("08") || state.equals("57P03") || state.equals("90067")) {
            return new Problem(
                    "The database cannot be reached: " + firstLine(exception, database),
                    shown,
                    "check that the server runs and that host and port are right");
        }
        return new Problem("The connection failed: " + firstLine(exception, database), shown, "check the address");
    }

    private static String toHaveOne(Database database) {
        String address = database.shown();
        boolean h2 = address.startsWith("jdbc:h2:");
        if (h2 && address.contains(".mv.db")) {
            return "leave off \".mv.db\", which H2 adds to the name by itself";
        }
        String directory = database.missingDirectory();
        if (directory != null) {
            return "make the directory " + directory + " first, or mend the address";
        }
        String mend = "create it and run its migrations, or mend the address";
        if (!FileUrl.isFile(address)) {
            return mend;
        }
        boolean guarded = address.toUpperCase(Locale.ROOT).contains(";IFEXISTS=TRUE");
        return mend + "; \"seedbed migrate\" does both"
                + (guarded ? " where it is given as jdbc:h2:…, without ;IFEXISTS=TRUE" : "");
    }

    /** Drivers then take a user of their own, or none, which is not what anybody meant. */
    private static Problem ofNobody(Database database) {
        boolean h2 = database.shown().startsWith("jdbc:h2:");
        return new Problem(
                "The database refused the connection: no user was named"
                        + (database.passwordFrom() == null ? ", and no password." : "."),
                database.shown(),
                (h2
                                ? "name the user, such as --user sa, by which H2 knows who made the file"
                                : "name the user with --user")
                        + "; SEEDBED_USER and \"user\" in seedbed.yaml do as well"
                        + (database.passwordFrom() == null
                                ? ".\nA password stands in SEEDBED_PASSWORD, or where --password-env or --password-file say"
                                : ".\nCheck the password too, which came from " + database.passwordFrom()));
    }

    private static Problem ofUser(Database database, String user, String shown) {
        return new Problem(
                "The database refused user \"" + user + "\" or the password.",
                shown,
                database.passwordFrom() == null
                        ? "check the user; no password was given: set SEEDBED_PASSWORD, or name where it is with"
                                + " --password-env or\n--password-file"
                        : "check the user, and the password, which came from " + database.passwordFrom());
    }

    /** True where what the address names is not there, be it a file or a database of a server that answers. */
    static boolean isOfNoDatabase(SQLException exception, Database database) {
        int code = exception.getErrorCode();
        return "3D000".equals(exception.getSQLState()) || code == 90146 || code == 90149 || database.lacksFile();
    }

    /** The driver says 08004 both for a server that asks for a password it was not given and for other refusals. */
    private static boolean mentions(SQLException exception, String words) {
        return exception.getMessage() != null && exception.getMessage().contains(words);
    }

    /** Drivers say of it no more than that the connection failed. */
    private static @Nullable String unknownHost(SQLException exception) {
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                String message = cause.getMessage();
                return message == null ? "?" : message.split(": ", 2)[0];
            }
        }
        return null;
    }

    private static String firstLine(SQLException exception, Database database) {
        String message = exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
        return database.masked(message.lines().findFirst().orElse(message));
    }
}
