package dev.seedbed.record;

import dev.seedbed.seed.Problem;
import java.util.List;

/**
 * What {@code former.jsonl} should say.
 *
 * @param text the whole file, with LF at the end of each line; only its header where nothing is former
 * @param rows how many rows it has
 * @param missing what the file that was there does not say yet
 * @param leaks rows of the file that was there with a value that is never recorded, such as of a column that has become
 *     sensitive
 * @param warnings what could not be recorded
 */
public record Recorded(String text, int rows, List<Missing> missing, List<Missing> leaks, List<Problem> warnings) {
    /**
     * Something about one row.
     *
     * @param key as the file writes it; empty where nothing of it may be shown
     * @param columns in alphabetical order; empty for the row itself
     */
    public record Missing(String table, String key, List<String> columns) {
        public Missing {
            columns = List.copyOf(columns);
        }
    }

    public Recorded {
        missing = List.copyOf(missing);
        leaks = List.copyOf(leaks);
        warnings = List.copyOf(warnings);
    }

    /** True where the file that was there says all of it, and nothing that it should not. */
    public boolean isComplete() {
        return missing.isEmpty() && leaks.isEmpty();
    }
}
