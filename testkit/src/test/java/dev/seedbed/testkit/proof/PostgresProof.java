package dev.seedbed.testkit.proof;

import dev.seedbed.testkit.PlainDataSource;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A proof on the newest PostgreSQL, in a database of its own for each test. */
abstract class PostgresProof {
    @TempDir
    Path folder;

    final PostgresServer server = PostgresServer.of(18);
    String name;
    TestDatabase database;

    @BeforeEach
    final void takeAnEmptyDatabase() {
        name = server.newDatabase();
        database = new TestDatabase(server.dataSource(name), folder);
    }

    static DataSource connecting(String url) {
        PlainDataSource source = () -> DriverManager.getConnection(url);
        return source;
    }
}
