package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Migrations and seeds in one command, on a server that others use meanwhile. */
class MigrateOnPostgresTest extends CommandLineTest {
    private static final String TIERS =
            "create table tier (code varchar(20) primary key, name varchar(50) not null unique, price numeric(10, 2));";
    private static final String SEEDS = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 12}
                  - {code: team, name: Team, price: 49}
            """;
    private static final int AT_ONCE = 10;

    private TestDatabase database;

    @BeforeEach
    void migrations_and_seeds() throws IOException {
        migration("V1__tiers.sql", TIERS);
        migration("V2__kinds.sql", "create table kind (code varchar(20) primary key);");
        seeds(SEEDS);
        PostgresServer server = PostgresServer.of(18);
        String name = server.newDatabase();
        database = new TestDatabase(server.dataSource(name), directory);
        variables.put("SEEDBED_URL", server.url(name));
    }

    private List<String> tiers() {
        return database.rows("select code, name, price from tier order by code");
    }

    private List<Answer> atOnce(String... args) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(threads.submit(() -> {
                start.await();
                return call(args);
            }));
        }
        start.countDown();
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> each : calls) {
            answers.add(each.get());
        }
        threads.shutdown();
        return answers;
    }

    @Test
    void a_first_call_migrates_and_plants_and_a_second_writes_nothing() {
        Answer first = call("migrate");
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .startsWith("Applied of db/migration:\n  V1__tiers.sql\n  V2__kinds.sql\n\nmigrate for fill on ")
                .contains("Planted 2 rows in 1 table.");
        assertThat(tiers()).containsExactly("starter|Starter|12.00", "team|Team|49.00");

        Map<String, List<String>> planted = database.contents();
        Answer second = call("migrate");
        assertThat(second.err()).isEmpty();
        assertThat(second.code()).isZero();
        assertThat(second.out())
                .startsWith("No migration of db/migration to apply.\n\nmigrate for fill on ")
                .contains("Nothing to do; 2 unchanged.");
        assertThat(database.contents()).isEqualTo(planted);
    }

    @Test
    void a_database_that_was_marked_before_its_first_migration_is_migrated_and_others_are_left_alone() {
        assertThat(call("mark", "production").code()).isZero();
        for (String[] others :
                new String[][] {{"table", ""}, {"table", " partition by list (id)"}, {"materialized view", ""}}) {
            String form = others[0].equals("table") ? "(id integer)" : "as select 1 as id";
            database.sql("create " + others[0] + " others " + form + others[1]);
            assertThat(call("migrate").err()).contains("non-empty schema");
            database.sql("drop " + others[0] + " others");
        }
        assertThat(call("migrate").err()).isEmpty();
        assertThat(tiers()).containsExactly("starter|Starter|12.00", "team|Team|49.00");
    }

    @Test
    void a_wrong_seed_is_said_with_its_place_and_nothing_is_planted() throws IOException {
        seeds(SEEDS.replace("price: 49", "price: much"));
        assertThat(call("migrate")).isEqualTo(new Answer(1, """
                Applied of db/migration:
                  V1__tiers.sql
                  V2__kinds.sql

                """, """
                error: Value "much" does not fit column "price" (numeric(10,2)): it is not a number.
                  where: seeds/tiers.yaml, line 6, column 41 (table tier)
                  mend:  change the value, or the type of the column
                """));
        assertThat(tiers()).isEmpty();

        seeds(SEEDS);
        assertThat(call("migrate").out()).contains("Planted 2 rows in 1 table.");
    }

    @Test
    void a_new_release_plants_only_what_is_new() throws IOException {
        call("migrate");
        database.sql("update tier set price = 39 where code = 'team'", "insert into tier values ('own', 'Own', 1)");
        migration("V3__seats.sql", "alter table tier add column seats int;");
        seeds(SEEDS.replace("price: 12", "price: 12, seats: 3")
                + "      - {code: enterprise, name: Enterprise, price: 199, seats: 100}\n");

        Answer answer = call("migrate");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .startsWith("Applied of db/migration:\n  V3__seats.sql\n\n")
                .contains("Planted 1 row in 1 table; 2 kept.");
        assertThat(database.rows("select code, name, price, seats from tier order by code"))
                .containsExactly(
                        "enterprise|Enterprise|199.00|100",
                        "own|Own|1.00|∅",
                        "starter|Starter|12.00|∅",
                        "team|Team|39.00|∅");
    }

    @Test
    void of_ten_calls_at_once_one_migrates_and_plants_and_all_are_done() throws Exception {
        ofTenOne(2, "V1__tiers.sql", "V2__kinds.sql");
        assertThat(tiers()).containsExactly("starter|Starter|12.00", "team|Team|49.00");
    }

    @Test
    void of_ten_calls_of_a_new_release_at_once_one_migrates_and_plants() throws Exception {
        call("migrate");
        migration("V3__seats.sql", "alter table tier add column seats int;");
        seeds(SEEDS + "      - {code: enterprise, name: Enterprise, price: 199, seats: 100}\n");

        ofTenOne(1, "V3__seats.sql");
        assertThat(tiers()).containsExactly("enterprise|Enterprise|199.00", "starter|Starter|12.00", "team|Team|49.00");
    }

    @Test
    void a_call_waits_for_another_as_long_as_it_is_told() throws Exception {
        migration("V1__tiers.sql", TIERS + " select pg_sleep(4);");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Answer> slow = thread.submit(() -> call("migrate"));
        while (database.count("pg_stat_activity where datname = current_database() and query = 'select pg_sleep(4)'")
                == 0) {
            Thread.sleep(20);
        }
        assertThat(call("migrate", "--lock-timeout", "1s")).isEqualTo(new Answer(1, "", """
                error: The migrations cannot be applied: another run applies its own, for longer than this one waits.
                  where: db/migration
                  mend:  wait for it to end, or raise --lock-timeout (lock-timeout in seedbed.yaml)
                """));
        assertThat(slow.get().code()).isZero();
        thread.shutdown();
        assertThat(tiers()).hasSize(2);
    }

    /** Proves that one of them applied these migrations and one wrote the rows, which need not be the same. */
    private void ofTenOne(int rows, String... scripts) throws Exception {
        List<Answer> answers = atOnce("migrate");

        assertThat(answers).hasSize(AT_ONCE).allSatisfy(answer -> {
            assertThat(answer.err()).isEmpty();
            assertThat(answer.code()).isZero();
        });
        assertThat(answers)
                .filteredOn(answer -> answer.out().contains("Planted " + rows + " row"))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.out().contains("Nothing to do; "))
                .hasSize(AT_ONCE - 1);
        for (String script : scripts) {
            assertThat(answers)
                    .filteredOn(answer -> answer.out().contains("  " + script + "\n"))
                    .hasSize(1);
        }
        assertThat(database.rows("select version from flyway_schema_history where not success or version in"
                        + " (select version from flyway_schema_history group by version having count(*) > 1)"))
                .isEmpty();
    }
}
