package dev.seedbed.admin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.admin.data.AdminSeeds;
import dev.seedbed.admin.data.AdminTables;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.testkit.PostgresServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LastAdministratorTest {
    private static final int ROUNDS = 10;
    private static final int AT_ONCE = 4;

    private final PostgresServer server = PostgresServer.of(18);
    private final Shop shop = Shop.on(server.dataSource(server.newDatabase()));
    private final Accounts accounts = accounts();

    private Accounts accounts() {
        AdminTables.migrate(shop.dataSource());
        AdminSeeds.plant(shop.seedbed("test"));
        AdminDatabase database = new AdminDatabase(shop.dataSource(), Clock.systemUTC());
        return new Accounts(database, new Trail(database, LedgerKey.NONE), new Passwords());
    }

    @Test
    void the_last_administrator_stays_one_and_stays_enabled() {
        Account only = accounts.create("only", List.of("admin"), By.SERVICE).account();
        String message = """
                Account "only" is the last administrator.
                  mend:  make somebody else an administrator first""";

        assertThatThrownBy(() -> accounts.assign(only.id(), List.of("user"), only.version(), By.SERVICE))
                .isInstanceOf(Refused.class)
                .hasMessage(message);
        assertThatThrownBy(() -> accounts.enable(only.id(), false, only.version(), By.SERVICE))
                .isInstanceOf(Refused.class)
                .hasMessage(message);
        assertThat(accounts.get(only.id())).isEqualTo(only);
    }

    @Test
    void when_all_administrators_are_taken_away_at_once_one_stays() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Account> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(accounts.create("admin" + i, List.of("admin"), By.SERVICE)
                        .account());
            }
            for (int round = 0; round < ROUNDS; round++) {
                all = once(pool, all, round % 2 == 0);
            }
        } finally {
            pool.shutdown();
        }
    }

    private List<Account> once(ExecutorService pool, List<Account> all, boolean disabling) throws Exception {
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        List<Callable<Boolean>> takers = new ArrayList<>();
        for (Account each : all) {
            takers.add(() -> {
                together.await();
                try {
                    if (disabling) {
                        accounts.enable(each.id(), false, each.version(), By.SERVICE);
                    } else {
                        accounts.assign(each.id(), List.of("user"), each.version(), By.SERVICE);
                    }
                    return true;
                } catch (Refused e) {
                    assertThat(e.code()).isEqualTo("last-administrator");
                    return false;
                }
            });
        }
        int taken = 0;
        for (Future<Boolean> each : pool.invokeAll(takers)) {
            taken += each.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(AT_ONCE - 1);
        assertThat(shop.rows("""
                        select count(*) from seedbed_admin_account a
                        join seedbed_admin_assignment s on s.account_id = a.id
                        where a.enabled and s.role = 'admin'""")).containsExactly("1");
        List<Account> again = new ArrayList<>();
        for (Account each : all) {
            Account now = accounts.get(each.id());
            now = accounts.enable(now.id(), true, now.version(), By.SERVICE);
            again.add(accounts.assign(now.id(), List.of("admin"), now.version(), By.SERVICE));
        }
        return again;
    }

    @Test
    void whose_generated_password_nobody_used_in_time_does_not_stand_in_for_the_last_one() {
        Account used = accounts.create("used", List.of("admin"), By.SERVICE).account();
        Account unused = accounts.create("unused", List.of("admin"), By.SERVICE).account();
        shop.sql("update seedbed_admin_account set must_change = false where name = 'used'");
        shop.sql(
                "update seedbed_admin_account set password_at = password_at - interval '4 days' where name = 'unused'");

        assertThatThrownBy(() -> accounts.enable(used.id(), false, used.version(), By.SERVICE))
                .hasMessageStartingWith("Account \"used\" is the last administrator.");
        assertThatThrownBy(() -> accounts.assign(used.id(), List.of("user"), used.version(), By.SERVICE))
                .hasMessageStartingWith("Account \"used\" is the last administrator.");
        assertThat(accounts.enable(unused.id(), false, unused.version(), By.SERVICE)
                        .enabled())
                .isFalse();

        Account other = accounts.create("other", List.of("admin"), By.SERVICE).account();
        shop.sql("update seedbed_admin_account set password_at = password_at - interval '4 days', must_change = true");
        assertThat(accounts.enable(other.id(), false, other.version(), By.SERVICE)
                        .enabled())
                .describedAs("where nobody could sign in anyhow, who is enabled counts")
                .isFalse();
    }

    @Test
    void of_two_who_change_one_account_the_second_is_told() {
        Account account = accounts.create("both", List.of("user"), By.SERVICE).account();
        accounts.assign(account.id(), List.of("readonly"), account.version(), By.SERVICE);

        assertThatThrownBy(() -> accounts.assign(account.id(), List.of("admin"), account.version(), By.SERVICE))
                .hasMessage("""
                        Account "both" was changed after you looked at it.
                          where: version 1, not 0
                          mend:  look at it again, and change it then""");
        assertThat(accounts.get(account.id()).roles()).containsExactly("readonly");
    }

    @Test
    void the_first_account_is_made_once() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            int made = 0;
            List<String> told = new CopyOnWriteArrayList<>();
            List<Callable<Boolean>> starts = Collections.nCopies(
                    AT_ONCE,
                    () -> accounts.first(null, first -> {
                                        if (first.password() != null) {
                                            told.add(first.account().name());
                                        }
                                    })
                                    .orElseThrow()
                                    .password()
                            != null);
            for (Future<Boolean> each : pool.invokeAll(starts)) {
                made += each.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
            assertThat(told)
                    .containsExactlyElementsOf(
                            accounts.list("", 9).stream().map(Account::name).toList());
        } finally {
            pool.shutdown();
        }
    }
}
