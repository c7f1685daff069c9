package dev.seedbed.run;

import dev.seedbed.database.JsonText;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.seed.Problem;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports as JSON, in a form that is stable from release to release: keys keep their names and their order, and later
 * releases may only add some. Every table, change and error stands on a line of its own.
 */
public final class ReportJson {
    /** The number of the form; it rises when something changes that a reader could trip over. */
    public static final int FORMAT = 1;

    private ReportJson() {}

    /** The report as one object. */
    public static String of(Report report) {
        return of(report, List.of());
    }

    /**
     * The report as one object, for those who did more than it tells.
     *
     * @param more further members, which stand last, as {@link #member} writes them
     */
    public static String of(Report report, List<String> more) {
        StringJoiner object = new StringJoiner(",\n ", "{", "}");
        object.add(field("format", FORMAT));
        object.add(field("outcome", report.outcome().label()));
        object.add(field("mode", report.mode().label()));
        object.add(field("environment", report.environment()));
        object.add(field("environmentDeclaredBy", report.environmentDeclaredBy()));
        object.add(field("database", report.database()));
        object.add("\"target\": " + target(report.target()));
        object.add("\"tables\": " + list(report.tables(), ReportJson::table));
        object.add("\"changes\": " + list(report.changes(), ReportJson::line));
        if (report.changesOmitted() > 0) {
            object.add(field("changesOmitted", report.changesOmitted()));
        }
        if (!report.sql().isEmpty()) {
            object.add("\"sql\": " + list(report.sql(), ReportJson::sql));
        }
        object.add("\"warnings\": " + list(report.warnings(), JsonText::quote));
        if (!report.errors().isEmpty()) {
            object.add("\"errors\": " + list(report.errors(), ReportJson::problem));
        }
        object.add(field("durationMillis", report.duration().toMillis()));
        more.forEach(object::add);
        return object.toString();
    }

    /** What is said where things went wrong before there was a run to report on: format, outcome and errors. */
    public static String ofFailure(Outcome outcome, List<Problem> errors) {
        return ofFailure(outcome, errors, List.of());
    }

    /** The same with further members, as {@link #of(Report, List)} has them. */
    public static String ofFailure(Outcome outcome, List<Problem> errors, List<String> more) {
        return withoutReport(outcome, "\"errors\": " + list(errors, ReportJson::problem), more);
    }

    /** What is said where no run was wanted: format, outcome, and further members as {@link #of(Report, List)} has them. */
    public static String ofNoRun(Outcome outcome, List<String> more) {
        return withoutReport(outcome, null, more);
    }

    private static String withoutReport(Outcome outcome, @Nullable String errors, List<String> more) {
        StringJoiner object = new StringJoiner(",\n ", "{", "}");
        object.add(field("format", FORMAT));
        object.add(field("outcome", outcome.label()));
        if (errors != null) {
            object.add(errors);
        }
        more.forEach(object::add);
        return object.toString();
    }

    /**
     * A member of an object whose value is a list, each item of which stands on a line of its own.
     *
     * @param json writes an item
     */
    public static <T> String member(String name, List<T> items, Function<T, String> json) {
        return JsonText.quote(name) + ": " + list(items, json);
    }

    /** An object on one line, with its keys in the order of the map; what is neither number nor null is text. */
    public static String line(Map<String, ? extends @Nullable Object> values) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        values.forEach((name, value) ->
                object.add(field(name, value == null || value instanceof Number ? value : value.toString())));
        return object.toString();
    }

    /** One change on one line, without a line end: a line of a JSON Lines file. */
    public static String line(RowChange change) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add(field("seeder", change.seeder()));
        object.add(field("table", change.table()));
        object.add("\"key\": " + map(change.key(), ReportJson::text));
        object.add(field("action", change.action().label()));
        object.add(field("code", change.code()));
        boolean there = change.action() != Action.INSERT;
        object.add("\"columns\": " + map(change.columns(), column -> column(column, there)));
        object.add(field("reason", change.reason()));
        object.add(field("source", change.source().compact()));
        return object.toString();
    }

    /** What is wrong, as an object of message, where and mend. */
    public static String problem(Problem problem) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add(field("message", problem.message()));
        object.add(field("where", problem.where()));
        object.add(field("mend", problem.mend()));
        return object.toString();
    }

    private static String target(Report.@Nullable Target target) {
        if (target == null) {
            return "null";
        }
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add(field("host", target.host()));
        object.add(field("database", target.database()));
        object.add(field("schema", target.schema()));
        object.add(field("user", target.user()));
        return object.toString();
    }

    private static String table(TableCounts table) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add(field("seeder", table.seeder()));
        object.add(field("table", table.table()));
        object.add(field("declared", table.declared()));
        object.add(field("inserted", table.inserted()));
        object.add(field("updated", table.updated()));
        object.add(field("renamed", table.renamed()));
        object.add(field("retired", table.retired()));
        object.add(field("unchanged", table.unchanged()));
        object.add(field("customised", table.customised()));
        object.add(field("leftOut", table.leftOut()));
        object.add(field("blocked", table.blocked()));
        object.add(field("extra", table.extra()));
        object.add(field("skipped", table.skipped()));
        return object.toString();
    }

    private static String sql(Report.Sql sql) {
        return "{" + field("seeder", sql.seeder()) + ", " + field("file", sql.file()) + "}";
    }

    private static String column(ColumnChange column, boolean there) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        if (there) {
            object.add(field("from", column.from()));
        }
        return object.add(field("to", column.to())).toString();
    }

    private static String field(String name, @Nullable Object value) {
        return JsonText.quote(name) + ": " + (value instanceof Number ? value.toString() : text((String) value));
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

    private static <T extends @Nullable Object> String map(Map<String, T> map, Function<T, String> json) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        map.forEach((name, value) -> object.add(JsonText.quote(name) + ": " + json.apply(value)));
        return object.toString();
    }
}
