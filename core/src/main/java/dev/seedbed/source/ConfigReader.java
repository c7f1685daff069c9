package dev.seedbed.source;

import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code seedbed.yaml}. */
final class ConfigReader {
    static final Known KEYS = Known.of(
            "seeds",
            "url",
            "user",
            "password-env",
            "password-file",
            "schema",
            "environment",
            "environments",
            "env",
            "columns",
            "after-migrate",
            "on-blocked",
            "lock-timeout",
            "statement-timeout",
            "releases",
            "$schema");
    static final Known COLUMN_KEYS = Known.of("on-insert", "on-update");
    static final Map<String, SeedbedConfig.AfterMigrate> AFTER_MIGRATE = new LinkedHashMap<>();
    static final Map<String, SeedbedConfig.OnBlocked> ON_BLOCKED = new LinkedHashMap<>();

    static {
        AFTER_MIGRATE.put("fill", SeedbedConfig.AfterMigrate.FILL);
        AFTER_MIGRATE.put("init", SeedbedConfig.AfterMigrate.INIT);
        AFTER_MIGRATE.put("update", SeedbedConfig.AfterMigrate.UPDATE);
        AFTER_MIGRATE.put("off", SeedbedConfig.AfterMigrate.OFF);
        ON_BLOCKED.put("fail", SeedbedConfig.OnBlocked.FAIL);
        ON_BLOCKED.put("report", SeedbedConfig.OnBlocked.REPORT);
    }

    private static final int LARGEST = Limits.MIB;
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,9})(ms|s|m|h)");
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What PostgreSQL can hold as a timeout in milliseconds. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final Options options;
    private final Problems problems;

    private ConfigReader(Node.Mapping mapping, Problems problems) {
        this.options = new Options(withoutPassword(mapping, problems), "the configuration", KEYS, problems);
        this.problems = problems;
    }

    static SeedbedConfig read(Path file) {
        return read(() -> Files.newInputStream(file), file.toString().replace('\\', '/'));
    }

    /** A place that a configuration is read from. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** @param shown how messages call it */
    static SeedbedConfig read(Content content, String shown) {
        Document document = Document.parse(bytes(content, Location.of(shown)), shown, false);
        Problems problems = document.problems();
        if (document.root() == null) {
            problems.throwIfAny();
            return SeedbedConfig.DEFAULTS;
        }
        if (!(document.root() instanceof Node.Mapping mapping)) {
            problems.add(
                    "The configuration is " + document.root().kind() + ", but a mapping is expected.",
                    document.root().at(),
                    "write keys and values, such as seeds: seeds");
            throw problems.exception();
        }
        SeedbedConfig config = new ConfigReader(mapping, problems).config();
        problems.throwIfAny();
        return config;
    }

    private static byte[] bytes(Content from, Location at) {
        try (InputStream in = from.open()) {
            byte[] content = in.readNBytes(LARGEST);
            if (in.read() >= 0) {
                throw new SeedException(Problem.of(
                        "The configuration is larger than " + LARGEST / Limits.MIB + " MiB.", at, "make it smaller"));
            }
            return content;
        } catch (IOException e) {
            throw new SeedException(
                    Problem.of(
                            "The configuration cannot be read: " + FileFailure.why(e) + ".",
                            at,
                            "check that the file exists and that its permissions let this user read it"),
                    e);
        }
    }

    /** What a text outside of the configuration chooses. */
    static <T> T choice(String text, String setting, Map<String, T> choices) {
        T chosen = choices.get(text.toLowerCase(Locale.ROOT));
        if (chosen == null) {
            String nearest = new Known(List.copyOf(choices.keySet())).nearest(text);
            throw SeedException.usage(
                    "\"" + Excerpt.plain(text) + "\" is none of " + String.join(", ", choices.keySet()) + ".",
                    setting,
                    nearest == null ? "write one of them" : "write \"" + nearest + "\"");
        }
        return chosen;
    }

    private static Node.Mapping withoutPassword(Node.Mapping mapping, Problems problems) {
        Node.Entry password = mapping.entries().get("password");
        if (password == null) {
            return mapping;
        }
        problems.add(
                "A password does not belong into the configuration.",
                password.keyAt(),
                "name the environment variable that holds it with \"password-env\", or a file with \"password-file\"");
        Map<String, Node.Entry> others = new LinkedHashMap<>(mapping.entries());
        others.remove("password");
        return new Node.Mapping(others, mapping.at());
    }

    private SeedbedConfig config() {
        List<String> seeds = options.names("seeds", "name directories, files, or classpath: folders");
        if (options.get("seeds") instanceof Node.Sequence list && list.items().isEmpty()) {
            options.wrong("seeds", "is empty.", "name a directory, or remove the key: it is then \"seeds\"");
        }
        if (options.has("password-env") && options.has("password-file")) {
            options.wrong("password-file", "stands beside \"password-env\".", "keep one of the two");
        }
        return new SeedbedConfig(
                seeds.isEmpty() ? SeedbedConfig.DEFAULTS.seeds() : seeds,
                options.text("url", "write a JDBC URL"),
                options.text("user", "write the name of the database user"),
                matching(
                        "password-env",
                        options.text("password-env", "name an environment variable"),
                        VARIABLE,
                        "name an environment variable: letters, digits and _"),
                options.text("password-file", "name a file"),
                options.text("schema", "name a schema"),
                matching(
                        "environment",
                        options.text("environment", "name an environment"),
                        ENVIRONMENT,
                        "write it in lower case: letters, digits, - and _"),
                allMatching("environments", ENVIRONMENT, "write it in lower case: letters, digits, - and _"),
                allMatching("env", VARIABLE, "name environment variables: letters, digits and _"),
                columns(),
                options.choice("after-migrate", AFTER_MIGRATE, SeedbedConfig.AfterMigrate.FILL),
                options.choice("on-blocked", ON_BLOCKED, SeedbedConfig.OnBlocked.REPORT),
                duration("lock-timeout"),
                duration("statement-timeout"),
                options.text("releases", "write a pattern of tags, such as v*"));
    }

    private List<String> allMatching(String key, Pattern pattern, String mend) {
        List<String> names = options.names(key, mend);
        names.forEach(name -> matching(key, name, pattern, mend));
        return names;
    }

    private @Nullable String matching(String key, @Nullable String name, Pattern pattern, String mend) {
        if (name != null && !pattern.matcher(name).matches()) {
            options.wrong(key, "has " + Excerpt.of(name) + " for a name.", mend);
        }
        return name;
    }

    private @Nullable Duration duration(String key) {
        String mend = "write a number and a unit, such as 500ms, 30s, 5m or 1h";
        String text = options.text(key, mend);
        if (text == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
            options.wrong(key, "is " + Excerpt.of(text) + ", longer than 24 days.", "write a shorter one");
            return null;
        }
        options.wrong(key, "is " + Excerpt.of(text) + ", which is no duration.", mend);
        return null;
    }

    private Map<String, SeedbedConfig.ColumnDefaults> columns() {
        Map<String, SeedbedConfig.ColumnDefaults> columns = new LinkedHashMap<>();
        Node node = options.get("columns");
        if (node == null) {
            return columns;
        }
        String mend = "write {created_at: {on-insert: {$now: true}}}";
        if (!(node instanceof Node.Mapping mapping)) {
            options.wrong("columns", "is " + node.kind() + ", but a mapping of columns is expected.", mend);
            return columns;
        }
        mapping.entries().forEach((column, entry) -> {
            if (!Options.isColumnName(column, "the configuration", entry.keyAt(), problems)) {
                return;
            }
            if (entry.value() instanceof Node.Mapping defaults
                    && !defaults.entries().isEmpty()) {
                String place = "column " + Excerpt.of(column);
                Options of = new Options(defaults, place, COLUMN_KEYS, problems);
                columns.put(column, new SeedbedConfig.ColumnDefaults(value(of, "on-insert"), value(of, "on-update")));
            } else {
                problems.add(
                        "Column " + Excerpt.of(column) + " has neither \"on-insert\" nor \"on-update\".",
                        entry.keyAt(),
                        mend);
            }
        });
        return columns;
    }

    private static @Nullable SeedValue value(Options options, String key) {
        Node node = options.get(key);
        return node == null ? null : node.toValue();
    }
}
