package dev.seedbed.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Shop;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.admin.data.AdminTables;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.Verification;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.PostgresServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrailTest {
    private static final String KEY = "a key that nobody could guess";
    private static final String NEXT_KEY = "another key that nobody could guess";

    enum On {
        H2,
        POSTGRES;

        Shop shop() {
            PostgresServer server = PostgresServer.of(18);
            Shop shop = this == H2 ? Shop.onH2() : Shop.on(server.dataSource(server.newDatabase()));
            AdminTables.migrate(shop.dataSource());
            return shop;
        }
    }

    private static AdminDatabase database(Shop shop) {
        return new AdminDatabase(shop.dataSource(), Clock.systemUTC());
    }

    private static Trail trail(Shop shop, String keys) {
        return new Trail(database(shop), LedgerKey.of(keys));
    }

    private static void change(AdminDatabase database, Trail trail, String subject) {
        database.together(() -> trail.change(By.SERVICE, "account.roles", subject, "user", "admin"));
    }

    private static void refuse(Trail trail, String path) {
        trail.refusal(null, "192.0.2.1", "GET", path, 403, "not-allowed", "None of your roles allows this.");
    }

    private static List<String> found(Verification verification) {
        return verification.problems().stream().map(Problem::message).toList();
    }

    @ParameterizedTest
    @EnumSource
    void many_at_once_make_one_chain_of_each(On on) throws Exception {
        Shop shop = on.shop();
        AdminDatabase database = database(shop);
        List<Trail> processes = List.of(trail(shop, KEY), trail(shop, KEY));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Trail trail = processes.get(i % 2);
                String subject = "s" + i;
                work.add(() -> {
                    change(database, trail, subject);
                    return true;
                });
                work.add(() -> {
                    refuse(trail, subject);
                    return true;
                });
            }
            for (Future<Boolean> each : threads.invokeAll(work)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        for (ChainedTable chain :
                List.of(processes.get(0).changes(), processes.get(0).refusals())) {
            Verification verification = chain.verify(chain.head());
            assertThat(found(verification)).isEmpty();
            assertThat(verification.entries()).isEqualTo(100);
            assertThat(verification.head()).hasToString(String.valueOf(chain.head()));
        }
        assertThat(shop.rows("select count(distinct subject) from seedbed_admin_audit"))
                .containsExactly("100");
        assertThat(shop.rows("select count(distinct path) from seedbed_admin_refusal"))
                .containsExactly("100");
    }

    @Test
    void a_change_that_is_rolled_back_leaves_no_entry_and_no_gap() {
        Shop shop = On.H2.shop();
        AdminDatabase database = database(shop);
        Trail trail = trail(shop, null);
        change(database, trail, "a");

        assertThatThrownBy(() -> database.together(() -> {
                    trail.change(By.SERVICE, "account.roles", "b", "user", "admin");
                    trail.refusal("ann", "local", "PUT", "/p", 409, "no", "No.");
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");
        database.together(() -> {
            trail.change(By.SERVICE, "account.roles", "c", "user", "admin");
            trail.change(By.SERVICE, "account.roles", "d", "user", "admin");
        });

        assertThat(shop.rows("select id, subject from seedbed_admin_audit order by id"))
                .containsExactly("1 a", "2 c", "3 d");
        assertThat(shop.rows("select id, actor from seedbed_admin_refusal")).containsExactly("1 ann");
        assertThat(found(trail.changes().verify(null))).isEmpty();
        assertThatThrownBy(() -> trail.change(By.SERVICE, "account.roles", "e", null, null))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatever_text_it_is_it_is_read_as_it_was_hashed(On on) {
        Shop shop = on.shop();
        AdminDatabase database = database(shop);
        Trail trail = trail(shop, KEY);
        for (String text :
                List.of("", " ", "a\0b", "\uD83D", "\uDE00x", "x\uD83D\uDE00", "e\u0301", "x".repeat(5_000))) {
            database.together(() -> trail.change(new By(text + "x", text, text), "account.roles", text, text, text));
            trail.refusal(text, text, text, text, 401, text, text);
        }

        assertThat(found(trail.changes().verify(null))).isEmpty();
        assertThat(found(trail.refusals().verify(null))).isEmpty();
        assertThat(shop.rows("select max(length(to_value)), max(length(subject)) from seedbed_admin_audit"))
                .containsExactly("5000 400");
    }

    @Test
    void a_clock_that_goes_back_is_overruled() {
        Shop shop = On.H2.shop();
        Clock early = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        AdminDatabase back = new AdminDatabase(shop.dataSource(), early);
        Trail trail = trail(shop, null);
        change(database(shop), trail, "a");
        change(back, new Trail(back, LedgerKey.NONE), "b");

        assertThat(shop.rows("select count(distinct happened_at) from seedbed_admin_audit"))
                .containsExactly("1");
        assertThat(found(trail.changes().verify(null))).isEmpty();
    }

    @Test
    void a_new_key_seals_both_chains_and_nobody_starts_without_it() {
        Shop shop = On.H2.shop();
        AdminDatabase database = database(shop);
        Trail without = trail(shop, null);
        without.begin();
        change(database, without, "a");
        refuse(without, "/a");
        assertThat(found(trail(shop, KEY).changes().verify(null)))
                .containsExactly(
                        "Entry 1 is sealed without a key, although one is given: written before there was a key, or"
                                + " by somebody who does not know it.");

        trail(shop, KEY).begin();
        trail(shop, KEY).begin();

        String seal = LedgerKey.of(KEY).seal();
        assertThat(shop.rows(
                        "select actor, action, subject, from_value, to_value from seedbed_admin_audit where id > 1"))
                .containsExactly("seedbed-admin trail.sealed audit sha-256 " + seal);
        assertThat(shop.rows("select code, status, detail from seedbed_admin_refusal where id > 1"))
                .containsExactly(
                        "sealed 0 No refusal: from here on entries are sealed with " + seal + ", before with sha-256.");
        assertThat(found(trail(shop, KEY).changes().verify(null))).isEmpty();
        assertThat(found(trail(shop, KEY).refusals().verify(null))).isEmpty();
        assertThatThrownBy(without::begin)
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.REFUSED))
                .hasMessage("""
                        The trail of changes is sealed with a key, and none is given: what is to be written could not be told \
                        from what somebody else wrote.
                          where: entry 2, sealed with %s
                          mend:  set SEEDBED_LEDGER_KEY to the key""".formatted(seal));
        assertThatThrownBy(() -> change(database, without, "b")).isInstanceOf(SeedException.class);
        assertThatThrownBy(() -> trail(shop, NEXT_KEY).begin()).isInstanceOf(SeedException.class);
        trail(shop, NEXT_KEY + "," + KEY).begin();
        assertThat(found(trail(shop, NEXT_KEY + "," + KEY).changes().verify(null)))
                .isEmpty();
        assertThat(shop.rows("select count(*) from seedbed_admin_audit")).containsExactly("3");
    }

    @Test
    void an_entry_of_one_chain_is_none_of_another() {
        Shop shop = On.H2.shop();
        AdminDatabase database = database(shop);
        Trail trail = trail(shop, KEY);
        change(database, trail, "a");
        List<String> columns = List.of("actor", "source", "action", "subject", "from_value", "to_value", "reason");
        ChainedTable other = new ChainedTable(
                database,
                LedgerKey.of(KEY),
                new dev.seedbed.ledger.ChainKind("another 1", "trail", "seal it"),
                "audit",
                "seedbed_admin_audit",
                columns,
                "action");

        assertThat(found(other.verify(null)))
                .containsExactly("Entry 1 was changed after it was written: its hash is not that of what it says.");
    }
}
