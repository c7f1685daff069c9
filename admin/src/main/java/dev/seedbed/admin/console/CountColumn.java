package dev.seedbed.admin.console;

import dev.seedbed.plan.TableCounts;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A column of the counts by table.
 *
 * @param planned its heading before a run
 * @param done after one
 */
public record CountColumn(String action, String planned, String done, ToLongFunction<TableCounts> count) {
    private static final List<CountColumn> ALL = List.of(
            new CountColumn("insert", "to insert", "inserted", TableCounts::inserted),
            new CountColumn("update", "to update", "updated", TableCounts::updated),
            new CountColumn("rename", "to rename", "renamed", TableCounts::renamed),
            new CountColumn("retire", "to retire", "retired", TableCounts::retired),
            new CountColumn("blocked", "blocked", "blocked", TableCounts::blocked),
            new CountColumn("keep", "kept", "kept", TableCounts::customised),
            new CountColumn("leave-out", "left out", "left out", TableCounts::leftOut));

    /** So many of them, from the first, count rows that are written. */
    private static final int WRITTEN = 4;

    /** Those that a report has rows for. */
    public static List<CountColumn> of(ReportView report) {
        return ALL.stream()
                .filter(column -> report.tables().stream().anyMatch(table -> column.of(table) > 0))
                .toList();
    }

    /** True for a table in which nothing is done, and nothing kept either. */
    static boolean isZero(TableCounts table) {
        return ALL.stream().allMatch(column -> column.of(table) == 0);
    }

    /** Those of a table that are written. */
    public static List<CountColumn> written(TableCounts table) {
        return ALL.subList(0, WRITTEN).stream()
                .filter(column -> column.of(table) > 0)
                .toList();
    }

    public long of(TableCounts table) {
        return count.applyAsLong(table);
    }
}
