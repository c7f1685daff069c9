package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void health_is_told_in_words_and_that_of_the_audit_to_who_may_see_it() {
        served.shop().sql("delete from tier where code = 'starter'");
        String reader = page(served.signedIn("console-health", "readonly"), "/")
                .expect(200)
                .response()
                .body()
                .replaceAll("\\s+", " ");

        assertThat(reader)
                .contains("<span class=\"what\">Seeds and database</span> <span class=\"tag is-good\">in order</span>")
                .contains("<span class=\"what\">Ledger</span> <span class=\"tag is-kept\">none</span>")
                .doesNotContain("<span class=\"what\">Audit</span>");
        Client admin = served.signedIn("console-health-admin", "admin");
        assertThat(page(admin, "/").expect(200).response().body().replaceAll("\\s+", " "))
                .containsPattern(
                        "<span class=\"what\">Audit</span> <span class=\"tag is-(kept|good)\">(not verified|whole)"
                                + "</span> <span class=\"hint\"><a href=\"/seedbed/audit/chains\">");
    }

    @Test
    void what_waits_is_told_table_by_table_and_plans_that_wait_are_counted_on_every_page() {
        served.shop().sql("delete from tier where code = 'starter'");
        Client admin = served.signedIn("console-waits", "admin");
        Pages pages = new Pages(admin);
        assertThat(pages.text("/"))
                .containsPattern("<strong>\\d+ rows?</strong> would be written, in one table.")
                .contains("<a href=\"/seedbed/tables/tier\">tier</a>")
                .containsPattern("<span class=\"tag action-insert\">\\d+ to insert</span>");

        pages.follow(pages.post("/plans", "mode", "update"));

        for (String path : List.of("/", "/tables", "/audit", "/nowhere")) {
            assertThat(Pages.text(pages.get(path)))
                    .as(path)
                    .containsPattern("\\d <span class=\"unseen\">plans? waits?</span>");
        }
        assertThat(page(served.signedIn("console-waits-nobody"), "/account")
                        .response()
                        .body())
                .doesNotContain("class=\"unseen\">plan");
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
    void the_seeders_tell_rows_that_somebody_deleted_from_those_that_are_left_out_with_them() {
        Shop shop = Shop.onH2();
        shop.sql(
                "create table feature (tier varchar(40) references tier (code), name varchar(40), primary key (tier, name))");
        shop.seedbed("test").ledger().enable();
        shop.seedbed("test").update();
        shop.sql("delete from tier where code = 'team'");
        shop.seedFile("features.yaml", "tables:\n  feature:\n    rows:\n      - {tier: team, name: chat}\n");
        try (Served other = Served.start(shop, "test")) {
            assertThat(page(other.signedIn("console-deleted", "readonly"), "/seeders")
                            .expect(200)
                            .response()
                            .body())
                    .contains("<div>2 rows: 1 deleted by hand</div>", "<div>1 row: 1 left out</div>");
        }
    }

    @Test
    void the_seeders_are_drawn_without_a_style_of_their_own() {
        Client client = served.signedIn("console-seeders", "readonly");

        String body = page(client, "/seeders").expect(200).response().body();

        assertThat(body).contains("<svg xmlns=").contains(">tiers</text>").doesNotContain("<style");
    }

    @Test
    void environments_of_a_seeder_stand_in_their_order_whatever_the_seeds_have() {
        try (Served other = Served.start(Shop.onH2(), "test")) {
            other.shop().seedFile("some.yaml", """
                    environments: [test, staging, production, development]
                    tables:
                      tier:
                        rows: []
                    """);

            String body = page(other.signedIn("console-environments", "readonly"), "/seeders")
                    .expect(200)
                    .response()
                    .body();

            assertThat(body).contains("<td>development, production, staging, test</td>");
        }
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

    private int refusals() {
        return Integer.parseInt(
                served.shop().rows("select count(*) from seedbed_admin_refusal").get(0));
    }

    @Test
    void who_is_led_to_the_sign_in_was_refused_nothing_but_a_session_that_is_none_is_recorded() {
        Client was = served.signedIn("console-was", "readonly");
        String ended = was.cookie();
        was.delete("/session").expect(204);
        int before = refusals();
        page(served.client(), "/").expect(303);
        page(served.client(), "/seeders").expect(303);
        assertThat(refusals()).isEqualTo(before);

        page(served.client().cookie(ended), "/").expect(303);
        assertThat(refusals()).isEqualTo(before + 1);
        served.client().send("POST", Client.PAGE + "/plans", "", HTML).expect(303);
        assertThat(refusals()).isEqualTo(before + 2);
        served.client().get(Client.PAGE + "/seeders").refused(401, "not-signed-in");
        served.client().get("/runs", HTML).refused(401, "not-signed-in");
        assertThat(refusals()).isEqualTo(before + 4);
    }

    @Test
    void a_head_request_is_answered_as_one_that_looks() {
        try (Served other = Served.start(Shop.onH2(), "test")) {
            Client client = other.signedIn("console-head", "readonly");
            other.shop().seedFile("wrong.yaml", "tables:\n  tier:\n    rows: 1\n");
            Client.Answer looked = page(client, "/seeders").expect(409);

            Client.Answer head =
                    client.send("HEAD", Client.PAGE + "/seeders", null, HTML).expect(409);

            assertThat(looked.response().body()).contains("<h1>This cannot be shown</h1>");
            assertThat(head.header("Content-Length")).isEqualTo(looked.header("Content-Length"));
            assertThat(other.client()
                            .send("HEAD", Client.PAGE + "/seeders", null, HTML)
                            .expect(303)
                            .header("Location"))
                    .isEqualTo("/seedbed/sign-in?next=%2Fseeders");
        }
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
                .contains("There is no page at this address.")
                .contains("<a href=\"/seedbed/account\">See what you may do</a>");
    }

    private static final class Lost {
        private static final Client CLIENT = Served.shared().signedIn("console-lost", "admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/plans/xyz | There is no plan \"xyz\". | /plans | plans and runs",
                "/plans/11111111-1111-1111-1111-000000000000 | There is no plan \"11111111-1111-1111-1111-000000000000\". | /plans | plans and runs",
                "/runs/x%20y | There is no run \"x y\". | /plans | plans and runs",
                "/runs/11111111-1111-1111-1111-000000000000 | There is no run \"11111111-1111-1111-1111-000000000000\". | /plans | plans and runs",
                "/tables/none | Table \"none\" has no seeds here, so its rows are not shown. | /tables | all tables",
                "/tables/none/new | Table \"none\" has no seeds here, so its rows are not shown. | /tables | all tables",
                "/tables/tier/rows/xyz | No row has this id. | /tables/tier | the rows of tier",
                "/tables/tier/rows/eyJjb2RlIjoibm9uZSJ9 | Table \"tier\" has no row code=none, and no seed declares one. | /tables/tier | the rows of tier",
                "/tables/tier/rows/eyJjb2RlIjoibm9uZSJ9/edit | Table \"tier\" has no row code=none, and no seed declares one. | /tables/tier | the rows of tier",
                "/access/accounts/xyz | There is no account \"xyz\". | /access/accounts | all accounts",
                "/access/accounts/11111111-1111-1111-1111-000000000000 | There is no account \"11111111-1111-1111-1111-000000000000\". | /access/accounts | all accounts",
                "/access/roles/none | There is no role \"none\". | /access | all roles",
                "/audit/none | There is no page at this address. | /audit | the audit",
                "/tables/none/rows/eyJjb2RlIjoibm9uZSJ9 | Table \"none\" has no seeds here, so its rows are not shown. | /tables | all tables"
            })
    void what_is_not_there_is_said_in_words_with_a_way_back(String path, String words, String back, String name) {
        Client client = Lost.CLIENT;

        String body = page(client, path).expect(404).response().body().replace("&#34;", "\"");

        assertThat(body)
                .contains("<title>Not found · Seedbed</title>")
                .contains("<p>" + words + "</p>")
                .contains("<a href=\"/seedbed" + back + "\">Back to " + name + "</a>")
                .contains("<a href=\"/seedbed/\">Back to the overview</a>")
                .doesNotContain("openapi.json");
    }

    @Test
    void a_way_back_is_shown_to_who_may_go_it() {
        Client client = served.signedIn("console-lost-reader", "readonly");

        assertThat(page(client, "/access/accounts/xyz").expect(403).response().body())
                .contains("Back to the overview")
                .doesNotContain("Back to all accounts");
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
