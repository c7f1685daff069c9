package dev.seedbed.plan;

import java.util.Locale;

/** What a run may do. */
public enum Mode {
    /** The first launch: plants the seeders whose tables are all empty. */
    INIT,
    /** After migrations: inserts what is missing and never changes a row. */
    FILL;

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
