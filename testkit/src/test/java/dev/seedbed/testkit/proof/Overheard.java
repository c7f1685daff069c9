package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.SeedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that somebody can read of what was done: reports, errors with every cause, logs, and what was printed. */
final class Overheard {
    private final Pattern secret;
    private final List<String> texts = new ArrayList<>();

    /**
     * Hears nothing yet.
     *
     * @param secret what may never be read
     */
    Overheard(Pattern secret) {
        this.secret = secret;
    }

    /** Does it, hears what is said meanwhile, and returns what came of it; null where it was thrown. */
    <T> @Nullable T from(Supplier<T> work) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (HeardLogs.Listener log = new HeardLogs.Listener()) {
            System.setOut(both);
            System.setErr(both);
            try {
                T result = work.get();
                hear(result);
                return result;
            } catch (RuntimeException e) {
                hear(e);
                return null;
            } finally {
                System.setOut(out);
                System.setErr(err);
                texts.addAll(log.lines());
                texts.add(printed.toString(StandardCharsets.UTF_8));
            }
        }
    }

    /** A run that must fail, thrown or reported. */
    void failing(Supplier<Report> run) {
        Report report = from(run);
        if (report != null) {
            assertThat(report.errors()).as("what it fails with").isNotEmpty();
        }
    }

    void hear(@Nullable Object said) {
        texts.add(String.valueOf(said));
        if (said instanceof Report report) {
            texts.add(ReportJson.of(report));
        } else if (said instanceof Throwable thrown) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            texts.add(trace.toString());
            if (thrown instanceof SeedException seed) {
                texts.add(ReportJson.ofFailure(dev.seedbed.run.Outcome.FAILED, seed.problems()));
            }
        }
    }

    List<String> texts() {
        return texts;
    }

    void holdsNoSecret() {
        assertThat(texts).isNotEmpty();
        List<String> found = new ArrayList<>();
        for (String text : texts) {
            Matcher matcher = secret.matcher(text);
            while (matcher.find()) {
                int from = Math.max(0, matcher.start() - 160);
                found.add("…" + text.substring(from, Math.min(text.length(), matcher.end() + 40)) + "…");
            }
        }
        assertThat(found).isEmpty();
    }
}
