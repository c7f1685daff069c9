package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Origin;
import dev.seedbed.admin.access.Role;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.audit.By;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what, by way of which role, before and after a change. */
class PermissionsTest {
    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.application.sign-in=true",
                "--seedbed.admin.application.roles.ROLE_KEEPER=keeper",
                "--seedbed.admin.jwt.issuer=https://login.example",
                "--seedbed.admin.jwt.audience=seedbed",
                "--seedbed.admin.jwt.jwk-set-uri=https://login.example/keys",
                "--seedbed.admin.jwt.roles.deployer=admin",
                "--seedbed.admin.jwt.roles.keeper=keeper");
        Roles roles = served.bean(Roles.class);
        roles.put("keeper", "Keeps.", List.of("audit:read"), List.of("user"), -1, By.SERVICE);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String path(String name) {
        return "/accounts/" + served.account(name).id();
    }

    @Test
    void each_role_tells_where_what_it_allows_comes_from() {
        Client reader = served.signedIn("origins-reader", "readonly");

        assertThat(reader.get("/roles/keeper")
                        .expect(200)
                        .json()
                        .path("origins")
                        .toString())
                .isEqualTo("""
                [{"permission":"audit:read","ways":[["keeper"]]},\
                {"permission":"roles:read","ways":[["keeper","user","readonly"]]},\
                {"permission":"rows:read","ways":[["keeper","user","readonly"]]},\
                {"permission":"rows:write","ways":[["keeper","user"]]},\
                {"permission":"seeds:read","ways":[["keeper","user","readonly"]]}]""");
        for (Role role : served.bean(Roles.class).list()) {
            assertThat(role.origins().stream().map(Origin::permission).collect(Collectors.toSet()))
                    .isEqualTo(role.effective())
                    .isEqualTo(served.bean(Access.class).effective(Set.of(role.name())));
        }
    }

    @Test
    void of_a_long_line_of_roles_no_more_is_told_than_is_decided() {
        Roles roles = served.bean(Roles.class);
        roles.put("line-0", "", List.of("audit:read"), List.of(), -1, By.SERVICE);
        for (int i = 1; i < 14; i++) {
            roles.put("line-" + i, "", List.of(), List.of("line-" + (i - 1)), -1, By.SERVICE);
        }

        Access access = served.bean(Access.class);
        assertThat(access.effective(Set.of("line-1"))).containsExactly("audit:read");
        assertThat(access.effective(Set.of("line-13"))).isEmpty();
        for (Role role : roles.list()) {
            assertThat(role.effective()).describedAs(role.name()).isEqualTo(access.effective(Set.of(role.name())));
        }
        for (int i = 13; i >= 0; i--) {
            roles.delete("line-" + i, roles.get("line-" + i).version(), By.SERVICE);
        }
    }

    @Test
    void what_an_account_may_do_is_told_with_the_role_that_allows_it() {
        Client admin = served.signedIn("permissions-admin", "admin");
        served.signedIn("permissions-ann", "keeper", "readonly");
        String told = """
                {"name":"permissions-ann","kind":"account","said":[],"roles":["keeper","readonly"],"permissions":[\
                {"permission":"audit:read","ways":[["keeper"]]},\
                {"permission":"roles:read","ways":[["keeper","user","readonly"],["readonly"]]},\
                {"permission":"rows:read","ways":[["keeper","user","readonly"],["readonly"]]},\
                {"permission":"rows:write","ways":[["keeper","user"]]},\
                {"permission":"seeds:read","ways":[["keeper","user","readonly"],["readonly"]]}]}""";

        assertThat(admin.get(path("permissions-ann") + "/permissions")
                        .expect(200)
                        .response()
                        .body())
                .isEqualTo(told);
        assertThat(admin.get("/permissions?name=permissions-ann")
                        .expect(200)
                        .response()
                        .body())
                .isEqualTo(told);
        admin.get("/permissions?name=permissions-nobody").refused(404, "no-account");
    }

    @Test
    void what_a_caller_without_an_account_may_do_is_told_of_what_is_said_of_it() {
        Client admin = served.signedIn("callers-admin", "admin");

        assertThat(admin.get("/permissions?name=token:pipeline&said=keeper%20other")
                        .expect(200)
                        .response()
                        .body())
                .isEqualTo("""
                        {"name":"token:pipeline","kind":"token","said":[\
                        {"name":"keeper","through":[],"role":"keeper"},{"name":"other","through":[],"role":null}],\
                        "roles":["keeper"],"permissions":[\
                        {"permission":"audit:read","ways":[["keeper"]]},\
                        {"permission":"roles:read","ways":[["keeper","user","readonly"]]},\
                        {"permission":"rows:read","ways":[["keeper","user","readonly"]]},\
                        {"permission":"rows:write","ways":[["keeper","user"]]},\
                        {"permission":"seeds:read","ways":[["keeper","user","readonly"]]}]}""");
        assertThat(admin.get("/permissions?name=application:anna&said=keeper")
                        .expect(200)
                        .json()
                        .path("permissions")
                        .size())
                .isEqualTo(0);
        assertThat(admin.get("/permissions?name=application:anna")
                        .refused(422, "nothing-said")
                        .text("detail"))
                .isEqualTo("Which roles such a caller has is said at each sign-in, and not known before.");
        admin.get("/application/roles").refused(404, "not-mapped");
        admin.get("/application/people?role=x").refused(404, "not-mapped");
    }

    @Test
    void what_other_roles_of_an_account_would_grant_and_take_is_seen_before_it_is_saved() {
        Client admin = served.signedIn("assign-admin", "admin");
        served.signedIn("assign-ann", "user");
        Client.Answer preview = admin.post(
                        path("assign-ann") + "/roles/preview", Map.of("roles", List.of("keeper", "readonly")))
                .expect(200);

        assertThat(preview.response().body()).isEqualTo("""
                {"granted":[{"permission":"audit:read","ways":[["keeper"]]}],"taken":[],"warnings":[]}""");
        assertThat(admin.post(path("assign-ann") + "/roles/preview", Map.of("roles", List.of("readonly")))
                        .expect(200)
                        .response()
                        .body())
                .isEqualTo("""
                        {"granted":[],"taken":[{"permission":"rows:write","ways":[["user"]]}],"warnings":[]}""");
        assertThat(served.account("assign-ann").roles()).containsExactly("user");
        admin.post(path("assign-ann") + "/roles/preview", Map.of("roles", List.of("none")))
                .refused(422, "no-role");

        admin.put(
                        path("assign-ann") + "/roles",
                        Map.of("roles", List.of("keeper", "readonly")),
                        "If-Match",
                        preview.header("ETag"))
                .expect(200);
        Client.Answer disabled = admin.put(
                        path("assign-ann") + "/enabled",
                        Map.of("enabled", false),
                        "If-Match",
                        "\"" + served.account("assign-ann").version() + "\"")
                .expect(200);
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(admin.post(path("assign-ann") + "/roles/preview", Map.of("roles", List.of("admin")))
                        .expect(200)
                        .json()
                        .path("warnings")
                        .toString())
                .isEqualTo("[\"Account \\\"assign-ann\\\" is disabled: none of this counts until it is enabled.\"]");
    }

    @Test
    void a_preview_says_what_would_be_refused() {
        try (Served alone = Served.start(Shop.onH2(), "test")) {
            alone.client().signIn(alone.firstAccount(), alone.firstPassword());
            Client only = alone.signedIn("only", "admin");
            String first = "/accounts/" + alone.account(alone.firstAccount()).id();
            only.put(first + "/enabled", Map.of("enabled", false), "If-Match", "\"0\"")
                    .expect(200);
            String path = "/accounts/" + alone.account("only").id() + "/roles";

            Client.Answer preview = only.post(path + "/preview", Map.of("roles", List.of("user")))
                    .expect(200);

            assertThat(preview.json().path("warnings").toString())
                    .isEqualTo("[\"would be refused: Account \\\"only\\\" is the last administrator.\"]");
            Set<String> taken = new TreeSet<>();
            preview.json()
                    .path("taken")
                    .forEach(each -> taken.add(each.path("permission").asString()));
            assertThat(taken)
                    .containsExactly("accounts:read", "accounts:write", "audit:read", "roles:write", "seeds:run");
            only.put(path, Map.of("roles", List.of("user")), "If-Match", preview.header("ETag"))
                    .refused(409, "last-administrator");
        }
    }

    @Test
    void a_change_of_a_role_is_told_of_callers_without_an_account_too() {
        Client admin = served.signedIn("callers-preview", "admin");
        Client.Answer preview = admin.post(
                        "/roles/keeper/preview",
                        Map.of("description", "d", "permissions", List.of(), "inherits", List.of("user")))
                .expect(200);

        assertThat(preview.json().path("callers").toString()).isEqualTo("""
                [{"name":"application:ROLE_KEEPER","granted":[],"taken":["audit:read"]},\
                {"name":"token:keeper","granted":[],"taken":["audit:read"]}]""");
        assertThat(preview.json().path("warnings").toString()).isEqualTo("[]");
        assertThat(admin.post(
                                "/roles/readonly/preview",
                                Map.of("description", "d", "permissions", List.of(), "inherits", List.of()))
                        .expect(200)
                        .json()
                        .path("warnings")
                        .toString())
                .isEqualTo("[\"would be refused: Role \\\"readonly\\\" comes with the service, and is not changed.\"]");
    }
}
