package dev.seedbed.admin.serve;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that talks to a service: it signs in, keeps the cookie, and sends the token along. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;
    private @Nullable String cookie;
    private @Nullable String csrf;

    Http(String base) {
        this.base = base;
    }

    record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    /** As a first account has to. */
    Http changePassword(String before, String now) {
        Answer answer = send(
                "PUT", "/session/password", JSON.writeValueAsString(Map.of("oldPassword", before, "newPassword", now)));
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        csrf = answer.json().path("csrf").asString();
        return this;
    }

    /** Plans an update, and has it applied; it may take its time. */
    void update() {
        String plan = post("/plans", Map.of("mode", "update")).json().path("id").asString();
        Answer run = post("/runs", Map.of("plan", plan, "confirm", ""));
        if (run.status() != 202) {
            throw new AssertionError(run.body());
        }
    }

    Http signIn(String name, String password) {
        Answer answer = post("/session", Map.of("name", name, "password", password));
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        csrf = answer.json().path("csrf").asString();
        return this;
    }

    private Answer send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        if (csrf != null) {
            request.header("X-Seedbed-CSRF", csrf);
        }
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";", 2)[0]);
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
