package dev.seedbed.show;

import dev.seedbed.LintReport;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code lint} found. */
public record LintText(ProblemText problems, Paint paint) {

    public String problems(LintReport report) {
        return problems.errors(report.errors())
                + report.warnings().stream().map(problems::warning).collect(Collectors.joining());
    }

    /** @param named whether there is a database to check against */
    public String summary(LintReport report, boolean named) {
        String where = report.withDatabase()
                ? "The seeds were checked against the database"
                : named
                        ? "The seeds cannot be read, and were not checked against the database"
                        : "The seeds were checked without a database (--url checks them against its tables)";
        if (report.errors().isEmpty() && report.warnings().isEmpty()) {
            return where + ": " + paint.green("nothing is wrong.") + "\n";
        }
        String errors = Words.count(report.errors().size(), "error");
        return where + ": " + (report.errors().isEmpty() ? errors : paint.red(errors)) + ", "
                + Words.count(report.warnings().size(), "warning") + ".\n";
    }

    /** One object, in the manner of {@link ReportJson}. */
    public static String json(LintReport report) {
        return "{\"format\": " + ReportJson.FORMAT + ",\n \"withDatabase\": " + report.withDatabase()
                + ",\n \"errors\": " + list(report.errors()) + ",\n \"warnings\": " + list(report.warnings()) + "}";
    }

    private static String list(List<Problem> problems) {
        return problems.isEmpty()
                ? "[]"
                : problems.stream().map(ReportJson::problem).collect(Collectors.joining(",\n  ", "[\n  ", "]"));
    }
}
