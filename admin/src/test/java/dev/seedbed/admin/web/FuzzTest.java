package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Access;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests as the document describes them, and as it does not: wrong types, unknown members, huge and nested bodies, names
 * that try to be SQL, paths or scripts. Nothing of it is a failure of the service, and nothing comes of what was not allowed.
 */
class FuzzTest {
    /** They end the sessions of those who ask, or wait for a hash of a password. */
    private static final Set<String> LEFT_OUT = Set.of(
            "POST /api/v1/session",
            "DELETE /api/v1/session",
            "DELETE /api/v1/sessions",
            "POST /api/v1/session/end-all",
            "PUT /api/v1/session/password",
            "POST /api/v1/session/factor",
            "POST /api/v1/session/factor/recovery-codes",
            "POST /api/v1/session/factor/removal");

    private static final String[] HOSTILE = {
        "",
        " ",
        "starter",
        "team",
        "price",
        "tier",
        "seedbed_admin_account",
        "public.tier",
        "' or '1'='1",
        "'; drop table tier; --",
        "\"; drop table tier; --",
        "tier\" t join kept k on 1=1 --",
        "1) union select password_hash from seedbed_admin_account --",
        "${jndi:ldap://localhost/a}",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "=cmd|' /C calc'!A0",
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "\u0000",
        "\u202e",
        "\ud83d\ude00",
        "\ud83d",
        "e\u0301",
        "-1",
        "0",
        "1e999",
        "NaN",
        "9223372036854775808",
        "99999999999999999999999999.99",
        "2026-11-27T10:00:00Z",
        "null",
        "true",
        "[]",
        "{}",
        "a".repeat(300),
        "x".repeat(5_000),
        "readonly",
        "admin",
        "application:anna",
        "application:' or '1'='1",
        "rows:write",
        "*",
        "%",
        "_"
    };

    private static final JsonMapper JSON = JsonMapper.shared();

    private static Shop shop;
    private static Served served;
    private static Map<String, Client> clients;
    private static JsonNode document;

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
        document = JSON.readTree(OpenApiEndpoint.document());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void a_thousand_strange_requests_are_answered_and_do_no_harm() {
        fuzz(1_000);
    }

    @Test
    @Tag("slow")
    void twenty_thousand_strange_requests_are_answered_and_do_no_harm() {
        fuzz(20_000);
    }

    private static void fuzz(int requests) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Endpoint> endpoints = Endpoint.ofApi(served).stream()
                .filter(endpoint -> !LEFT_OUT.contains(endpoint.toString()))
                .toList();
        List<String> names = List.copyOf(clients.keySet());
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < requests && wrong.size() < 10; i++) {
            if (i % 10 == 0) {
                // Else whoever deletes rows soon leaves none to be changed.
                shop.sql("insert into tier values ('row" + System.nanoTime() + "', 1)");
            }
            Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
            String name = names.get(random.nextInt(names.size()));
            JsonNode row = endpoint.path().contains("/rows/{id}") && random.nextInt(3) > 0 ? row(random) : null;
            String path = path(random, endpoint, row);
            String body = body(random, endpoint);
            Client.Answer answer = clients.get(name)
                    .send(
                            endpoint.method(),
                            path,
                            body,
                            random.nextInt(8) == 0 ? "If-None-Match" : "If-Match",
                            random.nextInt(8) == 0 ? "*" : "\"" + version(random, row) + "\"");
            statuses.merge(answer.status(), 1, Integer::sum);
            String said = answer.response().body();
            if (answer.status() >= 500
                    || said.contains("Exception")
                    || said.contains("\tat ")
                    || said.contains("argon2")
                    || said.contains("untouched")
                    || !isStoppedBefore(answer)
                            && (!said.isEmpty()
                                            && !answer.header("Content-Type").matches(".*json|text/csv.*")
                                    || !answer.header("X-Content-Type-Options").equals("nosniff"))) {
                wrong.add(name + " " + endpoint.method() + " " + path + " " + cut(body) + ": " + answer.status() + " "
                        + answer.header("Content-Type") + " " + cut(said));
            }
        }

        assertThat(wrong).describedAs("seed %d", seed).isEmpty();
        assertThat(statuses).describedAs("seed %d", seed).containsKeys(200, 400, 401, 403, 404, 422);
        if (requests >= 20_000) {
            assertThat(shop.rows("select distinct mode from seedbed_ledger"))
                    .contains("create", "change", "delete", "restore", "pin", "unpin");
        }
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

    /** Paths that the server or Spring's firewall take for an attack do not come as far as the service. */
    private static boolean isStoppedBefore(Client.Answer answer) {
        String said = answer.response().body();
        return answer.header("X-Content-Type-Options").isEmpty()
                && (answer.status() == 400 || answer.status() == 403)
                && (said.isEmpty() || said.contains("<title>HTTP Status 400 – Bad Request</title>"));
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), 300));
    }

    private static String hostile(Random random) {
        return HOSTILE[random.nextInt(HOSTILE.length)];
    }

    private static JsonNode operation(Endpoint endpoint) {
        return document.path("paths")
                .path(endpoint.path())
                .path(endpoint.method().toLowerCase(Locale.ROOT));
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

    private static String path(Random random, Endpoint endpoint, @Nullable JsonNode row) {
        StringBuilder path = new StringBuilder(endpoint.path().replace("/api/v1", ""));
        if (row != null) {
            path.replace(
                    0,
                    path.indexOf("{id}") + 4,
                    "/tables/tier/rows/" + row.path("id").asString());
        }
        for (int from = path.indexOf("{"); from >= 0; from = path.indexOf("{")) {
            int to = path.indexOf("}", from) + 1;
            path.replace(from, to, part(random, path.substring(from, to)));
        }
        char before = '?';
        for (JsonNode parameter : operation(endpoint).path("parameters")) {
            if (parameter.path("in").asString().equals("query") && random.nextBoolean()) {
                String value =
                        parameter.path("schema").path("type").asString().equals("integer") && random.nextBoolean()
                                ? "" + random.nextInt(-5, 300)
                                : hostile(random);
                path.append(before).append(parameter.path("name").asString()).append('=');
                path.append(encoded(value));
                before = '&';
            }
        }
        return path.toString();
    }

    /** Half of them are such as there might be. */
    private static String part(Random random, String placeholder) {
        if (random.nextBoolean()) {
            return switch (placeholder) {
                case "{table}" -> "tier";
                case "{name}" -> "readonly";
                default ->
                    random.nextBoolean()
                            ? UUID.randomUUID().toString()
                            : Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(JSON.writeValueAsBytes(Map.of(
                                            random.nextInt(4) == 0 ? hostile(random) : "code", hostile(random))));
            };
        }
        String hostile = encoded(hostile(random));
        return hostile.isEmpty() ? "%20" : hostile;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String body(Random random, Endpoint endpoint) {
        JsonNode schema = operation(endpoint)
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (schema.isMissingNode()) {
            return random.nextInt(10) == 0 ? "{\"none\": 1}" : null;
        }
        return switch (random.nextInt(12)) {
            case 0 -> hostile(random);
            case 1 -> "[".repeat(2_000);
            case 2 -> "{\"values\": {\"price\": \"" + "9".repeat(random.nextInt(2_000_000)) + "\"}}";
            default -> JSON.writeValueAsString(value(random, schema, 0));
        };
    }

    private static @Nullable Object value(Random random, JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString().replaceFirst(".*/", "");
            return value(random, document.path("components").path("schemas").path(name), depth);
        }
        if (random.nextInt(12) == 0) {
            return List.of(hostile(random), 1, true, Map.of("a", List.of()), -1.5, "")
                    .get(random.nextInt(6));
        }
        JsonNode type = schema.path("type");
        String kind = type.isArray() ? type.path(0).asString() : type.asString();
        if (type.isArray() && random.nextInt(3) == 0) {
            return null;
        }
        if (schema.has("enum") && random.nextBoolean()) {
            return schema.path("enum")
                    .path(random.nextInt(schema.path("enum").size()))
                    .asString();
        }
        return switch (kind) {
            case "object" -> object(random, schema, depth);
            case "array" -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(value(random, schema.path("items"), depth + 1));
                }
                yield items;
            }
            case "boolean" -> random.nextBoolean();
            case "integer" -> random.nextLong();
            default ->
                schema.path("format").asString().equals("uuid")
                        ? UUID.randomUUID().toString()
                        : hostile(random);
        };
    }

    private static Object object(Random random, JsonNode schema, int depth) {
        Map<String, @Nullable Object> object = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (random.nextInt(8) > 0) {
                object.put(property.getKey(), value(random, property.getValue(), depth + 1));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                object.put(
                        random.nextInt(3) == 0
                                ? hostile(random)
                                : List.of("code", "price").get(random.nextInt(2)),
                        random.nextInt(3) == 0 ? "" + random.nextInt(500) : hostile(random));
            }
        } else if (random.nextInt(10) == 0) {
            object.put(hostile(random), hostile(random));
        }
        return object;
    }
}
