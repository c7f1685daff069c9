package dev.seedbed.plan;

import org.jspecify.annotations.Nullable;

/**
 * How many rows of a seeder's table met which fate; every declared row is counted once.
 *
 * @param retired rows taken out of the table
 * @param customised rows that are there and differ from what is declared
 * @param extra live rows that no seed declares; null where it was not counted
 * @param skipped why the table was not looked at; null where it was
 */
public record TableCounts(
        String seeder,
        String table,
        long declared,
        long inserted,
        long updated,
        long renamed,
        long retired,
        long unchanged,
        long customised,
        long leftOut,
        long blocked,
        @Nullable Long extra,
        @Nullable String skipped) {
    /** The same of a table that first loses so many rows. */
    TableCounts losing(long rows) {
        return new TableCounts(
                seeder,
                table,
                declared,
                inserted,
                updated,
                renamed,
                retired + rows,
                unchanged,
                customised,
                leftOut,
                blocked,
                extra,
                skipped);
    }
}
