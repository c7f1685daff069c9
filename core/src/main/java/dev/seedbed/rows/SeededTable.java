package dev.seedbed.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with declared rows.
 *
 * @param name how the seeds call it
 * @param seeders those that declare rows of it
 * @param key the names by which a row is told: of columns, or such as {@code tier_id.code} where it refers
 * @param hasProtected true where some row, or some column of one, is read-only
 * @param declared how many rows the seeds declare
 * @param differing how many of these are not there as declared
 * @param added how many rows there are that no seed declares; null where they were not counted
 * @param deletedAt the column that takes the time at which somebody deletes a row; null where a deleted row is taken out
 * @param closed why its rows are not shown; null where they are
 */
public record SeededTable(
        String name,
        List<String> seeders,
        List<String> key,
        List<SeededColumn> columns,
        boolean hasProtected,
        long declared,
        long differing,
        @Nullable Long added,
        @Nullable String deletedAt,
        @Nullable String closed) {
    public SeededTable {
        seeders = List.copyOf(seeders);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
