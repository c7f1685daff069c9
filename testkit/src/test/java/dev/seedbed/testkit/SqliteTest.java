package dev.seedbed.testkit;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

class SqliteTest extends DialectContract
        implements CyclesContract.Refused,
                PlainOrderContract.AtTheEnd,
                DeferredContract,
                HeldLockContract,
                LooseTypesContract {
    @Override
    protected DataSource emptyDatabase(Path folder) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        return dataSource;
    }
}
