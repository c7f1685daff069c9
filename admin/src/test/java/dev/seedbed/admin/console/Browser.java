package dev.seedbed.admin.console;

import dev.seedbed.admin.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who looks at pages and sends their forms, with what stood in the page that they saw last. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

    private final Client client;
    private String csrf = "";

    Browser(Client client) {
        this.client = client.csrf(null);
    }

    Client client() {
        return client;
    }

    Client.Answer get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Accept", "text/html"));
        all.addAll(List.of(headers));
        return seen(client.get(Client.PAGE + path, all.toArray(String[]::new)));
    }

    /** A page that is there, as text. */
    String page(String path) {
        return get(path).expect(200).response().body();
    }

    /** @param fields names and values, one after the other */
    Client.Answer post(String path, String... fields) {
        return post(path, new String[0], fields);
    }

    Client.Answer post(String path, String[] headers, String... fields) {
        StringBuilder form = new StringBuilder("_csrf=" + encoded(csrf));
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
        }
        List<String> all =
                new ArrayList<>(List.of("Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return seen(client.send("POST", Client.PAGE + path, form.toString(), all.toArray(String[]::new)));
    }

    private Client.Answer seen(Client.Answer answer) {
        Matcher found = CSRF.matcher(answer.response().body());
        if (found.find()) {
            csrf = found.group(1);
        }
        return answer;
    }

    /** Follows an answer that leads somewhere. */
    Client.Answer follow(Client.Answer answer) {
        return get(answer.expect(303).header("Location").replaceFirst("^/seedbed", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
