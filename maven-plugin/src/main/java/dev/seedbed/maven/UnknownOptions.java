package dev.seedbed.maven;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.Known;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/**
 * Options {@code -Dseedbed.*} of a call that no goal has. Maven passes over them: a slip of the pen in
 * {@code -Dseedbed.seeder} would have all seeders run. One that may be meant for somebody else in the same build is warned of.
 */
final class UnknownOptions {
    private static final String PREFIX = "seedbed.";

    /** Where Maven finds out which goals there are, and what each of them takes. */
    private static final String DESCRIPTOR = "/META-INF/maven/plugin.xml";

    private static final Pattern OPTION = Pattern.compile("\\$\\{seedbed\\.([a-z-]+)}");

    /** Near one of the goals, and known: the version in a POM, and properties of an application on Spring Boot. */
    private static final Set<String> OF_OTHERS = Set.of("version", "on-blocked", "confirm");

    /** What Spring Boot and Liquibase call {@code -Dseedbed.env}. */
    private static final String ENVIRONMENT = "environment";

    private UnknownOptions() {}

    /** @throws SeedException as a usage error for those that are near an option of a goal */
    static void refuse(Properties given, Log log) {
        Known known = new Known(known());
        List<Problem> near = new ArrayList<>();
        for (String name : new TreeSet<>(given.stringPropertyNames())) {
            String option = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
            if (option.isEmpty() || known.contains(option) || OF_OTHERS.contains(option)) {
                continue;
            }
            String what = "There is no option -D" + name;
            String nearest = known.nearest(option);
            if (nearest != null) {
                near.add(new Problem(what + ".", "the call", "write -D" + PREFIX + nearest));
            } else {
                log.warn(what + " of this plugin, which passes over it; "
                        + (option.equals(ENVIRONMENT)
                                ? "its own is -Dseedbed.env"
                                : "known options are " + String.join(", ", known.names())));
            }
        }
        if (!near.isEmpty()) {
            throw new SeedException(SeedException.Kind.USAGE, near, null);
        }
    }

    private static List<String> known() {
        try (InputStream descriptor = UnknownOptions.class.getResourceAsStream(DESCRIPTOR)) {
            return OPTION.matcher(new String(descriptor.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
