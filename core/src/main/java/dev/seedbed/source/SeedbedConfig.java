package dev.seedbed.source;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code seedbed.yaml} says. Flags and environment variables go before it; that order is the caller's.
 *
 * @param seeds locations as {@link SourceRequest} takes them; default {@code seeds}
 * @param url of the database; null where it is not said
 * @param user null where it is not said
 * @param passwordEnv the environment variable that holds the password; null for none
 * @param passwordFile the file that holds the password, relative to {@code seedbed.yaml}; null for none
 * @param schema null for the database's own default
 * @param environment null where it is not said
 * @param environments names allowed beside {@code development}, {@code test}, {@code staging}, {@code production}
 * @param env names that {@code $env} may read; empty for none
 * @param columns by column name, values for every seeded table that has the column
 * @param afterMigrate what follows migrations; default {@code fill}
 * @param onBlocked what a run after migrations does about blocked rows; default {@code report}
 * @param lockTimeout null for the default of the run
 * @param statementTimeout null for the default of the run
 * @param releases pattern of the tags that are releases, such as {@code v*}; null where it is not said
 */
public record SeedbedConfig(
        List<String> seeds,
        @Nullable String url,
        @Nullable String user,
        @Nullable String passwordEnv,
        @Nullable String passwordFile,
        @Nullable String schema,
        @Nullable String environment,
        List<String> environments,
        List<String> env,
        Map<String, ColumnDefaults> columns,
        AfterMigrate afterMigrate,
        OnBlocked onBlocked,
        @Nullable Duration lockTimeout,
        @Nullable Duration statementTimeout,
        @Nullable String releases) {

    /** The environments that are always known. */
    public static final Set<String> ALWAYS_KNOWN =
            Collections.unmodifiableSet(new LinkedHashSet<>(List.of("development", "test", "staging", "production")));

    /** The file's name. */
    public static final String FILE = "seedbed.yaml";

    static final String OTHER_FILE = "seedbed.yml";

    /** Where nothing is configured. */
    public static final SeedbedConfig DEFAULTS = new SeedbedConfig(
            List.of("seeds"),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            Map.of(),
            AfterMigrate.FILL,
            OnBlocked.REPORT,
            null,
            null,
            null);

    /** What follows migrations. */
    public enum AfterMigrate {
        FILL,
        INIT,
        UPDATE,
        /** Nothing. */
        OFF;

        /**
         * The one that {@code seedbed.yaml} calls so, for programs that are configured elsewhere.
         *
         * @param setting what it stands in, to be named where it is wrong
         * @throws SeedException as a usage error for any other text
         */
        public static AfterMigrate of(String text, String setting) {
            return ConfigReader.choice(text, setting, ConfigReader.AFTER_MIGRATE);
        }
    }

    /** What a run after migrations does about blocked rows. */
    public enum OnBlocked {
        /** It fails, and nothing is written. */
        FAIL,
        /** It plants the rest and logs an error. */
        REPORT;

        /** As {@link AfterMigrate#of}. */
        public static OnBlocked of(String text, String setting) {
            return ConfigReader.choice(text, setting, ConfigReader.ON_BLOCKED);
        }
    }

    /**
     * Values of a column in every seeded table that has it.
     *
     * @param onInsert null for none
     * @param onUpdate null for none
     */
    public record ColumnDefaults(
            @Nullable SeedValue onInsert, @Nullable SeedValue onUpdate) {}

    public SeedbedConfig {
        seeds = List.copyOf(seeds);
        environments = List.copyOf(environments);
        env = List.copyOf(env);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** Every environment that a run may be for. */
    public Set<String> knownEnvironments() {
        Set<String> names = new LinkedHashSet<>(ALWAYS_KNOWN);
        names.addAll(environments);
        return names;
    }

    /**
     * Reads the file {@code seedbed.yaml} in a directory; {@link #DEFAULTS} where there is none.
     *
     * @throws SeedException with all that is wrong with it
     */
    public static SeedbedConfig readFrom(Path directory) {
        return isIn(directory) ? read(directory.resolve(FILE)) : DEFAULTS;
    }

    /**
     * True where a directory has the file.
     *
     * @throws SeedException where it has one that nobody would read, with the other ending of YAML
     */
    static boolean isIn(Path directory) {
        boolean is = Files.exists(directory.resolve(FILE));
        Path other = directory.resolve(OTHER_FILE);
        if (!is && Files.exists(other)) {
            throw misnamed(other.toString());
        }
        return is;
    }

    static SeedException misnamed(String place) {
        return new SeedException(new Problem(
                "The configuration is called " + OTHER_FILE + ", and nobody would read it.",
                place,
                "rename it to " + FILE));
    }

    /**
     * What configures a program that has its seeds with it: {@code seedbed.yaml} in its working directory, else the first
     * one on its class path, whose relative seeds are {@code classpath:} places. Where no seeds are named, they are the
     * directory {@code seeds} beside the file in the working directory, else {@code classpath:seeds}, else the directory
     * {@code seeds}, else no place at all, since seeders may be written in Java.
     *
     * @throws SeedException with all that is wrong with it
     */
    public static SeedbedConfig find(Path directory, ClassLoader classPath) {
        return FoundConfig.find(directory, classPath);
    }

    /**
     * The same for a program that says itself where its seeds are: no class path is searched for them, and what the
     * configuration has for seeds is as the file writes it.
     *
     * @throws SeedException with all that is wrong with it
     */
    public static SeedbedConfig findFile(Path directory, ClassLoader classPath) {
        return FoundConfig.findFile(directory, classPath);
    }

    SeedbedConfig withSeeds(List<String> places) {
        return new SeedbedConfig(
                places,
                url,
                user,
                passwordEnv,
                passwordFile,
                schema,
                environment,
                environments,
                env,
                columns,
                afterMigrate,
                onBlocked,
                lockTimeout,
                statementTimeout,
                releases);
    }

    /**
     * Reads a configuration file of whatever name, as YAML.
     *
     * @throws SeedException where it is missing, and with all that is wrong with it
     */
    public static SeedbedConfig read(Path file) {
        return ConfigReader.read(file);
    }
}
