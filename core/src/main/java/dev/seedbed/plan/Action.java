package dev.seedbed.plan;

import java.util.Locale;

/** What happens to one row. */
public enum Action {
    INSERT,
    UPDATE,
    RENAME,
    RETIRE,
    KEEP,
    LEAVE_OUT,
    BLOCKED;

    /** The name in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** True where a run writes the row. */
    public boolean writes() {
        return switch (this) {
            case INSERT, UPDATE, RENAME, RETIRE -> true;
            case KEEP, LEAVE_OUT, BLOCKED -> false;
        };
    }
}
