package dev.seedbed.cli;

import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the database is for.
 *
 * @param declaredBy {@code flag}, {@code variable}, {@code configuration} or {@code default}
 */
record Environment(String name, String declaredBy) {
    static final List<String> ALWAYS = List.of("development", "test", "staging", "production");

    /**
     * The environment that the first of flag, variable and configuration declares; production where none does.
     *
     * @throws SeedException of kind usage for a name that nobody allowed
     */
    static Environment of(@Nullable String flag, @Nullable String variable, SeedbedConfig config) {
        List<String> allowed = allowed(config);
        if (flag != null) {
            return new Environment(flag, "flag").checked(allowed, "--env");
        }
        if (variable != null) {
            return new Environment(variable, "variable").checked(allowed, "SEEDBED_ENV");
        }
        String configured = config.environment();
        return configured == null
                ? new Environment("production", "default")
                : new Environment(configured, "configuration").checked(allowed, "environment in seedbed.yaml");
    }

    /**
     * The environment that a command is about, rather than run in.
     *
     * @throws SeedException of kind usage for a name that nobody allowed
     */
    static Environment named(String name, SeedbedConfig config) {
        return new Environment(name, "flag").checked(allowed(config), null);
    }

    private static List<String> allowed(SeedbedConfig config) {
        List<String> allowed = new ArrayList<>(ALWAYS);
        for (String more : config.environments()) {
            if (!allowed.contains(more)) {
                allowed.add(more);
            }
        }
        return allowed;
    }

    private Environment checked(List<String> allowed, @Nullable String by) {
        if (allowed.contains(name)) {
            return this;
        }
        String nearest = nearest(allowed);
        throw SeedException.usage(
                "\"" + name + "\" is not an environment.",
                by,
                (nearest == null ? "" : "write \"" + nearest + "\"; ") + "known ones are " + String.join(", ", allowed)
                        + "; more go under \"environments:\" in seedbed.yaml");
    }

    private @Nullable String nearest(List<String> allowed) {
        String given = name.toLowerCase(Locale.ROOT);
        return allowed.stream()
                .filter(it -> given.length() >= 2
                        && (it.startsWith(given) || given.startsWith(it) || distance(given, it) <= it.length() / 3))
                .findFirst()
                .orElse(null);
    }

    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int swap = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(swap, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
            }
        }
        return steps[a.length()][b.length()];
    }
}
