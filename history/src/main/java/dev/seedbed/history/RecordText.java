package dev.seedbed.history;

import dev.seedbed.database.JsonText;
import dev.seedbed.record.Recorded;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Problem;
import dev.seedbed.show.Call;
import dev.seedbed.show.ProblemText;
import dev.seedbed.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code record} found and wrote, as people read it.
 *
 * @param form how commands are called there
 */
public record RecordText(ProblemText problems, Call.Form form) {
    private static final int MOST_ROWS = 20;

    public String warnings(Recording.Result result) {
        return result.warnings().stream().map(problems::warning).collect(Collectors.joining());
    }

    /** What is wrong with files that are behind; empty where none is. */
    public List<Problem> behind(Recording.Result result) {
        List<Problem> behind = new ArrayList<>();
        for (RecordFile file : result.files()) {
            Recorded recorded = file.recorded();
            if (!recorded.missing().isEmpty()) {
                behind.add(new Problem(
                        "The record of former defaults is behind: "
                                + Words.count(recorded.missing().size(), "row") + " to be recorded.",
                        file.path(),
                        "run \"" + form.program() + "record\" and commit the file; it lacks\n"
                                + rows(recorded.missing())));
            }
            if (!recorded.leaks().isEmpty()) {
                behind.add(new Problem(
                        "The record of former defaults holds values that are sensitive now.",
                        file.path(),
                        "run \"" + form.program() + "record\" and commit the file, which takes out\n"
                                + rows(recorded.leaks())));
            }
        }
        return behind;
    }

    private static String rows(List<Recorded.Missing> rows) {
        String listed = rows.stream()
                .limit(MOST_ROWS)
                .map(row -> (row.table() + " " + row.key()).strip()
                        + ": "
                        + (row.columns().isEmpty() ? "what it declares now" : String.join(", ", row.columns())))
                .collect(Collectors.joining("\n"));
        return rows.size() > MOST_ROWS ? listed + "\nand " + (rows.size() - MOST_ROWS) + " more" : listed;
    }

    /** @param written what was written for each file, in their order */
    public String summary(Recording.Result result, List<List<String>> written, boolean check) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < result.files().size(); i++) {
            RecordFile file = result.files().get(i);
            List<String> of = written.get(i);
            text.append(file.path())
                    .append(": ")
                    .append(Words.count(file.recorded().rows(), "row"))
                    .append(" with former defaults, ")
                    .append(from(file))
                    .append(
                            of.isEmpty()
                                    ? check ? "; it is complete.\n" : "; nothing to write.\n"
                                    : "; written" + (of.size() > 1 ? " with " + of.get(1) : "") + ".\n");
        }
        return text.toString();
    }

    private static String from(RecordFile file) {
        List<String> releases = file.releases();
        if (releases == null) {
            return "from the last recorded state";
        }
        return switch (releases.size()) {
            case 0 -> "from no release";
            case 1 -> "from release " + releases.get(0);
            default ->
                "from " + Words.count(releases.size(), "release") + ", " + releases.get(0) + " to "
                        + releases.get(releases.size() - 1);
        };
    }

    /** One object, in the manner of {@link ReportJson}. */
    public static String json(Recording.Result result, List<List<String>> written) {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < result.files().size(); i++) {
            RecordFile file = result.files().get(i);
            List<String> releases = file.releases();
            files.add("{\"file\": " + JsonText.quote(file.path()) + ", \"rows\": "
                    + file.recorded().rows() + ", \"releases\": "
                    + (releases == null ? "null" : list(releases)) + ", \"written\": " + list(written.get(i)) + "}");
        }
        boolean wrote = written.stream().anyMatch(of -> !of.isEmpty());
        return "{\"format\": " + ReportJson.FORMAT + ",\n \"outcome\": \"" + (wrote ? "applied" : "nothing-to-do")
                + "\",\n \"files\": [\n  " + String.join(",\n  ", files) + "],\n \"warnings\": ["
                + result.warnings().stream().map(ReportJson::problem).collect(Collectors.joining(", ")) + "]}";
    }

    private static String list(List<String> texts) {
        return texts.stream().map(JsonText::quote).collect(Collectors.joining(", ", "[", "]"));
    }
}
