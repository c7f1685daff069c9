package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.audit.TrailReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Served served = Served.shared();

    private Client somebody(String name, String... roles) {
        return served.signedIn("session-" + name, roles);
    }

    @Test
    void the_first_password_is_said_once_and_has_to_be_changed() {
        assertThat(served.said().split(served.firstPassword(), -1)).hasSize(2);
        assertThat(served.shop()
                        .rows("select count(*) from seedbed_admin_account where password_hash like '%"
                                + served.firstPassword() + "%'"))
                .containsExactly("0");
        if (served.account(served.firstAccount()).mustChangePassword()) {
            Client admin = served.client();
            Client.Answer who =
                    admin.signIn(served.firstAccount(), served.firstPassword()).expect(200);
            assertThat(who.json().path("mustChangePassword").asBoolean()).isTrue();
            assertThat(who.json().path("permissions").size()).isEqualTo(9);
            admin.get("/roles").refused(403, "password-change-required");
            admin.put(
                            "/session/password",
                            Map.of("oldPassword", served.firstPassword(), "newPassword", Served.PASSWORD))
                    .expect(200);
            admin.get("/roles").expect(200);
        }
        served.client().signIn(served.firstAccount(), served.firstPassword()).refused(401, "wrong-credentials");
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
        Accounts.WithPassword made = served.bean(Accounts.class).create("session-cookie", List.of("user"), By.SERVICE);
        Client.Answer answer = served.client().signIn("session-cookie", made.password());

        assertThat(answer.header("Set-Cookie"))
                .matches("__Host-seedbed-admin=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; Expires=[^;]+;"
                        + " Secure; HttpOnly; SameSite=Strict");
        assertThat(answer.response().headers().allValues("Set-Cookie")).hasSize(1);
        assertThat(answer.response().body())
                .doesNotContain(answer.header("Set-Cookie").substring(21, 60));
    }

    @Test
    void each_sign_in_makes_a_new_session_and_ends_the_one_before() {
        Client ann = somebody("ann", "user");
        String before = ann.cookie();
        ann.signIn("session-ann", Served.PASSWORD).expect(200);

        assertThat(ann.cookie()).isNotEqualTo(before);
        ann.get("/session").expect(200);
        served.client().cookie(before).get("/session").refused(401, "not-signed-in");
    }

    @Test
    void a_session_that_another_ended_by_signing_in_is_told_to_be_whose_it_was() {
        Client eva = somebody("eva", "user");
        somebody("uwe", "user");
        eva.signIn("session-uwe", Served.PASSWORD).expect(200);

        assertThat(served.bean(TrailReader.class)
                        .changes(
                                new TrailReader.OfChanges("session-uwe", null, "session.ended", null, null, null),
                                null,
                                10))
                .extracting(Trail.Change::subject)
                .containsExactly("session-eva");
    }

    @Test
    void a_session_that_a_visitor_brings_along_is_never_taken() {
        Client ben = somebody("ben", "user");
        String planted = "__Host-seedbed-admin=" + "A".repeat(43);
        ben.cookie(planted).csrf(null).signIn("session-ben", Served.PASSWORD).expect(200);

        assertThat(ben.cookie()).isNotEqualTo(planted);
    }

    @Test
    void a_changed_password_ends_all_other_sessions() {
        Client cat = somebody("cat", "user");
        Client other = served.client();
        other.signIn("session-cat", Served.PASSWORD).expect(200);
        cat.put("/session/password", Map.of("oldPassword", Served.PASSWORD, "newPassword", "seven green kettles hum"))
                .expect(200);

        other.get("/session").refused(401, "not-signed-in");
        cat.get("/session").expect(200);
    }

    @Test
    void a_password_is_changed_by_who_knows_the_old_one() {
        Client dan = somebody("dan", "user");
        dan.put("/session/password", Map.of("oldPassword", "wrong", "newPassword", "seven green kettles hum"))
                .refused(401, "wrong-credentials");
        dan.put("/session/password", Map.of("oldPassword", Served.PASSWORD, "newPassword", Served.PASSWORD))
                .refused(422, "same-password");
        dan.put("/session/password", Map.of("oldPassword", Served.PASSWORD, "newPassword", "password123456"))
                .refused(422, "weak-password");

        dan.put("/session/password", Map.of("oldPassword", Served.PASSWORD, "newPassword", "seven green kettles hum"))
                .expect(200);
        served.client().signIn("session-dan", Served.PASSWORD).refused(401, "wrong-credentials");
        served.client().signIn("session-dan", "seven green kettles hum").expect(200);
    }

    @Test
    void people_see_their_sessions_and_end_them_all_with_their_password() {
        Client lea = somebody("lea", "user");
        Client other = served.client();
        other.signIn("session-lea", Served.PASSWORD).expect(200);
        assertThat(lea.get("/session/all").expect(200).json().path("sessions").size())
                .isEqualTo(2);
        lea.post("/session/end-all", Map.of("password", "wrong")).refused(401, "wrong-credentials");
        other.get("/session").expect(200);

        lea.post("/session/end-all", Map.of("password", Served.PASSWORD)).expect(200);

        other.get("/session").refused(401, "not-signed-in");
        assertThat(lea.get("/session/all").expect(200).json().path("sessions").size())
                .isEqualTo(1);
    }

    @Test
    void an_administrator_ends_the_sessions_of_anybody() {
        Client max = somebody("max", "user");
        Client admin = somebody("max-admin", "admin");

        assertThat(admin.delete("/sessions?name=session-max&reason=left")
                        .expect(200)
                        .json()
                        .path("ended")
                        .asInt())
                .isEqualTo(1);
        max.get("/session").refused(401, "not-signed-in");
        admin.get("/session").expect(200);
    }

    @Test
    void signing_in_and_out_stands_in_the_trail() {
        Client nia = somebody("nia", "user");
        nia.signIn("session-nia", Served.PASSWORD).expect(200);
        nia.delete("/session").expect(204);

        assertThat(served.shop()
                        .rows("select actor, source, action from seedbed_admin_audit where subject = 'session-nia'"
                                + " and action like 'session.%' order by id desc limit 2"))
                .containsExactly("session-nia 127.0.0.1 session.ended", "session-nia 127.0.0.1 session.begun");
    }

    @Test
    void a_session_that_goes_on_under_another_token_is_no_sign_in() {
        Client olga = somebody("olga", "user");
        olga.signIn("session-olga", Served.PASSWORD).expect(200);
        olga.post("/session/end-all", Map.of("password", Served.PASSWORD)).expect(200);
        olga.put("/session/password", Map.of("oldPassword", Served.PASSWORD, "newPassword", "seven green kettles hum"))
                .expect(200);

        assertThat(served.shop()
                        .rows("select action from seedbed_admin_audit where subject = 'session-olga'"
                                + " and action in ('session.begun', 'session.renewed') order by id desc limit 3"))
                .containsExactly("session.renewed", "session.renewed", "session.begun");
        olga.get("/session").expect(200);
    }

    @Test
    void after_signing_out_the_token_is_worth_nothing() {
        Client eve = somebody("eve", "user");
        String cookie = eve.cookie();
        Client.Answer out = eve.delete("/session").expect(204);

        assertThat(out.header("Set-Cookie")).startsWith("__Host-seedbed-admin=; Path=/; Max-Age=0;");
        served.client().cookie(cookie).get("/session").refused(401, "not-signed-in");
    }

    @Test
    void a_change_without_the_token_of_its_session_is_refused() {
        Client fay = somebody("fay", "admin");
        String csrf = fay.csrf();
        for (String wrong : new String[] {null, "", "A".repeat(43)}) {
            fay.csrf(wrong)
                    .post("/accounts", Map.of("name", "session-csrf", "roles", List.of()))
                    .refused(403, "csrf");
        }
        fay.csrf(null).delete("/session").refused(403, "csrf");
        Client other = somebody("fay2", "admin");
        fay.csrf(other.csrf())
                .post("/accounts", Map.of("name", "session-csrf", "roles", List.of()))
                .refused(403, "csrf");
        fay.csrf(csrf)
                .post("/accounts", Map.of("name", "session-csrf", "roles", List.of()))
                .expect(201);
    }

    @Test
    void a_change_from_another_sites_page_is_refused_and_so_is_a_form() {
        Client gus = somebody("gus", "admin");
        Map<String, Object> body = Map.of("name", "session-site", "roles", List.of());
        gus.post("/accounts", body, "Sec-Fetch-Site", "cross-site").refused(403, "cross-site");
        gus.post("/accounts", body, "Sec-Fetch-Site", "same-site").refused(403, "cross-site");
        gus.post("/accounts", body, "Origin", "https://elsewhere.example").refused(403, "cross-site");
        gus.post("/accounts", body, "Origin", "null").refused(403, "cross-site");
        gus.post("/session", body, "Origin", "http://localhost.elsewhere.example")
                .refused(403, "cross-site");
        gus.send("POST", "/session", "name=a&password=b", "Content-Type", "application/x-www-form-urlencoded")
                .refused(415, "not-served");
        gus.send("POST", "/session", "{\"name\": \"a\", \"password\": \"b\"}", "Content-Type", "text/plain")
                .refused(415, "not-served");
        gus.post("/accounts", body, "Origin", "http://localhost:" + served.port())
                .expect(201);
    }

    @Test
    void a_form_in_place_of_json_and_a_method_that_nothing_answers_to_are_refused_with_what_to_send() {
        Client kit = somebody("kit", "user");
        String form = "application/x-www-form-urlencoded";
        for (String query : List.of("", "?&")) {
            assertThat(kit.send("PUT", "/session/password" + query, "{\"oldPassword\": \"a\"}", "Content-Type", form)
                            .refused(415, "not-served")
                            .response()
                            .body())
                    .contains("\"detail\":\"The body is not said to be JSON.\",\"where\":\"header Content-Type\","
                            + "\"mend\":\"send it with Content-Type: application/json\"");
        }
        kit.send("PUT", "/session/password?x=1", "{}", "Content-Type", form).refused(422, "unknown-parameter");
        assertThat(kit.send("PATCH", "/session/password", "x", "Content-Type", form)
                        .refused(405, "not-served")
                        .response()
                        .body())
                .contains("\"detail\":\"Nothing here answers to PATCH.\"", "\"mend\":\"send PUT\"");
    }

    @Test
    void every_answer_carries_the_headers_that_keep_a_page_safe() {
        Client hal = somebody("hal", "user");
        for (Client.Answer answer : List.of(
                hal.get("/session"),
                hal.get("/accounts"),
                hal.get("/none"),
                served.client().get("/session"))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                                    + " connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(answer.header("Content-Type"))
                    .isEqualTo(answer.status() < 400 ? "application/json" : "application/problem+json");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("X-Powered-By")).isEmpty();
        }
    }

    @Test
    void refusals_are_recorded_with_who_and_what() {
        Client ida = somebody("ida", "readonly");
        ida.get("/accounts?secret=x").refused(403, "not-allowed");
        served.client().get("/audit").refused(401, "not-signed-in");

        List<Trail.Refusal> refusals = served.bean(TrailReader.class).refusals(TrailReader.OfRefusals.ALL, null, 2);
        assertThat(refusals)
                .extracting(Trail.Refusal::actor, Trail.Refusal::method, Trail.Refusal::path, Trail.Refusal::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(null, "GET", "/seedbed/api/v1/audit", "not-signed-in"),
                        org.assertj.core.groups.Tuple.tuple(
                                "session-ida", "GET", "/seedbed/api/v1/accounts", "not-allowed"));
        assertThat(refusals.get(1).detail()).isEqualTo("None of your roles allows \"accounts:read\".");
    }

    @Test
    void a_wrong_password_is_recorded_with_the_account_that_it_was_tried_on() {
        somebody("ora", "user");
        served.client().signIn("session-ora", "wrong").refused(401, "wrong-credentials");
        served.client().signIn("not a name but a password", "x").refused(401, "wrong-credentials");

        assertThat(served.bean(TrailReader.class).refusals(TrailReader.OfRefusals.ALL, null, 2))
                .extracting(refusal -> refusal.detail().replaceFirst(".*in time\\. ?", ""))
                .containsExactly("", "Account \"session-ora\".");
    }

    @Test
    void who_says_to_come_from_elsewhere_is_not_believed_without_a_proxy() {
        served.client()
                .get(
                        "/audit",
                        "X-Forwarded-For",
                        "203.0.113.7",
                        "Forwarded",
                        "for=203.0.113.7",
                        "X-Real-IP",
                        "203.0.113.7")
                .refused(401, "not-signed-in");

        assertThat(served.bean(TrailReader.class)
                        .refusals(TrailReader.OfRefusals.ALL, null, 1)
                        .get(0)
                        .source())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void a_problem_says_what_where_and_how_to_mend() {
        Client jan = somebody("jan", "user");

        assertThat(jan.get("/accounts").refused(403, "not-allowed").json().toString())
                .isEqualTo("{\"title\":\"Forbidden\",\"status\":403,\"code\":\"not-allowed\","
                        + "\"detail\":\"None of your roles allows \\\"accounts:read\\\".\",\"where\":null,"
                        + "\"mend\":\"ask an administrator for a role that does\",\"errors\":[{\"column\":null,"
                        + "\"detail\":\"None of your roles allows \\\"accounts:read\\\".\",\"where\":null,"
                        + "\"mend\":\"ask an administrator for a role that does\"}]}");
    }

    @Test
    void bodies_that_are_none_are_the_callers_mistake() {
        Client kim = somebody("kim", "admin");
        List<String> bodies = new ArrayList<>(List.of(
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{\"name\": \"a\"}",
                "{\"name\": null, \"roles\": []}",
                "{\"name\": 1, \"roles\": []}",
                "{\"name\": \"session-x\", \"roles\": [null]}",
                "{\"name\": \"session-x\", \"roles\": [1]}",
                "{\"name\": \"session-x\", \"roles\": \"admin\"}",
                "{\"name\": \"session-x\", \"roles\": [], \"enabled\": true}",
                "{\"name\": \"session-x\", \"name\": \"session-y\", \"roles\": []}",
                "{\"name\": \"session-x\", \"roles\": [], \"reason\": \"\\u0000\"}",
                "{\"name\": \"session-x\", \"roles\": [], \"reason\": \"\\ud800\"}",
                "{\"name\": \"session-x\", \"roles\": []} {}"));
        bodies.add("[".repeat(100_000));
        for (String body : bodies) {
            kim.send("POST", "/accounts", body).refused(400, "bad-body");
        }
        kim.post("/accounts", Map.of("name", "' or 1=1 --", "roles", List.of())).refused(422, "bad-name");
        kim.post("/accounts", Map.of("name", "session-x", "roles", List.of("root")))
                .refused(422, "no-role");
        kim.get("/accounts/none").refused(400, "bad-parameter");
        kim.get("/audit?before=x").refused(400, "bad-parameter");
        kim.get("/accounts?after=%00").refused(400, "bad-parameter");
        kim.get("/accounts?limit=1&limit=2").refused(400, "bad-parameter");
        assertThat(kim.get("/none").refused(404, "not-served").text("mend"))
                .isEqualTo("look at openapi.json for what does");
    }
}
