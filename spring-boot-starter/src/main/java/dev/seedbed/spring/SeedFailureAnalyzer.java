package dev.seedbed.spring;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.SettingNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why an application did not start: what is wrong with its seeds, where, and how it is mended. */
final class SeedFailureAnalyzer extends AbstractFailureAnalyzer<SeedException> {
    private static final SettingNames NAMES =
            new SettingNames("seedbed.", "=", "", Map.of("env", "environment", "allow-blocked", "on-blocked=report"));

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SeedException cause) {
        List<Problem> problems = NAMES.in(cause.problems());
        String description = problems.stream()
                .map(problem -> problem.message() + (problem.where() == null ? "" : "\n  where: " + problem.where()))
                .collect(Collectors.joining("\n", found(cause.kind()) + "\n\n", ""));
        String action = problems.stream()
                .map(Problem::mend)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(description, action.isEmpty() ? null : action, cause);
    }

    private static String found(SeedException.Kind kind) {
        return kind == SeedException.Kind.UNKNOWN
                ? "Whether the seeds were planted is not known."
                : "The seeds were not planted, and nothing was written.";
    }
}
