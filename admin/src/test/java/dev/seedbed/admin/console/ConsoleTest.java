package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final String[] HTML = {"Accept", "text/html"};

    private final Served served = Served.shared();

    private static Client.Answer page(Client client, String path) {
        return client.get(Client.PAGE + path, HTML);
    }

    @Test
    void the_first_page_says_what_differs_and_what_waits() {
        Client client = served.signedIn("console-overview", "readonly");

        String body = page(client, "/").expect(200).response().body();

        assertThat(body)
                .contains("<title>Overview · Seedbed</title>")
                .contains("How the database differs from its seeds")
                .contains("What waits for <code>update</code>")
                .contains("<span class=\"environment production\"");
        assertThat(page(client, "").expect(200).response().body()).contains("<h1>Overview</h1>");
    }

    @Test
    void who_may_not_make_plans_is_not_offered_to() {
        String make = "Make a plan and look at it";
        served.shop().sql("delete from tier where code = 'starter'");

        assertThat(page(served.signedIn("console-reader", "readonly"), "/")
                        .response()
                        .body())
                .doesNotContain(make);
        assertThat(page(served.signedIn("console-admin", "admin"), "/")
                        .response()
                        .body())
                .contains(make);
    }

    @Test
    void the_seeders_are_drawn_without_a_style_of_their_own() {
        Client client = served.signedIn("console-seeders", "readonly");

        String body = page(client, "/seeders").expect(200).response().body();

        assertThat(body).contains("<svg xmlns=").contains(">tiers</text>").doesNotContain("<style");
    }

    @Test
    void seeds_that_are_wrong_are_told_with_what_and_where() {
        try (Served other = Served.start(Shop.onH2(), "test")) {
            Client client = other.signedIn("console-wrong", "readonly");
            other.shop().seedFile("wrong.yaml", "tables:\n  tier:\n    rows: 1\n");

            assertThat(page(client, "/seeders").expect(409).response().body())
                    .contains("wrong.yaml")
                    .doesNotContain("Something went wrong here.");
        }
    }

    @Test
    void whoever_is_not_signed_in_is_led_to_the_sign_in_and_back() {
        Client.Answer answer = page(served.client(), "/seeders?x=1").expect(303);

        assertThat(answer.header("Location")).isEqualTo("/seedbed/sign-in?next=%2Fseeders%3Fx%3D1");
    }

    @Test
    void programs_are_answered_as_programs() {
        served.client().get(Client.PAGE + "/seeders").refused(401, "not-signed-in");
        served.client().get("/runs", HTML).refused(401, "not-signed-in");
    }

    @Test
    void what_is_refused_to_people_is_said_on_a_page() {
        Client client = served.signedIn("console-nobody");

        String body = page(client, "/seeders").expect(403).response().body();

        assertThat(body)
                .contains("None of your roles allows \"seeds:read\".")
                .contains("ask an administrator for a role that does");
        assertThat(page(client, "/nowhere").expect(404).response().body())
                .contains("Nothing here answers to this request.");
    }

    @Test
    void styles_and_scripts_may_be_kept_since_their_address_changes_with_them() {
        Client client = served.signedIn("console-assets", "readonly");
        Matcher asset = Pattern.compile("\"/seedbed(/assets/[0-9a-f]{12}/([a-z.]+))\"")
                .matcher(page(client, "/").response().body());
        List<String> names =
                asset.results().map(found -> found.group(2)).distinct().toList();

        assertThat(names)
                .containsExactlyInAnyOrder("mark.svg", "pico.min.css", "console.css", "htmx.min.js", "console.js");
        asset.reset();
        while (asset.find()) {
            Client.Answer answer =
                    served.client().get(Client.PAGE + asset.group(1)).expect(200);
            assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(answer.response().body()).isNotBlank();
        }
        assertThat(served.client()
                        .get(Client.PAGE + "/assets/000000000000/console.css")
                        .header("Cache-Control"))
                .isEqualTo("no-store");
        served.client().get(Client.PAGE + "/assets/000000000000/passwd").refused(404, "no-asset");
    }
}
