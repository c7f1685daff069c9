package dev.seedbed.testkit.proof.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/** What a column holds. */
enum Kind {
    TEXT,
    /** numeric(10,2). */
    NUMERIC,
    BOOLEAN,
    /** The code of a tier. */
    REFERENCE;

    private static final Set<String> TRUE = Set.of("true", "yes", "t", "1");

    /** The text that a value has once it has gone through the column, whether it comes from a file or the database. */
    String through(String text) {
        return switch (this) {
            case NUMERIC ->
                new BigDecimal(text).setScale(2, RoundingMode.HALF_UP).toPlainString();
            case BOOLEAN -> TRUE.contains(text) ? "true" : "false";
            case TEXT, REFERENCE -> text;
        };
    }

    String literal(String text) {
        return this == NUMERIC || this == BOOLEAN ? text : "'" + text + "'";
    }
}
