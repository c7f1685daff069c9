package dev.seedbed.admin.web;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A browser that goes where it is sent, and keeps its cookies. */
public final class Visitor {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private URI at;
    private int status;

    public Visitor(String base) {
        this.at = URI.create(base + "/");
    }

    void follow(String path) throws IOException, InterruptedException {
        URI next = at.resolve(path);
        for (int i = 0; next != null && i < 10; i++) {
            at = next;
            next = send(HttpRequest.newBuilder(next));
        }
    }

    /** Sends a form, and goes nowhere. */
    public void post(String path, String form) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(at.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private @Nullable URI send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!kept.isEmpty()) {
            request.header("Cookie", cookies());
        }
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        status = response.statusCode();
        for (String set : response.headers().allValues("Set-Cookie")) {
            HttpCookie.parse(set).forEach(cookie -> kept.put(cookie.getName(), cookie.getValue()));
        }
        return status / 100 == 3
                ? at.resolve(response.headers().firstValue("Location").orElseThrow())
                : null;
    }

    public String cookies() {
        return String.join(
                "; ",
                kept.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
    }

    /** The address that it was led to last. */
    String at() {
        return at.toString();
    }

    int status() {
        return status;
    }

    @Nullable
    String cookie(String name) {
        return kept.get(name);
    }
}
