package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.StoredLedger;
import dev.seedbed.plan.LedgerRows;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.Planner;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.Settings;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a run.
 *
 * @param units the seeders that take part in this environment
 * @param skippedUnits those that do not
 * @param notChosen those that were left out, where others were named
 * @param allowBlocked plants the rest where rows are blocked
 * @param lockTimeout how long to wait for another run, and for other locks
 * @param statementTimeout the longest that one statement may take; zero for no limit
 * @param changes is given every change; null for nobody
 * @param ledgerKey seals what the run writes into a ledger
 * @param ledgerRun what a ledger is told of who runs, by the description of the database
 * @param expected the run does this or nothing; null for whatever it finds to do
 * @param saving takes the plan that was made; null for nobody
 * @param guard sees every description of the database first
 * @param alongside is written in the same transaction
 * @param memory what earlier runs on the same database have learned
 */
public record RunRequest(
        Mode mode,
        Settings settings,
        List<SeedUnit> units,
        List<SeedUnit> skippedUnits,
        List<SeedUnit> notChosen,
        String environment,
        String environmentDeclaredBy,
        boolean allowBlocked,
        Duration lockTimeout,
        Duration statementTimeout,
        Clock clock,
        Progress progress,
        @Nullable Consumer<RowChange> changes,
        Supplier<LedgerKey> ledgerKey,
        Function<Catalogue, LedgerRun> ledgerRun,
        @Nullable SavedPlan expected,
        @Nullable Consumer<SavedPlan> saving,
        Guard guard,
        BeforeCommit alongside,
        PlanMemory memory) {
    public RunRequest {
        units = List.copyOf(units);
        skippedUnits = List.copyOf(skippedUnits);
        notChosen = List.copyOf(notChosen);
    }

    Planner planner(Dialect dialect) {
        return new Planner(
                        dialect,
                        settings,
                        mode,
                        units,
                        memory,
                        progress,
                        catalogue -> StoredLedger.in(catalogue, dialect))
                .leavingOut(notChosen, skippedUnits)
                .guarded(guard::check);
    }

    /** True where a message of the database might hold a value that is to be masked. */
    boolean hasSensitive() {
        // Those that take no part in the run too: SQL and triggers reach their tables all the same.
        boolean sensitive = false;
        for (List<SeedUnit> seeders : List.of(units, skippedUnits, notChosen)) {
            for (SeedUnit unit : seeders) {
                for (SeedTable table : unit.tables()) {
                    sensitive |= !table.sensitive().isEmpty();
                }
            }
        }
        return sensitive;
    }

    Writer writer(Connection connection, Dialect dialect, Plan plan, boolean diagnose) {
        ValuesOnInsert values = new ValuesOnInsert(clock.instant(), settings.variables());
        return new Writer(connection, dialect, plan, values, progress, hasSensitive(), diagnose);
    }

    /** Writes down what a plan has done, in its transaction: in the ledger, where the database has one, and for the caller. */
    void remember(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        enter(connection, dialect, plan);
        alongside.write(connection);
    }

    private void enter(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        TableName table = LedgerTable.in(plan.catalogue());
        if (table == null) {
            return;
        }
        LedgerWriter writer =
                new LedgerWriter(connection, dialect, table, ledgerRun.apply(plan.catalogue()), ledgerKey.get());
        if (mode == Mode.RESET) {
            writer.reset();
        }
        LedgerRows rows = new LedgerRows(plan);
        writer.addAll(rows::each);
        writer.finish();
    }

    /** What keeps a plan from being the one that is expected; empty where it is, or none is. */
    List<Problem> staleness(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        return expected == null ? List.of() : expected.differences(saved(connection, dialect, plan));
    }

    /** A plan as it can be saved. */
    SavedPlan saved(Connection connection, Dialect dialect, Plan plan) throws SQLException {
        return SavedPlan.of(
                this,
                plan,
                DatabaseIdentity.of(connection, dialect, plan.catalogue().server()));
    }
}
