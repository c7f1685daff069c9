package dev.seedbed.show;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A plan or a run as text: where it went, a line for each table, the rows that are not simply as declared, and what it
 * comes to.
 *
 * @param verbose lists every insert that the report has
 */
public record ReportText(Heading heading, Paint paint, boolean verbose) {
    /** What is left of a terminal's 80 columns beside "warning: ". */
    private static final int WARNING_WIDTH = 70;

    private static final int INSERTS_PER_TABLE = 10;

    public String of(Report report) {
        return of(report, report.tables(), rows(report));
    }

    /** The report without its rows. */
    public String brief(Report report) {
        return of(report, report.tables(), "");
    }

    /** The report without the tables in which everything is as declared. */
    public String focused(Report report) {
        List<TableCounts> tables = report.tables().stream()
                .filter(table -> table.skipped() == null && table.unchanged() < table.declared())
                .toList();
        return of(report, tables, rows(report));
    }

    /** What it comes to in one line, for a log: {@code fill on app in production: Planted 2 rows in 1 table. (37 ms)}. */
    public static String line(Report report) {
        String on = report.target() == null
                ? ""
                : " on " + Words.plain(report.target().database());
        String sum = new SummaryText(Paint.OFF, Call.PLAIN).line(report);
        return report.mode().label() + on + " in " + report.environment() + ": " + sum;
    }

    private String of(Report report, List<TableCounts> tables, String rows) {
        StringBuilder text = new StringBuilder(heading.text(report, paint));
        if (!tables.isEmpty() || !report.sql().isEmpty()) {
            text.append('\n').append(lines(tables, report));
        }
        text.append(rows);
        if (!report.warnings().isEmpty()) {
            text.append('\n');
            for (String warning : report.warnings()) {
                text.append(paint.yellow("warning: "))
                        .append(String.join("\n         ", Words.wrapped(Words.plain(warning), WARNING_WIDTH)))
                        .append('\n');
            }
        }
        return text.append('\n')
                .append(new SummaryText(paint, heading.call()).of(report))
                .toString();
    }

    private String lines(List<TableCounts> counted, Report report) {
        List<String[]> lines = new ArrayList<>();
        bySeeder(counted).forEach((seeder, tables) -> {
            String first = Words.plain(seeder);
            String why = SkippedSeeders.why(tables);
            if (why != null) {
                lines.add(new String[] {first, Words.count(tables.size(), "table"), paint.dim("skipped: " + why)});
                return;
            }
            for (TableCounts table : tables) {
                lines.add(new String[] {first, Words.plain(table.table()), counts(table, report)});
                first = "";
            }
        });
        String run = paint.yellow(report.outcome() == Outcome.APPLIED ? "SQL ran" : "SQL to run") + ", effect unknown";
        report.sql()
                .forEach(each -> lines.add(new String[] {Words.plain(each.seeder()), Words.plain(each.file()), run}));
        int seeders =
                lines.stream().mapToInt(line -> Words.width(line[0])).max().orElse(0);
        int tables = lines.stream().mapToInt(line -> Words.width(line[1])).max().orElse(0);
        return lines.stream()
                .map(line ->
                        "  " + Words.pad(line[0], seeders) + "  " + Words.pad(line[1], tables) + "  " + line[2] + "\n")
                .collect(Collectors.joining());
    }

    /** Tables come in the order in which they are planted, which may go to and fro between seeders. */
    private static Map<String, List<TableCounts>> bySeeder(List<TableCounts> tables) {
        return tables.stream()
                .collect(Collectors.groupingBy(TableCounts::seeder, LinkedHashMap::new, Collectors.toList()));
    }

    private String counts(TableCounts table, Report report) {
        if (table.skipped() != null) {
            return paint.dim("skipped: " + Words.plain(table.skipped()));
        }
        boolean done = report.outcome() == Outcome.APPLIED;
        boolean empties = report.mode() == Mode.RESET;
        List<String> counts = new ArrayList<>();
        add(counts, table.blocked(), paint.red("blocked"));
        if (empties) {
            add(counts, table.retired(), paint.yellow(done ? "taken out" : "to take out"));
        }
        add(counts, table.inserted(), paint.green(done ? "inserted" : "to insert"));
        add(counts, table.renamed(), paint.green(done ? "renamed" : "to rename"));
        add(counts, table.updated(), paint.green(done ? "updated" : "to update"));
        if (!empties) {
            add(counts, table.retired(), paint.green(done ? "retired" : "to retire"));
        }
        add(counts, table.leftOut(), paint.yellow("left out"));
        add(counts, table.customised(), paint.cyan("kept"));
        add(counts, table.unchanged(), "unchanged");
        return counts.isEmpty() ? paint.dim("no rows") : String.join(", ", counts);
    }

    private static void add(List<String> counts, long number, String what) {
        if (number > 0) {
            counts.add(Words.number(number) + " " + what);
        }
    }

    private String rows(Report report) {
        boolean plan = report.outcome() == Outcome.PLANNED;
        List<RowChange> shown = report.changes().stream()
                .filter(change -> plan
                        || verbose
                        || change.action() != Action.INSERT
                        || !change.code().equals("missing"))
                .toList();
        Map<String, Long> inserts = plan || verbose ? sums(report.tables(), TableCounts::inserted) : Map.of();
        int most = verbose ? Integer.MAX_VALUE : INSERTS_PER_TABLE;
        String text = new RowsText(paint, most).of(shown, inserts);
        if (report.changesOmitted() > 0) {
            text += paint.dim("\n" + Words.count(report.changesOmitted(), "row") + " more than a report lists; "
                    + heading.call().option("changes") + " FILE writes every one\n");
        }
        return text;
    }

    static Map<String, Long> sums(List<TableCounts> tables, ToLongFunction<TableCounts> count) {
        return tables.stream()
                .collect(Collectors.groupingBy(TableCounts::table, LinkedHashMap::new, Collectors.summingLong(count)));
    }
}
