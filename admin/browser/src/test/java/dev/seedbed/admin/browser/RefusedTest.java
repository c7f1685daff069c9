package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those who may not do something are shown, and what they get who send it all the same. */
class RefusedTest {
    private static final String TEAM = Places.row("subscription_tier", "key", "team");
    private static final List<String> EDITS = List.of("Edit", "Pin the row", "Delete", "Restore the defaults");

    private static Demo demo;
    private static Service service;

    @BeforeAll
    static void start() {
        demo = Demo.start();
        service = demo.service();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static List<String> links(Visitor visitor) {
        return visitor.page().locator("main a, main button, nav.sections a").allInnerTexts();
    }

    /** All that could be changed by a request that was not to be made. */
    private static List<String> state() {
        return service.rows("select (select count(*) from seedbed_ledger), (select count(*) from seedbed_admin_plan),"
                + " (select count(*) from seedbed_admin_run), (select count(*) from seedbed_admin_account),"
                + " (select count(*) from seedbed_admin_role), (select sum(version) from seedbed_admin_account),"
                + " (select price from subscription_tier where key = 'team')");
    }

    private static void forged(Visitor visitor, String path, String permission, String... form) {
        List<String> before = state();
        Map<String, String> fields = new HashMap<>();
        fields.put("_csrf", visitor.csrf());
        for (int i = 0; i < form.length; i += 2) {
            fields.put(form[i], form[i + 1]);
        }
        APIResponse answer = visitor.forge(path, fields);
        assertThat(answer.status()).as(path).isEqualTo(403);
        assertThat(answer.text())
                .as(path)
                .contains("None of your roles allows \"" + permission + "\".")
                .contains("ask an administrator for a role that does");
        assertThat(state()).as(path).isEqualTo(before);
    }

    @Test
    void readonly_sees_seeds_rows_and_roles_and_is_offered_no_change() {
        String plan = "/plans/" + demo.plan("update", "to be looked at");
        try (Visitor visitor = service.visitor("readonly")) {
            visitor.open("/");
            assertThat(visitor.page().locator("nav.sections a").allInnerTexts())
                    .extracting(text -> text.lines().findFirst().orElse(""))
                    .containsExactly("Overview", "Seeders", "Plans and runs", "Tables", "Access");
            assertThat(visitor.text()).contains("Somebody with the permission seeds:run can plan and apply it.");
            assertThat(links(visitor.open("/plans"))).doesNotContain("Make a plan");
            assertThat(visitor.open(plan).text())
                    .contains("You can look at this plan, and not apply it: none of your roles has the permission");
            assertThat(visitor.has("main form[method=post]")).isFalse();
            assertThat(links(visitor.open(TEAM))).doesNotContainAnyElementsOf(EDITS);
            assertThat(links(visitor.open("/tables/subscription_tier"))).doesNotContain("New row");
            assertThat(links(visitor.open("/access"))).doesNotContain("Make a role", "Accounts");

            assertThat(visitor.status(TEAM + "/edit")).isEqualTo(403);
            assertThat(visitor.text()).contains("None of your roles allows \"rows:write\".", "ask an administrator");
            assertThat(visitor.status("/audit")).isEqualTo(403);
            visitor.open("/");
            forged(visitor, TEAM, "rows:write", "v.price", "1", "version", "0", "seen", "e30");
            forged(visitor, "/plans", "seeds:run", "mode", "update");
            forged(visitor, plan, "seeds:run", "reason", "mine");
            forged(visitor, "/access/new-account", "accounts:write", "name", "friend", "roles", "admin");
        }
    }

    @Test
    void user_changes_rows_and_nothing_else() {
        try (Visitor visitor = service.visitor("user")) {
            assertThat(links(visitor.open(TEAM))).containsAll(EDITS);
            assertThat(links(visitor.open("/plans"))).doesNotContain("Make a plan");
            visitor.open("/");
            forged(visitor, "/plans", "seeds:run", "mode", "update");
            forged(visitor, "/access/new-role", "roles:write", "name", "mine", "step", "save");
            forged(visitor, "/audit/chains", "audit:read");
            String own = service.rows("select id from seedbed_admin_account where name = 'user'")
                    .get(0);
            forged(visitor, "/access/accounts/" + own + "/roles", "accounts:write", "roles", "admin", "version", "0");

            assertThat(visitor.open(Places.row("app_setting", "name", "schema.version"))
                            .text())
                    .contains("Its seeds protect this row ($protected): it is changed there, and nowhere else.");
        }
    }

    @Test
    void admin_cannot_take_the_last_administrators_role_nor_change_what_comes_with_the_service() {
        try (Visitor visitor = service.visitor("admin")) {
            visitor.open("/access/accounts/" + demo.account("admin"));
            visitor.page().locator("input[name=roles][value=admin]").uncheck();
            visitor.sees("What the change grants and takes").press("Save");
            assertThat(visitor.page().locator(".problem").innerText()).contains("administrator");
            assertThat(service.rows("select role from seedbed_admin_assignment where account_id = (select id from"
                            + " seedbed_admin_account where name = 'admin')"))
                    .containsExactly("admin");

            assertThat(visitor.open("/access/roles/admin").has("main form")).isFalse();
            assertThat(visitor.text()).contains("It comes with the service and is not changed");
            APIResponse answer = visitor.forge(
                    "/access/roles/admin",
                    Map.of("_csrf", visitor.csrf(), "step", "save", "version", "0", "permissions", "rows:read"));
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    @Test
    void who_has_no_role_is_told_so_and_where_to_turn() {
        try (Visitor visitor = service.visitor("stranger")) {
            assertThat(visitor.status("/")).isEqualTo(403);
            assertThat(visitor.text()).contains("None of your roles allows \"seeds:read\".");
            assertThat(visitor.has("nav.sections")).isFalse();
            assertThat(visitor.open("/account").text())
                    .contains("You have no role here, and so may do nothing yet. Ask an administrator for one.");
        }
    }

    @Test
    void who_is_not_signed_in_is_led_to_the_sign_in_and_gets_nothing_done() {
        List<String> before = state();
        try (Visitor visitor = service.stranger(new Look())) {
            visitor.open(TEAM + "/edit");
            assertThat(visitor.heading()).isEqualTo("Sign in");
            for (String path : List.of("/plans", TEAM, "/access/new-account", "/account/password")) {
                APIResponse answer = visitor.forge(path, Map.of("mode", "update"));
                assertThat(answer.status()).as(path).isIn(303, 401, 403);
                assertThat(answer.text()).as(path).doesNotContain("subscription_tier");
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void a_form_without_the_token_of_its_session_is_refused_whoever_sends_it() {
        List<String> before = state();
        try (Visitor visitor = service.visitor("admin")) {
            visitor.open("/");
            for (String token : List.of("", "wrong")) {
                APIResponse answer = visitor.forge("/plans", Map.of("_csrf", token, "mode", "update"));
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).contains("go back, load the page again, and send it anew");
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void a_page_of_another_site_sends_nothing_in_an_administrators_name() throws IOException {
        List<String> before = state();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        try (Visitor visitor = service.visitor("admin")) {
            String csrf = visitor.open("/").csrf();
            byte[] page = ("<form method=post action='" + service.address("/plans") + "'><input name=_csrf value='"
                            + csrf
                            + "'><input name=mode value=update></form><script>document.forms[0].submit()</script>")
                    .getBytes(StandardCharsets.UTF_8);
            other.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            other.start();

            visitor.page().navigate("http://127.0.0.1:" + other.getAddress().getPort() + "/");

            visitor.sees("The request comes from a page of another site.");
        } finally {
            other.stop(0);
        }
        assertThat(state()).isEqualTo(before);
    }
}
