package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Requests as the document describes them, and as it does not: wrong types, unknown members, huge and nested bodies, names
 * that try to be SQL, paths or scripts. Nothing of it is a failure of the service, and nothing comes of what was not allowed.
 */
class FuzzTest {
    /** They end the sessions of those who ask, or wait for a hash of a password: fuzzed by themselves. */
    private static final Set<String> LEFT_OUT = Set.of(
            "POST /api/v1/session",
            "DELETE /api/v1/session",
            "DELETE /api/v1/sessions",
            "POST /api/v1/session/end-all",
            "PUT /api/v1/session/password",
            "POST /api/v1/session/factor",
            "POST /api/v1/session/factor/recovery-codes",
            "POST /api/v1/session/factor/removal");

    private static Shop shop;
    private static Served served;
    private static Map<String, Client> clients;

    @BeforeAll
    static void start() throws Exception {
        shop = Shop.onH2();
        shop.sql("create table kept (code varchar(40) primary key, secret varchar(40))");
        shop.sql("insert into kept values ('a', 'untouched')");
        shop.sql("create table person_role (person varchar(40), role_name varchar(40))");
        shop.sql("insert into person_role values ('anna', 'readonly')");
        shop.seedbed("production").ledger().enable();
        shop.seedbed("production").fill();
        served = Served.start(
                shop,
                "production",
                "--seedbed.admin.limits.requests-per-minute=10000000",
                "--seedbed.admin.limits.sign-ins-per-minute=10000000",
                "--seedbed.admin.application.sign-in=true",
                "--seedbed.admin.application.tables.assignments.table=person_role",
                "--seedbed.admin.application.tables.assignments.user=person",
                "--seedbed.admin.application.tables.assignments.role=role_name",
                "--seedbed.admin.application.roles.readonly=readonly");
        clients = new TreeMap<>(Map.of(
                "rita", served.signedIn("rita", "readonly"),
                "ann", served.signedIn("ann", "user"),
                "ada", served.signedIn("ada", "admin"),
                "nobody", served.client()));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void a_thousand_strange_requests_are_answered_and_do_no_harm() throws Exception {
        fuzz(1_000);
    }

    @Test
    @Tag("slow")
    void twenty_thousand_strange_requests_are_answered_and_do_no_harm() throws Exception {
        fuzz(20_000);
    }

    @Test
    void two_hundred_strange_requests_about_sessions_and_passwords_are_answered() throws Exception {
        fuzzSessions(200);
    }

    @Test
    @Tag("slow")
    void two_thousand_strange_requests_about_sessions_and_passwords_are_answered() throws Exception {
        fuzzSessions(2_000);
    }

    /** Those that are left out above, asked by strangers, and by somebody whose session may end by it. */
    private static void fuzzSessions(int requests) throws Exception {
        long seed = Long.getLong("seedbed.fuzz.seed", System.nanoTime());
        System.out.println("Strange requests about sessions of new Random(" + seed + ")");
        Random random = new Random(seed);
        StrangeRequests strange = new StrangeRequests(random);
        List<Endpoint> endpoints = Endpoint.ofApi(served).stream()
                .filter(endpoint -> LEFT_OUT.contains(endpoint.toString()))
                .toList();
        assertThat(endpoints).hasSize(LEFT_OUT.size());
        int people = 0;
        Client somebody = null;
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < requests && wrong.size() < 10; i++) {
            if (somebody == null || somebody.get("/session").status() == 401) {
                somebody = served.signedIn("somebody-" + requests + "-" + ++people, "user");
            }
            Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
            boolean isStranger = random.nextInt(3) == 0;
            String path = strange.path(endpoint, null);
            String body = strange.body(endpoint);
            Client.Answer answer =
                    (isStranger ? served.client() : somebody).send(endpoint.method(), path, body, "If-Match", "*");
            statuses.merge(answer.status(), 1, Integer::sum);
            harm(isStranger ? "a stranger" : "somebody", endpoint, path, body, answer)
                    .ifPresent(wrong::add);
        }
        System.out.println("Answers by status: " + statuses);
        assertThat(wrong).describedAs("-Dseedbed.fuzz.seed=%d", seed).isEmpty();
        assertThat(statuses).describedAs("-Dseedbed.fuzz.seed=%d", seed).containsKeys(400, 401);
        assertThat(people).as("sessions that were ended").isGreaterThan(1);
    }

    /** What an answer must not be; empty where it is none of that. */
    private static Optional<String> harm(
            String name, Endpoint endpoint, String path, @Nullable String body, Client.Answer answer) {
        String said = answer.response().body();
        boolean harms = answer.status() >= 500
                || said.contains("Exception")
                || said.contains("\tat ")
                || said.contains("argon2")
                || said.contains("untouched")
                || !said.isEmpty() && !answer.header("Content-Type").matches(".*json|text/csv.*")
                || !answer.header("X-Content-Type-Options").equals("nosniff");
        return harms
                ? Optional.of(name + " " + endpoint.method() + " " + path + " " + cut(body) + ": " + answer.status()
                        + " " + answer.header("Content-Type") + " " + cut(said))
                : Optional.empty();
    }

    private static void fuzz(int requests) throws Exception {
        long seed = Long.getLong("seedbed.fuzz.seed", System.nanoTime());
        System.out.println("Strange requests of new Random(" + seed + ")");
        Random random = new Random(seed);
        StrangeRequests strange = new StrangeRequests(random);
        List<Endpoint> endpoints = Endpoint.ofApi(served).stream()
                .filter(endpoint -> !LEFT_OUT.contains(endpoint.toString()))
                .toList();
        List<String> names = List.copyOf(clients.keySet());
        Map<String, Integer> changesBefore = changes();
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < requests && wrong.size() < 10; i++) {
            if (i % 10 == 0) {
                // Else whoever deletes rows soon leaves none to be changed.
                shop.sql("insert into tier values ('row" + requests + "-" + i + "', 1)");
            }
            if (i % 100 == 0) {
                lifeOfARow("made" + requests + "-" + i);
            }
            Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
            String name = names.get(random.nextInt(names.size()));
            JsonNode row = endpoint.path().contains("/rows/{id}") && random.nextInt(3) > 0 ? row(random) : null;
            String path = strange.path(endpoint, row);
            String body = strange.body(endpoint);
            Client.Answer answer = clients.get(name)
                    .send(
                            endpoint.method(),
                            path,
                            body,
                            random.nextInt(8) == 0 ? "If-None-Match" : "If-Match",
                            random.nextInt(8) == 0 ? "*" : "\"" + version(random, row) + "\"");
            statuses.merge(answer.status(), 1, Integer::sum);
            harm(name, endpoint, path, body, answer).ifPresent(wrong::add);
        }

        System.out.println("Answers by status: " + statuses);
        assertThat(wrong).describedAs("-Dseedbed.fuzz.seed=%d", seed).isEmpty();
        assertThat(statuses).describedAs("-Dseedbed.fuzz.seed=%d", seed).containsKeys(200, 400, 401, 403, 404, 422);
        changes().forEach((mode, count) -> {
            int made = count - changesBefore.get(mode);
            System.out.println("Of " + mode + ": " + made);
            assertThat(made).as(mode).isGreaterThanOrEqualTo(requests / 100);
        });
        assertThat(shop.rows("select code, secret from kept")).containsExactly("a untouched");
        assertThat(shop.rows("select * from person_role")).containsExactly("anna readonly");
        assertThat(shop.seedbed("production").ledger().verify(null).isWhole()).isTrue();
        assertThat(shop.rows("select distinct actor from seedbed_ledger where mode in"
                        + " ('create', 'change', 'delete', 'restore', 'pin', 'unpin')"))
                .isNotEmpty()
                .isSubsetOf("ann", "ada");
        assertThat(shop.rows("select distinct v1 || ':' || v2 from seedbed_admin_rule where ptype = 'p'"))
                .isSubsetOf(Access.PERMISSIONS);
        assertThat(shop.rows("select name from seedbed_admin_account"))
                .allMatch(account -> account.matches("[a-z0-9][a-z0-9._@+-]{0,119}"));
    }

    /** How many changes of each kind stand in the ledger. */
    private static Map<String, Integer> changes() {
        Map<String, Integer> changes = new TreeMap<>();
        for (String mode : List.of("create", "change", "delete", "restore", "pin", "unpin")) {
            String count = shop.rows("select count(*) from seedbed_ledger where mode = '" + mode + "'")
                    .get(0);
            changes.put(mode, Integer.parseInt(count));
        }
        return changes;
    }

    /** Every kind of change, as it is allowed, so that all of them come between strange requests whatever chance brings. */
    private static void lifeOfARow(String code) {
        Client ann = clients.get("ann");
        Client.Answer made = ann.post("/tables/tier/rows", Map.of("values", Map.of("code", code, "price", "5")))
                .expect(201);
        String row = "/tables/tier/rows/" + made.text("id");
        Client.Answer changed = ann.send(
                        "PATCH", row, "{\"values\": {\"price\": \"6\"}}", "If-Match", made.header("ETag"))
                .expect(200);
        ann.put(row + "/pin", Map.of("column", "price")).expect(200);
        ann.delete(row + "/pin").expect(200);
        ann.delete(row, "If-Match", changed.header("ETag")).expect(204);
        String declared = "/tables/tier/rows/" + RowId.of(Map.of("code", "starter"));
        Client.Answer there = ann.get(declared).expect(200);
        boolean isGone = there.header("ETag").isEmpty();
        if (!isGone) {
            // Else there may be nothing to be restored.
            there = ann.send("PATCH", declared, "{\"values\": {\"price\": \"7\"}}", "If-Match", there.header("ETag"))
                    .expect(200);
        }
        ann.post(
                        declared + "/restore",
                        Map.of(),
                        isGone ? "If-None-Match" : "If-Match",
                        isGone ? "*" : there.header("ETag"))
                .expect(200);
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), 300));
    }

    /** One that there is, or that is declared; null where there is none. */
    private static @Nullable JsonNode row(Random random) {
        JsonNode rows = clients.get("ann")
                .get("/tables/tier/rows?limit=200")
                .expect(200)
                .json()
                .path("rows");
        return rows.isEmpty() ? null : rows.path(random.nextInt(rows.size()));
    }

    private static String version(Random random, @Nullable JsonNode row) {
        return row == null || row.path("version").isNull()
                ? Integer.toHexString(random.nextInt())
                : row.path("version").asString();
    }
}
