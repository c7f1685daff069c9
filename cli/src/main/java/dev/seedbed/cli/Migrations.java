package dev.seedbed.cli;

import dev.seedbed.connect.Database;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;

/** A directory of migrations, which Flyway applies. No other command loads a class of Flyway's. */
final class Migrations {
    /** As long as a run waits where nobody says how long. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    /** The version before all migrations. */
    private static final String NOTHING = "0";

    private final Path directory;
    private final Path shown;

    private Migrations(Path directory, Path shown) {
        this.directory = directory;
        this.shown = shown;
    }

    /**
     * A migration that was applied.
     *
     * @param version null for one that is repeated whenever it changes
     */
    record Applied(@Nullable String version, String description, String script, int millis) {
        static List<Applied> of(MigrateResult result) {
            List<Applied> applied = new ArrayList<>();
            for (MigrateOutput each : result.migrations) {
                String version = each.version == null || each.version.isEmpty() ? null : each.version;
                applied.add(new Applied(
                        version,
                        each.description,
                        String.valueOf(Path.of(each.filepath).getFileName()),
                        each.executionTime));
            }
            return applied;
        }

        String json() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("version", version);
            values.put("description", description);
            values.put("script", script);
            values.put("durationMillis", millis);
            return ReportJson.line(values);
        }
    }

    /**
     * The migrations in a directory.
     *
     * @param written as the caller wrote it
     * @throws SeedException of kind usage where it is not there, or holds no migration
     */
    static Migrations of(Path working, Path written) {
        Path directory = working.resolve(written).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw SeedException.usage(
                    "There is no directory \"" + written + "\" with migrations.",
                    "--migrations",
                    "name the directory of your migrations with --migrations");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            if (files.noneMatch(file -> file.toString().endsWith(".sql"))) {
                throw SeedException.usage(
                        "The directory \"" + written + "\" holds no migration.",
                        "--migrations",
                        "name the directory of your migrations with --migrations");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Migrations(directory, written);
    }

    /** Flyway waits a second after each try, the last one included; -1 is for ever. */
    private static int retries(Duration timeout) {
        return timeout.isZero() ? -1 : (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toSeconds()) - 1);
    }

    /**
     * Applies those that the database has not had.
     *
     * @param schema where they make their tables; null for the database's own default
     * @param lockTimeout how long to wait for others that apply migrations, in whole seconds at least; zero for as long as
     *     they take; null for 60 seconds
     * @param actor who is remembered as having applied them; null for the user of the database
     * @param told is given those that were applied, also where a later one fails; not where the first one does
     * @throws SeedException where one fails, or they do not fit what was applied before
     */
    List<Applied> run(
            Database database,
            @Nullable String schema,
            @Nullable Duration lockTimeout,
            @Nullable String actor,
            Consumer<List<Applied>> told) {
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("filesystem:" + directory)
                .validateMigrationNaming(true)
                .lockRetryCount(retries(lockTimeout == null ? LOCK_TIMEOUT : lockTimeout))
                .loggers("slf4j");
        if (schema != null) {
            configuration.defaultSchema(schema);
        }
        if (actor != null) {
            configuration.installedBy(actor);
        }
        Flyway flyway = configuration.load();
        try {
            List<Applied> applied = Applied.of(migrate(flyway, configuration));
            told.accept(applied);
            return applied;
        } catch (FlywayMigrateException e) {
            List<Applied> before = Applied.of(e.getErrorResult());
            if (!before.isEmpty()) {
                told.accept(before);
            }
            throw new FailedMigration(flyway, shown).of(e);
        } catch (FlywayException e) {
            throw new FailedMigration(flyway, shown).of(e);
        }
    }

    /** A mark or a ledger that is there before the first migration is no schema that others have made. */
    private static MigrateResult migrate(Flyway flyway, FluentConfiguration configuration) {
        try {
            return flyway.migrate();
        } catch (FlywayException e) {
            if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                    && new OwnTables(configuration).areAll()
                    && isAbove(flyway)) {
                return configuration
                        .baselineOnMigrate(true)
                        .baselineVersion(NOTHING)
                        .baselineDescription("tables of Seedbed")
                        .load()
                        .migrate();
            }
            throw e;
        }
    }

    /** Else a baseline would pass over a migration. */
    private static boolean isAbove(Flyway flyway) {
        MigrationVersion nothing = MigrationVersion.fromVersion(NOTHING);
        return Stream.of(flyway.info().all())
                .allMatch(each -> each.getVersion() == null || each.getVersion().compareTo(nothing) > 0);
    }
}
