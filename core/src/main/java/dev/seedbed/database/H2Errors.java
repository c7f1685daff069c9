package dev.seedbed.database;

import dev.seedbed.database.Dialect.Failure;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the errors of H2 mean. */
final class H2Errors {
    private static final Pattern KEY =
            Pattern.compile("index or primary key violation: \"(.+?)(?: INDEX .+?)? ON ", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("constraint violation: \"([^:(]+):");
    private static final Pattern LAST_NAME = Pattern.compile("([^.\"]+)\"*$");
    private static final Pattern COLUMN =
            Pattern.compile("(?s)^((?:Value too long for column|Cannot parse) \"(?:[^\"]++|\"\")*+\").*");

    private static final Pattern NAMED = Pattern.compile(
            "^(?:NULL not allowed for column \"((?:[^\"]++|\"\")++)\"|Value too long for column \"((?:[^\" ])+) )");

    private H2Errors() {}

    static Failure failure(SQLException exception) {
        return switch (exception.getErrorCode()) {
            case 40001, 90131 -> Failure.TRANSIENT;
            case 23505 -> Failure.UNIQUE;
            case 23503, 23506 -> Failure.FOREIGN_KEY;
            case 23502 -> Failure.NOT_NULL;
            case 23513, 23514 -> Failure.CHECK;
            case 90096 -> Failure.PERMISSION;
            case 50200 -> Failure.LOCK_TIMEOUT;
            case 57014 -> Failure.STATEMENT_TIMEOUT;
            case 90097 -> Failure.READ_ONLY;
            case 28000 -> Failure.AUTHENTICATION;
            // Closed, broken, in use by another process, not there.
            case 90007, 90013, 90020, 90067, 90098, 90121, 90135, 90146 -> Failure.CONNECTION;
            default -> {
                String state = String.valueOf(exception.getSQLState());
                if (state.startsWith("08")) {
                    yield Failure.CONNECTION;
                }
                yield state.startsWith("22") ? Failure.VALUE : Failure.OTHER;
            }
        };
    }

    static @Nullable String constraint(SQLException exception) {
        String message = String.valueOf(exception.getMessage());
        Matcher key = KEY.matcher(message);
        Matcher rule = RULE.matcher(message);
        String name = key.find() ? key.group(1) : rule.find() ? rule.group(1) : "";
        Matcher last = LAST_NAME.matcher(name);
        return last.find() ? last.group(1) : null;
    }

    static @Nullable String column(SQLException exception) {
        Matcher named = NAMED.matcher(String.valueOf(exception.getMessage()));
        if (!named.find()) {
            return null;
        }
        return named.group(1) == null ? named.group(2) : named.group(1).replace("\"\"", "\"");
    }

    /** H2 puts values into most messages about values: what a text was is left out, and so is the statement. */
    static String message(SQLException exception) {
        String message = String.valueOf(exception.getMessage());
        int statement = message.indexOf("; SQL statement:");
        String head = statement < 0 ? message : message.substring(0, statement);
        return switch (failure(exception)) {
            case UNIQUE, FOREIGN_KEY, CHECK -> {
                String constraint = constraint(exception);
                yield upTo(head, ": \"") + (constraint == null ? "" : ": \"" + constraint + "\"");
            }
            case VALUE -> {
                Matcher column = COLUMN.matcher(head);
                yield column.matches() ? column.group(1) : upTo(upTo(head, " \""), ": ");
            }
            default -> head;
        };
    }

    private static String upTo(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at).replaceFirst(":$", "");
    }
}
