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
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    private static final String RIGHT = "wooden-giraffe-paints-41-lakes";
    private static final Passwords PASSWORDS = new Passwords();
    private static final String HASH = PASSWORDS.hash(RIGHT);
    private static final String KEY = "a key for the secrets of these people";

    private final Hands hands = new Hands();
    private Shop shop;
    private AdminDatabase database;
    private Trail trail;
    private Accounts accounts;
    private SignIn signIn;
    private SecondFactor factor;
    private Account ann;
    private By by;

    @BeforeEach
    void onH2() {
        on(Shop.onH2());
    }

    private void on(Shop other) {
        shop = other;
        database = database();
        trail = new Trail(database, LedgerKey.NONE);
        accounts = new Accounts(database, trail, PASSWORDS);
        signIn = new SignIn(database, accounts, PASSWORDS, FactorPolicy.OPTIONAL);
        factor = factor(FactorPolicy.OPTIONAL, KEY);
    }

    private AdminDatabase database() {
        AdminTables.migrate(shop.dataSource());
        AdminSeeds.plant(shop.seedbed("test"));
        return new AdminDatabase(shop.dataSource(), hands);
    }

    private SecondFactor factor(FactorPolicy policy, String key) {
        return factor(policy, FactorHash.SHA1, key);
    }

    private SecondFactor factor(FactorPolicy policy, FactorHash hash, String key) {
        return new SecondFactor(database, trail, accounts, signIn, new Secrets(key), policy, hash, "Seedbed test");
    }

    /** With a password that was hashed before: each hash costs what it is to cost. */
    private void somebody(String name) {
        UUID id = UUID.randomUUID();
        database.write("""
                        insert into seedbed_admin_account
                          (id, name, password_hash, password_at, must_change, enabled, created_at)
                        values (?, ?, ?, ?, false, true, ?)""", id, name, HASH, database.now(), database.now());
        ann = accounts.get(id);
        by = new By(name, "192.0.2.1", null);
    }

    private List<String> recovery;

    private byte[] enrolled(String name) {
        somebody(name);
        byte[] secret = secret(factor.offer(name, RIGHT, null, by));
        recovery = factor.enrol(name, code(secret), by);
        hands.forward(Duration.ofSeconds(30));
        return secret;
    }

    private static byte[] secret(SecondFactor.Offer offer) {
        return Base32.decode(offer.secret());
    }

    private String code(byte[] secret) {
        return Totp.code(secret, Totp.step(hands.instant()));
    }

    private static void refused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.status()).isEqualTo(status);
        });
    }

    private void wrong(String code) {
        refused(401, "wrong-code", () -> factor.prove(ann.name(), code, by));
    }

    @Test
    void secrets_of_both_hashes_go_on_together() {
        byte[] old = enrolled("ann-1");
        Account ann1 = ann;
        factor = factor(FactorPolicy.OPTIONAL, FactorHash.SHA256, KEY);
        somebody("bo-256");
        SecondFactor.Offer offer = factor.offer(ann.name(), RIGHT, null, by);
        byte[] secret = secret(offer);

        assertThat(secret).hasSize(35);
        assertThat(offer.uri()).contains("&algorithm=SHA256&");
        assertThat(factor.offered(ann.name(), offer.secret()).uri()).isEqualTo(offer.uri());
        factor.enrol(ann.name(), code(secret), by);
        hands.forward(Duration.ofSeconds(30));
        factor.prove(ann.name(), code(secret), by);
        factor.prove(ann1.name(), code(old), by);
    }

    @Test
    void a_secret_is_offered_as_text_and_as_what_authenticators_read() {
        somebody("ann");
        SecondFactor.Offer offer = factor.offer("ann", RIGHT, null, by);

        assertThat(offer.secret()).matches("[A-Z2-7]{32}");
        assertThat(offer.uri())
                .isEqualTo("otpauth://totp/Seedbed%20test:ann?secret=" + offer.secret()
                        + "&issuer=Seedbed%20test&algorithm=SHA1&digits=6&period=30");
        assertThat(offer.toString()).isEqualTo("offer");
        assertThat(factor.offer("ann", RIGHT, null, by).secret()).isNotEqualTo(offer.secret());
        refused(401, "wrong-credentials", () -> factor.offer("ann", "wrong", null, by));
    }

    @Test
    void it_counts_once_a_code_of_it_was_shown_within_ten_minutes() {
        somebody("ann");
        refused(409, "nothing-offered", () -> factor.enrol("ann", "000000", by));
        byte[] secret = secret(factor.offer("ann", RIGHT, null, by));
        assertThat(accounts.get(ann.id()).secondFactor()).isFalse();
        refused(401, "wrong-code", () -> factor.enrol("ann", "000000", by));
        hands.forward(Duration.ofMinutes(10));
        refused(409, "nothing-offered", () -> factor.enrol("ann", code(secret), by));

        byte[] again = secret(factor.offer("ann", RIGHT, null, by));
        List<String> codes = factor.enrol("ann", code(again), by);

        assertThat(accounts.get(ann.id()).secondFactor()).isTrue();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z2-9]{4}(-[a-z2-9]{4}){6}"));
        assertThat(factor.state("ann")).isEqualTo(new SecondFactor.State(FactorPolicy.OPTIONAL, hands.instant(), 10));
    }

    @Test
    void each_code_is_taken_once_and_none_before_it_either() {
        byte[] secret = enrolled("ann");
        String now = code(secret);
        String before = Totp.code(secret, Totp.step(hands.instant()) - 1);

        wrong(before);
        assertThat(factor.prove("ann", now, by)).isEqualTo(Proof.CODE);
        wrong(now);
        hands.forward(Duration.ofSeconds(30));
        assertThat(factor.prove(
                        "ann", code(secret).substring(0, 3) + " " + code(secret).substring(3), by))
                .isEqualTo(Proof.CODE);
    }

    @Test
    void of_many_who_send_one_code_at_once_one_is_let_in() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        on(Shop.on(server.dataSource(server.newDatabase())));
        byte[] secret = enrolled("ann");
        String now = code(secret);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        int in = 0;
        try {
            Callable<Boolean> send = () -> {
                try {
                    return factor.prove("ann", now, by) == Proof.CODE;
                } catch (Refused e) {
                    return false;
                }
            };
            for (Future<Boolean> each : pool.invokeAll(Collections.nCopies(4, send))) {
                in += each.get() ? 1 : 0;
            }
        } finally {
            pool.shutdown();
        }

        assertThat(in).isEqualTo(1);
        assertThat(factor.prove("ann", recovery.get(0), by)).isEqualTo(Proof.RECOVERY_CODE);
    }

    @Test
    void wrong_codes_lock_the_account_as_wrong_passwords_do_and_a_right_password_between_them_helps_nobody() {
        byte[] secret = enrolled("ann");
        for (int i = 0; i < 4; i++) {
            signIn.signIn("ann", RIGHT, by.source());
            wrong("000000");
        }
        signIn.signIn("ann", RIGHT, by.source());
        wrong("000000");

        wrong(code(secret));
        refused(401, "wrong-credentials", () -> signIn.signIn("ann", RIGHT, by.source()));
        hands.forward(Duration.ofSeconds(60));
        signIn.signIn("ann", RIGHT, by.source());
        assertThat(factor.prove("ann", code(secret), by)).isEqualTo(Proof.CODE);
        assertThat(shop.rows("select failed, locked_until from seedbed_admin_account"))
                .containsExactly("0 null");
    }

    @Test
    void an_address_of_many_wrong_codes_is_blocked() {
        byte[] secret = enrolled("ann");
        for (int i = 0; i < 20; i++) {
            wrong("000000");
        }

        refused(429, "source-blocked", () -> factor.prove("ann", code(secret), by));
    }

    @Test
    void a_recovery_code_stands_in_once() {
        enrolled("ann");
        String code = recovery.get(3);

        assertThat(factor.prove("ann", " " + code.toUpperCase(java.util.Locale.ROOT), by))
                .isEqualTo(Proof.RECOVERY_CODE);
        wrong(code);
        assertThat(factor.prove("ann", recovery.get(4).replace("-", ""), by)).isEqualTo(Proof.RECOVERY_CODE);
        assertThat(factor.state("ann").recoveryCodesLeft()).isEqualTo(8);
        assertThat(shop.rows("select actor, action, from_value, to_value from seedbed_admin_audit"
                        + " where action like 'account.reco%' order by id"))
                .containsExactly("ann account.recovery-code-used 10 9", "ann account.recovery-code-used 9 8");
    }

    @Test
    void other_recovery_codes_take_the_place_of_those_before() {
        byte[] secret = enrolled("ann");
        refused(401, "wrong-code", () -> factor.renewRecoveryCodes("ann", RIGHT, "000000", by));
        List<String> others = factor.renewRecoveryCodes("ann", RIGHT, code(secret), by);

        wrong(recovery.get(0));
        assertThat(factor.prove("ann", others.get(0), by)).isEqualTo(Proof.RECOVERY_CODE);
    }

    @Test
    void a_second_factor_is_changed_and_removed_by_who_has_it_and_the_password() {
        byte[] secret = enrolled("ann");
        refused(401, "wrong-code", () -> factor.offer("ann", RIGHT, null, by));
        refused(401, "wrong-credentials", () -> factor.offer("ann", "wrong", code(secret), by));
        byte[] other = secret(factor.offer("ann", RIGHT, code(secret), by));
        hands.forward(Duration.ofSeconds(30));
        factor.enrol("ann", code(other), by);
        hands.forward(Duration.ofSeconds(30));
        wrong(code(secret));
        refused(401, "wrong-code", () -> factor.remove("ann", RIGHT, "", by));

        assertThat(factor.remove("ann", RIGHT, code(other), by).secondFactor()).isFalse();

        refused(409, "not-enrolled", () -> factor.remove("ann", RIGHT, "", by));
        refused(
                409,
                "second-factor-required",
                () -> factor(FactorPolicy.REQUIRED, KEY).remove("ann", RIGHT, code(other), by));
        assertThat(shop.rows("select count(*) from seedbed_admin_recovery_code"))
                .containsExactly("0");
        assertThat(shop.rows("select actor, action, from_value, to_value from seedbed_admin_audit"
                        + " where action like 'account.second%' order by id"))
                .containsExactly(
                        "ann account.second-factor-enrolled null null",
                        "ann account.second-factor-changed null null",
                        "ann account.second-factor-removed null null");
    }

    @Test
    void a_new_password_from_an_administrator_leaves_the_second_factor_and_a_reset_of_it_asks_for_a_new_password() {
        byte[] secret = enrolled("ann");
        accounts.reset(ann.id(), accounts.get(ann.id()).version(), By.SERVICE);
        assertThat(factor.prove("ann", code(secret), by)).isEqualTo(Proof.CODE);

        Accounts.WithPassword made =
                accounts.resetFactor(ann.id(), accounts.get(ann.id()).version(), By.SERVICE);

        assertThat(made.account().secondFactor()).isFalse();
        assertThat(made.account().mustChangePassword()).isTrue();
        refused(401, "wrong-credentials", () -> signIn.signIn("ann", RIGHT, by.source()));
        wrong(recovery.get(0));
        assertThat(shop.rows("select action from seedbed_admin_audit order by id desc limit 1"))
                .containsExactly("account.second-factor-reset");
        By own = new By("ann", "192.0.2.1", null);
        refused(
                409,
                "own-account",
                () -> accounts.resetFactor(ann.id(), accounts.get(ann.id()).version(), own));
        refused(
                409,
                "own-account",
                () -> accounts.reset(ann.id(), accounts.get(ann.id()).version(), own));
    }

    @Test
    void the_tables_have_no_secret_and_no_recovery_code_that_lets_anybody_in() {
        byte[] secret = enrolled("ann");
        String kept = shop.rows("select secret from seedbed_admin_factor").get(0);

        assertThat(kept).startsWith(new Secrets(KEY) + ":");
        assertThat(new Secrets(KEY).open(ann.id(), kept)).isEqualTo(secret);
        assertThat(shop.rows("select code_hash from seedbed_admin_recovery_code"))
                .hasSize(10)
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void a_secret_is_encrypted_with_the_current_key_when_it_is_used() {
        byte[] secret = enrolled("ann");
        String newer = "another key for the secrets of these people";

        assertThat(factor(FactorPolicy.OPTIONAL, newer + "," + KEY).prove("ann", code(secret), by))
                .isEqualTo(Proof.CODE);

        assertThat(shop.rows("select secret from seedbed_admin_factor").get(0)).startsWith(new Secrets(newer) + ":");
        assertThatThrownBy(() -> factor(FactorPolicy.OPTIONAL, KEY))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith(
                        "Second factors are encrypted with key " + new Secrets(newer) + ", which is not given.");
    }

    @Test
    void a_code_of_a_secret_that_another_has_replaced_is_none_and_does_not_bring_it_back() {
        byte[] before = enrolled("ann");
        String old = shop.rows("select secret from seedbed_admin_factor").get(0);
        Factors factors = new Factors(database, new Secrets("another key for the secrets of these people," + KEY));
        Factors.Enrolled read = factors.enrolled(ann.id()).orElseThrow();
        byte[] after = secret(factor.offer("ann", RIGHT, code(before), by));
        factor.enrol("ann", code(after), by);
        String now = shop.rows("select secret from seedbed_admin_factor").get(0);
        hands.forward(Duration.ofSeconds(60));

        assertThat(read.sealed()).isEqualTo(old);
        assertThat(factors.use(ann.id(), read, code(before))).isFalse();
        assertThat(shop.rows("select secret from seedbed_admin_factor")).containsExactly(now);
        assertThat(factors.use(ann.id(), code(after))).isTrue();
    }

    @Test
    void a_session_of_a_password_alone_is_half_and_ends_after_ten_minutes() {
        enrolled("ann");
        Account now = accounts.get(ann.id());
        Sessions sessions = sessions(FactorPolicy.OPTIONAL);
        String half = sessions.open(now, Proof.PASSWORD, by.source());

        assertThat(sessions.caller(half).map(Caller::first)).hasValue(Caller.First.CODE);
        assertThat(sessions.caller(sessions.open(now, Proof.RECOVERY_CODE, by.source()))
                        .orElseThrow()
                        .first())
                .isNull();
        assertThat(sessions(FactorPolicy.OFF).caller(half).orElseThrow().first())
                .isNull();
        hands.forward(Duration.ofSeconds(601));
        assertThat(sessions.caller(half)).isEmpty();
        assertThat(shop.rows("select action, to_value from seedbed_admin_audit where action like 'session%'"
                        + " order by id"))
                .containsExactly("session.half-begun password", "session.begun recovery-code");
    }

    @Test
    void where_it_is_required_whoever_has_none_enrols_one_first() {
        somebody("ann");
        Sessions sessions = sessions(FactorPolicy.REQUIRED);

        assertThat(sessions.caller(sessions.open(ann, Proof.PASSWORD, by.source()))
                        .map(Caller::first))
                .hasValue(Caller.First.SECOND_FACTOR);
        refused(403, "no-second-factor", () -> factor(FactorPolicy.OFF, KEY).offer("ann", RIGHT, null, by));
    }

    @Test
    void the_statement_of_the_page_helps_an_only_administrator_who_has_lost_everything() throws Exception {
        enrolled("anna");
        String page = Files.readString(Path.of("..", "docs", "admin.md"));
        int begin = page.indexOf("delete from seedbed_admin_factor");
        String statement = page.substring(begin, page.indexOf(";\n```", begin));

        shop.sql(statement);

        assertThat(accounts.get(ann.id()).secondFactor()).isFalse();
    }

    private Sessions sessions(FactorPolicy policy) {
        return new Sessions(database, trail, Duration.ofMinutes(30), Duration.ofHours(12), policy);
    }
}
