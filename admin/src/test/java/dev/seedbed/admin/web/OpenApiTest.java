package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document says what the endpoints do, and nothing else. */
class OpenApiTest {
    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"#/components/(\\w+)/(\\w+)\"");

    private final Served served = Served.shared();
    private JsonNode document;
    private final Map<String, Class<?>> bodies = new LinkedHashMap<>();
    private final Map<String, Class<?>> answers = new LinkedHashMap<>();

    @BeforeEach
    void read() throws Exception {
        document = JsonMapper.shared().readTree(OpenApiEndpoint.document());
    }

    private JsonNode operation(Endpoint endpoint) {
        return document.path("paths")
                .path(endpoint.path())
                .path(endpoint.method().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void it_has_the_endpoints_that_there_are_and_no_others() {
        Set<String> told = new TreeSet<>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> told.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        assertThat(told)
                .isEqualTo(Endpoint.ofApi(served).stream()
                        .map(Endpoint::toString)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void each_operation_needs_what_its_endpoint_needs_and_takes_what_it_takes() {
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            JsonNode operation = operation(endpoint);
            assertThat(operation.path("x-needs").asString())
                    .describedAs(endpoint.toString())
                    .isEqualTo(endpoint.need());
            assertThat(parameters(operation, "path"))
                    .describedAs(endpoint.toString())
                    .isEqualTo(names(endpoint, PathVariable.class));
            assertThat(parameters(operation, "query"))
                    .describedAs(endpoint.toString())
                    .isEqualTo(names(endpoint, RequestParam.class));
            assertThat(schema(operation.path("requestBody")))
                    .describedAs(endpoint.toString())
                    .isEqualTo(body(endpoint));
            assertThat(operation.path("summary").asString()).endsWith(".");
        }
    }

    private static Set<String> parameters(JsonNode operation, String in) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(in))
                .map(parameter -> parameter.path("name").asString())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Endpoint endpoint, Class<? extends java.lang.annotation.Annotation> kind) {
        return Arrays.stream(endpoint.handler().getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(kind))
                .map(Parameter::getName)
                .collect(Collectors.toSet());
    }

    private @Nullable String body(Endpoint endpoint) {
        return Arrays.stream(endpoint.handler().getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .map(Parameter::getType)
                .peek(type -> bodies.put(type.getSimpleName(), type))
                .map(Class::getSimpleName)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String schema(JsonNode content) {
        Matcher reference = REFERENCE.matcher(content.path("content").toString());
        return reference.find() ? reference.group(2) : null;
    }

    @Test
    void each_operation_answers_what_its_endpoint_answers() {
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            JsonNode responses = operation(endpoint).path("responses");
            Set<String> good = responses
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(status -> !status.equals("default"))
                    .collect(Collectors.toSet());
            ResponseStatus status = endpoint.handler().getMethodAnnotation(ResponseStatus.class);
            if (status != null) {
                assertThat(good)
                        .describedAs(endpoint.toString())
                        .containsExactly("" + status.value().value());
            } else {
                assertThat(good).describedAs(endpoint.toString()).hasSize(1).isSubsetOf("200", "201");
            }
            assertThat(schema(responses.path(good.iterator().next())))
                    .describedAs(endpoint.toString())
                    .isEqualTo(answer(endpoint));
            assertThat(responses.path("default").toString()).contains("#/components/responses/Problem");
        }
    }

    private @Nullable String answer(Endpoint endpoint) {
        Type type = endpoint.handler().getMethod().getGenericReturnType();
        if (type instanceof ParameterizedType entity && entity.getRawType() == ResponseEntity.class) {
            type = entity.getActualTypeArguments()[0];
        }
        if (type instanceof Class<?> answer && answer.isRecord()) {
            answers.put(answer.getSimpleName(), answer);
            return answer.getSimpleName();
        }
        return null;
    }

    @Test
    void each_schema_has_the_members_that_its_record_has() {
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            body(endpoint);
            answer(endpoint);
        }
        Map<String, Class<?>> all = new TreeMap<>();
        bodies.values().forEach(type -> reach(type, all));
        answers.values().forEach(type -> reach(type, all));
        Set<String> told = new TreeSet<>(
                Set.copyOf(document.path("components").path("schemas").propertyNames()));

        assertThat(told.remove("Problem")).isTrue();
        assertThat(told).isEqualTo(all.keySet());
        all.forEach((name, type) -> {
            JsonNode schema = document.path("components").path("schemas").path(name);
            Set<String> required = schema.path("required")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
            assertThat(Set.copyOf(schema.path("properties").propertyNames()))
                    .describedAs(name)
                    .isEqualTo(members(type, bodies.containsKey(name), true));
            assertThat(required).describedAs(name).isEqualTo(members(type, bodies.containsKey(name), false));
            assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
            for (RecordComponent component : type.getRecordComponents()) {
                assertThat(kind(schema.path("properties").path(component.getName())))
                        .describedAs(name + "." + component.getName())
                        .isEqualTo(kind(component.getAnnotatedType(), component.getGenericType()));
            }
        });
    }

    private static void reach(Type type, Map<String, Class<?>> all) {
        if (type instanceof ParameterizedType list) {
            for (Type each : list.getActualTypeArguments()) {
                reach(each, all);
            }
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && all.put(record.getSimpleName(), record) == null) {
            for (RecordComponent component : record.getRecordComponents()) {
                reach(component.getGenericType(), all);
            }
        }
    }

    /** A body may leave out what may be null; an answer leaves nothing out. */
    private static Set<String> members(Class<?> type, boolean body, boolean optional) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> optional || !body || !isNullable(component.getAnnotatedType()))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static String kind(AnnotatedType annotated, Type type) {
        String nullable = isNullable(annotated) ? " or null" : "";
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        if (raw instanceof Class<?> known && Collection.class.isAssignableFrom(known)) {
            return "array" + nullable;
        }
        if (raw == Map.class) {
            return "object" + nullable;
        }
        if (raw instanceof Class<?> known && known.isRecord()) {
            return known.getSimpleName() + nullable;
        }
        return Map.<Type, String>of(
                                String.class, "string",
                                UUID.class, "string uuid",
                                Instant.class, "string date-time",
                                boolean.class, "boolean",
                                Boolean.class, "boolean",
                                long.class, "integer",
                                int.class, "integer",
                                Long.class, "integer",
                                JsonNode.class, "object")
                        .get(raw)
                + nullable;
    }

    private static String kind(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.path("$ref").asString().replaceFirst(".*/", "");
        }
        if (schema.has("anyOf")) {
            return kind(schema.path("anyOf").path(0)) + " or null";
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asString() : type.asString();
        String format = schema.path("format").asString();
        return name
                + (Set.of("uuid", "date-time").contains(format) ? " " + format : "")
                + (type.isArray() ? " or null" : "");
    }

    @Test
    void every_reference_leads_somewhere() {
        Matcher reference = REFERENCE.matcher(document.toString());
        int found = 0;
        while (reference.find()) {
            assertThat(document.path("components").path(reference.group(1)).has(reference.group(2)))
                    .describedAs(reference.group())
                    .isTrue();
            found++;
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void a_problem_has_the_members_that_it_says() {
        Refused refused = new Refused(403, "code", new Problem("What.", "where", "mend"));

        assertThat(Set.copyOf(document.path("components")
                        .path("schemas")
                        .path("Problem")
                        .path("properties")
                        .propertyNames()))
                .isEqualTo(Problems.body(refused).keySet());
    }

    @Test
    void what_wants_a_version_is_not_done_without_one() {
        Client admin = served.signedIn("openapi-admin", "admin");
        Map<String, String> examples = Map.of(
                "Enabled", "{\"enabled\": true}",
                "Assigned", "{\"roles\": []}",
                "Reason", "{}",
                "Values", "{\"values\": {}}",
                "OfColumn", "{}",
                "NewRole", "{\"description\": \"d\", \"permissions\": [], \"inherits\": []}");
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            boolean wants = operation(endpoint)
                    .path("parameters")
                    .valueStream()
                    .anyMatch(parameter -> parameter.path("name").asString().equals("If-Match")
                            && parameter.path("required").asBoolean());
            String body = body(endpoint);
            if (wants) {
                admin.send(
                                endpoint.method(),
                                endpoint.path()
                                        .replace("/api/v1", "")
                                        .replace("{id}", UUID.randomUUID().toString())
                                        .replace("{name}", "none")
                                        .replace("{table}", "tier"),
                                body == null ? null : examples.get(body))
                        .refused(428, "version-missing");
            }
        }
    }

    /** A program that is made of the document could else not send one in place of the other. */
    @Test
    void of_two_headers_that_stand_for_each_other_neither_is_required() {
        List<String> either = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.ofApi(served)) {
            JsonNode operation = operation(endpoint);
            if (parameters(operation, "header").contains("If-None-Match")) {
                either.add(endpoint.toString());
                for (JsonNode parameter : operation.path("parameters")) {
                    if (parameter.path("in").asString().equals("header")) {
                        assertThat(parameter.path("required").asBoolean())
                                .as("%s %s", endpoint, parameter.path("name"))
                                .isFalse();
                    }
                }
            }
        }
        assertThat(either)
                .containsExactlyInAnyOrder("PUT /api/v1/roles/{name}", "POST /api/v1/tables/{table}/rows/{id}/restore");
    }

    @Test
    void it_is_served_to_those_who_are_signed_in() throws Exception {
        served.client().get("/openapi.json").refused(401, "not-signed-in");
        Client.Answer answer =
                served.signedIn("openapi-reader").get("/openapi.json").expect(200);

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.response().body()).isEqualTo(OpenApiEndpoint.document());
    }
}
