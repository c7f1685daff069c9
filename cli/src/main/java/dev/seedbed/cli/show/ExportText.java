package dev.seedbed.cli.show;

import dev.seedbed.database.JsonText;
import dev.seedbed.export.ExportReport;
import dev.seedbed.export.ExportReport.Exported;
import dev.seedbed.export.ExportReport.LeftOut;
import dev.seedbed.run.ReportJson;
import dev.seedbed.show.Call;
import dev.seedbed.show.Paint;
import dev.seedbed.show.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an export came to.
 *
 * @param directory of the files, as it was named
 * @param next how to call the next command on the same database
 */
public record ExportText(ExportReport report, String directory, Call next, Paint paint) {
    private static final int WIDTH = 100;

    public String text() {
        StringBuilder text = new StringBuilder(paint.bold("export") + " of "
                + paint.bold(Words.plain(report.databaseName())) + paint.dim(" (" + report.database() + ")") + "\n");
        int width = report.tables().stream()
                .mapToInt(table -> Words.width(file(table)))
                .max()
                .orElse(0);
        report.tables()
                .forEach(table -> text.append("  ")
                        .append(Words.pad(file(table), width))
                        .append("  ")
                        .append(Words.plain(outcome(table)))
                        .append('\n'));
        section(
                text,
                "Left out, since the database fills it in, or it is no seed data:",
                left -> left.why().expected());
        section(text, "Could not be exported:", left -> !left.why().expected());
        report.warnings()
                .forEach(warning -> text.append(paint.yellow("warning: "))
                        .append(Words.plain(warning))
                        .append('\n'));
        if (report.tables().stream().anyMatch(table -> !table.files().isEmpty())) {
            String[] seeds = directory.equals("seeds") ? new String[0] : new String[] {"seeds " + directory};
            text.append("Next: ")
                    .append(next.of("lint", seeds))
                    .append("\n      ")
                    .append(next.of("status", seeds))
                    .append('\n');
        }
        return text.toString();
    }

    private String file(Exported table) {
        return table.files().isEmpty()
                ? "-"
                : Words.plain(directory + "/" + table.files().get(0));
    }

    private static String outcome(Exported table) {
        return table.table() + ": "
                + (table.rows() == 0
                        ? "no rows"
                        : Words.count(table.rows(), "row") + " by " + String.join(", ", table.key()))
                + (table.files().size() > 1
                        ? ", with " + String.join(", ", table.files().subList(1, 2))
                        : "");
    }

    private void section(StringBuilder text, String title, Predicate<LeftOut> which) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        report.leftOut().stream()
                .filter(which)
                .forEach(left -> byReason.computeIfAbsent(
                                left.reason() + (left.mend() == null ? "" : "; " + left.mend()),
                                reason -> new ArrayList<>())
                        .add(name(left)));
        if (!byReason.isEmpty()) {
            text.append(paint.bold(title)).append('\n');
        }
        byReason.forEach((reason, names) -> {
            lines(text, "  ", String.join(", ", names), UnaryOperator.identity());
            lines(text, "      ", reason, paint::dim);
        });
    }

    private static String name(LeftOut left) {
        return left.table()
                + (left.column() == null ? "" : "." + left.column())
                + (left.row() == null ? "" : ", row " + Words.value(left.row()));
    }

    private static void lines(StringBuilder text, String indent, String what, UnaryOperator<String> look) {
        for (String line : Words.wrapped(Words.plain(what), WIDTH - indent.length())) {
            text.append(indent).append(look.apply(line)).append('\n');
        }
    }

    /** One object, in the manner of {@link ReportJson}: each table and each thing left out on a line of its own. */
    public String json() {
        StringJoiner object = new StringJoiner(",\n ", "{", "}");
        object.add("\"format\": " + ReportJson.FORMAT);
        object.add("\"outcome\": \"exported\"");
        object.add("\"database\": " + JsonText.quote(report.database()));
        object.add("\"directory\": " + JsonText.quote(directory));
        object.add("\"tables\": " + list(report.tables(), ExportText::table));
        object.add("\"leftOut\": " + list(report.leftOut(), ExportText::left));
        object.add("\"warnings\": " + list(report.warnings(), JsonText::quote));
        object.add("\"durationMillis\": " + report.duration().toMillis());
        return object.toString();
    }

    private static String table(Exported table) {
        return "{\"table\": " + JsonText.quote(table.table()) + ", \"rows\": " + table.rows() + ", \"key\": "
                + words(table.key()) + ", \"files\": " + words(table.files()) + "}";
    }

    private static String left(LeftOut left) {
        return "{\"table\": " + JsonText.quote(left.table()) + ", \"column\": " + text(left.column()) + ", \"row\": "
                + text(left.row()) + ", \"code\": \"" + left.why().label() + "\", \"expected\": "
                + left.why().expected() + ", \"reason\": " + JsonText.quote(left.reason()) + ", \"mend\": "
                + text(left.mend()) + "}";
    }

    private static String words(List<String> words) {
        StringJoiner list = new StringJoiner(", ", "[", "]");
        words.forEach(word -> list.add(JsonText.quote(word)));
        return list.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : JsonText.quote(text);
    }

    private static <T> String list(List<T> items, Function<T, String> json) {
        if (items.isEmpty()) {
            return "[]";
        }
        StringJoiner list = new StringJoiner(",\n  ", "[\n  ", "]");
        items.forEach(item -> list.add(json.apply(item)));
        return list.toString();
    }
}
