package dev.seedbed.spring;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties of one call, as with {@code java -jar app.jar --seedbed.run=plan}. A flag is given by its name alone.
 *
 * @param run {@code plan}, {@code status}, {@code apply}, or the mode to run; null, and {@code false}, for an ordinary start
 * @param mode that {@code plan} and {@code status} look ahead to; default {@code update}
 * @param out the file that {@code plan} saves its plan in
 * @param plan the file that {@code apply} reads; default {@code plan.json}
 * @param yes goes on in production without the database's name
 * @param confirm the database's name, in the place of {@code yes}
 * @param format {@code text} or {@code json}; default {@code text}
 * @param verbose lists every row
 * @param exitCode {@code status} exits 3 where the mode would write
 * @param allowBlocked plants the other rows where some are blocked
 * @param restore plants held rows too, and those that were deleted by hand
 * @param seeder only these; default all
 * @param table only these; default all
 */
@ConfigurationProperties("seedbed")
record RunProperties(
        @Nullable String run,
        @Nullable String mode,
        @Nullable Path out,
        @Nullable Path plan,
        @Nullable String yes,
        @Nullable String confirm,
        @Nullable String format,
        @Nullable String verbose,
        @Nullable String exitCode,
        @Nullable String allowBlocked,
        @Nullable String restore,
        @Nullable List<String> seeder,
        @Nullable List<String> table) {

    private static final Set<String> NO = Set.of("false", "no", "off", "0");

    RunProperties {
        run = isRun(run) ? run : null;
    }

    /** True where {@code seedbed.run} asks for a run, be it one that there is or not. */
    static boolean isRun(@Nullable String run) {
        return run != null && !run.equalsIgnoreCase("false");
    }

    /** True for a flag that is there, unless its value says no in one of the ways that Spring has for it. */
    static boolean is(@Nullable String flag) {
        return flag != null && !NO.contains(flag.strip().toLowerCase(Locale.ROOT));
    }
}
