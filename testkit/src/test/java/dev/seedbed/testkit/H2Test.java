package dev.seedbed.testkit;

import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class H2Test extends DialectContract
        implements CyclesContract.Refused,
                MisfitContract.Strict,
                LookContract,
                SequencesContract.Committing,
                SchemasContract {
    @Override
    protected DataSource emptyDatabase(Path folder) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return dataSource;
    }
}
