package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrailEndpointsTest {
    private final Served served = Served.shared();

    private static List<String> subjects(Client admin, String filter) {
        return admin.get("/audit?limit=200&" + filter)
                .expect(200)
                .json()
                .path("changes")
                .valueStream()
                .map(change -> change.path("subject").asString())
                .toList();
    }

    private static List<String> codes(Client admin, String filter) {
        return admin.get("/refusals?limit=200&" + filter)
                .expect(200)
                .json()
                .path("refusals")
                .valueStream()
                .map(refusal -> refusal.path("code").asString())
                .toList();
    }

    @Test
    void changes_are_filtered_by_who_what_on_what_and_when() throws Exception {
        Client admin = served.signedIn("trail-admin", "admin");
        admin.post("/accounts", Map.of("name", "trail-a", "roles", List.of("user")))
                .expect(201);
        Thread.sleep(2);
        String between = java.time.Instant.now().toString();
        Thread.sleep(2);
        admin.post("/accounts", Map.of("name", "trail-b", "roles", List.of("user")))
                .expect(201);
        admin.post("/plans", Map.of("mode", "update")).expect(201);

        String mine = "actor=trail-admin";
        assertThat(subjects(admin, mine + "&action=account.created")).containsExactly("trail-b", "trail-a");
        assertThat(subjects(admin, mine + "&action=account.*")).containsExactly("trail-b", "trail-a");
        assertThat(subjects(admin, mine + "&action=account_created")).isEmpty();
        assertThat(subjects(admin, mine + "&action=a_count.*")).isEmpty();
        assertThat(subjects(admin, mine + "&subject=trail-a")).containsExactly("trail-a");
        assertThat(subjects(admin, mine + "&action=account.*&to=" + between)).containsExactly("trail-a");
        assertThat(subjects(admin, mine + "&action=account.*&from=" + between)).containsExactly("trail-b");
        assertThat(subjects(admin, mine + "&action=account.*&source=192.0.2.1")).isEmpty();
        assertThat(subjects(admin, mine + "&action=account.*&source=127.0.0.1")).hasSize(2);
        Client.Answer first =
                admin.get("/audit?limit=1&action=account.*&" + mine).expect(200);
        assertThat(subjects(admin, mine + "&action=account.*&before=" + first.text("next")))
                .containsExactly("trail-a");
        admin.get("/audit?from=yesterday").refused(400, "bad-parameter");
    }

    @Test
    void refusals_are_filtered_by_who_why_and_when() {
        Client admin = served.signedIn("refusal-admin", "admin");
        Client ann = served.signedIn("refusal-ann", "user");
        ann.get("/audit").refused(403, "not-allowed");
        ann.put("/roles/admin", Map.of(), "Origin", "https://elsewhere.example").refused(403, "cross-site");

        assertThat(codes(admin, "actor=refusal-ann")).containsExactly("not-allowed");
        assertThat(codes(admin, "actor=refusal-ann&status=401")).isEmpty();
        assertThat(codes(admin, "actor=refusal-ann&status=403&code=not-*&source=127.0.0.1"))
                .containsExactly("not-allowed");
        assertThat(codes(admin, "actor=refusal-ann&to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(codes(admin, "code=cross-site")).contains("cross-site");
        admin.get("/refusals?status=x").refused(400, "bad-parameter");
    }

    @Test
    void a_change_of_an_account_or_role_tells_from_what_to_what_and_why() {
        Client admin = served.signedIn("from-admin", "admin");
        Client.Answer made = admin.post(
                        "/accounts", Map.of("name", "from-ann", "roles", List.of("user"), "reason", "=new(), here"))
                .expect(201);
        String path = "/accounts/" + made.json().path("account").path("id").asString();
        admin.put(path + "/roles", Map.of("roles", List.of("user", "admin")), "If-Match", "\"0\"")
                .expect(200);
        Map<String, Object> role =
                Map.of("description", "one", "permissions", List.of("rows:read"), "inherits", List.of());
        admin.put("/roles/from-role", role, "If-None-Match", "*").expect(200);
        admin.put(
                        "/roles/from-role",
                        Map.of(
                                "description",
                                "two",
                                "permissions",
                                List.of("rows:read", "rows:write"),
                                "inherits",
                                List.of("readonly")),
                        "If-Match",
                        "\"0\"")
                .expect(200);
        admin.delete("/roles/from-role?reason=over", "If-Match", "\"1\"").expect(204);

        Client.Answer csv = admin.get("/audit/export?actor=from-admin").expect(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"audit.csv\"");
        assertThat(csv.response().body().split("\r?\n"))
                .extracting(line -> line.replaceFirst("^\\d+,[-\\d:.TZ]+,", ""))
                .containsExactly(
                        "id,at,actor,source,action,subject,from,to,reason",
                        "from-admin,127.0.0.1,role.deleted,from-role,permissions: rows:read rows:write; inherits: readonly;"
                                + " description: two,,over",
                        "from-admin,127.0.0.1,role.changed,from-role,permissions: rows:read; inherits: ; description: one,"
                                + "permissions: rows:read rows:write; inherits: readonly; description: two,",
                        "from-admin,127.0.0.1,role.created,from-role,,permissions: rows:read; inherits: ; description: one,",
                        "from-admin,127.0.0.1,account.roles,from-ann,user,admin user,",
                        "from-admin,127.0.0.1,account.created,from-ann,,user,\"'=new(), here\"",
                        "from-admin,127.0.0.1,session.begun,from-admin,,password,");
        JsonNode json = admin.get("/audit/export?format=json&actor=from-admin&action=account.created")
                .expect(200)
                .json();
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.path(0).path("reason").asString()).isEqualTo("=new(), here");
        admin.get("/audit/export?format=xls").refused(422, "no-format");
    }

    @Test
    void no_cell_is_a_formula_where_it_begins_in_full_width_either() {
        Client admin = served.signedIn("wide-admin", "admin");
        admin.post("/accounts", Map.of("name", "wide-ann", "roles", List.of(), "reason", "\uff1dcmd()"))
                .expect(201);

        assertThat(admin.get("/audit/export?subject=wide-ann")
                        .expect(200)
                        .response()
                        .body()
                        .strip())
                .endsWith(",wide-ann,,,'\uff1dcmd()");
    }

    @Test
    void refusals_are_exported_whole_however_many_pages_they_are() {
        Client admin = served.signedIn("export-admin", "admin");
        Client ann = served.signedIn("export-ann");
        for (int i = 0; i < 3; i++) {
            ann.get("/audit").refused(403, "not-allowed");
        }
        served.shop()
                .sql(
                        "insert into seedbed_admin_refusal select -x, happened_at, '=cmd()', source, method, path, status, code,"
                                + " detail, seal, previous_hash, hash from system_range(1, 1200),"
                                + " (select * from seedbed_admin_refusal where actor = 'export-ann' limit 1)");
        try {
            String[] lines = admin.get("/refusals/export?actor==cmd()")
                    .expect(200)
                    .response()
                    .body()
                    .split("\r?\n");
            assertThat(lines).hasSize(1_201);
            assertThat(lines[1])
                    .startsWith("-1,")
                    .contains(",'=cmd(),127.0.0.1,GET,/seedbed/api/v1/audit,403,not-allowed,");
            assertThat(admin.get("/refusals/export?format=json&actor==cmd()")
                            .expect(200)
                            .json()
                            .size())
                    .isEqualTo(1_200);
        } finally {
            served.shop().sql("delete from seedbed_admin_refusal where id < 0");
        }
        assertThat(admin.get("/refusals/export?format=json&actor=nobody-at-all")
                        .expect(200)
                        .json()
                        .size())
                .isZero();
        assertThat(admin.get("/trail/verification")
                        .expect(200)
                        .json()
                        .path("whole")
                        .asBoolean())
                .isTrue();
    }
}
