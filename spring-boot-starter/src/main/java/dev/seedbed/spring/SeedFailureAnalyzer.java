package dev.seedbed.spring;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.SettingNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanCreationException;
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
                .collect(Collectors.joining("\n", found(rootFailure, cause.kind()) + "\n\n", ""));
        String action = problems.stream()
                .map(Problem::mend)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(description, action.isEmpty() ? null : action, cause);
    }

    private static String found(Throwable failure, SeedException.Kind kind) {
        if (isOfAdmin(failure)) {
            return "The admin service did not start.";
        }
        return kind == SeedException.Kind.UNKNOWN
                ? "Whether the seeds were planted is not known."
                : "The seeds were not planted, and nothing was written.";
    }

    /** Its beans are made after the seeds were planted: what is wrong with it says nothing of them. */
    private static boolean isOfAdmin(Throwable failure) {
        String innermost = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BeanCreationException creation && creation.getBeanName() != null) {
                innermost = creation.getBeanName();
            }
        }
        return innermost.startsWith("seedbedAdmin");
    }
}
