package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else writes the same keys while a run is under way: the run tries again, and nobody sees an error. */
class LiveWriterTest extends PostgresProof {
    private static final int ROWS = 200;
    private Path base;

    @BeforeEach
    void table() {
        StringBuilder csv = new StringBuilder("code,name\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("c").append(i).append(",Seeded\n");
        }
        base = database.write(Map.of(
                "roles.yaml", "tables: {role: {key: [code], rows: {csv: role.csv}}}", "role.csv", csv.toString()));
    }

    private Report run(String url) {
        return Seedbed.on(connecting(url))
                .baseDirectory(base)
                .seeds("seeds")
                .build()
                .fill();
    }

    private static boolean isInsert(WireProxy.Message message) {
        return message.sql().toLowerCase(Locale.ROOT).matches("(?s)(insert into|copy \\S*role\\S* \\(.*from stdin).*");
    }

    @Test
    void a_key_committed_between_plan_and_insert_is_kept_and_the_rest_planted() throws Exception {
        database.sql("create table role (code text primary key, name text)");
        AtomicInteger clashes = new AtomicInteger();
        try (WireProxy proxy = new WireProxy(server.port())) {
            proxy.tap(message -> {
                if (isInsert(message) && clashes.getAndIncrement() < 2) {
                    database.sql("insert into role values ('c" + clashes.get() + "', 'Live')");
                }
                return true;
            });

            Report report = run(proxy.url(name));

            assertThat(clashes).hasValueGreaterThanOrEqualTo(2);
            assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(report.inserted()).isEqualTo(ROWS - 2);
            assertThat(database.count("role")).isEqualTo(ROWS);
            assertThat(database.count("role where name = 'Live'")).isEqualTo(2);
        }
    }

    @Test
    void a_key_that_is_committed_while_the_insert_waits_for_it_is_kept() throws Exception {
        database.sql("create table role (code text primary key, name text)");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (WireProxy proxy = new WireProxy(server.port());
                Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            AtomicBoolean once = new AtomicBoolean();
            proxy.tap(message -> {
                if (isInsert(message) && once.compareAndSet(false, true)) {
                    TestDatabase.sql(writer, "insert into role values ('c3', 'Live')");
                }
                return true;
            });
            Future<Report> run = other.submit(() -> run(proxy.url(name)));
            while (!once.get()
                    || database.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = current_database()")
                            .equals("0")) {
                Thread.sleep(5);
            }
            writer.commit();

            assertThat(run.get().inserted()).isEqualTo(ROWS - 1);
            assertThat(database.count("role")).isEqualTo(ROWS);
            assertThat(database.value("select name from role where code = 'c3'"))
                    .isEqualTo("Live");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void a_writer_that_never_rests_costs_no_error_and_no_duplicate() throws Exception {
        database.sql("create table role (code text primary key, name text)");
        writerNeverRests("insert into role values ('c%d', 'Live') on conflict do nothing");
    }

    @Test
    void without_a_unique_index_the_run_keeps_other_writers_out() throws Exception {
        database.sql("create table role (code text, name text)");
        database.sql("create index on role (code)");
        try (WireProxy proxy = new WireProxy(server.port())) {
            AtomicBoolean locked = new AtomicBoolean();
            proxy.tap(message -> {
                if (isInsert(message)) {
                    locked.set(database.rows("select 1 from pg_locks where relation = 'role'::regclass"
                                            + " and mode = 'ShareRowExclusiveLock' and granted")
                                    .size()
                            == 1);
                }
                return true;
            });
            run(proxy.url(name));

            assertThat(locked).isTrue();
        }
    }

    private void writerNeverRests(String insert) throws Exception {
        long seed = System.nanoTime();
        System.out.println("Keys of the live writer: new Random(" + seed + "L)");
        Random random = new Random(seed);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection writer = database.connect()) {
            for (int round = 0; round < 20; round++) {
                database.sql("truncate role");
                stop.set(false);
                Callable<Integer> writing = () -> {
                    int writes = 0;
                    while (!stop.get() && writes < 5_000) {
                        TestDatabase.sql(writer, insert.formatted(random.nextInt(ROWS)));
                        writes++;
                    }
                    return writes;
                };
                Future<Integer> writes = other.submit(writing);
                Report report = run(server.url(name));
                stop.set(true);
                writes.get();

                assertThat(report.outcome()).isIn(Outcome.APPLIED, Outcome.NOTHING_TO_DO);
                assertThat(database.count("role")).isEqualTo(ROWS);
                assertThat(database.count("role where name = 'Seeded'")).isEqualTo(report.inserted());
            }
        } finally {
            stop.set(true);
            other.shutdownNow();
        }
    }
}
