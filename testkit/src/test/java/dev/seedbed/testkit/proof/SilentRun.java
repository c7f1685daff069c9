package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A run with nothing to do leaves no trace on the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SilentRun {
    private static final int TABLES = 6;
    private static final int ROWS = 1_500;

    @TempDir
    Path folder;

    private final int major;
    private final Mode mode;
    private final boolean ledger;
    private PostgresServer server;
    private Map<String, String> seeds;
    private String name;
    private TestDatabase database;

    /**
     * On one version of PostgreSQL.
     *
     * @param ledger whether there is one, that knows every row
     */
    SilentRun(int major, Mode mode, boolean ledger) {
        this.major = major;
        this.mode = mode;
        this.ledger = ledger;
    }

    @BeforeAll
    void start() {
        server = PostgresServer.own(
                major,
                Map.of(
                        "autovacuum",
                        "off",
                        "synchronous_commit",
                        "on",
                        "wal_level",
                        "replica",
                        "max_wal_senders",
                        "4"));
        seeds = new HashMap<>(ManyTables.seeds(TABLES, 40));
        seeds.put("t0.csv", ManyTables.seeds(1, ROWS).get("t0.csv"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void plant() {
        name = server.newDatabase();
        database = new TestDatabase(server.dataSource(name), folder);
        ManyTables.create(database, TABLES);
        if (ledger) {
            database.files(seeds).build().ledger().enable();
        }
        assertThat(database.files(seeds).build().fill().inserted()).isEqualTo(ROWS + 5 * 40);
        assertThat(database.rows("select 1 from pg_tables where tablename = 'seedbed_ledger'"))
                .hasSize(ledger ? 1 : 0);
    }

    /** Several runs of one Seedbed, since a run that remembers earlier ones asks in another way. */
    private void nothingToDo(DataSource dataSource) {
        Path base = database.write(seeds);
        nothingToDo(Seedbed.on(dataSource).baseDirectory(base).seeds("seeds").build());
        // Without the large table they end in a single round trip.
        nothingToDo(Seedbed.on(dataSource)
                .baseDirectory(base)
                .seeds("seeds")
                .onlyTables(List.of("t1", "t2", "t3", "t4", "t5"))
                .build());
    }

    private void nothingToDo(Seedbed seedbed) {
        for (int i = 0; i < 4; i++) {
            Report report = seedbed.run(mode);
            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            assertThat(report.errors()).isEmpty();
            assertThat(report.tables())
                    .allSatisfy(table -> assertThat(table.unchanged()).isEqualTo(table.declared()));
        }
    }

    @Test
    void it_takes_no_transaction_id() {
        String before = database.value("select pg_snapshot_xmax(pg_current_snapshot())");

        nothingToDo(database.dataSource());

        assertThat(database.value("select pg_snapshot_xmax(pg_current_snapshot())"))
                .isEqualTo(before);
        database.sql("insert into t0 (code) values ('control')");
        assertThat(database.value("select pg_snapshot_xmax(pg_current_snapshot())"))
                .isNotEqualTo(before);
    }

    @Test
    void it_sends_no_writing_statement_and_takes_no_lock_but_for_reading() throws Exception {
        Set<String> locks = new TreeSet<>();
        try (Connection observer = database.connect();
                WireProxy proxy = new WireProxy(server.port())) {
            proxy.tap(message -> {
                if (message.fromClient()) {
                    synchronized (locks) {
                        // Locks last to the end of their transaction, so one look before each message sees them all.
                        locks.addAll(TestDatabase.rows(observer, """
                                select distinct locktype, mode from pg_locks where pid <> pg_backend_pid()
                                and not (locktype = 'virtualxid' and mode = 'ExclusiveLock')"""));
                    }
                }
                return true;
            });

            nothingToDo(PostgresProof.connecting(proxy.url(name)));

            assertThat(locks).containsExactly("relation|AccessShareLock");
            assertThat(proxy.statements()).isNotEmpty().allSatisfy(SilentRun::onlyReads);
        }
    }

    private static void onlyReads(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT).strip();
        assertThat(lower)
                .matches("(?s)(begin|commit|rollback|set|show|select|with|copy \\(|values).*")
                .doesNotContainPattern(
                        "\\b(insert into|update\\s+\\S+\\s+set|delete from|merge|truncate|create|drop|alter|lock table|"
                                + "nextval|setval|pg_advisory\\w*|pg_current_xact_id\\(|for update|for share|temporary)\\b");
    }

    @Test
    void it_moves_no_sequence() {
        List<String> before = sequences();

        nothingToDo(database.dataSource());

        assertThat(sequences()).isEqualTo(before).hasSize(TABLES);
    }

    private List<String> sequences() {
        List<String> states = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            states.add(database.value("select last_value, is_called, log_cnt from t" + i + "_id_seq"));
        }
        return states;
    }

    @Test
    void it_writes_no_wal() throws Exception {
        nothingToDo(database.dataSource());
        database.sql("vacuum", "checkpoint");
        long begin = System.nanoTime();
        String idleBefore = wal();
        Thread.sleep(1_000);
        String idleAfter = wal();
        long idle = System.nanoTime() - begin;

        long runs = 0;
        begin = System.nanoTime();
        while (System.nanoTime() - begin < idle) {
            nothingToDo(database.dataSource());
            runs++;
        }

        System.out.println("PostgreSQL " + major + ": WAL at " + idleBefore + ", after 1 s idle at " + idleAfter
                + ", after " + runs + " runs at " + wal());
        assertThat(idleAfter).isEqualTo(idleBefore);
        assertThat(wal()).isEqualTo(idleAfter);
    }

    private String wal() {
        return database.value("select pg_current_wal_insert_lsn()");
    }

    @Test
    void a_role_that_may_only_select_is_enough() {
        database.role("only_select").sql("grant select on all tables in schema public to only_select");

        nothingToDo(database.as("only_select").dataSource());
    }

    @Test
    void a_read_only_session_is_enough() {
        database.sql("alter database " + name + " set default_transaction_read_only = on");

        nothingToDo(database.dataSource());
    }

    @Test
    void a_hot_standby_is_enough_and_something_to_do_there_is_refused() throws Exception {
        try (Standby standby = Standby.of(database, folder.resolve("standby"))) {
            DataSource there = PostgresProof.connecting(standby.url(name));
            standby.awaits(database);

            nothingToDo(there);

            database.sql("delete from t5 where code = 'c7'");
            standby.awaits(database);
            TestDatabase replica = new TestDatabase(there, folder.resolve("replica"));
            String message = replica.fails(
                    SeedException.Kind.REFUSED,
                    () -> replica.files(seeds).restore(true).build().run(mode));
            System.out.println(message);
            assertThat(message).containsIgnoringCase("standby");
            assertThat(replica.files(seeds).restore(true).build().plan(mode).inserted())
                    .isEqualTo(1);
        }
    }
}
