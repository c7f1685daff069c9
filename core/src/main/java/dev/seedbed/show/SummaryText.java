package dev.seedbed.show;

import dev.seedbed.plan.Mode;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The last lines of a report: what it comes to, and what to do next where that is of use. */
record SummaryText(Paint paint, Call call) {

    String of(Report report) {
        return line(report) + "\n" + next(report);
    }

    String line(Report report) {
        return sentence(report) + " " + paint.dim("(" + Words.duration(report.duration()) + ")");
    }

    private String sentence(Report report) {
        List<String> rest = rest(report);
        String tail = rest.isEmpty() ? "" : "; " + String.join(", ", rest);
        return switch (report.outcome()) {
            case APPLIED ->
                paint.green(planted(report)) + tail + "." + (report.committed() ? "" : " Written, not committed.");
            case NOTHING_TO_DO ->
                (report.blocked() > 0 ? paint.red("Nothing else to do") : paint.green("Nothing to do")) + tail + ".";
            case PLANNED -> planned(report) + tail + "." + ofLedgerAlone(report) + " Nothing written.";
            case FAILED -> paint.red("Failed") + ": nothing was written.";
            case REFUSED -> paint.red("Refused") + ": nothing was written.";
            case UNKNOWN ->
                paint.red("Unknown")
                        + ": the connection was lost at COMMIT, and whether the rows are there cannot be told.";
        };
    }

    private String planned(Report report) {
        if (report.writes()) {
            return paint.bold(toDo(report));
        }
        if (report.blocked() > 0) {
            return paint.red("Nothing to write");
        }
        return paint.green(report.adopted() > 0 ? "No row to write" : "Nothing to do");
    }

    /** What a run that writes no row would write all the same. */
    private String ofLedgerAlone(Report report) {
        return report.writes() || report.adopted() == 0 ? "" : " " + paint.bold(unknown(report)) + ".";
    }

    /** Such as {@code 7 rows are new to the ledger}. */
    static String unknown(Report report) {
        return Words.count(report.adopted(), "row") + (report.adopted() == 1 ? " is" : " are") + " new to the ledger";
    }

    private static String planted(Report report) {
        String sql = report.sql().isEmpty() ? "" : "ran " + sql(report) + ", effect unknown";
        List<String> done = new ArrayList<>();
        boolean empties = report.mode() == Mode.RESET;
        if (empties) {
            add(done, "took out", sum(report, TableCounts::retired));
        }
        add(done, "planted", report.inserted());
        add(done, "updated", sum(report, TableCounts::updated));
        add(done, "renamed", sum(report, TableCounts::renamed));
        if (!empties) {
            add(done, "retired", sum(report, TableCounts::retired));
        }
        if (done.isEmpty()) {
            return !sql.isEmpty()
                    ? capital(sql)
                    : report.adopted() > 0
                            ? "Wrote " + Words.count(report.adopted(), "row") + " down in the ledger"
                            : "Done, with no row changed";
        }
        return capital(String.join(", ", done)) + " in " + Words.count(tablesWritten(report), "table")
                + (sql.isEmpty() ? "" : " and " + sql);
    }

    /** Such as {@code planted 3 rows}. */
    private static void add(List<String> done, String verb, long rows) {
        if (rows > 0) {
            done.add(verb + " " + (done.isEmpty() ? Words.count(rows, "row") : Words.number(rows)));
        }
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String toDo(Report report) {
        List<String> toDo = new ArrayList<>();
        boolean empties = report.mode() == Mode.RESET;
        if (empties) {
            toDo(toDo, sum(report, TableCounts::retired), "take out");
        }
        toDo(toDo, report.inserted(), "insert");
        toDo(toDo, sum(report, TableCounts::updated), "update");
        toDo(toDo, sum(report, TableCounts::renamed), "rename");
        if (!empties) {
            toDo(toDo, sum(report, TableCounts::retired), "retire");
        }
        if (!report.sql().isEmpty()) {
            toDo.add(sql(report) + " to run, effect unknown");
        }
        return String.join(", ", toDo);
    }

    private static void toDo(List<String> toDo, long rows, String verb) {
        if (rows > 0) {
            toDo.add((toDo.isEmpty() ? Words.count(rows, "row") : Words.number(rows)) + " to " + verb);
        }
    }

    /** Such as {@code SQL of seeder "a"}, {@code SQL of 2 seeders}. */
    static String sql(Report report) {
        List<String> seeders =
                report.sql().stream().map(Report.Sql::seeder).distinct().toList();
        return seeders.size() == 1
                ? "SQL of seeder \"" + Words.plain(seeders.get(0)) + "\""
                : "SQL of " + Words.count(seeders.size(), "seeder");
    }

    private static List<String> rest(Report report) {
        List<String> rest = new ArrayList<>();
        // Said at each start of an application, where four sums by method references would have to be linked.
        long leftOut = 0;
        long customised = 0;
        long unchanged = 0;
        for (TableCounts table : report.tables()) {
            leftOut += table.leftOut();
            customised += table.customised();
            unchanged += table.unchanged();
        }
        add(rest, report.blocked(), "blocked");
        add(rest, leftOut, "left out");
        add(rest, customised, "kept");
        add(rest, unchanged, "unchanged");
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
            boolean plantedOthers = report.outcome() == Outcome.APPLIED || report.outcome() == Outcome.NOTHING_TO_DO;
            if (plantedOthers || !report.writes()) {
                return hint("mend the blocked rows, then run " + call.of(mode));
            }
            return hint("mend the blocked rows, or plant the others with " + call.of(mode, "allow-blocked"));
        }
        boolean toDo = report.writes() || report.adopted() > 0;
        return report.outcome() == Outcome.PLANNED && toDo ? hint(call.of(mode)) : "";
    }

    private String hint(String text) {
        return paint.dim("next: ") + text + "\n";
    }
}
