package dev.seedbed.admin.console;

import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report as plans and runs keep it, read for pages. What a report of a failure does not tell is null, or empty.
 *
 * @param product of the database, and its version
 * @param omitted rows past those that are listed
 */
public record ReportView(
        @Nullable String environment,
        @Nullable String declaredBy,
        @Nullable String product,
        Report.@Nullable Target target,
        List<TableCounts> tables,
        List<Change> changes,
        long omitted,
        List<Report.Sql> sql,
        List<String> warnings,
        List<Problem> errors,
        @Nullable Duration took) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Actions that write a row. */
    static final Set<String> WRITING = Set.of("insert", "update", "rename", "retire");

    /**
     * A row, and what is done to it.
     *
     * @param key a null is NULL
     * @param columns without those of the key where the row is new
     * @param source file and line of its declaration
     */
    public record Change(
            String seeder,
            String table,
            Map<String, @Nullable String> key,
            String action,
            List<Column> columns,
            String reason,
            String source) {
        public boolean writes() {
            return WRITING.contains(action);
        }

        /** Why it is done; of a row that was written by now, why it was. */
        public String why(boolean done) {
            return done && action.equals("insert") && reason.startsWith("not there")
                    ? "was " + reason.replaceFirst("^not there yet$", "not there before")
                    : reason;
        }

        /** What is done to it, in a word or two; of a row that was written by now, what was. */
        public String word(boolean done) {
            return RunWords.word(action, done);
        }
    }

    /**
     * A value and the one that takes its place; null is NULL.
     *
     * @param there whether there is one so far
     */
    public record Column(
            String name,
            boolean there,
            @Nullable String from,
            @Nullable String to) {}

    static ReportView of(String json) {
        JsonNode report = JSON.readTree(json);
        JsonNode target = report.path("target");
        return new ReportView(
                text(report, "environment"),
                text(report, "environmentDeclaredBy"),
                text(report, "database"),
                target.isObject()
                        ? new Report.Target(
                                text(target, "host"),
                                target.path("database").asString(),
                                text(target, "schema"),
                                text(target, "user"))
                        : null,
                list(report, "tables", ReportView::counts),
                list(report, "changes", ReportView::change),
                report.path("changesOmitted").asLong(0),
                list(
                        report,
                        "sql",
                        sql -> new Report.Sql(
                                sql.path("seeder").asString(), sql.path("file").asString())),
                list(report, "warnings", JsonNode::asString),
                list(
                        report,
                        "errors",
                        error -> new Problem(
                                error.path("message").asString(), text(error, "where"), text(error, "mend"))),
                report.has("durationMillis")
                        ? Duration.ofMillis(report.path("durationMillis").asLong())
                        : null);
    }

    /** Rows of one fate, over all tables. */
    public long sum(Function<TableCounts, Long> count) {
        return tables.stream().mapToLong(count::apply).sum();
    }

    public long writes() {
        return sum(ReportView::writes);
    }

    static long writes(TableCounts table) {
        return table.inserted() + table.updated() + table.renamed() + table.retired();
    }

    /** The tables of which there is more to say than that their rows are there as declared. */
    public List<TableCounts> concerned() {
        return tables.stream().filter(table -> !isAsDeclared(table)).toList();
    }

    /** The other tables. */
    public List<TableCounts> asDeclared() {
        return tables.stream().filter(ReportView::isAsDeclared).toList();
    }

    private static boolean isAsDeclared(TableCounts table) {
        return table.skipped() == null && CountColumn.isZero(table);
    }

    /** What is said of a file of SQL. */
    public List<String> warningsOf(Report.Sql file) {
        String of = "SQL of seeder \"" + file.seeder() + "\" (" + file.file() + ")";
        return warnings.stream().filter(warning -> warning.startsWith(of)).toList();
    }

    /** Those of no file of SQL. */
    public List<String> otherWarnings() {
        List<String> others = new ArrayList<>(warnings);
        sql.forEach(file -> others.removeAll(warningsOf(file)));
        return others;
    }

    /** True where a value is not shown, since it is sensitive. */
    public boolean masks() {
        return changes.stream()
                .anyMatch(change -> change.key().containsValue("***")
                        || change.columns().stream()
                                .anyMatch(column -> "***".equals(column.from()) || "***".equals(column.to())));
    }

    private static TableCounts counts(JsonNode table) {
        JsonNode extra = table.path("extra");
        return new TableCounts(
                table.path("seeder").asString(),
                table.path("table").asString(),
                table.path("declared").asLong(),
                table.path("inserted").asLong(),
                table.path("updated").asLong(),
                table.path("renamed").asLong(),
                table.path("retired").asLong(),
                table.path("unchanged").asLong(),
                table.path("customised").asLong(),
                table.path("leftOut").asLong(),
                table.path("blocked").asLong(),
                extra.isNumber() ? extra.asLong() : null,
                text(table, "skipped"));
    }

    private static Change change(JsonNode change) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        change.path("key").properties().forEach(part -> key.put(part.getKey(), text(part.getValue())));
        List<Column> columns = new ArrayList<>();
        change.path("columns").properties().forEach(column -> {
            JsonNode values = column.getValue();
            Column read = new Column(column.getKey(), values.has("from"), text(values, "from"), text(values, "to"));
            if (read.there() || !key.containsKey(read.name())) {
                columns.add(read);
            }
        });
        return new Change(
                change.path("seeder").asString(),
                change.path("table").asString(),
                key,
                change.path("action").asString(),
                columns,
                change.path("reason").asString(),
                change.path("source").asString());
    }

    private static <T> List<T> list(JsonNode of, String member, Function<JsonNode, T> item) {
        return of.path(member).valueStream().map(item).toList();
    }

    private static @Nullable String text(JsonNode of, String member) {
        return text(of.path(member));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? null : value.asString();
    }
}
