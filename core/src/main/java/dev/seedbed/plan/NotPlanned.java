package dev.seedbed.plan;

/** Thrown where somebody asks a plan of one row about another one; a whole plan knows it. */
public final class NotPlanned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlanned(BoundTable table, int ordinal) {
        super("Row " + ordinal + " of table " + table + " was not planned.");
    }
}
