package dev.seedbed.plan;

import java.util.Locale;

/** What happens to one row. */
public enum Action {
    INSERT,
    KEEP,
    LEAVE_OUT,
    BLOCKED;

    /** The name in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
