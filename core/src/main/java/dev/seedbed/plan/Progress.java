package dev.seedbed.plan;

/**
 * Is told how far a run has come, a few times a second at most: from the thread that runs it, or from one that reads a file
 * for it, but never by two at once.
 */
@FunctionalInterface
public interface Progress {
    Progress NONE = (activity, table, rows, of) -> {};

    /**
     * A step forward.
     *
     * @param activity what is being done, such as {@code reading}, {@code comparing} or {@code planting}
     * @param rows rows done in this table so far
     * @param of rows of the table; -1 while not known
     */
    void at(String activity, String table, long rows, long of);
}
