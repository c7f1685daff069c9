package dev.seedbed.plan;

/** Is told how far a run has come, from the thread that runs it, a few times a second at most. */
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
