package dev.seedbed.run;

import dev.seedbed.seed.SeedException;
import java.util.Locale;

/** How a run ended. */
public enum Outcome {
    /** Written; committed, or left to the caller's own transaction. */
    APPLIED,
    NOTHING_TO_DO,
    /** Only looked at. */
    PLANNED,
    /** Something is wrong; nothing was written. */
    FAILED,
    /** A guard said no; nothing was written. */
    REFUSED,
    /** The connection was lost at COMMIT, and what became of it cannot be found out. */
    UNKNOWN;

    /** That of a run which an exception of that kind ended. */
    public static Outcome of(SeedException.Kind kind) {
        return switch (kind) {
            case FAILED, USAGE -> FAILED;
            case REFUSED -> REFUSED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** The name in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
