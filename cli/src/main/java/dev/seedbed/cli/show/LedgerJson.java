package dev.seedbed.cli.show;

import dev.seedbed.database.JsonText;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.RunSummary;
import dev.seedbed.ledger.Verification;
import dev.seedbed.run.ReportJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a ledger tells, in the manner of {@link ReportJson}. */
public final class LedgerJson {
    private LedgerJson() {}

    /** What came of a command that has nothing else to say. */
    public static String outcome(String outcome) {
        return object("\"outcome\": " + text(outcome.toLowerCase(Locale.ROOT)));
    }

    public static String head(String head) {
        return object("\"head\": " + text(head));
    }

    public static String of(Verification verification) {
        return object(
                "\"whole\": " + verification.isWhole(),
                "\"entries\": " + verification.entries(),
                "\"head\": "
                        + text(
                                verification.head() == null
                                        ? null
                                        : verification.head().toString()),
                "\"problems\": " + list(verification.problems(), ReportJson::problem),
                "\"problemsOmitted\": " + verification.problemsOmitted(),
                "\"unknowable\": " + list(verification.unknowable(), JsonText::quote));
    }

    public static String of(List<RunSummary> runs) {
        return object("\"runs\": " + list(runs, LedgerJson::run));
    }

    private static String run(RunSummary run) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add("\"run\": " + text(run.id()));
        object.add("\"at\": " + text(run.at()));
        object.add("\"actor\": " + text(run.actor()));
        object.add("\"mode\": " + text(run.mode()));
        object.add("\"environment\": " + text(run.environment()));
        object.add("\"reason\": " + text(run.reason()));
        object.add("\"epoch\": " + run.epoch());
        object.add("\"firstEntry\": " + run.firstSeq());
        object.add("\"lastEntry\": " + run.lastSeq());
        object.add("\"tables\": "
                + run.tables().stream().map(LedgerJson::rows).collect(Collectors.joining(", ", "[", "]")));
        return object.toString();
    }

    private static String rows(RunSummary.Rows rows) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add("\"seeder\": " + text(rows.seeder()));
        object.add("\"table\": " + text(rows.table()));
        object.add("\"counts\": "
                + rows.counts().entrySet().stream()
                        .map(count -> text(count.getKey()) + ": " + count.getValue())
                        .collect(Collectors.joining(", ", "{", "}")));
        return object.toString();
    }

    public static String of(RowHistory history) {
        return object(
                "\"table\": " + text(history.table()),
                "\"key\": " + map(history.key()),
                "\"known\": " + history.known(),
                "\"standing\": " + text(history.standing().label()),
                "\"values\": "
                        + list(
                                List.copyOf(history.values().entrySet()),
                                value -> "{\"column\": " + text(value.getKey()) + ", \"text\": "
                                        + text(value.getValue().text()) + ", \"entry\": "
                                        + value.getValue().by().seq() + "}"),
                "\"pins\": "
                        + list(
                                List.copyOf(history.pins().entrySet()),
                                pin -> "{\"column\": "
                                        + text(pin.getKey().isEmpty() ? null : pin.getKey()) + ", \"entry\": "
                                        + pin.getValue().seq() + "}"),
                "\"events\": " + list(history.events(), LedgerJson::event));
    }

    private static String event(RowHistory.Event event) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        object.add("\"entry\": " + event.seq());
        object.add("\"what\": " + text(event.kind()));
        object.add("\"counts\": " + event.counts());
        object.add("\"at\": " + text(event.at()));
        object.add("\"run\": " + text(event.runId()));
        object.add("\"actor\": " + text(event.actor()));
        object.add("\"mode\": " + text(event.mode()));
        object.add("\"environment\": " + text(event.environment()));
        object.add("\"reason\": " + text(event.reason()));
        object.add("\"seeder\": " + text(event.seeder()));
        object.add("\"key\": " + map(event.key()));
        object.add("\"keyAfter\": " + map(event.keyAfter()));
        object.add("\"formerKey\": " + (event.formerKey() == null ? "null" : map(event.formerKey())));
        object.add("\"columns\": " + map(event.columns()));
        object.add("\"kept\": " + names(event.kept()));
        object.add("\"before\": " + map(event.before()));
        object.add("\"secret\": " + names(event.secret()));
        return object.toString();
    }

    private static String names(List<String> names) {
        return names.stream().map(LedgerJson::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String object(String... fields) {
        return "{\"format\": " + ReportJson.FORMAT + ",\n " + String.join(",\n ", fields) + "}\n";
    }

    private static <T> String list(List<T> items, Function<T, String> json) {
        return items.isEmpty() ? "[]" : items.stream().map(json).collect(Collectors.joining(",\n  ", "[\n  ", "]"));
    }

    private static String map(Map<String, @Nullable String> map) {
        StringJoiner object = new StringJoiner(", ", "{", "}");
        map.forEach((name, value) -> object.add(text(name) + ": " + text(value)));
        return object.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : JsonText.quote(text);
    }
}
