package dev.seedbed.testkit;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every dialect passes on the real database. A subclass supplies a database and implements, beside this, the
 * contracts of what its database is capable of; nothing else.
 */
public abstract class DialectContract
        implements PlantingContract,
                ModesContract,
                HoldContract,
                KeysContract,
                TwinsContract,
                BlockedContract,
                ReferencesContract,
                UnresolvedContract,
                WaitingContract,
                UpdateContract,
                FormerJsonContract,
                RenameContract,
                FollowingContract,
                RetireContract,
                ClaimedContract,
                PlanHoldsContract,
                UniqueUpdatesContract,
                RememberingContract,
                RespelledContract,
                TakenNamesContract,
                TakenPlainNamesContract,
                BroughtBackContract,
                PinContract,
                SavedPlanContract,
                EachContract,
                CyclesContract,
                PlainOrderContract,
                ValuesContract,
                MisfitContract,
                GeneratedValuesContract,
                SecretsContract,
                BulkContract,
                RepeatedRunsContract,
                SqlSeedersContract,
                LedgerContract,
                LedgerTamperingContract,
                ExportContract,
                RowsContract,
                RowEditsContract,
                RowCostContract,
                RowTrailContract,
                RowsMemoryContract,
                MarkerContract,
                ResetContract,
                TransactionContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private @Nullable TestDatabase database;

    /** A database without any table. */
    protected abstract DataSource emptyDatabase(Path folder) throws SQLException;

    @BeforeEach
    final void takeAnEmptyDatabase() throws SQLException {
        database = new TestDatabase(emptyDatabase(folder), folder);
    }

    @Override
    public final TestDatabase db() {
        if (database == null) {
            throw new IllegalStateException("The database is taken before each test.");
        }
        return database;
    }
}
