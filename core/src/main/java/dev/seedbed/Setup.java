package dev.seedbed;

import dev.seedbed.database.Catalogue;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.Settings;
import dev.seedbed.run.Guard;
import dev.seedbed.run.RunRequest;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SeedbedConfig;
import dev.seedbed.source.SourceRequest;
import java.time.Clock;
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
 * What a {@link Seedbed.Builder} was told, as the engine wants it said; what is not described here is at the builder's methods.
 *
 * @param wanted which seeds, and how far they are planted
 */
record Setup(
        Target target,
        Wanted wanted,
        Asked asked,
        SeedbedConfig config,
        Function<String, @Nullable String> variables,
        Clock clock) {

    /** Which seeds take part in runs. */
    record Wanted(
            SourceRequest source,
            SeedbedConfig.AfterMigrate afterMigrate,
            SeedbedConfig.OnBlocked onBlocked,
            Set<String> seeders,
            Set<String> tables,
            boolean allowBlocked,
            boolean restore) {
        static Wanted all(SourceRequest source) {
            return new Wanted(
                    source,
                    SeedbedConfig.AfterMigrate.UPDATE,
                    SeedbedConfig.OnBlocked.FAIL,
                    Set.of(),
                    Set.of(),
                    false,
                    false);
        }
    }

    Setup askedBy(Asked others) {
        return new Setup(target, wanted, others, config, variables, clock);
    }

    Setup through(DataSource others) {
        return new Setup(target.through(others), wanted, asked, config, variables, clock);
    }

    /** Other seeds for the same database and environment; its tables are where the connection looks for them. */
    Setup seeding(SourceRequest others) {
        return new Setup(target.withoutSchema(), Wanted.all(others), asked.byModule(), config, variables, clock);
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
            LedgerRun run = setup.ledgerRun(mode.label(), catalogue);
            String id = setup.asked().runRecord().id();
            return id == null ? run : run.called(id);
        }
    }

    /** What entries say of who wrote them: unless somebody was named, the user of the database. */
    LedgerRun ledgerRun(String mode, Catalogue catalogue) {
        return ledgerRun(mode, asked.actor(), asked.reason(), catalogue);
    }

    /** The same of somebody else. */
    LedgerRun ledgerRun(String mode, @Nullable String who, @Nullable String why, Catalogue catalogue) {
        String by = Objects.requireNonNullElse(
                who, Objects.requireNonNullElse(catalogue.server().user(), "unknown"));
        return LedgerRun.of(clock.instant(), by, mode, target.environment(), why);
    }

    List<SeedUnit> read() {
        return SeedSources.read(wanted.source());
    }

    /** @throws SeedException for names that nobody knows, and seeders that must not be planted here */
    Selection select(List<SeedUnit> units) {
        Selection.known(target.environment(), target.environmentDeclaredBy(), environments());
        return Selection.of(units, target.environment(), environments(), wanted.seeders());
    }

    /**
     * The tables that take part, as the seeds write them; empty for all.
     *
     * @throws SeedException for one that no seeder has rows for
     */
    Set<String> tables(List<SeedUnit> units) {
        return Selection.tables(units, wanted.tables());
    }

    boolean isChosen(SeedUnit unit) {
        return wanted.seeders().isEmpty() || wanted.seeders().contains(unit.name());
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
                target.schema(),
                onInsert,
                onUpdate,
                Set.copyOf(config.env()),
                variables,
                target.environment().equals("production"),
                wanted.restore(),
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
                environments.contains(target.environment()) ? here.variables() : name -> "",
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
        return request(mode, chosen, memory, allowBlocked, asked.changes(), null, null);
    }

    /** For a plan whose changes somebody else takes. */
    RunRequest looking(Mode mode, Chosen chosen, PlanMemory memory, Consumer<RowChange> taker) {
        return request(mode, chosen, memory, wanted.allowBlocked(), taker, null, null);
    }

    RunRequest request(
            Mode mode,
            Chosen chosen,
            PlanMemory memory,
            @Nullable SavedPlan expected,
            @Nullable Consumer<SavedPlan> saving) {
        return request(mode, chosen, memory, wanted.allowBlocked(), asked.changes(), expected, saving);
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
                target.environment(),
                target.environmentDeclaredBy(),
                allowBlocked,
                target.lockTimeout(),
                target.statementTimeout(),
                clock,
                asked.progress(),
                taker,
                new KeyOfLedger(this),
                new RunOfLedger(this, mode),
                expected,
                saving,
                new Guard(
                        mode,
                        target.environment(),
                        target.environmentDeclaredBy(),
                        asked.confirmation(),
                        expected != null),
                asked.runRecord().alongside(),
                memory);
    }
}
