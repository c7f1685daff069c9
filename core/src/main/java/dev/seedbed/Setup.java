package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.Settings;
import dev.seedbed.run.BeforeCommit;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Guard;
import dev.seedbed.run.Reading;
import dev.seedbed.run.RunRequest;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.run.Writing;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SeedbedConfig;
import dev.seedbed.source.SourceRequest;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Seedbed.Builder} was told, as the engine wants it said. At most one of {@code dataSource} and
 * {@code connection} is there; the rest is described at the builder's methods.
 */
record Setup(
        @Nullable DataSource dataSource,
        @Nullable Connection connection,
        SourceRequest source,
        SeedbedConfig config,
        SeedbedConfig.AfterMigrate afterMigrate,
        SeedbedConfig.OnBlocked onBlocked,
        @Nullable String schema,
        String environment,
        String environmentDeclaredBy,
        Set<String> onlySeeders,
        Set<String> namedTables,
        boolean allowBlocked,
        boolean restore,
        Duration lockTimeout,
        Duration statementTimeout,
        Function<String, @Nullable String> variables,
        Clock clock,
        Progress progress,
        @Nullable Consumer<RowChange> changes,
        @Nullable String actor,
        @Nullable String reason,
        Confirmation confirmation,
        BeforeCommit alongside) {

    Setup askedBy(String who, @Nullable String why, Confirmation confirms, Progress told, BeforeCommit also) {
        return new Setup(
                dataSource,
                connection,
                source,
                config,
                afterMigrate,
                onBlocked,
                schema,
                environment,
                environmentDeclaredBy,
                onlySeeders,
                namedTables,
                allowBlocked,
                restore,
                lockTimeout,
                statementTimeout,
                variables,
                clock,
                told,
                changes,
                who,
                why,
                confirms,
                also);
    }

    Setup through(DataSource others) {
        return new Setup(
                others,
                null,
                source,
                config,
                afterMigrate,
                onBlocked,
                schema,
                environment,
                environmentDeclaredBy,
                onlySeeders,
                namedTables,
                allowBlocked,
                restore,
                lockTimeout,
                statementTimeout,
                variables,
                clock,
                progress,
                changes,
                actor,
                reason,
                confirmation,
                alongside);
    }

    /** Other seeds for the same database and environment; its tables are where the connection looks for them. */
    Setup seeding(SourceRequest others) {
        return new Setup(
                dataSource,
                connection,
                others,
                config,
                SeedbedConfig.AfterMigrate.UPDATE,
                SeedbedConfig.OnBlocked.FAIL,
                null,
                environment,
                environmentDeclaredBy,
                Set.of(),
                Set.of(),
                false,
                false,
                lockTimeout,
                statementTimeout,
                variables,
                clock,
                Progress.NONE,
                null,
                actor,
                reason,
                Confirmation.GIVEN,
                BeforeCommit.NOTHING);
    }

    boolean isConnected() {
        return dataSource != null || connection != null;
    }

    /** Where runs take their connections from; not for a joined run. */
    DataSource connections() {
        if (dataSource == null) {
            throw SeedException.usage("No database was named.", "use Seedbed.on(dataSource)");
        }
        return dataSource;
    }

    /**
     * Looks at one moment of the database; inside the caller's transaction at what that sees.
     *
     * @throws SeedException where there is no database
     */
    <T> T reading(Reading.Look<T> look) {
        if (connection != null) {
            return Reading.of(connection, statementTimeout, look);
        }
        return Reading.of(connections(), statementTimeout, look);
    }

    /** Writes to the database. */
    <T> T writing(Reading.Look<T> work) {
        if (connection != null) {
            return Writing.of(connection, lockTimeout, work);
        }
        return Writing.of(connections(), lockTimeout, statementTimeout, work);
    }

    /** @throws SeedException for a key that could be guessed */
    LedgerKey ledgerKey() {
        return LedgerKey.of(variables.apply(LedgerKey.VARIABLE));
    }

    /** Asked only by a run that writes into a ledger. No lambdas, here and below: each run would link them. */
    private record KeyOfLedger(Setup setup) implements Supplier<LedgerKey> {
        @Override
        public LedgerKey get() {
            return setup.ledgerKey();
        }
    }

    private record RunOfLedger(Setup setup, Mode mode) implements Function<Catalogue, LedgerRun> {
        @Override
        public LedgerRun apply(Catalogue catalogue) {
            return setup.ledgerRun(mode.label(), catalogue);
        }
    }

    /** What entries say of who wrote them: unless somebody was named, the user of the database. */
    LedgerRun ledgerRun(String mode, Catalogue catalogue) {
        return ledgerRun(mode, actor, reason, catalogue);
    }

    /** The same of somebody else. */
    LedgerRun ledgerRun(String mode, @Nullable String who, @Nullable String why, Catalogue catalogue) {
        String by = Objects.requireNonNullElse(
                who, Objects.requireNonNullElse(catalogue.server().user(), "unknown"));
        return LedgerRun.of(clock.instant(), by, mode, environment, why);
    }

    List<SeedUnit> read() {
        return SeedSources.read(source);
    }

    /** @throws SeedException for names that nobody knows, and seeders that must not be planted here */
    Selection select(List<SeedUnit> units) {
        Selection.known(environment, environmentDeclaredBy, environments());
        return Selection.of(units, environment, environments(), onlySeeders);
    }

    /**
     * The tables that take part, as the seeds write them; empty for all.
     *
     * @throws SeedException for one that no seeder has rows for
     */
    Set<String> tables(List<SeedUnit> units) {
        return Selection.tables(units, namedTables);
    }

    boolean isChosen(SeedUnit unit) {
        return onlySeeders.isEmpty() || onlySeeders.contains(unit.name());
    }

    Set<String> environments() {
        return config.knownEnvironments();
    }

    /** @param tables what {@link #tables} answered */
    Settings settings(Set<String> tables) {
        Map<String, SeedValue> onInsert = new LinkedHashMap<>();
        Map<String, SeedValue> onUpdate = new LinkedHashMap<>();
        for (Map.Entry<String, SeedbedConfig.ColumnDefaults> column :
                config.columns().entrySet()) {
            SeedbedConfig.ColumnDefaults defaults = column.getValue();
            if (defaults.onInsert() != null) {
                onInsert.put(column.getKey(), defaults.onInsert());
            }
            if (defaults.onUpdate() != null) {
                onUpdate.put(column.getKey(), defaults.onUpdate());
            }
        }
        return new Settings(
                schema,
                onInsert,
                onUpdate,
                Set.copyOf(config.env()),
                variables,
                environment.equals("production"),
                restore,
                tables);
    }

    /** The settings of a run in some environments at once; variables that this process lacks are set elsewhere. */
    Settings settings(Set<String> tables, Set<String> environments) {
        Settings here = settings(tables);
        return new Settings(
                here.schema(),
                here.onInsert(),
                here.onUpdate(),
                here.allowedVariables(),
                environments.contains(environment) ? here.variables() : name -> "",
                here.production() && environments.contains("production"),
                here.restore(),
                here.onlyTables());
    }

    /** What takes part in a run, of all seeders that were read. */
    record Chosen(List<SeedUnit> units, Selection selection, Settings settings) {}

    /** @throws SeedException as {@link #select} and {@link #tables} */
    Chosen choose(List<SeedUnit> units) {
        Selection selection = select(units);
        return new Chosen(units, selection, settings(tables(units)));
    }

    RunRequest request(Mode mode, Chosen chosen, PlanMemory memory, boolean allowBlocked) {
        return request(mode, chosen, memory, allowBlocked, changes, null, null);
    }

    /** For a plan whose changes somebody else takes. */
    RunRequest looking(Mode mode, Chosen chosen, PlanMemory memory, Consumer<RowChange> taker) {
        return request(mode, chosen, memory, allowBlocked, taker, null, null);
    }

    RunRequest request(
            Mode mode,
            Chosen chosen,
            PlanMemory memory,
            @Nullable SavedPlan expected,
            @Nullable Consumer<SavedPlan> saving) {
        return request(mode, chosen, memory, allowBlocked, changes, expected, saving);
    }

    private RunRequest request(
            Mode mode,
            Chosen chosen,
            PlanMemory memory,
            boolean allowBlocked,
            @Nullable Consumer<RowChange> taker,
            @Nullable SavedPlan expected,
            @Nullable Consumer<SavedPlan> saving) {
        Selection selection = chosen.selection();
        return new RunRequest(
                mode,
                chosen.settings(),
                selection.planted(),
                selection.skipped(),
                selection.notChosen(),
                environment,
                environmentDeclaredBy,
                allowBlocked,
                lockTimeout,
                statementTimeout,
                clock,
                progress,
                taker,
                new KeyOfLedger(this),
                new RunOfLedger(this, mode),
                expected,
                saving,
                new Guard(mode, environment, environmentDeclaredBy, confirmation, expected != null),
                alongside,
                memory);
    }
}
