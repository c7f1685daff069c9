package dev.seedbed.admin.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.ServiceProcess;
import dev.seedbed.admin.Shop;
import dev.seedbed.testkit.PostgresServer;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A service that is killed while it applies a plan, or changes a row, leaves all of it or nothing, and another one over the
 * same database says which. On PostgreSQL, with a ledger.
 */
class KilledRunTest {
    private static final PostgresServer SERVER = PostgresServer.of(18);
    private static final List<String> BEFORE = List.of("starter 12.00", "team 49.00");
    private static final List<String> AFTER = List.of("starter 15.00", "team 59.00");
    private static final String GIVEN_UP = "seedbed-admin run.finished failed its process ended; nothing was written";

    private static ExecutorService aside;
    private static String database;
    private static Shop shop;
    private static Served served;
    private static Client ann;

    /** Where a trigger has a transaction wait as long as the test has the lock of that number. */
    private enum Moment {
        /** The first row is written, the last one is not. */
        AMIDST("tier", "insert or update", "new.code = 'team'"),
        /** All rows are written. */
        IN_THE_LEDGER("seedbed_ledger", "insert", "true"),
        /** All is written. */
        BEFORE_COMMIT("seedbed_admin_run", "update", "new.outcome = 'applied' and new.report is null"),
        AFTER_COMMIT("seedbed_admin_run", "update", "new.outcome = 'applied' and new.report is not null");

        private final String table;
        private final String event;
        private final String condition;

        Moment(String table, String event, String condition) {
            this.table = table;
            this.event = event;
            this.condition = condition;
        }

        int lock() {
            return 7_000 + ordinal();
        }

        void install() {
            String function = "wait_" + name().toLowerCase(Locale.ROOT);
            shop.sql("create function " + function + "() returns trigger language plpgsql as $$ begin perform"
                    + " pg_advisory_xact_lock_shared(" + lock() + "); return new; end $$");
            shop.sql("create trigger " + function + " before " + event + " on " + table + " for each row when ("
                    + condition + ") execute function " + function + "()");
        }
    }

    @BeforeAll
    static void start() {
        aside = Executors.newCachedThreadPool();
        database = SERVER.newDatabase();
        shop = Shop.on(SERVER.dataSource(database));
        shop.seedbed("production").ledger().enable();
        served = Served.start(shop, "production");
        ann = served.signedIn("ann", "admin");
        for (Moment moment : Moment.values()) {
            moment.install();
        }
    }

    @AfterAll
    static void stop() {
        served.close();
        aside.shutdownNow();
    }

    @BeforeEach
    void a_release_is_to_be_applied() {
        shop.seeds("{code: starter, price: 12}", "{code: team, price: 49}");
        shop.sql("delete from tier");
        shop.sql("truncate seedbed_ledger");
        shop.seedbed("production").fill();
        shop.seeds("{code: starter, price: 15, $was: {price: [12]}}", "{code: team, price: 59, $was: {price: [49]}}");
    }

    private static List<String> tiers() {
        return shop.rows("select code, price from tier order by code");
    }

    private static List<String> trailOf(String run) {
        return shop.rows("select actor, action, to_value, reason from seedbed_admin_audit where subject = '" + run
                + "' and action = 'run.finished'");
    }

    private static List<String> entriesOfAnn() {
        return shop.rows("select distinct actor, mode from seedbed_ledger where actor = 'ann'");
    }

    private static String plan() {
        return ann.post("/plans", Map.of("mode", "update")).expect(201).text("id");
    }

    private static String run(Client client, String plan) {
        return client.post("/runs", Map.of("plan", plan, "confirm", database, "reason", "release 2"))
                .expect(202)
                .text("id");
    }

    private static String state(Client client, String run) {
        return client.get("/runs/" + run).expect(200).text("state");
    }

    private static void await(String otherwise, Callable<Boolean> until) throws Exception {
        for (int i = 0; i < 3_000; i++) {
            if (until.call()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(otherwise);
    }

    private static void awaitEnd(String run) throws Exception {
        await("The run does not end.", () -> !state(ann, run).equals("running"));
    }

    /** Has whatever comes to that moment wait there. */
    private static final class Held implements AutoCloseable {
        private final Moment moment;
        private final Connection connection;

        Held(Moment moment) throws Exception {
            this.moment = moment;
            connection = SERVER.dataSource(database).getConnection();
            connection.setAutoCommit(false);
            connection.createStatement().execute("select pg_advisory_xact_lock(" + moment.lock() + ")");
        }

        void awaitWaiting() throws Exception {
            await(
                    "Nothing waits at " + moment,
                    () -> shop.rows("select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                    + " and objid = " + moment.lock())
                            .equals(List.of("1")));
        }

        /** Once it goes on, the server finds that its client is gone. */
        @Override
        public void close() throws Exception {
            connection.rollback();
            connection.close();
        }
    }

    private static ServiceProcess child() throws Exception {
        return ServiceProcess.start(SERVER.url(database) + "&ApplicationName=child", shop.seeds());
    }

    private static void awaitGone() throws Exception {
        await(
                "The session of a killed service is still there.",
                () -> shop.rows("select count(*) from pg_stat_activity where application_name = 'child'")
                        .equals(List.of("0")));
    }

    /** As if so long had gone by without a sign of life. */
    private static void aMinuteGoesBy(String run) {
        shop.sql("update seedbed_admin_run set alive_at = alive_at - interval '1 minute' where id = '" + run + "'");
    }

    private static String killed(Moment moment) throws Exception {
        String run;
        try (ServiceProcess child = child()) {
            String plan = plan();
            try (Held held = new Held(moment)) {
                run = run(child.of(ann), plan);
                held.awaitWaiting();
                child.kill();
                assertThat(state(ann, run)).isEqualTo(moment == Moment.AFTER_COMMIT ? "applied" : "running");
                if (moment == Moment.AFTER_COMMIT) {
                    // A statement that is a transaction of its own is carried out though nobody waits for it any more.
                    shop.rows(
                            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'child'");
                }
            }
            awaitGone();
        }
        return run;
    }

    @Test
    void killed_amidst_its_rows_it_wrote_nothing_and_the_next_start_says_so() throws Exception {
        wroteNothing(Moment.AMIDST);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"IN_THE_LEDGER", "BEFORE_COMMIT"})
    void killed_before_commit_it_wrote_nothing_and_the_next_start_says_so(Moment moment) throws Exception {
        wroteNothing(moment);
    }

    private static void wroteNothing(Moment moment) throws Exception {
        String run = killed(moment);

        assertThat(tiers()).isEqualTo(BEFORE);
        assertThat(entriesOfAnn()).isEmpty();
        // Nobody takes it for dead before its time.
        assertThat(state(ann, run)).isEqualTo("running");
        assertThat(trailOf(run)).isEmpty();

        aMinuteGoesBy(run);
        try (Served next = Served.start(shop, "production")) {
            await("Nobody gives it up at " + next.port(), () -> !trailOf(run).isEmpty());
        }

        assertThat(trailOf(run)).containsExactly(GIVEN_UP);
        Client.Answer told = ann.get("/runs/" + run).expect(200);
        assertThat(told.text("state")).isEqualTo("failed");
        assertThat(told.json()
                        .path("report")
                        .path("errors")
                        .path(0)
                        .path("message")
                        .asString())
                .isEqualTo("The run was not finished: its process ended. Nothing was written.");
        String again = run(ann, plan());
        awaitEnd(again);
        assertThat(state(ann, again)).isEqualTo("applied");
        assertThat(tiers()).isEqualTo(AFTER);
    }

    @Test
    void killed_after_commit_it_wrote_all_and_says_so_without_a_report() throws Exception {
        String run = killed(Moment.AFTER_COMMIT);
        aMinuteGoesBy(run);

        Client.Answer told = ann.get("/runs/" + run).expect(200);

        assertThat(tiers()).isEqualTo(AFTER);
        assertThat(entriesOfAnn()).containsExactly("ann update");
        assertThat(told.text("state")).isEqualTo("applied");
        assertThat(told.json().path("report").isNull()).isTrue();
        assertThat(told.json().path("finishedAt").isNull()).isFalse();
        assertThat(trailOf(run)).containsExactly("ann run.finished applied release 2");
    }

    @Test
    void killed_while_it_changes_a_row_it_wrote_nothing_and_the_ledger_says_nothing() throws Exception {
        Client.Answer found = ann.get("/tables/tier/rows?search=team").expect(200);
        String row = "/tables/tier/rows/"
                + found.json().path("rows").path(0).path("id").asString();
        String tag = "\"" + found.json().path("rows").path(0).path("version").asString() + "\"";
        String change = "{\"values\": {\"price\": \"55\"}, \"reason\": \"asked for\"}";
        try (ServiceProcess child = child()) {
            Client there = child.of(ann);
            try (Held held = new Held(Moment.IN_THE_LEDGER)) {
                Future<Client.Answer> asked = aside.submit(() -> there.send("PATCH", row, change, "If-Match", tag));
                held.awaitWaiting();
                child.kill();
                assertThat(asked).failsWithin(Duration.ofSeconds(20));
            }
            awaitGone();
        }
        assertThat(tiers()).isEqualTo(BEFORE);
        assertThat(entriesOfAnn()).isEmpty();

        ann.send("PATCH", row, change, "If-Match", tag).expect(200);
        assertThat(tiers()).containsExactly("starter 12.00", "team 55.00");
        assertThat(entriesOfAnn()).containsExactly("ann change");
        // Whoever got no answer, and asks once more, is told that the row is another one by now.
        ann.send("PATCH", row, change, "If-Match", tag).refused(412, "moved");
    }

    /** It was suspended, say, and not dead. */
    @Test
    void a_run_that_was_given_up_too_early_finds_that_out_and_writes_nothing() throws Exception {
        String run;
        try (Served other = Served.start(shop, "production");
                Held held = new Held(Moment.AMIDST)) {
            Client there = ann.at("http://localhost:" + other.port() + "/seedbed/api/v1");
            run = run(ann, plan());
            held.awaitWaiting();
            await("The run is not given up.", () -> {
                aMinuteGoesBy(run);
                return state(there, run).equals("failed");
            });
        }
        awaitEnd(run);

        assertThat(state(ann, run)).isEqualTo("failed");
        assertThat(tiers()).isEqualTo(BEFORE);
        assertThat(entriesOfAnn()).isEmpty();
        assertThat(trailOf(run)).containsExactly(GIVEN_UP);
    }

    @Test
    void a_run_that_goes_on_elsewhere_is_not_given_up() throws Exception {
        try (Served other = Served.start(shop, "production")) {
            Client there = ann.at("http://localhost:" + other.port() + "/seedbed/api/v1");
            String run;
            try (Held held = new Held(Moment.BEFORE_COMMIT)) {
                run = run(ann, plan());
                held.awaitWaiting();
                assertThat(state(there, run)).isEqualTo("running");
            }
            awaitEnd(run);
            assertThat(state(there, run)).isEqualTo("applied");
            assertThat(trailOf(run)).containsExactly("ann run.finished applied release 2");
        }
    }
}
