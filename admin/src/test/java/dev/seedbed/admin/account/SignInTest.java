package dev.seedbed.admin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.admin.data.AdminSeeds;
import dev.seedbed.admin.data.AdminTables;
import dev.seedbed.ledger.LedgerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final String RIGHT = "wooden-giraffe-paints-41-lakes";
    private static final String FROM = "192.0.2.1";

    private final Shop shop = Shop.onH2();
    private final Hands hands = new Hands();
    private final AdminDatabase database = database();
    private final Trail trail = new Trail(database, LedgerKey.NONE);
    private final Passwords passwords = new Passwords();
    private final Accounts accounts = new Accounts(database, trail, passwords);
    private final SignIn signIn = new SignIn(database, accounts, passwords, FactorPolicy.OPTIONAL);
    private final Sessions sessions =
            new Sessions(database, trail, Duration.ofMinutes(30), Duration.ofHours(12), FactorPolicy.OPTIONAL);

    private AdminDatabase database() {
        AdminTables.migrate(shop.dataSource());
        AdminSeeds.plant(shop.seedbed("test"));
        return new AdminDatabase(shop.dataSource(), hands);
    }

    private Account somebody(String name) {
        Accounts.WithPassword made = accounts.create(name, List.of("user"), By.SERVICE);
        return signIn.changePassword(name, made.password(), RIGHT, By.SERVICE);
    }

    private void refused(String name, String password, String source, int status, String code) {
        assertThatThrownBy(() -> signIn.signIn(name, password, source))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(status);
                    assertThat(refused.code()).isEqualTo(code);
                });
    }

    @Test
    void after_five_wrong_passwords_an_account_is_locked_for_a_minute_and_then_for_twice_as_long() {
        somebody("ann");
        for (int i = 0; i < 5; i++) {
            refused("ann", "wrong", FROM, 401, "wrong-credentials");
        }

        refused("ann", RIGHT, FROM, 401, "wrong-credentials");
        hands.forward(Duration.ofSeconds(61));
        refused("ann", "wrong", FROM, 401, "wrong-credentials");
        hands.forward(Duration.ofSeconds(61));
        refused("ann", RIGHT, FROM, 401, "wrong-credentials");
        hands.forward(Duration.ofSeconds(60));

        assertThat(signIn.signIn("ann", RIGHT, FROM).lockedUntil()).isNull();
        refused("ann", "wrong", FROM, 401, "wrong-credentials");
        assertThat(signIn.signIn("ann", RIGHT, FROM).name()).isEqualTo("ann");
    }

    @Test
    void an_account_says_until_when_it_is_locked_and_no_longer_than_it_is() {
        somebody("eva");
        for (int i = 0; i < 5; i++) {
            refused("eva", "wrong", FROM, 401, "wrong-credentials");
        }

        assertThat(accounts.get("eva").lockedUntil())
                .isEqualTo(database.now().toInstant().plus(Duration.ofMinutes(1)));
        hands.forward(Duration.ofSeconds(60));
        assertThat(accounts.get("eva").lockedUntil()).isNull();
    }

    @Test
    void the_time_doubles_up_to_an_hour() {
        assertThat(List.of(4, 5, 6, 7, 10, 11, 12, 1_000))
                .extracting(failed -> Lockout.delay(failed, Lockout.OF_ACCOUNT).toMinutes())
                .containsExactly(0L, 1L, 2L, 4L, 32L, 60L, 60L, 60L);
    }

    @Test
    void for_a_name_that_nobody_has_as_much_is_written_as_for_one_that_somebody_has() {
        somebody("ida");
        Lockout lockout = new Lockout(database);

        assertThat(lockout.begin("ida", FROM)).isPresent();
        assertThat(shop.rows("select failed from seedbed_admin_account where name = 'ida'"))
                .containsExactly("1");
        assertThat(shop.rows("select * from seedbed_admin_source")).isEmpty();
        assertThat(lockout.begin("nobody", FROM)).isEmpty();
        assertThat(shop.rows("select address, failed, blocked_until from seedbed_admin_source"))
                .containsExactly(FROM + " 0 null");
    }

    @Test
    void passwords_are_compared_as_they_are() {
        String all = RIGHT + "-" + "x".repeat(127 - RIGHT.length());
        Accounts.WithPassword made = accounts.create("ida", List.of("user"), By.SERVICE);
        signIn.changePassword("ida", made.password(), all, By.SERVICE);

        for (String near : List.of(all.substring(0, 127), all.toUpperCase(Locale.ROOT), " " + all.substring(1))) {
            refused("ida", near, FROM, 401, "wrong-credentials");
        }
        assertThat(signIn.signIn("ida", all, FROM).name()).isEqualTo("ida");
    }

    @Test
    void an_address_of_twenty_wrong_passwords_is_blocked_whatever_the_names() {
        somebody("ben");
        for (int i = 0; i < 20; i++) {
            refused("nobody" + i, "wrong", FROM, 401, "wrong-credentials");
        }

        refused("ben", RIGHT, FROM, 429, "source-blocked");
        assertThat(signIn.signIn("ben", RIGHT, "192.0.2.2").name()).isEqualTo("ben");
        hands.forward(Duration.ofSeconds(61));
        assertThat(signIn.signIn("ben", RIGHT, FROM).name()).isEqualTo("ben");
    }

    @Test
    void many_at_once_try_no_more_passwords_than_one_after_the_other() throws Exception {
        Account eve = somebody("eve");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> guess = () -> {
                refused("eve", "wrong", FROM, 401, "wrong-credentials");
                return true;
            };
            for (Future<Boolean> each : pool.invokeAll(Collections.nCopies(12, guess))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(shop.rows("select failed from seedbed_admin_account where id = '" + eve.id() + "'"))
                .containsExactly("5");
    }

    @Test
    void whoever_is_signed_in_and_says_the_password_again_is_told_of_the_password_alone() {
        somebody("gil");

        assertThatThrownBy(() -> signIn.confirm("gil", "wrong", FROM)).hasMessage("""
                The password is wrong, or the account is locked for a while, or new and not used in time.
                  mend:  write the one that you signed in with; after five wrong ones wait a minute, later longer""");
        assertThat(signIn.confirm("gil", RIGHT, FROM).name()).isEqualTo("gil");
    }

    @Test
    void whoever_has_no_account_or_a_disabled_one_is_told_the_same() {
        Account fay = somebody("fay");
        accounts.enable(fay.id(), false, accounts.get(fay.id()).version(), By.SERVICE);
        String told = """
                Name and password do not belong together, or the account is disabled, locked for a while, or new and not used in time.
                  mend:  after five wrong passwords wait a minute, later longer; where the password is lost, an \
                administrator makes you a new one, and where no other administrator is left whoever runs the service \
                finds in docs/admin.md how ("When nobody can sign in")""";

        assertThatThrownBy(() -> signIn.signIn("fay", RIGHT, FROM)).hasMessage(told);
        assertThatThrownBy(() -> signIn.signIn("nobody", RIGHT, FROM)).hasMessage(told);
    }

    @Test
    void the_page_that_a_lost_administrator_is_told_of_has_what_it_is_said_to_have() throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "admin.md"))).contains("\n### When nobody can sign in\n");
    }

    @Test
    void passwords_are_kept_as_argon2id_of_19_mebibytes() {
        somebody("gus");

        assertThat(shop.rows("select password_hash from seedbed_admin_account"))
                .allMatch(hash -> hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    @Test
    void no_more_passwords_are_hashed_at_once_than_there_are_processors() throws Exception {
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(4 * processors);
        long most = 0;
        try {
            List<Future<?>> hashes = new ArrayList<>();
            for (int i = 0; i < 16 * processors; i++) {
                hashes.add(pool.submit(() -> passwords.hash(RIGHT)));
            }
            while (!hashes.stream().allMatch(Future::isDone)) {
                most = Math.max(
                        most,
                        Thread.getAllStackTraces().values().stream()
                                .filter(stack -> Arrays.stream(stack)
                                        .anyMatch(frame -> frame.getClassName().contains("Argon2BytesGenerator")))
                                .count());
            }
            for (Future<?> each : hashes) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(most).isBetween(1L, (long) processors);
    }

    @Test
    void a_password_that_could_be_guessed_is_none() {
        for (String weak : List.of("short-1!", "password1234", "qwertyuiop123", "seedbedadmin1", "aaaaaaaaaaaaaaaa")) {
            assertThatThrownBy(() -> passwords.check(weak, "hal"))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo("weak-password"));
        }
        assertThatThrownBy(() -> passwords.check("hal-hal-hal-hal", "hal")).hasMessage("""
                        The new password could be guessed.
                          where: newPassword
                          mend:  take four or more words that have nothing to do with each other, or have a password manager make one""");
        assertThatThrownBy(() -> passwords.check(RIGHT + "x".repeat(129 - RIGHT.length()), "hal"))
                .hasMessageContaining("The new password has 129 characters, and must have 12 to 128.");
        passwords.check(RIGHT + "x".repeat(128 - RIGHT.length()), "hal");
        passwords.check(RIGHT, "hal");
        passwords.check("ünï-códe pass phrase with spaces", "hal");
        passwords.check(passwords.generate(), "hal");
    }

    @Test
    void a_session_ends_when_it_is_not_used_and_at_the_latest_after_twelve_hours() {
        Account ida = somebody("ida");
        String idle = sessions.open(ida, Proof.PASSWORD, FROM);
        hands.forward(Duration.ofMinutes(29));
        assertThat(sessions.caller(idle)).map(Caller::name).hasValue("ida");
        hands.forward(Duration.ofMinutes(29));
        assertThat(sessions.caller(idle)).isPresent();
        hands.forward(Duration.ofMinutes(31));
        assertThat(sessions.caller(idle)).isEmpty();

        String busy = sessions.open(ida, Proof.PASSWORD, FROM);
        for (int i = 0; i < 12 * 60 / 20 - 1; i++) {
            hands.forward(Duration.ofMinutes(20));
            assertThat(sessions.caller(busy)).isPresent();
        }
        hands.forward(Duration.ofMinutes(20));
        assertThat(sessions.caller(busy)).isEmpty();
        sessions.open(ida, Proof.PASSWORD, FROM);
        assertThat(shop.rows("select count(*) from seedbed_admin_session")).containsExactly("1");
    }

    @Test
    void the_table_of_sessions_lets_nobody_in() {
        String token = sessions.open(somebody("jan"), Proof.PASSWORD, FROM);
        String kept = shop.rows("select token_hash from seedbed_admin_session").get(0);

        assertThat(kept).isNotEqualTo(token).hasSize(64);
        assertThat(sessions.caller(kept)).isEmpty();
        assertThat(sessions.caller(token)).isPresent();
    }

    @Test
    void a_disabled_account_and_one_with_a_new_password_have_no_session_left() {
        Account kim = somebody("kim");
        String first = sessions.open(kim, Proof.PASSWORD, FROM);
        accounts.reset(kim.id(), accounts.get(kim.id()).version(), By.SERVICE);
        assertThat(sessions.caller(first)).isEmpty();

        String second = sessions.open(accounts.get(kim.id()), Proof.PASSWORD, FROM);
        accounts.enable(kim.id(), false, accounts.get(kim.id()).version(), By.SERVICE);
        assertThat(sessions.caller(second)).isEmpty();
    }

    @Test
    void a_password_that_somebody_else_made_is_good_for_three_days() {
        Accounts.WithPassword made = accounts.create("mia", List.of("user"), By.SERVICE);
        Accounts.WithPassword other = accounts.create("ned", List.of("user"), By.SERVICE);
        hands.forward(Duration.ofDays(3).minusSeconds(1));
        assertThat(signIn.signIn("mia", made.password(), FROM).mustChangePassword())
                .isTrue();
        hands.forward(Duration.ofSeconds(1));
        refused("ned", other.password(), FROM, 401, "wrong-credentials");

        Account again = accounts.get(other.account().id());
        String password =
                accounts.reset(again.id(), again.version(), By.SERVICE).password();
        assertThat(signIn.signIn("ned", password, FROM).name()).isEqualTo("ned");
    }

    @Test
    void the_first_password_is_made_anew_where_nobody_used_it_in_time() {
        Accounts.First first = accounts.first("ann", told -> {}).orElseThrow();
        hands.forward(Duration.ofDays(3).minusSeconds(1));
        assertThat(accounts.first("ann", told -> {}).orElseThrow())
                .isEqualTo(new Accounts.First(accounts.get("ann"), null, first.until()));
        hands.forward(Duration.ofSeconds(1));

        Accounts.First second = accounts.first("bob", told -> {}).orElseThrow();

        assertThat(second).hasToString("ann");
        assertThat(second.until()).isEqualTo(first.until().plus(Duration.ofDays(3)));
        refused("ann", first.password(), FROM, 401, "wrong-credentials");
        assertThat(signIn.changePassword("ann", second.password(), RIGHT, By.SERVICE)
                        .mustChangePassword())
                .isFalse();
        hands.forward(Duration.ofDays(30));
        assertThat(accounts.first("ann", told -> {})).isEmpty();
    }

    @Test
    void no_password_and_no_hash_stands_in_the_trail() {
        somebody("leo");
        signIn.changePassword("leo", RIGHT, "wooden-giraffe-paints-42-lakes", new By("leo", FROM, null));

        assertThat(shop.rows("select action, from_value, to_value, reason from seedbed_admin_audit order by id"))
                .containsExactly(
                        "account.created null user null",
                        "account.password-set null null null",
                        "account.password-changed null null null");
    }
}
