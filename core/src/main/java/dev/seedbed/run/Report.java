package dev.seedbed.run;

import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, or what a plan would do. {@link ReportJson} writes it in the form that is stable from release to
 * release.
 *
 * @param environmentDeclaredBy {@code flag}, {@code variable}, {@code configuration}, {@code builder} or {@code default}
 * @param database product and version; null where no connection was made
 * @param committed false where rows were written in the caller's transaction and are not committed yet
 * @param changes every row that is not simply unchanged, at most {@link #MOST_CHANGES}
 * @param changesOmitted how many more there were
 * @param adopted rows that were there before the ledger knew of them, and of which it is told
 * @param sql what of SQL seeders ran, or would run, with an effect that nobody knows beforehand
 * @param errors what is wrong, where the outcome is failed, refused or unknown
 */
public record Report(
        Outcome outcome,
        Mode mode,
        String environment,
        String environmentDeclaredBy,
        @Nullable String database,
        @Nullable Target target,
        boolean committed,
        List<TableCounts> tables,
        List<RowChange> changes,
        long changesOmitted,
        long adopted,
        List<Sql> sql,
        List<String> warnings,
        List<Problem> errors,
        Duration duration) {
    /** Most changes that a report lists. */
    public static final int MOST_CHANGES = 1_000;

    /** Where the rows went. */
    public record Target(
            @Nullable String host,
            String database,
            @Nullable String schema,
            @Nullable String user) {}

    /** A file of SQL that a seeder names. */
    public record Sql(String seeder, String file) {}

    public Report {
        tables = List.copyOf(tables);
        changes = List.copyOf(changes);
        sql = List.copyOf(sql);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** Rows planted, or to be planted. */
    public long inserted() {
        long inserted = 0;
        for (TableCounts table : tables) {
            inserted += table.inserted();
        }
        return inserted;
    }

    public long blocked() {
        long blocked = 0;
        for (TableCounts table : tables) {
            blocked += table.blocked();
        }
        return blocked;
    }

    /** @throws SeedException with its errors, where the outcome is failed, refused or unknown */
    public void throwIfFailed() {
        switch (outcome) {
            case APPLIED, NOTHING_TO_DO, PLANNED -> {}
            case FAILED -> throw new SeedException(SeedException.Kind.FAILED, errors, null);
            case REFUSED -> throw new SeedException(SeedException.Kind.REFUSED, errors, null);
            case UNKNOWN -> throw new SeedException(SeedException.Kind.UNKNOWN, errors, null);
        }
    }

    /** True where the mode would write something, or did; SQL that runs counts, whatever it does. */
    public boolean writes() {
        return !sql.isEmpty()
                || tables.stream()
                        .anyMatch(table -> table.inserted() + table.updated() + table.renamed() + table.retired() > 0);
    }

    /** One line for logs: what became of the run, and how many rows it is about; {@link #changes} has them. */
    @Override
    public String toString() {
        long updated = 0;
        long retired = 0;
        for (TableCounts table : tables) {
            updated += table.updated() + table.renamed();
            retired += table.retired();
        }
        return mode.label() + " in " + environment + ": " + outcome.label() + ", " + inserted() + " inserted, "
                + updated + " updated, " + retired + " retired, " + blocked() + " blocked, " + errors.size()
                + " errors";
    }
}
