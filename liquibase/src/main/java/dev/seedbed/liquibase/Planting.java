package dev.seedbed.liquibase;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ReportText;
import dev.seedbed.show.SettingNames;
import dev.seedbed.source.SeedbedConfig;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.executor.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A run as Liquibase and {@code seedbed.yaml} have it, on Liquibase's connection.
 *
 * @param seeds where the seeds are, with commas between several places; null for where the configuration has them
 * @param mode null for what the configuration has follow migrations
 */
record Planting(
        Database database,
        Contexts contexts,
        @Nullable String seeds,
        @Nullable AfterMigrate mode) {

    /** False where Liquibase only writes down what it would do. */
    boolean isOnDatabase() {
        return Scope.getCurrentScope()
                .getSingleton(ExecutorService.class)
                .getExecutor("jdbc", database)
                .updatesDatabase();
    }

    /** In a transaction of its own, between those of Liquibase. */
    Optional<Report> alone() {
        try (LiquibaseConnection own = LiquibaseConnection.take(connection())) {
            return run(Seedbed.on(own));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** In the transaction of Liquibase, where there is one: a changeset may say that it runs in none. */
    Optional<Report> joined() {
        try {
            return connection().getAutoCommit() ? alone() : run(Seedbed.on(connection()));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What came of it, for people; without the tables in which everything is as declared. */
    static String text(Report report) {
        String mode = report.mode().label();
        return "Seedbed: " + new ReportText(new Heading(mode, null, null), Paint.OFF, false).focused(report);
    }

    /** True where somebody should look at it. */
    static boolean hasTroubles(Report report) {
        return !report.warnings().isEmpty() || report.blocked() > 0;
    }

    private Optional<Report> run(Seedbed.Builder builder) throws SQLException {
        ClassLoader classPath = Scope.getCurrentScope().getClassLoader();
        SeedbedConfig config = seeds == null
                ? SeedbedConfig.find(Path.of(""), classPath)
                : SeedbedConfig.findFile(Path.of(""), classPath);
        builder.configured().config(config).classLoader(classPath);
        if (seeds != null) {
            builder.seeds(Arrays.stream(seeds.split(",")).map(String::strip).toArray(String[]::new));
        }
        if (mode != null) {
            builder.afterMigrate(mode);
        }
        if (config.schema() == null) {
            builder.schema(schema());
        }
        DeclaredEnvironment environment = DeclaredEnvironment.of(contexts, config);
        if (environment != null) {
            builder.environment(environment.name(), environment.by());
        }
        try {
            return builder.build().afterMigrations();
        } catch (SeedException e) {
            throw SettingNames.CONFIGURED.in(e);
        }
    }

    /** The schema that somebody told Liquibase, rather than the one that the connection has anyway; else null. */
    private @Nullable String schema() throws SQLException {
        String told = database.getDefaultSchemaName();
        return told == null || told.equals(connection().getSchema()) ? null : told;
    }

    private Connection connection() {
        return database.getConnection().getUnderlyingConnection();
    }

    private static SeedException failed(SQLException e) {
        return new SeedException(
                new Problem("Liquibase's connection cannot be used: " + e.getMessage() + ".", null, null), e);
    }
}
