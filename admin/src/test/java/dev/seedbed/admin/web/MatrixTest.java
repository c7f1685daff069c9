package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.audit.By;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Every endpoint, every method, every role: nobody gets what no rule gives. */
class MatrixTest {
    /** What each role may do, written down once more by hand: not read from what is tested. */
    private static final Map<String, Set<String>> EXPECTED = Map.of(
            "anonymous", Set.of(),
            "none", Set.of(Needs.PASSWORD, Needs.IDENTITY),
            "readonly", Set.of(Needs.PASSWORD, Needs.IDENTITY, "seeds:read", "rows:read", "roles:read"),
            "user", Set.of(Needs.PASSWORD, Needs.IDENTITY, "seeds:read", "rows:read", "roles:read", "rows:write"),
            "admin",
                    Set.of(
                            Needs.PASSWORD,
                            Needs.IDENTITY,
                            "seeds:read",
                            "seeds:run",
                            "rows:read",
                            "rows:write",
                            "roles:read",
                            "roles:write",
                            "accounts:read",
                            "accounts:write",
                            "audit:read"));

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND");

    private final Served served = Served.shared();

    @Test
    void every_endpoint_has_a_rule_that_a_role_can_have() {
        Set<String> without = new TreeSet<>();
        Set<String> known = new TreeSet<>(Access.PERMISSIONS);
        known.addAll(Set.of(Needs.NOTHING, Needs.PASSWORD, Needs.IDENTITY));
        for (Endpoint endpoint : Endpoint.all(served)) {
            Needs needs = endpoint.handler().getMethodAnnotation(Needs.class);
            if (needs == null || !known.contains(needs.value())) {
                without.add(endpoint.toString());
            }
        }

        assertThat(without).isEmpty();
        assertThat(Endpoint.all(served)).hasSizeGreaterThanOrEqualTo(21);
    }

    @Test
    void nobody_but_who_signs_in_may_do_anything_without_being_signed_in() {
        assertThat(Endpoint.all(served))
                .filteredOn(endpoint -> Needs.NOTHING.equals(endpoint.need()))
                .extracting(Endpoint::toString)
                .containsExactly(
                        "POST /api/v1/session", "GET /assets/{version}/{name}", "GET /sign-in", "POST /sign-in");
    }

    @Test
    void no_endpoint_lets_a_role_in_that_has_no_rule_for_it_and_none_keeps_one_out_that_has() {
        Map<String, Client> clients = new TreeMap<>();
        EXPECTED.keySet().forEach(role -> {
            String[] roles = role.equals("none") ? new String[0] : new String[] {role};
            clients.put(role, role.equals("anonymous") ? served.client() : served.signedIn("matrix-" + role, roles));
        });
        Map<String, Map<String, Endpoint>> paths = new TreeMap<>();
        for (Endpoint endpoint : Endpoint.all(served)) {
            paths.computeIfAbsent(endpoint.path(), path -> new TreeMap<>()).put(endpoint.method(), endpoint);
        }
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Map.Entry<String, Client> client : clients.entrySet()) {
            String cookie = client.getValue().cookie();
            String csrf = client.getValue().csrf();
            for (Question question : questions(paths)) {
                client.getValue().cookie(cookie).csrf(csrf);
                if (cookie != null && question.endsSession()) {
                    signInAnew(client.getValue(), "matrix-" + client.getKey());
                }
                int status = ask(client.getValue(), question.method(), question.path());
                asked++;
                boolean may = question.endpoint() != null
                        && (Needs.NOTHING.equals(question.endpoint().need())
                                || EXPECTED.get(client.getKey())
                                        .contains(question.endpoint().need()));
                boolean let = status != 401 && status != 403 && status != 405 && status != 501;
                if (let != may || status >= 500 && status != 501) {
                    wrong.add(client.getKey() + " " + question.method() + " " + question.path() + ": " + status);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(500);
    }

    /** But for when a session was used last. */
    @Test
    void looking_at_all_that_there_is_changes_nothing() {
        try (Served looked = Served.start(Shop.onH2(), "test")) {
            looked.shop().seedbed("test").ledger().enable();
            looked.shop().update();
            Client admin = looked.signedIn("looking", "admin");
            String plan =
                    admin.post("/plans", Map.of("mode", "update")).expect(201).text("id");
            String account = looked.account("looking").id().toString();
            String row = RowId.of(Map.of("code", "starter"));
            List<String> before = allTables(looked);
            int seen = 0;
            for (Endpoint endpoint : Endpoint.all(looked)) {
                String id = endpoint.path().contains("/rows/")
                        ? row
                        : endpoint.path().contains("/accounts/") ? account : plan;
                String path = endpoint.path()
                        .replace("{id}", id)
                        .replace("{name}", "user")
                        .replace("{version}", "none")
                        .replace("{table}", "tier");
                boolean api = path.startsWith("/api/v1");
                for (String method : endpoint.method().equals("GET") ? List.of("GET", "HEAD") : List.<String>of()) {
                    Client.Answer answer = admin.send(
                            method,
                            api ? path.substring("/api/v1".length()) : Client.PAGE + path,
                            null,
                            "Accept",
                            api ? "application/json" : "text/html");
                    seen += answer.status() == 200 ? 1 : 0;
                }
            }

            assertThat(allTables(looked)).isEqualTo(before);
            assertThat(seen).isGreaterThan(70);
        }
    }

    private static List<String> allTables(Served served) {
        List<String> rows = new ArrayList<>();
        for (String table : served.shop()
                .rows("select table_name from information_schema.tables where table_schema = 'PUBLIC'"
                        + " and lower(table_name) <> 'seedbed_admin_session' order by 1")) {
            served.shop().rows("select * from \"" + table + "\"").stream()
                    .sorted()
                    .forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }

    private record Question(
            String method, String path, @Nullable Endpoint endpoint) {
        boolean endsSession() {
            return method.equals("DELETE") && path.endsWith("/session")
                    || method.equals("POST") && path.equals("/sign-out");
        }
    }

    private void signInAnew(Client client, String name) {
        String token = served.bean(Sessions.class).open(served.account(name), Proof.PASSWORD, "127.0.0.1");
        client.cookie("__Host-seedbed-admin=" + token).get("/session").expect(200);
    }

    private static List<Question> questions(Map<String, Map<String, Endpoint>> paths) {
        List<Question> questions = new ArrayList<>();
        paths.forEach((path, methods) -> METHODS.forEach(method ->
                questions.add(new Question(method, path, methods.get(method.equals("HEAD") ? "GET" : method)))));
        return questions;
    }

    /** With an id that is nobody's and a body that is none, so that whoever is let in changes nothing. */
    private static int ask(Client client, String method, String path) {
        boolean body = Set.of("POST", "PUT", "PATCH").contains(method);
        String filled = path.replace("{id}", UUID.randomUUID().toString())
                .replace("{name}", "no-such-role")
                .replace("{table}", "tier")
                .replace("{version}", "none")
                .replace("/sessions", "/sessions?name=nobody-is-called-so");
        filled = filled.startsWith("/api/v1") ? filled.substring("/api/v1".length()) : Client.PAGE + filled;
        return client.send(method, filled, body ? "{\"none\": 1}" : null, "If-Match", "\"0\"")
                .status();
    }

    @Test
    void no_role_reaches_a_row_of_a_table_that_no_seed_declares() {
        served.shop().sql("create table if not exists customer (id integer primary key, name varchar(40))");
        served.shop().sql("merge into customer key (id) values (1, 'a customer')");
        String before = tablesBeside();
        List<String> reached = new ArrayList<>();
        int asked = 0;
        for (String role : List.of("readonly", "user", "admin")) {
            Client client = served.signedIn("foreign-" + role, role);
            for (Endpoint endpoint : Endpoint.all(served)) {
                for (Map.Entry<String, Map<String, String>> row : FOREIGN.entrySet()) {
                    if (endpoint.path().contains("{table}")) {
                        String path = endpoint.path()
                                .replace("{table}", row.getKey())
                                .replace("{id}", RowId.of(row.getValue()));
                        boolean api = path.startsWith("/api/v1");
                        Client.Answer answer = client.send(
                                endpoint.method(),
                                api ? path.substring("/api/v1".length()) : Client.PAGE + path,
                                endpoint.method().equals("GET") ? null : "{\"values\": {\"name\": \"taken\"}}",
                                "If-Match",
                                "\"00\"");
                        asked++;
                        if (answer.status() < 400
                                || answer.status() >= 500
                                || answer.response().body().contains("a customer")) {
                            reached.add(role + " " + endpoint + " " + row.getKey() + ": " + answer.status());
                        }
                    }
                }
            }
        }

        assertThat(reached).isEmpty();
        assertThat(asked).isGreaterThan(150);
        assertThat(tablesBeside()).isEqualTo(before);
    }

    /** Rows that are there, in tables that nobody seeds. */
    private static final Map<String, Map<String, String>> FOREIGN = Map.of(
            "customer", Map.of("id", "1"),
            "seedbed_admin_role", Map.of("name", "admin"),
            "seedbed_admin_rule", Map.of("ptype", "p", "v0", "readonly", "v1", "seeds", "v2", "read"),
            "SEEDBED_ADMIN_ACCOUNT", Map.of("name", "foreign-admin"));

    private String tablesBeside() {
        return String.join(
                "\n",
                served.shop()
                        .rows(
                                "select * from customer union all select null, count(*) || ' ' || max(name) from"
                                        + " seedbed_admin_role union all select null, cast(count(*) as varchar) from seedbed_admin_rule"));
    }

    @Test
    void what_has_no_rule_is_denied_to_administrators_too() throws Exception {
        Client admin = served.signedIn("matrix-no-rule", "admin");
        admin.send("OPTIONS", "/accounts", null).refused(403, "no-rule");

        HandlerMethod without = new HandlerMethod(this, MatrixTest.class.getDeclaredMethod("questions", Map.class));
        Gate gate = new Gate(served.bean(Access.class), new Challenge(false));
        for (Object handler : new Object[] {without, "a page"}) {
            assertThatThrownBy(() -> gate.preHandle(null, null, handler))
                    .isInstanceOf(Refused.class)
                    .hasMessage("No rule allows this to anybody.");
        }
    }

    @Test
    void an_account_with_a_password_of_somebody_else_may_only_change_it() {
        Accounts.WithPassword made = served.bean(Accounts.class).create("matrix-new", List.of("admin"), By.SERVICE);
        Client client = served.client();
        client.signIn("matrix-new", made.password()).expect(200);
        for (Endpoint endpoint : Endpoint.all(served)) {
            if (!Set.of(Needs.NOTHING, Needs.PASSWORD, Needs.IDENTITY).contains(endpoint.need())) {
                assertThat(ask(client, endpoint.method(), endpoint.path()))
                        .describedAs(endpoint.toString())
                        .isEqualTo(403);
            }
        }
        client.get("/accounts").refused(403, "password-change-required");
        client.get("/session").expect(200);
        served.bean(Accounts.class)
                .enable(made.account().id(), false, served.account("matrix-new").version(), By.SERVICE);
    }

    @Test
    void the_methods_that_endpoints_answer_to_are_among_those_that_are_asked() {
        assertThat(Endpoint.all(served)).extracting(Endpoint::method).isSubsetOf(METHODS);
        assertThat(RequestMethod.values()).extracting(Enum::name).contains("GET", "POST", "PUT", "DELETE");
    }
}
