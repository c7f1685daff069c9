package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

/** Many runners at once on an empty database: one of them writes, the others find nothing to do. */
class RaceTest {
    private static final int RUNNERS = 50;
    private static final int ROWS = 40;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true, read committed", "true, repeatable read", "false, read committed", "false, repeatable read"})
    void fifty_runners_at_once_are_one_writer(boolean unique, String isolation) throws Exception {
        postgres(unique, isolation, 3);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"true, read committed", "true, repeatable read", "false, read committed", "false, repeatable read"})
    void fifty_runners_at_once_are_one_writer_twenty_times(boolean unique, String isolation) throws Exception {
        postgres(unique, isolation, 20);
    }

    private void postgres(boolean unique, String isolation, int rounds) throws Exception {
        PostgresServer server = PostgresServer.of(18);
        String name = server.newDatabase();
        TestDatabase database = new TestDatabase(server.dataSource(name), folder);
        database.sql("alter database " + name + " set default_transaction_isolation = '" + isolation + "'");
        assertThat(database.value("show transaction_isolation")).isEqualTo(isolation);
        race(database, server.dataSource(name), unique, RUNNERS, rounds);
    }

    @Test
    void eight_runners_at_once_are_one_writer_on_h2() throws Exception {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:race;DB_CLOSE_DELAY=-1");
        race(new TestDatabase(dataSource, folder), dataSource, true, 8, 3);
        race(new TestDatabase(dataSource, folder.resolve("second")), dataSource, false, 8, 3);
    }

    @Test
    void eight_runners_at_once_are_one_writer_on_sqlite() throws Exception {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("race.db"));
        race(new TestDatabase(dataSource, folder), dataSource, true, 8, 3);
        race(new TestDatabase(dataSource, folder.resolve("second")), dataSource, false, 8, 3);
    }

    private static void race(TestDatabase database, DataSource dataSource, boolean unique, int runners, int rounds)
            throws Exception {
        database.sql(
                "drop table if exists member",
                "drop table if exists role",
                "create table role (code varchar(20) not null" + (unique ? " unique" : "") + ", name varchar(50))",
                "create table member (code varchar(20) not null" + (unique ? " unique" : "") + ", role_code varchar(20)"
                        + (unique ? " references role(code)" : "") + ")");
        StringBuilder yaml = new StringBuilder("tables:\n  role:\n    key: [code]\n    rows:\n");
        for (int i = 0; i < ROWS; i++) {
            yaml.append("      - {code: c")
                    .append(i)
                    .append(", name: Name ")
                    .append(i)
                    .append("}\n");
        }
        yaml.append("  member:\n    key: [code]\n    rows:\n");
        for (int i = 0; i < ROWS; i++) {
            yaml.append("      - {code: m")
                    .append(i)
                    .append(", role_code: c")
                    .append(i)
                    .append("}\n");
        }
        Path base = database.write(Map.of("seeds.yaml", yaml.toString()));
        for (int round = 0; round < rounds; round++) {
            database.sql("delete from member", "delete from role");
            List<Report> reports = together(
                    runners,
                    () -> Seedbed.on(dataSource)
                            .baseDirectory(base)
                            .seeds("seeds")
                            .build()
                            .fill());

            assertThat(reports).extracting(Report::outcome).containsOnly(Outcome.APPLIED, Outcome.NOTHING_TO_DO);
            assertThat(reports)
                    .filteredOn(it -> it.outcome() == Outcome.APPLIED)
                    .singleElement()
                    .satisfies(it -> assertThat(it.inserted()).isEqualTo(2 * ROWS));
            assertThat(database.count("role")).isEqualTo(ROWS);
            assertThat(database.value("select count(distinct code) from role")).isEqualTo("" + ROWS);
            assertThat(database.count("member")).isEqualTo(ROWS);
        }
    }

    static <T> List<T> together(int runners, Callable<T> run) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(runners);
        try {
            CountDownLatch start = new CountDownLatch(runners);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                futures.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return run.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
