package dev.seedbed.admin.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Paths and bodies as the OpenAPI document describes them, and as it does not; the same ones for the same random. */
final class StrangeRequests {
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

    private final Random random;
    private final JsonNode document;

    StrangeRequests(Random random) throws IOException {
        this.document = JSON.readTree(OpenApiEndpoint.document());
        this.random = random;
    }

    private String hostile() {
        return HOSTILE[random.nextInt(HOSTILE.length)];
    }

    private JsonNode operation(Endpoint endpoint) {
        return document.path("paths")
                .path(endpoint.path())
                .path(endpoint.method().toLowerCase(Locale.ROOT));
    }

    String path(Endpoint endpoint, @Nullable JsonNode row) {
        StringBuilder path = new StringBuilder(endpoint.path().replace("/api/v1", ""));
        if (row != null) {
            path.replace(
                    0,
                    path.indexOf("{id}") + 4,
                    "/tables/tier/rows/" + row.path("id").asString());
        }
        for (int from = path.indexOf("{"); from >= 0; from = path.indexOf("{")) {
            int to = path.indexOf("}", from) + 1;
            path.replace(from, to, part(path.substring(from, to)));
        }
        char before = '?';
        for (JsonNode parameter : operation(endpoint).path("parameters")) {
            if (parameter.path("in").asString().equals("query") && random.nextBoolean()) {
                String value =
                        parameter.path("schema").path("type").asString().equals("integer") && random.nextBoolean()
                                ? "" + random.nextInt(-5, 300)
                                : hostile();
                path.append(before).append(parameter.path("name").asString()).append('=');
                path.append(encoded(value));
                before = '&';
            }
        }
        return path.toString();
    }

    /** Half of them are such as there might be. */
    private String part(String placeholder) {
        if (random.nextBoolean()) {
            return switch (placeholder) {
                case "{table}" -> "tier";
                case "{name}" -> "readonly";
                default ->
                    random.nextBoolean()
                            ? new UUID(random.nextLong(), random.nextLong()).toString()
                            : Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(JSON.writeValueAsBytes(
                                            Map.of(random.nextInt(4) == 0 ? hostile() : "code", hostile())));
            };
        }
        String hostile = encoded(hostile());
        return hostile.isEmpty() ? "%20" : hostile;
    }

    private String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Nullable
    String body(Endpoint endpoint) {
        JsonNode schema = operation(endpoint)
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (schema.isMissingNode()) {
            return random.nextInt(10) == 0 ? "{\"none\": 1}" : null;
        }
        return switch (random.nextInt(12)) {
            case 0 -> hostile();
            case 1 -> "[".repeat(2_000);
            case 2 -> "{\"values\": {\"price\": \"" + "9".repeat(random.nextInt(2_000_000)) + "\"}}";
            default -> JSON.writeValueAsString(value(schema, 0));
        };
    }

    private @Nullable Object value(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asString().replaceFirst(".*/", "");
            return value(document.path("components").path("schemas").path(name), depth);
        }
        if (random.nextInt(12) == 0) {
            return List.of(hostile(), 1, true, Map.of("a", List.of()), -1.5, "").get(random.nextInt(6));
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
            case "object" -> object(schema, depth);
            case "array" -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(value(schema.path("items"), depth + 1));
                }
                yield items;
            }
            case "boolean" -> random.nextBoolean();
            case "integer" -> random.nextLong();
            default ->
                schema.path("format").asString().equals("uuid")
                        ? new UUID(random.nextLong(), random.nextLong()).toString()
                        : hostile();
        };
    }

    private Object object(JsonNode schema, int depth) {
        Map<String, @Nullable Object> object = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (random.nextInt(8) > 0) {
                object.put(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                object.put(
                        random.nextInt(3) == 0
                                ? hostile()
                                : List.of("code", "price").get(random.nextInt(2)),
                        random.nextInt(3) == 0 ? "" + random.nextInt(500) : hostile());
            }
        } else if (random.nextInt(10) == 0) {
            object.put(hostile(), hostile());
        }
        return object;
    }
}
