package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a browser that has no script: follows links, and sends forms. */
final class Pages {
    private final Client client;

    Pages(Client client) {
        this.client = client;
    }

    Client.Answer get(String path) {
        return client.get(Client.PAGE + path, "Accept", "text/html");
    }

    /** What a page shows, with blanks as a browser shows them. */
    String text(String path) {
        return text(get(path).expect(200));
    }

    static String text(Client.Answer answer) {
        return answer.response().body().replaceAll("\\s+", " ");
    }

    /** Sends a form, with the token that the forms of pages have. */
    Client.Answer post(String path, String... fields) {
        String csrf = client.csrf();
        List<String> form = new ArrayList<>(List.of("_csrf=" + csrf));
        for (int i = 0; i < fields.length; i += 2) {
            form.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        client.csrf(null);
        try {
            return client.send(
                    "POST",
                    Client.PAGE + path,
                    String.join("&", form),
                    "Accept",
                    "text/html",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
        } finally {
            client.csrf(csrf);
        }
    }

    /** Where a form leads. */
    String follow(Client.Answer answer) {
        assertThat(answer.expect(303).header("Location")).startsWith("/seedbed/");
        return answer.header("Location").substring("/seedbed".length());
    }

    /** The page of a run once it has ended. */
    String ended(String run) throws InterruptedException {
        for (int i = 0; i < 400; i++) {
            String text = text(run);
            if (!text.contains("outcome-running")) {
                return text;
            }
            Thread.sleep(25);
        }
        throw new AssertionError("The run does not end.\n" + threads());
    }

    /** What every thread is at, by which it can be told afterwards what holds a run up. */
    private static String threads() {
        StringBuilder all = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            all.append(thread.getName()).append(' ').append(thread.getState()).append('\n');
            for (StackTraceElement frame : frames) {
                all.append("    at ").append(frame).append('\n');
            }
        });
        return all.toString();
    }
}
