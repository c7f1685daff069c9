package dev.seedbed.spring;

import dev.seedbed.seed.SeedException;
import dev.seedbed.source.Known;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.DefaultApplicationArguments;

/**
 * The options of a call, as Spring Boot spells them. It passes over those that it does not know: a slip of the pen in
 * {@code --seedbed.seeder} would have all seeders run.
 */
final class CallOptions {
    private static final String PREFIX = "seedbed.";
    private static final Known NAMES = new Known(names());
    /** Properties of another module of Seedbed, which knows them. */
    static final String OF_ADMIN = PREFIX + "admin";

    private static final Known FORMATS = Known.of("text", "json");

    private CallOptions() {}

    /** @throws SeedException as a usage error for an option {@code --seedbed.*} that is none, and a format that is none */
    static void check(@Nullable String format, String... args) {
        String unknown = unknown(args);
        if (unknown != null) {
            throw SeedException.usage(
                    "There is no option \"--" + unknown + "\".", "the call", NAMES.mend(unknown, "options"));
        }
        if (format != null && !FORMATS.contains(format)) {
            throw SeedException.usage(
                    "\"" + format + "\" is no format.", PREFIX + "format", FORMATS.mend(format, "formats"));
        }
    }

    /** The first {@code --seedbed.*} that is none; null where all are. */
    static @Nullable String unknown(String... args) {
        return new DefaultApplicationArguments(args)
                .getOptionNames().stream()
                        .map(option -> option.replaceFirst("\\[.*", ""))
                        .filter(name -> name.startsWith(PREFIX) && !isKnown(name))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean isKnown(String name) {
        return name.startsWith(OF_ADMIN + ".")
                || NAMES.names().stream().anyMatch(known -> uniform(known).equals(uniform(name)));
    }

    /** Spring Boot takes exitCode, exit-code and exit_code for the same. */
    private static String uniform(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Of all properties. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        add(PREFIX, RunProperties.class, names);
        add(PREFIX, SeedbedProperties.class, names);
        return names;
    }

    private static void add(String prefix, Class<?> type, List<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + dashed(component.getName());
            if (component.getType().isRecord()) {
                add(name + ".", component.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    private static String dashed(String name) {
        StringBuilder dashed = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                dashed.append('-');
            }
            dashed.append(Character.toLowerCase(c));
        }
        return dashed.toString();
    }
}
