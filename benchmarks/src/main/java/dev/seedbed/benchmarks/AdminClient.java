package dev.seedbed.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Talks to the admin service, in a session; for one thread. */
final class AdminClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern CSRF = Pattern.compile("\"csrf\":\"([^\"]+)\"");

    private final String address;
    private String cookie = "";
    private String csrf = "";

    AdminClient(String address) {
        this.address = address;
    }

    /** What was answered, and how long that took. */
    record Answer(int status, String tag, String body, long nanos) {
        Answer expect(int wanted) throws IOException {
            if (status != wanted) {
                throw new IOException(status + ": " + body);
            }
            return this;
        }
    }

    void signIn(String name, String password) throws IOException, InterruptedException {
        begin(send("POST", "/session", "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}", null));
    }

    void changePassword(String before, String now) throws IOException, InterruptedException {
        begin(send(
                "PUT",
                "/session/password",
                "{\"oldPassword\": \"" + before + "\", \"newPassword\": \"" + now + "\"}",
                null));
    }

    private void begin(Answer answer) throws IOException {
        Matcher token = CSRF.matcher(answer.expect(200).body());
        if (!token.find()) {
            throw new IOException("There is no token in " + answer.body());
        }
        csrf = token.group(1);
    }

    /** A page of 100 rows. */
    Answer page(String query) throws IOException, InterruptedException {
        return send("GET", "/tables/" + AdminService.TABLE + "/rows?limit=100" + query, null, null);
    }

    Answer row(int row) throws IOException, InterruptedException {
        return send("GET", path(row), null, null);
    }

    /** Gives a row another price. */
    Answer change(int row, String tag, String price) throws IOException, InterruptedException {
        String body = "{\"values\": {\"price\": \"" + price + "\"}, \"reason\": \"measured\"}";
        return send("PATCH", path(row), body, tag);
    }

    /** What the ledger tells of a row, the latest 50 entries. */
    Answer history(int row) throws IOException, InterruptedException {
        return send("GET", "/ledger?limit=50&table=" + AdminService.TABLE + "&row=" + id(row), null, null);
    }

    private static String path(int row) {
        return "/tables/" + AdminService.TABLE + "/rows/" + id(row);
    }

    private static String id(int row) {
        String key = "{\"code\":\"" + AdminService.code(row) + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(String method, String path, @Nullable String body, @Nullable String tag)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.setHeader("Cookie", cookie);
            request.setHeader("X-Seedbed-CSRF", csrf);
        }
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (tag != null) {
            request.setHeader("If-Match", tag);
        }
        long start = System.nanoTime();
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - start;
        for (String set : response.headers().allValues("Set-Cookie")) {
            if (set.contains("seedbed-admin=")) {
                cookie = set.split(";", 2)[0];
            }
        }
        return new Answer(
                response.statusCode(), response.headers().firstValue("ETag").orElse(""), response.body(), nanos);
    }
}
