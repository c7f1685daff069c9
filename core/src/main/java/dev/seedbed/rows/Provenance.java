package dev.seedbed.rows;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a live value, or a row as a whole, is to the seeds, as {@code update} judges it. */
public enum Provenance {
    /** What is declared now. */
    DEFAULT,
    /** Seedbed may have planted it; what is declared now is another value. Of a row: some column is, and none is what follows. */
    FORMER_DEFAULT,
    /**
     * Another value than the seeds declare, in a column that they own ({@code managed}): {@code update} sets it. Of a row: some
     * column is, and none is customised.
     */
    MANAGED,
    /** Somebody chose another value than the seeds declare, and it stays. Of a row: some column is. */
    CUSTOMISED,
    /** A row that no seed declares, and none retires. */
    ADDED,
    /** A row that the seeds retire, and that is still there: what {@code update} does to it tells the plan. */
    RETIRED,
    /** A declared row that is not there, or is marked as deleted. */
    DELETED,
    /** A column of which the row's declaration says nothing, or of a row that no seed declares. */
    UNDECLARED,
    /** A declared value that no run ever compares with the live one: insert-only, sensitive, or generated on insert. */
    UNCOMPARED;

    /** Such as {@code former-default}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** False for what only single values are. */
    public boolean isOfRows() {
        return this != UNDECLARED && this != UNCOMPARED;
    }

    /** The labels of what rows may be. */
    public static List<String> labelsOfRows() {
        return Arrays.stream(values())
                .filter(Provenance::isOfRows)
                .map(Provenance::label)
                .toList();
    }
}
