package dev.seedbed.cli.show;

import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The last lines of a report: what it comes to, and what to do next where that is of use. */
record SummaryText(Paint paint) {

    String of(Report report) {
        return sentence(report) + " " + paint.dim("(" + Words.duration(report.duration()) + ")") + "\n" + next(report);
    }

    private String sentence(Report report) {
        List<String> rest = rest(report);
        String tail = rest.isEmpty() ? "" : "; " + String.join(", ", rest);
        return switch (report.outcome()) {
            case APPLIED ->
                paint.green("Planted " + Words.count(report.inserted(), "row") + " in "
                                + Words.count(tablesWritten(report), "table"))
                        + tail + "." + (report.committed() ? "" : " Written, not committed.");
            case NOTHING_TO_DO -> paint.green("Nothing to do") + tail + ".";
            case PLANNED ->
                (report.writes()
                                ? paint.bold(Words.count(report.inserted(), "row") + " to insert")
                                : paint.green("Nothing to do"))
                        + tail + ". Nothing was written.";
            case FAILED -> paint.red("Failed") + ": nothing was written.";
            case REFUSED -> paint.red("Refused") + ": nothing was written.";
            case UNKNOWN ->
                paint.red("Unknown")
                        + ": the connection was lost at COMMIT, and whether the rows are there cannot be told.";
        };
    }

    private static List<String> rest(Report report) {
        List<String> rest = new ArrayList<>();
        add(rest, sum(report, TableCounts::blocked), "blocked");
        add(rest, sum(report, TableCounts::leftOut), "left out");
        add(rest, sum(report, TableCounts::customised), "kept");
        add(rest, sum(report, TableCounts::unchanged), "unchanged");
        return rest;
    }

    private static void add(List<String> rest, long number, String what) {
        if (number > 0) {
            rest.add(Words.number(number) + " " + what);
        }
    }

    private static long sum(Report report, ToLongFunction<TableCounts> count) {
        return report.tables().stream().mapToLong(count).sum();
    }

    private static long tablesWritten(Report report) {
        return report.tables().stream()
                .filter(table -> table.inserted() + table.updated() + table.renamed() + table.retired() > 0)
                .map(TableCounts::table)
                .distinct()
                .count();
    }

    private String next(Report report) {
        String mode = report.mode().label();
        if (report.blocked() > 0) {
            return hint(
                    report.outcome() == Outcome.APPLIED
                            ? "mend the blocked rows, then run seedbed " + mode + " again"
                            : "mend the blocked rows, or plant the others with seedbed " + mode + " --allow-blocked");
        }
        return report.outcome() == Outcome.PLANNED && report.writes() ? hint("seedbed " + mode) : "";
    }

    private String hint(String text) {
        return paint.dim("next: ") + text + "\n";
    }
}
