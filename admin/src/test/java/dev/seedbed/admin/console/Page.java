package dev.seedbed.admin.console;

import dev.seedbed.admin.Client;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page as a browser without scripts has it: its text, and its form, filled in as the page came. */
record Page(String body) {
    private static final String[] HTML = {"Accept", "text/html"};
    private static final String ATTRIBUTES = "(?:[^>\"]|\"[^\"]*\")*";
    private static final Pattern FORM = Pattern.compile(
            "<form[^>]*method=\"post\"[^>]*action=\"/seedbed(/tables[^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(
            "<input(A)>|<textarea(A)>\n?(.*?)</textarea>|<select(A)>(.*?)</select>".replace("A", ATTRIBUTES),
            Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option(A)>".replace("A", ATTRIBUTES));

    static Client.Answer get(Client client, String path) {
        return client.get(Client.PAGE + path, HTML);
    }

    static Page of(Client client, String path) {
        return of(get(client, path).expect(200));
    }

    static Page of(Client.Answer answer) {
        return new Page(answer.response().body());
    }

    /** Where the answer leads to, without what was done. */
    static String target(Client.Answer answer) {
        String location = answer.expect(303).header("Location").substring("/seedbed".length());
        return location.replaceAll("[?&]done=[a-z-]*", "");
    }

    /** The text without tags, spaces as they are seen. */
    String text() {
        String main = body.substring(body.indexOf("<main"));
        return unescaped(main.replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ");
    }

    /** Sends the form with other values in some of its fields; null leaves a field out. */
    Client.Answer submit(Client client, @Nullable String... others) {
        Map<String, @Nullable String> fields = fields();
        for (int i = 0; i < others.length; i += 2) {
            fields.put(String.valueOf(others[i]), others[i + 1]);
        }
        return post(client, action(), fields);
    }

    static Client.Answer post(Client client, String path, Map<String, @Nullable String> fields) {
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                parts.add(encoded(name) + "=" + encoded(value));
            }
        });
        String csrf = client.csrf();
        // A form has its token in a field.
        client.csrf(null);
        try {
            return client.send(
                    "POST",
                    Client.PAGE + path,
                    String.join("&", parts),
                    "Accept",
                    "text/html",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
        } finally {
            client.csrf(csrf);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String action() {
        return unescaped(form(1));
    }

    private String form(int group) {
        Matcher form = FORM.matcher(body);
        if (!form.find()) {
            throw new AssertionError("The page has no form:\n" + body);
        }
        return form.group(group);
    }

    /** The fields of the form, with ends of lines as browsers send them. */
    Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(form(2));
        while (field.find()) {
            if (field.group(1) != null) {
                put(fields, field.group(1), value(field.group(1)));
            } else if (field.group(2) != null) {
                put(fields, field.group(2), unescaped(field.group(3)));
            } else {
                put(fields, field.group(4), chosen(field.group(5)));
            }
        }
        return fields;
    }

    private static void put(Map<String, @Nullable String> fields, String attributes, String value) {
        fields.put(
                unescaped(attribute(attributes, "name")),
                value.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    private static String value(String attributes) {
        return unescaped(attribute(attributes, "value"));
    }

    private static String chosen(String options) {
        String first = null;
        Matcher option = OPTION.matcher(options);
        while (option.find()) {
            if (option.group(1).contains(" selected")) {
                return value(option.group(1));
            }
            first = first == null ? value(option.group(1)) : first;
        }
        return first == null ? "" : first;
    }

    private static String attribute(String attributes, String name) {
        Matcher found = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(attributes);
        return found.find() ? found.group(1) : "";
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
