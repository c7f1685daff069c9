package dev.seedbed.testkit;

import java.nio.file.Path;
import javax.sql.DataSource;

/** The whole contract on one major version of PostgreSQL. */
public abstract class PostgresContract extends DialectContract
        implements CyclesContract.Together,
                PlainOrderContract.AtTheEnd,
                MisfitContract.Strict,
                HeldLockContract,
                LookContract,
                LoadContract,
                MiddlingFileContract,
                SequencesContract,
                DeferredContract,
                SchemasContract,
                PostgresTypesContract,
                PostgresLedgerContract,
                PostgresObjectsContract,
                PostgresRepeatedRunsContract,
                PostgresRightsContract,
                PostgresExportContract,
                PostgresSqlSeedersContract {
    private final LentDatabase lent;

    protected PostgresContract(int major) {
        lent = new LentDatabase(major);
    }

    @Override
    protected final DataSource emptyDatabase(Path folder) {
        return lent.take();
    }

    @Override
    protected final void giveBack() {
        lent.giveBack();
    }

    @Override
    final boolean keepsAConnection() {
        return true;
    }
}
