package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Authenticator;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a second factor is required. */
class FactorTest {
    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.start(
                Shop.onH2(),
                "production",
                "--seedbed.admin.second-factor=required",
                "--seedbed.admin.secret-key=a key for the secrets of these people",
                "--seedbed.admin.limits.sign-ins-per-minute=40");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    /** Somebody with a second factor, who is signed in. */
    private static Authenticator enrolled(Client client) {
        Client.Answer offer = client.post("/session/factor", Map.of("password", Served.PASSWORD))
                .expect(200);
        Authenticator authenticator = new Authenticator(offer.text("secret"));
        client.put("/session/factor", Map.of("code", authenticator.code())).expect(200);
        return authenticator;
    }

    @Test
    void the_first_administrator_changes_the_password_then_enrols_and_then_is_in() {
        Client admin = served.client();
        assertThat(admin.signIn(served.firstAccount(), served.firstPassword())
                        .expect(200)
                        .text("first"))
                .isEqualTo("password");
        admin.post("/session/factor", Map.of("password", served.firstPassword()))
                .refused(403, "password-change-required");
        Client.Answer changed = admin.put(
                        "/session/password",
                        Map.of("oldPassword", served.firstPassword(), "newPassword", Served.PASSWORD))
                .expect(200);
        assertThat(changed.text("first")).isEqualTo("second-factor");
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            if (!Set.of(Needs.NOTHING, Needs.PASSWORD, Needs.IDENTITY).contains(endpoint.need())) {
                assertThat(ask(admin, endpoint))
                        .describedAs(endpoint.toString())
                        .isEqualTo(403);
            }
        }
        admin.get("/roles").refused(403, "second-factor-required");

        Client.Answer offer = admin.post("/session/factor", Map.of("password", Served.PASSWORD))
                .expect(200);
        assertThat(offer.text("uri"))
                .startsWith("otpauth://totp/Seedbed%20production:" + served.firstAccount() + "?secret=");
        Authenticator authenticator = new Authenticator(offer.text("secret"));
        admin.put("/session/factor", Map.of("code", "000000")).refused(401, "wrong-code");
        String before = admin.cookie();
        Client.Answer enrolled = admin.put("/session/factor", Map.of("code", authenticator.code()))
                .expect(200);

        assertThat(enrolled.json().path("recoveryCodes").size()).isEqualTo(10);
        assertThat(admin.cookie()).isNotEqualTo(before);
        admin.get("/roles").expect(200);
        Client.Answer state = admin.get("/session/factor").expect(200);
        assertThat(state.text("policy")).isEqualTo("required");
        assertThat(state.json().path("enrolledAt").isNull()).isFalse();
        admin.post("/session/factor/removal", Map.of("password", Served.PASSWORD, "code", "000000"))
                .refused(409, "second-factor-required");
    }

    private static int ask(Client client, Endpoint endpoint) {
        return client.send(
                        endpoint.method(),
                        endpoint.path()
                                .replace("/api/v1", "")
                                .replace("{id}", "00000000-0000-0000-0000-000000000000")
                                .replace("{name}", "none")
                                .replace("{table}", "tier"),
                        Set.of("POST", "PUT", "PATCH").contains(endpoint.method()) ? "{\"none\": 1}" : null,
                        "If-Match",
                        "\"0\"")
                .status();
    }

    @Test
    void what_is_wrong_with_a_secret_is_for_the_log_and_not_for_who_has_only_a_password() {
        Client eve = served.signedIn("factor-una", "user");
        Authenticator authenticator = enrolled(eve);
        served.shop()
                .sql("update seedbed_admin_factor set secret = 'deadbeef:AAAA' where account_id ="
                        + " (select id from seedbed_admin_account where name = 'factor-una')");
        Client half = served.client();
        half.signIn("factor-una", Served.PASSWORD).expect(200);

        Client.Answer failed =
                half.post("/session/code", Map.of("code", authenticator.code())).refused(500, "error");

        assertThat(failed.text("detail")).isEqualTo("Something went wrong here.");
        assertThat(failed.response().body()).doesNotContain("deadbeef").doesNotContain("seedbed_admin");
        half.get("/roles").refused(403, "code-required");
    }

    @Test
    void a_password_alone_lets_nobody_do_anything_but_show_a_code() {
        Client ann = served.signedIn("factor-ann", "admin");
        Authenticator authenticator = enrolled(ann);
        ann.get("/accounts").expect(200);
        Client again = served.client();
        Client.Answer half = again.signIn("factor-ann", Served.PASSWORD).expect(200);
        String cookie = again.cookie();

        assertThat(half.text("first")).isEqualTo("code");
        assertThat(half.json().path("roles").size()).isZero();
        assertThat(half.json().path("permissions").size()).isZero();
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            if (!Set.of(Needs.NOTHING, Needs.PASSWORD).contains(endpoint.need())) {
                again.send("GET", "/session", null);
                assertThat(ask(again, endpoint))
                        .describedAs(endpoint.toString())
                        .isEqualTo(403);
            }
        }
        again.put("/session/password", Map.of("oldPassword", Served.PASSWORD, "newPassword", "seven green kettles hum"))
                .refused(403, "code-required");
        again.post("/session/code", Map.of("code", "000000")).refused(401, "wrong-code");

        Client.Answer in = again.post("/session/code", Map.of("code", authenticator.next()))
                .expect(200);
        assertThat(in.json().path("first").isNull()).isTrue();
        assertThat(again.cookie()).isNotEqualTo(cookie);
        served.client().cookie(cookie).get("/session").refused(401, "not-signed-in");
        again.get("/accounts").expect(200);
        again.post("/session/code", Map.of("code", authenticator.next())).refused(409, "no-code-asked");
        assertThat(served.shop()
                        .rows("select action, to_value from seedbed_admin_audit where subject = 'factor-ann'"
                                + " and action like 'session.%' and action not like '%ended' order by id"))
                .containsExactly(
                        "session.begun password",
                        "session.renewed code",
                        "session.half-begun password",
                        "session.begun code");
    }

    @Test
    void who_has_changed_the_password_since_is_as_much_signed_in_as_before() {
        Client ben = served.signedIn("factor-ben", "user");
        enrolled(ben);
        Client.Answer changed = ben.put(
                        "/session/password",
                        Map.of("oldPassword", Served.PASSWORD, "newPassword", "seven green kettles hum"))
                .expect(200);

        assertThat(changed.json().path("first").isNull()).isTrue();
        ben.get("/tables").expect(200);
        assertThat(ben.post("/session/end-all", Map.of("password", "seven green kettles hum"))
                        .expect(200)
                        .json()
                        .path("first")
                        .isNull())
                .isTrue();
    }

    @Test
    void an_enrolled_factor_ends_all_other_sessions_and_recovery_codes_are_told_once() {
        Client cat = served.signedIn("factor-cat", "user");
        Client other = served.client();
        other.signIn("factor-cat", Served.PASSWORD).expect(200);
        Authenticator authenticator = enrolled(cat);

        other.get("/session").refused(401, "not-signed-in");
        Client.Answer codes = cat.post(
                        "/session/factor/recovery-codes",
                        Map.of("password", Served.PASSWORD, "code", authenticator.next()))
                .expect(200);
        String code = codes.json().path("recoveryCodes").path(0).asString();
        Client lost = served.client();
        lost.signIn("factor-cat", Served.PASSWORD).expect(200);
        lost.post("/session/code", Map.of("code", code)).expect(200);
        lost.get("/tables").expect(200);
        assertThat(lost.get("/session/factor").json().path("recoveryCodesLeft").asInt())
                .isEqualTo(9);
    }

    @Test
    void an_administrator_resets_the_second_factor_of_somebody_else() {
        Client admin = served.signedIn("factor-boss", "admin");
        enrolled(admin);
        Client dan = served.signedIn("factor-dan", "user");
        enrolled(dan);
        String path = "/accounts/" + served.account("factor-dan").id() + "/factor-reset";
        String tag = admin.get("/accounts/" + served.account("factor-dan").id()).header("ETag");
        Client.Answer reset = admin.post(path, Map.of("reason", "lost the phone"), "If-Match", tag)
                .expect(200);

        dan.get("/session").refused(401, "not-signed-in");
        dan.signIn("factor-dan", Served.PASSWORD).refused(401, "wrong-credentials");
        assertThat(dan.signIn("factor-dan", reset.text("password")).expect(200).text("first"))
                .isEqualTo("password");
        assertThat(reset.json().path("account").path("secondFactor").asBoolean())
                .isFalse();
        admin.post(
                        "/accounts/" + served.account("factor-boss").id() + "/factor-reset",
                        Map.of(),
                        "If-Match",
                        "\"" + served.account("factor-boss").version() + "\"")
                .refused(409, "own-account");
        assertThat(served.shop()
                        .rows("select actor, subject, reason from seedbed_admin_audit"
                                + " where action = 'account.second-factor-reset'"))
                .isEqualTo(List.of("factor-boss factor-dan lost the phone"));
    }

    @Test
    void no_secret_stands_in_the_table_or_the_trail() {
        Client eve = served.signedIn("factor-eve", "user");
        Client.Answer offer =
                eve.post("/session/factor", Map.of("password", Served.PASSWORD)).expect(200);
        String secret = offer.text("secret");

        assertThat(served.shop().rows("select pending from seedbed_admin_factor where pending is not null"))
                .isNotEmpty()
                .allMatch(kept -> kept.matches("[0-9a-f]{8}:[A-Za-z0-9+/=]+"));
        assertThat(served.shop().rows("select * from seedbed_admin_audit")).noneMatch(entry -> entry.contains(secret));
        assertThat(offer.header("Cache-Control")).contains("no-store");
    }
}
