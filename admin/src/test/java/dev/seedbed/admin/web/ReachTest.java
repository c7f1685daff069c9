package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.audit.By;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever may change accounts or roles, and not all else, does not come by more with that. */
class ReachTest {
    private static Served served;
    private static Client helper;
    private static Client editor;

    @BeforeAll
    static void start() {
        served = Served.start(Shop.onH2(), "test");
        Roles roles = served.bean(Roles.class);
        roles.put("helper", "", List.of("accounts:read", "accounts:write"), List.of("user"), -1, By.SERVICE);
        roles.put("editor", "", List.of("roles:write"), List.of("readonly"), -1, By.SERVICE);
        helper = served.signedIn("helper", "helper");
        editor = served.signedIn("editor", "editor");
        served.signedIn("boss", "admin");
        served.signedIn("mia", "user");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String path(String name) {
        return "/accounts/" + served.account(name).id();
    }

    private static String tag(String name) {
        return "\"" + served.account(name).version() + "\"";
    }

    @Test
    void nobody_gives_themselves_or_others_what_they_may_not() {
        Client.Answer own = helper.put(
                        path("helper") + "/roles",
                        Map.of("roles", List.of("helper", "admin")),
                        "If-Match",
                        tag("helper"))
                .refused(403, "beyond-own");
        assertThat(own.text("detail"))
                .isEqualTo(
                        "This is about permissions that you do not have yourself: audit:read, roles:write, seeds:run.");
        helper.put(path("mia") + "/roles", Map.of("roles", List.of("admin")), "If-Match", tag("mia"))
                .refused(403, "beyond-own");
        helper.post("/accounts", Map.of("name", "puppet", "roles", List.of("admin")))
                .refused(403, "beyond-own");

        assertThat(served.account("helper").roles()).containsExactly("helper");
        assertThat(served.account("mia").roles()).containsExactly("user");
        assertThat(served.shop().rows("select count(*) from seedbed_admin_account where name = 'puppet'"))
                .containsExactly("0");
        helper.post("/accounts", Map.of("name", "new-user", "roles", List.of("user")))
                .expect(201);
        helper.put(path("mia") + "/roles", Map.of("roles", List.of("readonly")), "If-Match", tag("mia"))
                .expect(200);
        helper.put(path("mia") + "/roles", Map.of("roles", List.of("user")), "If-Match", tag("mia"))
                .expect(200);
    }

    @Test
    void nobody_takes_over_the_account_of_who_may_more() {
        String[] seen = {"If-Match", tag("boss")};
        helper.post(path("boss") + "/password-reset", Map.of(), seen).refused(403, "beyond-own");
        helper.post(path("boss") + "/factor-reset", Map.of(), seen).refused(403, "beyond-own");
        helper.put(path("boss") + "/roles", Map.of("roles", List.of("user")), seen)
                .refused(403, "beyond-own");
        helper.put(path("boss") + "/enabled", Map.of("enabled", false), seen).refused(403, "beyond-own");

        assertThat(tag("boss")).isEqualTo(seen[1]);
        helper.post(path("mia") + "/password-reset", Map.of(), "If-Match", tag("mia"))
                .expect(200);
    }

    @Test
    void nobody_puts_more_into_a_role_than_they_may_nor_changes_one_that_may_more() {
        editor.put(
                        "/roles/editor",
                        Map.of("description", "", "permissions", List.of("accounts:write"), "inherits", List.of()),
                        "If-Match",
                        "\"0\"")
                .refused(403, "beyond-own");
        editor.put(
                        "/roles/mine",
                        Map.of("description", "", "permissions", List.of(), "inherits", List.of("admin")),
                        "If-None-Match",
                        "*")
                .refused(403, "beyond-own");
        editor.put(
                        "/roles/helper",
                        Map.of("description", "", "permissions", List.of(), "inherits", List.of()),
                        "If-Match",
                        "\"0\"")
                .refused(403, "beyond-own");
        editor.delete("/roles/helper", "If-Match", "\"0\"").refused(403, "beyond-own");

        editor.put(
                        "/roles/mine",
                        Map.of("description", "", "permissions", List.of(), "inherits", List.of("readonly")),
                        "If-None-Match",
                        "*")
                .expect(200);
        editor.delete("/roles/mine", "If-Match", "\"0\"").expect(204);
    }

    @Test
    void a_preview_says_so_before_and_names_no_accounts_to_who_may_not_see_them() {
        String refused = "would be refused: This is about permissions that you do not have yourself: ";
        assertThat(helper.post(path("mia") + "/roles/preview", Map.of("roles", List.of("admin")))
                        .expect(200)
                        .json()
                        .path("warnings")
                        .path(0)
                        .asString())
                .isEqualTo(refused + "audit:read, roles:write, seeds:run.");
        Map<String, Object> more = Map.of(
                "description",
                "",
                "permissions",
                List.of("audit:read", "roles:write"),
                "inherits",
                List.of("readonly"));
        Client.Answer preview = editor.post("/roles/editor/preview", more).expect(200);
        assertThat(preview.json().path("warnings").path(0).asString()).isEqualTo(refused + "audit:read.");
        assertThat(preview.json().path("roles").size()).isEqualTo(1);
        assertThat(preview.json().path("accounts").size()).isEqualTo(0);
        assertThat(served.signedIn("watching-boss", "admin")
                        .post("/roles/editor/preview", more)
                        .expect(200)
                        .json()
                        .path("accounts")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("editor");
    }
}
