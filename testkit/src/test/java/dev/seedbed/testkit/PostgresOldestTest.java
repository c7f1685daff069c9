package dev.seedbed.testkit;

import java.nio.file.Path;
import javax.sql.DataSource;

/** Of the contract what rests on the server most, on the oldest version; {@link Postgres14Test} is the whole of it. */
class PostgresOldestTest extends EmptyDatabase
        implements PlantingContract,
                KeysContract,
                UpdateContract,
                CyclesContract.Together,
                MisfitContract.Strict,
                BulkContract,
                LoadContract,
                HeldLockContract,
                SequencesContract,
                DeferredContract,
                TransactionContract,
                LedgerContract,
                RowsContract,
                ExportContract,
                PostgresTypesContract,
                PostgresLedgerContract,
                PostgresObjectsContract,
                PostgresRepeatedRunsContract,
                PostgresRightsContract,
                PostgresExportContract,
                PostgresSqlSeedersContract {
    private final LentDatabase lent = new LentDatabase(14);

    @Override
    protected DataSource emptyDatabase(Path folder) {
        return lent.take();
    }

    @Override
    protected void giveBack() {
        lent.giveBack();
    }

    @Override
    boolean keepsAConnection() {
        return true;
    }
}
