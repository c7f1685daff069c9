package dev.seedbed.show;

import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Drift as text: a line for each class that has rows, then the rows. */
public record StatusText(Heading heading, Paint paint, boolean verbose) {
    private static final int INSERTS_PER_TABLE = 10;
    private static final int TITLE = 16;

    public String of(Report report, Drift drift) {
        StringBuilder text = new StringBuilder(heading.text(report, paint)).append('\n');
        long declared =
                report.tables().stream().mapToLong(TableCounts::declared).sum();
        long unchanged =
                report.tables().stream().mapToLong(TableCounts::unchanged).sum();
        line(text, "as declared", unchanged, "of " + Words.count(declared, "row"));
        for (DriftClass each : DriftClass.values()) {
            long count = drift.count(each, report);
            if (count > 0) {
                line(text, each.title, count, each.meaning);
            }
        }
        if (!report.sql().isEmpty()) {
            line(text, "sql to run", report.sql().size(), "effect unknown");
        }
        if (Drift.extra(report) > 0) {
            line(text, "extra", Drift.extra(report), "live rows that no seed declares");
        }
        report.tables().stream()
                .collect(Collectors.groupingBy(TableCounts::seeder, LinkedHashMap::new, Collectors.toList()))
                .forEach((seeder, tables) -> skipped(text, seeder, tables));
        text.append(new RowsText(paint, verbose ? Integer.MAX_VALUE : INSERTS_PER_TABLE)
                .of(report.changes(), ReportText.sums(report.tables(), TableCounts::inserted)));
        report.warnings()
                .forEach(warning ->
                        text.append('\n').append(paint.yellow("warning: ")).append(Words.plain(warning)));
        return text.append('\n').append(verdict(report)).append('\n').toString();
    }

    private void skipped(StringBuilder text, String seeder, List<TableCounts> tables) {
        String why = SkippedSeeders.why(tables);
        if (why != null) {
            text.append(paint.dim(
                    "  " + Words.pad("skipped", TITLE) + "           " + Words.plain(seeder) + ": " + why + "\n"));
        }
    }

    private void line(StringBuilder text, String title, long count, String meaning) {
        text.append("  ")
                .append(Words.pad(title, TITLE))
                .append(String.format("  %7s  ", Words.number(count)))
                .append(paint.dim(meaning))
                .append('\n');
    }

    private String verdict(Report report) {
        String run = heading.call().named(report.mode().label());
        if (report.blocked() > 0) {
            return paint.red(
                    Words.count(report.blocked(), "row") + (report.blocked() == 1 ? " is" : " are") + " blocked.");
        }
        if (report.tables().stream()
                        .allMatch(table -> table.inserted() + table.updated() + table.renamed() + table.retired() == 0)
                && !report.sql().isEmpty()) {
            return paint.yellow("Seeds wait: " + run + " would run " + SummaryText.sql(report) + ".");
        }
        if (report.writes()) {
            return paint.yellow("Seeds wait: " + run + " would write.");
        }
        return paint.green(
                report.adopted() > 0
                        ? "Up to date: " + run + " would write no row; " + SummaryText.unknown(report) + "."
                        : "Up to date: " + run + " would write nothing.");
    }
}
