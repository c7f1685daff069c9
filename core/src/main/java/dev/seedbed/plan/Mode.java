package dev.seedbed.plan;

import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedException;
import java.util.Arrays;
import java.util.List;
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

    /**
     * The one of that name, for programs that are configured elsewhere.
     *
     * @param setting what it stands in, to be named where it is wrong
     * @throws SeedException as a usage error for any other text
     */
    public static Mode of(String label, String setting) {
        List<String> labels = Arrays.stream(values()).map(Mode::label).toList();
        int index = labels.indexOf(label.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw SeedException.usage(
                    "\"" + label + "\" is no mode.", setting, "write one of " + String.join(", ", labels));
        }
        return values()[index];
    }

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
