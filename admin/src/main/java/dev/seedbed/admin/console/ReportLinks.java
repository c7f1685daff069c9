package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.SeedException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a report to the tables and rows that it tells of.
 *
 * @param tables those that have pages, for whoever looks
 * @param tellsOfGone whether the pages of rows that are gone can be seen
 */
public record ReportLinks(Set<String> tables, boolean tellsOfGone) {
    private static final String MASKED = "***";

    static ReportLinks of(ReportView report, Console console, Rows rows) {
        Set<String> named = Stream.concat(
                        report.tables().stream().map(TableCounts::table),
                        report.changes().stream().map(ReportView.Change::table))
                .collect(Collectors.toSet());
        return new ReportLinks(
                named.isEmpty() || !console.may("rows:read") ? Set.of() : seeded(rows, named),
                console.may("audit:read"));
    }

    /** What was planned or done is told also where seeds or database cannot be read any more. */
    private static Set<String> seeded(Rows rows, Set<String> named) {
        try {
            return rows.seeded(named);
        } catch (Refused | SeedException e) {
            return Set.of();
        }
    }

    /** The page of a table; null where it has none. */
    public @Nullable String table(String name) {
        return tables.contains(name) ? RowWords.path(name) : null;
    }

    /**
     * The page of a row; null where it has none, and where its key is not shown.
     *
     * @param done whether what the report tells was done
     */
    public @Nullable String row(ReportView.Change change, boolean done) {
        boolean isGone = done && change.action().equals("retire");
        return change.key().isEmpty()
                        || change.key().containsValue(MASKED)
                        || isGone && !tellsOfGone
                        || !tables.contains(change.table())
                ? null
                : RowWords.path(change.table(), change.key());
    }
}
