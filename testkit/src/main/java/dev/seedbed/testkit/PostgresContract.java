package dev.seedbed.testkit;

import java.nio.file.Path;
import java.sql.SQLException;
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
    private final PostgresServer server;

    protected PostgresContract(int major) {
        server = PostgresServer.of(major);
    }

    @Override
    protected final DataSource emptyDatabase(Path folder) throws SQLException {
        return server.dataSource(server.newDatabase());
    }
}
