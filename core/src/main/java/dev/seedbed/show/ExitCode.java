package dev.seedbed.show;

import dev.seedbed.run.Outcome;
import dev.seedbed.seed.SeedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the process answers to its caller. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int DRIFT = 3;
    public static final int REFUSED = 4;
    public static final int UNKNOWN = 5;

    private ExitCode() {}

    public static int of(Outcome outcome) {
        return switch (outcome) {
            case APPLIED, NOTHING_TO_DO, PLANNED -> DONE;
            case FAILED -> FAILED;
            case REFUSED -> REFUSED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    public static int of(SeedException.Kind kind) {
        return switch (kind) {
            case FAILED -> FAILED;
            case USAGE -> USAGE;
            case REFUSED -> REFUSED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** What stands in every command's help. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(" 0", "done, or nothing to do");
        meanings.put(" 1", "failed; nothing was written");
        meanings.put(
                " 2",
                "the call itself is wrong, or names what is not there: a file, database, schema, seeder, table, column,"
                        + " row or environment");
        meanings.put(" 3", "with --exit-code: the mode would write, or rows are blocked");
        meanings.put(" 4", "refused by a guard; nothing was written");
        meanings.put(" 5", "the connection was lost at COMMIT, and the outcome cannot be told");
        return meanings;
    }
}
