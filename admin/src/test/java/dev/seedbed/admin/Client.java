package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a service as a browser's page would: keeps the cookie, and sends the CSRF token. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a path begins with that leads to a page, and not to the API. */
    public static final String PAGE = "page:";

    private final String base;
    private @Nullable String cookie;
    private @Nullable String csrf;
    private @Nullable String bearer;

    public Client(String base) {
        this.base = base;
    }

    /** An answer. */
    public record Answer(int status, HttpResponse<String> response) {
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String text(String member) {
            return json().path(member).asString();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public Answer expect(int expected) {
            assertThat(status)
                    .describedAs("%s %s: %s", response.request().method(), response.uri(), response.body())
                    .isEqualTo(expected);
            return this;
        }

        public Answer refused(int expected, String code) {
            expect(expected);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            assertThat(text("code")).isEqualTo(code);
            return this;
        }
    }

    public @Nullable String cookie() {
        return cookie;
    }

    public Client cookie(@Nullable String cookie) {
        this.cookie = cookie;
        return this;
    }

    public Client csrf(@Nullable String csrf) {
        this.csrf = csrf;
        return this;
    }

    public @Nullable String csrf() {
        return csrf;
    }

    public Client bearer(String token) {
        this.bearer = token;
        return this;
    }

    public Answer signIn(String name, String password) {
        return post("/session", Map.of("name", name, "password", password));
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, JSON.writeValueAsString(body), headers);
    }

    public Answer put(String path, Object body, String... headers) {
        return send("PUT", path, JSON.writeValueAsString(body), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** The same visitor at another service. */
    public Client at(String other) {
        Client client = new Client(other);
        client.cookie = cookie;
        client.csrf = csrf;
        client.bearer = bearer;
        return client;
    }

    /** Sends as it is, with names and values of headers; a later one takes the place of an earlier. */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                path.startsWith(PAGE) ? base.replace("/api/v1", "") + path.substring(PAGE.length()) : base + path));
        List<String> all = new ArrayList<>(List.of(headers));
        if (cookie != null) {
            request.setHeader("Cookie", cookie);
        }
        if (csrf != null) {
            request.setHeader("X-Seedbed-CSRF", csrf);
        }
        if (bearer != null) {
            request.setHeader("Authorization", "Bearer " + bearer);
        }
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < all.size(); i += 2) {
            request.setHeader(all.get(i), all.get(i + 1));
        }
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            remember(response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void remember(HttpResponse<String> response) {
        response.headers().allValues("Set-Cookie").forEach(set -> {
            if (set.contains("seedbed-admin=")) {
                String pair = set.split(";", 2)[0];
                cookie = pair.endsWith("=") ? null : pair;
            }
        });
        if (response.uri().getPath().contains("/session") && response.body().contains("\"csrf\":")) {
            JsonNode told = JSON.readTree(response.body()).path("csrf");
            csrf = told.isString() ? told.asString() : null;
        }
    }
}
