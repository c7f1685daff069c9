package dev.seedbed.database;

import dev.seedbed.database.Dialect.Failure;
import java.sql.SQLException;

/** What the SQL states of PostgreSQL mean. */
final class PostgresErrors {
    private PostgresErrors() {}

    static Failure failure(SQLException exception) {
        String state = exception.getSQLState();
        if (state == null) {
            return Failure.OTHER;
        }
        return switch (state) {
            case "40001", "40P01" -> Failure.TRANSIENT;
            case "23505", "23P01" -> Failure.UNIQUE;
            case "23503" -> Failure.FOREIGN_KEY;
            case "23502" -> Failure.NOT_NULL;
            case "23514" -> Failure.CHECK;
            case "42501" -> Failure.PERMISSION;
            case "55P03" -> Failure.LOCK_TIMEOUT;
            case "57014" -> Failure.STATEMENT_TIMEOUT;
            case "25006" -> Failure.READ_ONLY;
            case "57P01", "57P02", "57P03" -> Failure.CONNECTION;
            default -> {
                if (state.startsWith("08")) {
                    yield Failure.CONNECTION;
                }
                if (state.startsWith("28")) {
                    yield Failure.AUTHENTICATION;
                }
                yield state.startsWith("22") ? Failure.VALUE : Failure.OTHER;
            }
        };
    }
}
