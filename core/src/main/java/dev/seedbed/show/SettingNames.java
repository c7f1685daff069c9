package dev.seedbed.show;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a door calls what core calls an option of the command line: {@code --schema} is {@code -Dseedbed.schema} to Maven, and
 * {@code "schema" in seedbed.yaml} where nothing else can be configured.
 *
 * @param prefix stands before the name
 * @param separator stands between the name and a value
 * @param suffix stands behind them
 * @param others names that differ from the option's
 */
public record SettingNames(String prefix, String separator, String suffix, Map<String, String> others) {
    /** Where runs follow migrations and {@code seedbed.yaml} says the rest. */
    public static final SettingNames CONFIGURED = new SettingNames(
            "\"", ": ", "\" in seedbed.yaml", Map.of("env", "environment", "allow-blocked", "on-blocked: report"));

    /** Options alone, and those behind which a value is written. */
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-])--(?:(env|seeder|table|seeds) (?=[\\w./*-])([^\\s,;.]+)"
                    + "|(url|user|password-env|password-file|schema|seeds|env|seeder|table|restore|allow-blocked|yes"
                    + "|statement-timeout|lock-timeout|mode|config|actor|reason|releases|check)(?![\\w-]))");

    public SettingNames {
        others = Map.copyOf(others);
    }

    /** The text in the words of the door. */
    public String in(String text) {
        // What follows names the file already.
        String known = suffix.isEmpty() ? text : text.replace("--seeds, SEEDBED_SEEDS", "SEEDBED_SEEDS");
        StringBuilder named = new StringBuilder();
        Matcher option = OPTION.matcher(known);
        while (option.find()) {
            String name = option.group(1) == null ? option.group(3) : option.group(1);
            String value = option.group(2) == null ? "" : separator + option.group(2);
            option.appendReplacement(
                    named, Matcher.quoteReplacement(prefix + others.getOrDefault(name, name) + value + suffix));
        }
        return option.appendTail(named).toString();
    }

    /** The problem in the words of the door. */
    public Problem in(Problem problem) {
        return new Problem(in(problem.message()), nullable(problem.where()), nullable(problem.mend()));
    }

    /** Each problem in the words of the door. */
    public List<Problem> in(List<Problem> problems) {
        return problems.stream().map(this::in).toList();
    }

    /** The same failure in the words of the door, and in no others: who prints causes would say it twice. */
    public SeedException in(SeedException failure) {
        SeedException named = new SeedException(failure.kind(), in(failure.problems()), failure.getCause());
        named.setStackTrace(failure.getStackTrace());
        return named;
    }

    private @Nullable String nullable(@Nullable String text) {
        return text == null ? null : in(text);
    }
}
