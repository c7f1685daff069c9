package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.Step;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts reports together for one run. */
final class Reports {
    private static final int MOST_NAMED_BLOCKED = 1_000;

    private final RunRequest request;
    private final long startNanos = System.nanoTime();

    Reports(RunRequest request) {
        this.request = request;
    }

    Report of(Outcome outcome, Plan plan, boolean committed) {
        return of(outcome, plan, committed, List.of());
    }

    Report of(Outcome outcome, Plan plan, boolean committed, List<String> moreWarnings) {
        List<RowChange> changes = new ArrayList<>();
        long all = plan.firstChanges(Report.MOST_CHANGES, changes::add);
        List<String> warnings = new ArrayList<>(plan.warnings());
        if (outcome == Outcome.PLANNED) {
            met(adopted(plan), warnings);
        }
        unremembered(plan.unremembered(), warnings);
        handOut(plan, warnings);
        for (Step step : plan.steps()) {
            if (step instanceof Step.Sql sql && !sql.done()) {
                warnings.add(effectUnknown(sql, outcome));
            }
        }
        if (!committed) {
            warnings.add("Written, not committed: the rows are there once the caller's transaction is committed.");
        }
        warnings.addAll(moreWarnings);
        return report(outcome, plan, plan.catalogue(), committed, changes, all - changes.size(), warnings, List.of());
    }

    /** Rows of which a ledger is to be told that they were there before it; a run that was carried out has told it. */
    private static void met(long met, List<String> warnings) {
        if (met > 0) {
            warnings.add((met == 1 ? "1 row was" : met + " rows were")
                    + " there before the ledger knew of them; a run writes them down in it.");
        }
    }

    private static void unremembered(Plan.Unremembered rows, List<String> warnings) {
        List<String> said = new ArrayList<>();
        if (rows.missing() > 0) {
            said.add("whether somebody deleted " + (rows.missing() == 1 ? "the row" : "one of the " + rows.missing())
                    + " that " + (rows.missing() == 1 ? "was" : "were") + " not there");
        }
        if (rows.moved() > 0) {
            said.add("whether somebody chose the former default of "
                    + (rows.moved() == 1 ? "the row that takes" : "one of the " + rows.moved() + " that take")
                    + " a new one");
        }
        if (!said.isEmpty()) {
            warnings.add("Without a ledger nothing can know " + String.join(", or ", said)
                    + ": \"seedbed ledger enable\" has later runs remember.");
        }
    }

    private static long adopted(@Nullable Plan plan) {
        long adopted = 0;
        for (Step step : plan == null ? List.<Step>of() : plan.steps()) {
            adopted += step instanceof Step.Adopt adopt ? adopt.rows().cardinality() : 0;
        }
        return adopted;
    }

    private static String effectUnknown(Step.Sql step, Outcome outcome) {
        String tables = String.join(", ", step.sql().touches());
        return "SQL of seeder \"" + step.unit().name() + "\" (" + step.sql().file() + ") "
                + (outcome == Outcome.PLANNED
                        ? "runs, effect unknown: read it to know what it does to "
                        : "ran, effect unknown: what it changed is to be seen in ")
                + tables + ".";
    }

    /** The SQL that a plan has left to run. */
    private static List<Report.Sql> sql(@Nullable Plan plan) {
        List<Report.Sql> files = new ArrayList<>();
        for (Step step : plan == null ? List.<Step>of() : plan.steps()) {
            if (step instanceof Step.Sql sql && !sql.done()) {
                files.add(new Report.Sql(sql.unit().name(), sql.sql().file()));
            }
        }
        return files;
    }

    /** Whoever takes the changes may fail, but what is committed is committed. */
    private void handOut(Plan plan, List<String> warnings) {
        if (request.changes() == null) {
            return;
        }
        try {
            plan.changes(request.changes());
        } catch (RuntimeException e) {
            warnings.add("The list of changes is not complete: " + e.getMessage());
        }
    }

    /** A run that wrote nothing because rows are blocked. */
    Report blocked(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        for (RowChange change : plan.blockedRows()) {
            if (problems.size() == MOST_NAMED_BLOCKED) {
                break;
            }
            problems.add(BlockedRow.problem(change));
        }
        return failed(Outcome.FAILED, plan, plan.catalogue(), problems);
    }

    /** A run that wrote nothing because something is wrong, with the plan as far as it came. */
    Report failed(Outcome outcome, @Nullable Plan plan, @Nullable Catalogue catalogue, List<Problem> errors) {
        List<RowChange> changes = new ArrayList<>();
        long all = plan == null ? 0 : plan.firstChanges(Report.MOST_CHANGES, changes::add);
        return report(outcome, plan, catalogue, true, changes, all - changes.size(), List.of(), errors);
    }

    private Report report(
            Outcome outcome,
            @Nullable Plan plan,
            @Nullable Catalogue catalogue,
            boolean committed,
            List<RowChange> changes,
            long omitted,
            List<String> warnings,
            List<Problem> errors) {
        Catalogue.Server server = catalogue == null ? null : catalogue.server();
        return new Report(
                outcome,
                request.mode(),
                request.environment(),
                request.environmentDeclaredBy(),
                server == null ? null : server.product(),
                server == null
                        ? null
                        : new Report.Target(server.host(), server.database(), server.schema(), server.user()),
                committed,
                counts(plan),
                changes,
                omitted,
                adopted(plan),
                sql(plan),
                warnings,
                errors,
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private List<TableCounts> counts(@Nullable Plan plan) {
        List<TableCounts> counts = new ArrayList<>(plan == null ? List.of() : plan.counts());
        for (SeedUnit unit : request.skippedUnits()) {
            for (SeedTable table : unit.tables()) {
                counts.add(new TableCounts(
                        unit.name(),
                        table.table(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        null,
                        "not planted in " + request.environment()));
            }
        }
        return counts;
    }
}
