package dev.seedbed.admin.console;

import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pages say of plans and runs. */
public final class RunWords {
    private static final Map<String, String> MODES = Map.of(
            "init", "The first launch: plants the seeders whose tables are all empty.",
            "fill", "After migrations: inserts what is missing, and changes no row that is there.",
            "update", "For a release: inserts what is missing, and changes what nobody has decided otherwise.");

    private static final Map<String, String> ACTIONS = Map.of(
            "insert", "inserted",
            "update", "updated",
            "rename", "renamed",
            "retire", "retired",
            "keep", "kept",
            "leave-out", "left out",
            "blocked", "blocked");

    private RunWords() {}

    /** What a mode does, in a sentence. */
    public static String mode(String mode) {
        return MODES.getOrDefault(mode, "");
    }

    private static String done(String action) {
        return ACTIONS.getOrDefault(action, action);
    }

    /** What is done to a row, or was. */
    public static String word(String action, boolean done) {
        return done ? done(action) : action.replace('-', ' ');
    }

    /** What a plan would write, in a sentence. */
    public static String plan(Plans.Plan plan, ReportView report) {
        List<String> parts = toDo(report);
        if (parts.isEmpty()) {
            if (!report.sql().isEmpty()) {
                return "No row would be written but by SQL, whose effect is unknown.";
            }
            if (plan.adopts() != null && plan.adopts() > 0) {
                return "Writes no row; writes down " + Words.rows(plan.adopts()) + " in the ledger, which has not met "
                        + (plan.adopts() == 1 ? "it" : "them") + " yet.";
            }
            return report.sum(TableCounts::blocked) > 0
                    ? "Nothing would be written: what is not there as declared is blocked, or stays as it is for a reason."
                    : "Nothing to do: what is declared is there, or stays as it is for a reason.";
        }
        return String.join(", ", parts) + ", in " + tables(report) + ". Nothing is written yet.";
    }

    /** How a run ended, in a sentence or two. */
    public static String outcome(Run run, @Nullable ReportView report) {
        return switch (run.state()) {
            case "running" -> "The run goes on.";
            case "applied" -> {
                List<String> parts = report == null ? List.of() : done(report);
                yield report == null
                        ? "Applied. Its process ended before it could keep the report: what it did is what its plan says."
                        : parts.isEmpty()
                                ? "Done, with no row changed."
                                : capital(String.join(", ", parts)) + ", in " + tables(report) + ".";
            }
            case "nothing-to-do" -> "There was nothing to do: no row was written.";
            case "failed" -> "It failed, and nothing was written. What is wrong stands below.";
            case "refused" -> "It was refused, and nothing was written.";
            default ->
                "Nobody knows how it ended: the connection was lost as the rows were committed. The database did all of it,"
                        + " or nothing.";
        };
    }

    /** What a run is at, in a sentence. */
    public static String progress(Run.Progress progress) {
        if (progress.table().isEmpty()) {
            return progress.activity().equals("waiting") ? "Getting ready" : capital(progress.activity());
        }
        String rows = progress.of() < 0
                ? Words.rows(progress.rows()) + " so far"
                : Words.number(progress.rows()) + " of " + Words.rows(progress.of());
        return capital(progress.activity()) + " table " + progress.table() + ": " + rows;
    }

    public static String took(Duration took) {
        return dev.seedbed.show.Words.duration(took);
    }

    public static String since(Instant start, Instant now) {
        Duration gone = Duration.between(start, now);
        return took(gone.isNegative() ? Duration.ZERO : Duration.ofSeconds(gone.toSeconds()));
    }

    public static String place(ReportView report) {
        List<String> parts = new ArrayList<>();
        Report.Target target = report.target();
        if (target != null && target.host() != null) {
            parts.add("on " + target.host());
        }
        if (target != null && target.schema() != null) {
            parts.add("schema " + target.schema());
        }
        if (report.product() != null) {
            parts.add(report.product());
        }
        return String.join(", ", parts);
    }

    /** Such as {@code 3 rows to insert, 2 to update}. */
    private static List<String> toDo(ReportView report) {
        List<String> toDo = new ArrayList<>();
        counts(report)
                .forEach((action, rows) ->
                        toDo.add((toDo.isEmpty() ? Words.rows(rows) : Words.number(rows)) + " to " + action));
        return toDo;
    }

    /** Such as {@code inserted 3 rows, updated 2}. */
    private static List<String> done(ReportView report) {
        List<String> done = new ArrayList<>();
        counts(report)
                .forEach((action, rows) ->
                        done.add(done(action) + " " + (done.isEmpty() ? Words.rows(rows) : Words.number(rows))));
        return done;
    }

    private static Map<String, Long> counts(ReportView report) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("insert", report.sum(TableCounts::inserted));
        counts.put("update", report.sum(TableCounts::updated));
        counts.put("rename", report.sum(TableCounts::renamed));
        counts.put("retire", report.sum(TableCounts::retired));
        counts.values().removeIf(rows -> rows == 0);
        return counts;
    }

    private static String tables(ReportView report) {
        long tables = report.tables().stream()
                .filter(table -> ReportView.writes(table) > 0)
                .map(TableCounts::table)
                .distinct()
                .count();
        return tables + (tables == 1 ? " table" : " tables");
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
