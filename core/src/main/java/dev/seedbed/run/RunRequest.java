package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.Planner;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.Settings;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
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
 * @param ledger what earlier runs wrote down
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
        LedgerView ledger,
        PlanMemory memory) {
    public RunRequest {
        units = List.copyOf(units);
        skippedUnits = List.copyOf(skippedUnits);
        notChosen = List.copyOf(notChosen);
    }

    Planner planner(Dialect dialect) {
        return new Planner(dialect, settings, mode, units, memory, progress, ledger)
                .leavingOut(notChosen, skippedUnits);
    }

    Writer writer(Connection connection, Dialect dialect, Plan plan, boolean diagnose) {
        ValuesOnInsert values = new ValuesOnInsert(clock.instant(), settings.variables());
        return new Writer(connection, dialect, plan, values, progress, diagnose);
    }
}
