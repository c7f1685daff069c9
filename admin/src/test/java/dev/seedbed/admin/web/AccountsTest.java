package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final Served served = Served.shared();

    @Test
    void an_account_is_made_given_roles_disabled_and_given_a_new_password() {
        Client admin = served.signedIn("accounts-admin", "admin");
        Client.Answer made = admin.post(
                        "/accounts", Map.of("name", "accounts-ann", "roles", List.of("user"), "reason", "new here"))
                .expect(201);
        String id = made.json().path("account").path("id").asString();
        assertThat(made.header("ETag")).isEqualTo("\"0\"");
        assertThat(made.text("password")).matches("[a-z2-9]{4}(-[a-z2-9]{4}){6}");

        admin.put("/accounts/" + id + "/roles", Map.of("roles", List.of("readonly")))
                .refused(428, "version-missing");
        Client.Answer changed = admin.put(
                        "/accounts/" + id + "/roles", Map.of("roles", List.of("readonly")), "If-Match", "\"0\"")
                .expect(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        admin.put("/accounts/" + id + "/roles", Map.of("roles", List.of("admin")), "If-Match", "\"0\"")
                .refused(412, "changed-meanwhile");
        Client.Answer reset = admin.post("/accounts/" + id + "/password-reset", Map.of(), "If-Match", "\"1\"")
                .expect(200);
        served.client().signIn("accounts-ann", made.text("password")).refused(401, "wrong-credentials");
        Client ann = served.client();
        ann.signIn("accounts-ann", reset.text("password")).expect(200);
        admin.put("/accounts/" + id + "/enabled", Map.of("enabled", false), "If-Match", reset.header("ETag"))
                .expect(200);
        ann.get("/session").refused(401, "not-signed-in");
        assertThat(admin.get("/accounts/" + id)
                        .expect(200)
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        admin.post("/accounts", Map.of("name", "accounts-ann", "roles", List.of()))
                .refused(409, "name-taken");

        assertThat(admin.get("/audit?limit=200")
                        .expect(200)
                        .json()
                        .path("changes")
                        .valueStream())
                .filteredOn(change -> change.path("subject").asString().equals("accounts-ann")
                        && change.path("action").asString().startsWith("account."))
                .extracting(change -> change.path("actor").asString() + " "
                        + change.path("action").asString() + " "
                        + change.path("from").asString() + " "
                        + change.path("to").asString() + " "
                        + change.path("reason").asString())
                .containsExactly(
                        "accounts-admin account.disabled true false ",
                        "accounts-admin account.password-reset   ",
                        "accounts-admin account.roles user readonly ",
                        "accounts-admin account.created  user new here");
    }

    @Test
    void accounts_come_in_pages() {
        Client admin = served.signedIn("page-admin", "admin");
        Client.Answer first = admin.get("/accounts?limit=1").expect(200);
        String next = first.text("next");
        Client.Answer second = admin.get("/accounts?limit=1&after=" + next).expect(200);

        assertThat(first.json().path("accounts").size()).isEqualTo(1);
        assertThat(second.json().path("accounts").path(0).path("name").asString())
                .isGreaterThan(next);
        assertThat(admin.get("/accounts?limit=100000").json().path("accounts").size())
                .isLessThanOrEqualTo(200);
        assertThat(admin.get("/accounts?after=zzz").json().path("next").isNull())
                .isTrue();
    }

    @Test
    void a_role_of_ones_own_is_made_used_changed_and_taken_out() {
        Client admin = served.signedIn("roles-admin", "admin");
        Client auditor = served.signedIn("roles-auditor");
        Map<String, Object> role = Map.of(
                "description",
                "Reads the trail.",
                "permissions",
                List.of("audit:read"),
                "inherits",
                List.of("readonly"));
        admin.put("/roles/auditor", role).refused(428, "version-missing");
        Client.Answer made =
                admin.put("/roles/auditor", role, "If-None-Match", "*").expect(200);
        assertThat(made.json().path("effective").toString())
                .isEqualTo("[\"audit:read\",\"roles:read\",\"rows:read\",\"seeds:read\"]");
        admin.put("/roles/auditor", role, "If-None-Match", "*").refused(412, "changed-meanwhile");

        auditor.get("/audit").refused(403, "not-allowed");
        String id = served.account("roles-auditor").id().toString();
        admin.put("/accounts/" + id + "/roles", Map.of("roles", List.of("auditor")), "If-Match", tag("roles-auditor"))
                .expect(200);
        auditor.get("/audit").expect(200);
        assertThat(auditor.get("/session").json().path("permissions").toString())
                .isEqualTo("[\"audit:read\",\"roles:read\",\"rows:read\",\"seeds:read\"]");
        admin.delete("/roles/auditor", "If-Match", made.header("ETag")).refused(409, "role-in-use");

        Client.Answer changed = admin.put(
                        "/roles/auditor",
                        Map.of("description", "Sees.", "permissions", List.of("roles:read"), "inherits", List.of()),
                        "If-Match",
                        made.header("ETag"))
                .expect(200);
        auditor.get("/audit").refused(403, "not-allowed");
        admin.put("/accounts/" + id + "/roles", Map.of("roles", List.of()), "If-Match", tag("roles-auditor"))
                .expect(200);
        admin.delete("/roles/auditor", "If-Match", "\"0\"").refused(412, "changed-meanwhile");
        admin.delete("/roles/auditor", "If-Match", changed.header("ETag")).expect(204);
        admin.get("/roles/auditor").refused(404, "no-role");
    }

    private String tag(String name) {
        return "\"" + served.account(name).version() + "\"";
    }

    @Test
    void what_a_change_of_a_role_grants_and_takes_is_seen_before_it_is_saved() {
        Client admin = served.signedIn("preview-admin", "admin");
        Map<String, Object> watcher =
                Map.of("description", "d", "permissions", List.of("audit:read"), "inherits", List.of());
        admin.put("/roles/watcher", watcher, "If-None-Match", "*").expect(200);
        admin.put(
                        "/roles/chief-watcher",
                        Map.of("description", "d", "permissions", List.of(), "inherits", List.of("watcher")),
                        "If-None-Match",
                        "*")
                .expect(200);
        served.signedIn("preview-ann", "chief-watcher", "readonly");

        Client.Answer preview = admin.post(
                        "/roles/watcher/preview",
                        Map.of(
                                "description",
                                "d",
                                "permissions",
                                List.of("rows:write"),
                                "inherits",
                                List.of("readonly")))
                .expect(200);

        assertThat(preview.json().path("roles").valueStream())
                .extracting(Object::toString)
                .containsExactly(
                        effect("chief-watcher", "roles:read\",\"rows:read\",\"rows:write\",\"seeds:read", "audit:read"),
                        effect("watcher", "roles:read\",\"rows:read\",\"rows:write\",\"seeds:read", "audit:read"));
        assertThat(preview.json().path("accounts").valueStream())
                .extracting(Object::toString)
                .containsExactly(effect("preview-ann", "rows:write", "audit:read"));
        assertThat(admin.get("/roles/watcher").json().path("effective").toString())
                .isEqualTo("[\"audit:read\"]");
        admin.post("/roles/watcher/preview", watcher).expect(200);
        admin.post(
                        "/roles/watcher/preview",
                        Map.of("description", "d", "permissions", List.of(), "inherits", List.of("chief-watcher")))
                .refused(422, "bad-role");
    }

    private static String effect(String name, String granted, String taken) {
        return "{\"name\":\"" + name + "\",\"granted\":[\"" + granted + "\"],\"taken\":[\"" + taken + "\"]}";
    }

    @Test
    void nobody_is_called_as_the_service_calls_itself_in_the_trail() {
        Client admin = served.signedIn("accounts-names", "admin");

        assertThat(admin.post("/accounts", Map.of("name", "seedbed-admin", "roles", List.of()))
                        .refused(422, "bad-name")
                        .text("mend"))
                .isEqualTo("write up to 120 of a-z, 0-9 and . _ @ + -, and begin with a letter or digit;"
                        + " \"seedbed-admin\" is the service's own");
    }

    @Test
    void what_cannot_be_a_role_is_refused() {
        Client admin = served.signedIn("roles-refused", "admin");
        Map<String, Object> good = Map.of("description", "d", "permissions", List.of(), "inherits", List.of());
        admin.put("/roles/admin", good, "If-Match", "\"0\"").refused(403, "planted-role");
        admin.delete("/roles/readonly", "If-Match", "\"0\"").refused(403, "planted-role");
        admin.put("/roles/A", good, "If-None-Match", "*").refused(422, "bad-role");
        admin.put(
                        "/roles/x",
                        Map.of("description", "d", "permissions", List.of("all:all"), "inherits", List.of()),
                        "If-None-Match",
                        "*")
                .refused(422, "bad-role");
        admin.put(
                        "/roles/x",
                        Map.of("description", "d", "permissions", List.of(), "inherits", List.of("none")),
                        "If-None-Match",
                        "*")
                .refused(422, "bad-role");
        admin.put("/roles/circle-a", good, "If-None-Match", "*").expect(200);
        admin.put(
                        "/roles/circle-b",
                        Map.of("description", "d", "permissions", List.of(), "inherits", List.of("circle-a")),
                        "If-None-Match",
                        "*")
                .expect(200);
        assertThat(admin.put(
                                "/roles/circle-a",
                                Map.of("description", "d", "permissions", List.of(), "inherits", List.of("circle-b")),
                                "If-Match",
                                "\"0\"")
                        .refused(422, "bad-role")
                        .text("detail"))
                .isEqualTo("Role \"circle-b\" would inherit itself.");
        admin.delete("/roles/circle-a", "If-Match", "\"0\"").refused(409, "role-in-use");
        admin.delete("/roles/circle-b", "If-Match", "\"0\"").expect(204);
        admin.delete("/roles/circle-a", "If-Match", "\"0\"").expect(204);
    }

    @Test
    void a_parameter_that_does_not_fit_is_told_with_what_it_must_be() {
        Client admin = served.signedIn("accounts-typist", "admin");

        Client.Answer id = admin.get("/accounts/1").refused(400, "bad-parameter");
        assertThat(id.text("detail")).isEqualTo("\"id\" is not a UUID, such as 123e4567-e89b-42d3-a456-426614174000.");
        assertThat(id.text("where")).isEqualTo("id");
        assertThat(id.text("mend")).isEqualTo("give a UUID, such as 123e4567-e89b-42d3-a456-426614174000");
        assertThat(admin.get("/accounts?limit=many")
                        .refused(400, "bad-parameter")
                        .text("detail"))
                .isEqualTo("\"limit\" is not a whole number.");
    }
}
