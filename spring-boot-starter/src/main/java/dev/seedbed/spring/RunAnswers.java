package dev.seedbed.spring;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Call;
import dev.seedbed.show.Drift;
import dev.seedbed.show.ExitCode;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ProblemText;
import dev.seedbed.show.ReportText;
import dev.seedbed.show.SettingNames;
import dev.seedbed.show.StatusText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what came of a run on command, as the command line prints it, and answers as that exits. */
final class RunAnswers {
    private static final Call.Form FORM = new Call.Form("--seedbed.run=", "--seedbed.");
    private static final SettingNames NAMES = new SettingNames(FORM.option(), "=", "", Map.of("env", "environment"));

    private final PrintWriter out;
    private final boolean json;
    private final boolean verbose;

    RunAnswers(RunOutput output, @Nullable String format, boolean verbose) {
        this.out = new PrintWriter(output.stream(), true, StandardCharsets.UTF_8);
        this.json = isJson(format);
        this.verbose = verbose;
    }

    static boolean isJson(@Nullable String format) {
        return "json".equals(format);
    }

    int of(SeedException e) {
        List<Problem> problems = NAMES.in(e.problems());
        print(
                json
                        ? ReportJson.ofFailure(Outcome.of(e.kind()), problems) + "\n"
                        : new ProblemText(Paint.OFF).errors(problems));
        return ExitCode.of(e.kind());
    }

    int of(String command, Report report) {
        print(
                json
                        ? ReportJson.of(report) + "\n"
                        : new ReportText(heading(command), Paint.OFF, verbose).of(report)
                                + new ProblemText(Paint.OFF).errors(NAMES.in(report.errors())));
        return ExitCode.of(report.outcome());
    }

    void of(Report report, Drift drift) {
        print(
                json
                        ? ReportJson.of(report) + "\n"
                        : new StatusText(heading("status"), Paint.OFF, verbose).of(report, drift));
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }

    private static Heading heading(String command) {
        return new Heading(command, null, null, Call.of(FORM));
    }
}
