package dev.seedbed.plan;

import dev.seedbed.seed.Group;
import java.util.Locale;

/** What a run may do. */
public enum Mode {
    /** The first launch: plants the seeders whose tables are all empty. */
    INIT,
    /** After migrations: inserts what is missing and never changes a row. */
    FILL,
    /** For a release: inserts what is missing, and changes what nobody has decided otherwise. */
    UPDATE,
    /** For development and test: empties the seeded tables, then plants them. */
    RESET;

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True where a seeder of that group is planted, rather than waiting for another mode. */
    boolean plants(Group group) {
        return this == UPDATE || this == RESET || group != Group.UPDATE;
    }

    /** True where rows that are there may be changed. */
    boolean changesRows() {
        return this == UPDATE;
    }

    /** True where nothing that is there stays. */
    boolean empties() {
        return this == RESET;
    }

    /** True where SQL seeders run. */
    boolean runsSql() {
        return this == INIT || this == UPDATE;
    }
}
