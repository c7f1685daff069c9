package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.web.RowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The service under the grants of docs/audit.md, and whatever somebody does to its trail behind its back. */
class GrantsTest {
    private static final String KEY = "a key that nobody could guess";
    private static final String OWN = "wooden-giraffe-paints-41-lakes";
    private static final Map<String, String> CHAINS =
            Map.of("audit", "seedbed_admin_audit", "refusals", "seedbed_admin_refusal");

    private static Granted granted;
    private static Served served;
    private static Client admin;

    @BeforeAll
    static void start() {
        granted = new Granted(KEY);
        served = Served.start(granted.service(), "production", "--seedbed.admin.trail.heads=0");
        admin = served.client();
        admin.signIn(granted.account(), granted.password()).expect(200);
        admin.put("/session/password", Map.of("oldPassword", granted.password(), "newPassword", OWN))
                .expect(200);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void it_does_under_them_all_that_it_does() throws Exception {
        assertThat(granted.service().rows("select current_user")).containsExactly("seedbed_service");

        Client.Answer made = admin.post("/accounts", Map.of("name", "ann", "roles", List.of("user")))
                .expect(201);
        String ann = "/accounts/" + made.json().path("account").path("id").asString();
        served.client().signIn("ann", "wrong").refused(401, "wrong-credentials");
        served.client().signIn("ann", made.text("password")).expect(200);
        Client.Answer assigned = admin.put(ann + "/roles", Map.of("roles", List.of("readonly")), "If-Match", "\"0\"")
                .expect(200);
        Client.Answer reset = admin.post(ann + "/password-reset", Map.of(), "If-Match", assigned.header("ETag"))
                .expect(200);
        admin.put(ann + "/enabled", Map.of("enabled", false), "If-Match", reset.header("ETag"))
                .expect(200);
        admin.delete("/sessions?name=ann").expect(200);

        Authenticator authenticator = new Authenticator(admin.post("/session/factor", Map.of("password", OWN))
                .expect(200)
                .text("secret"));
        admin.put("/session/factor", Map.of("code", authenticator.code())).expect(200);
        String recovery = admin.post(
                        "/session/factor/recovery-codes", Map.of("password", OWN, "code", authenticator.next()))
                .expect(200)
                .json()
                .path("recoveryCodes")
                .path(0)
                .asString();
        admin.get("/session").expect(200);
        admin.post("/session/factor/removal", Map.of("password", OWN, "code", recovery))
                .expect(200);

        Map<String, Object> role =
                Map.of("description", "d", "permissions", List.of("rows:write"), "inherits", List.of("readonly"));
        admin.put("/roles/clerk", role, "If-None-Match", "*").expect(200);
        admin.post("/roles/clerk/preview", role).expect(200);
        admin.put("/roles/clerk", role, "If-Match", "\"0\"").expect(200);
        admin.delete("/roles/clerk", "If-Match", "\"1\"").expect(204);

        String plan = admin.post("/plans", Map.of("mode", "update")).expect(201).text("id");
        Client.Answer run = admin.post("/runs", Map.of("plan", plan, "confirm", granted.database()))
                .expect(202);
        String state = "running";
        for (int i = 0; i < 200 && state.equals("running"); i++) {
            Thread.sleep(20);
            state = admin.get("/runs/" + run.text("id")).expect(200).text("state");
        }
        assertThat(state).isEqualTo("applied");

        JsonNode team = admin.get("/tables/tier/rows?search=team")
                .expect(200)
                .json()
                .path("rows")
                .path(0);
        String row = "/tables/tier/rows/" + team.path("id").asString();
        Client.Answer changed = admin.send(
                        "PATCH",
                        row,
                        "{\"values\": {\"price\": \"50\"}}",
                        "If-Match",
                        "\"" + team.path("version").asString() + "\"")
                .expect(200);
        admin.put(row + "/pin", Map.of("column", "price")).expect(200);
        admin.delete(row + "/pin").expect(200);
        admin.delete(row, "If-Match", changed.header("ETag")).expect(204);
        admin.post(row + "/restore", Map.of(), "If-None-Match", "*").expect(200);

        admin.get("/audit?action=account.*&actor=" + granted.account()).expect(200);
        admin.get("/refusals/export?format=json").expect(200);
        admin.get("/ledger").expect(200);
        assertThat(verification("").path("whole").asBoolean()).isTrue();
        Client other = served.client();
        other.signIn(granted.account(), OWN).expect(200);
        other.post("/session/end-all", Map.of("password", OWN)).expect(200);
        other.delete("/session").expect(204);
        admin = served.client();
        admin.signIn(granted.account(), OWN).expect(200);
    }

    @Test
    void it_can_add_to_its_chains_and_do_nothing_else_to_them() {
        for (String table : List.of("seedbed_admin_audit", "seedbed_admin_refusal", "seedbed_ledger")) {
            String time = table.equals("seedbed_ledger") ? "written_at" : "happened_at";
            String number = table.equals("seedbed_ledger") ? "seq" : "id";
            for (String change : List.of(
                    "update " + table + " set actor = 'mallory'",
                    "update " + table + " set " + time + " = null",
                    "update " + table + " set " + number + " = " + number + " + 1",
                    "delete from " + table + " where " + number + " = 1",
                    "delete from " + table,
                    "truncate " + table,
                    "insert into " + table + " select * from " + table + " on conflict (" + number
                            + ") do update set actor = 'mallory'")) {
                denied(change, "permission denied for table " + table);
            }
            for (String change : List.of(
                    "drop table " + table,
                    "alter table " + table + " add column x text",
                    "alter table " + table + " rename to x",
                    "create rule x as on insert to " + table + " do instead nothing")) {
                denied(change, "must be owner of ");
            }
            denied(
                    "create trigger x before insert on " + table + " for each row execute function"
                            + " suppress_redundant_updates_trigger()",
                    "permission denied for table " + table);
        }
        denied("set role seedbed_owner", "permission denied to set role");
        denied("create table x (y text)", "permission denied for schema public");
        denied("delete from seedbed_admin_chain", "permission denied for table seedbed_admin_chain");
    }

    private static void denied(String change, String because) {
        assertThatThrownBy(() -> granted.service().sql(change))
                .as(change)
                .rootCause()
                .hasMessageContaining(because);
    }

    private static JsonNode verification(String heads) {
        return admin.get("/trail/verification" + heads).expect(200).json();
    }

    private static List<String> found(String chain, String heads) {
        List<String> found = new ArrayList<>();
        for (JsonNode each : verification(heads).path("chains")) {
            boolean its = each.path("chain").asString().equals(chain);
            assertThat(each.path("whole").asBoolean())
                    .isEqualTo(each.path("problems").isEmpty());
            assertThat(its || each.path("whole").asBoolean()).isTrue();
            if (its) {
                each.path("problems").forEach(problem -> {
                    assertThat(problem.path("mend").asString())
                            .isEqualTo("compare it with a backup of the database, and find out who may write to the"
                                    + " table");
                    assertThat(problem.path("where").asString())
                            .startsWith(chain.equals("audit") ? "trail of changes, " : "trail of refusals, ");
                    found.add(problem.path("what").asString());
                });
            }
        }
        return found;
    }

    private static String head(String chain) {
        for (JsonNode each : verification("").path("chains")) {
            if (each.path("chain").asString().equals(chain)) {
                return each.path("head").asString();
            }
        }
        throw new AssertionError("There is no chain " + chain + ".");
    }

    /** Puts a trail back as it was after what somebody does to it; what is found meanwhile is told. */
    private static List<String> after(String chain, String heads, String... changes) {
        String table = CHAINS.get(chain);
        Shop root = granted.superuser();
        root.sql("create table kept as select * from " + table);
        try {
            for (String change : changes) {
                (change.contains("session_replication_role") ? root : granted.owner()).sql(change);
            }
            return found(chain, heads);
        } finally {
            root.sql("truncate " + table);
            root.sql("insert into " + table + " select * from kept");
            root.sql("drop table kept");
        }
    }

    private static long entries(String table) {
        return Long.parseLong(
                granted.superuser().rows("select count(*) from " + table).get(0));
    }

    @Test
    void what_its_owner_does_to_them_is_found() {
        for (int i = 0; i < 6; i++) {
            served.client().get("/session").refused(401, "not-signed-in");
            admin.put(
                            "/roles/admin",
                            Map.of("description", "d", "permissions", List.of(), "inherits", List.of()),
                            "If-Match",
                            "\"0\"")
                    .refused(403, "planted-role");
            admin.post("/plans", Map.of("mode", "update")).expect(201);
        }
        CHAINS.forEach((chain, table) -> {
            String head = "?" + chain + "=" + head(chain);
            long last = entries(table);
            assertThat(last).isGreaterThan(5);
            assertThat(found(chain, head)).isEmpty();

            String changed = "Entry 3 was changed after it was written: its hash is not that of what it says.";
            String text = chain.equals("audit") ? "to_value" : "detail";
            for (String edit : List.of("actor = 'mallory'", "source = '192.0.2.1'", text + " = 'nothing'")) {
                assertThat(after(chain, "", "update " + table + " set " + edit + " where id = 3"))
                        .as("edited: " + edit)
                        .containsExactly(changed);
            }
            assertThat(after(chain, "", "delete from " + table + " where id in (1, 3)"))
                    .as("deleted")
                    .containsExactly("Entry 1 is missing.", "Entry 3 is missing.");
            assertThat(after(chain, head, "delete from " + table + " where id > " + (last - 2)))
                    .as("cut")
                    .containsExactly(
                            "Entries " + (last - 1) + " to " + last + " are missing: they were cut off the end.");
            assertThat(after(
                            chain,
                            "",
                            "update " + table + " set id = -1 where id = 2",
                            "update " + table + " set id = 2 where id = 4",
                            "update " + table + " set id = 4 where id = -1"))
                    .as("reordered")
                    .contains(
                            "Entry 2 was written as entry 4: the order of entries was changed.",
                            "Entry 4 was written as entry 2: the order of entries was changed.");
            assertThat(after(
                            chain,
                            "",
                            "update " + table + " set happened_at = happened_at - interval '1 day' where id = 3"))
                    .as("backdated")
                    .hasSize(2)
                    .anyMatch(what -> what.startsWith("Entry 3 tells a time before that of entry 2 ("))
                    .contains(changed);
            assertThat(after(
                            chain,
                            "",
                            "update " + table + " set happened_at = happened_at + interval '1 microsecond'"
                                    + " where id = " + last))
                    .as("dated by a microsecond")
                    .containsExactly("Entry " + last
                            + " was changed after it was written: its hash is not that of what it says.");
            assertThat(after(chain, head, "truncate " + table))
                    .as("truncated")
                    .containsExactly("Entries 1 to " + last + " are missing: they were cut off the end.");
            assertThat(found(chain, head)).isEmpty();
        });
    }

    @Test
    void an_entry_that_is_added_without_the_key_is_found() {
        long last = entries("seedbed_admin_audit");
        String add = "insert into seedbed_admin_audit select id + 1, happened_at, 'mallory', source, action, subject,"
                + " from_value, to_value, reason, 'sha-256', hash, repeat('0', 64) from seedbed_admin_audit where id = "
                + last;

        assertThat(after("audit", "", add))
                .containsExactly(
                        "Entry " + (last + 1) + " was changed after it was written: its hash is not that of what it"
                                + " says.",
                        "Entry " + (last + 1) + " is sealed without a key, although entry " + last
                                + " is sealed with one.");
    }

    @Test
    void what_is_no_head_is_said() {
        assertThat(admin.get("/trail/verification?audit=5:x")
                        .refused(422, "bad-head")
                        .text("detail"))
                .isEqualTo("\"5:x\" is not the head of a chain.");
        Client.Answer ofLedger = admin.get("/ledger/verification?head=bad").refused(422, "bad-head");
        assertThat(ofLedger.text("detail")).isEqualTo("\"bad\" is not the head of a chain.");
        assertThat(ofLedger.text("where")).isEqualTo("head");
        assertThat(ofLedger.text("mend")).contains("a number, a colon and 64 hexadecimal digits");
    }

    /** What somebody typed is not lost with a right that the service's database user lacks. */
    @Test
    void a_new_row_that_may_not_be_written_comes_back_with_what_is_to_be_granted() {
        granted.owner().sql("revoke insert on tier from seedbed_service");
        try {
            String csrf = String.valueOf(admin.csrf());
            String page = admin.csrf(null)
                    .send(
                            "POST",
                            Client.PAGE + "/tables/tier/rows",
                            "_csrf=" + csrf + "&v.code=typed-here&v.price=3",
                            "Accept",
                            "text/html",
                            "Content-Type",
                            "application/x-www-form-urlencoded")
                    .expect(409)
                    .response()
                    .body();
            admin.csrf(csrf);

            assertThat(page)
                    .contains("The database user of this connection may not do that: permission denied for table tier.")
                    .contains(
                            "grant it SELECT, INSERT, UPDATE and DELETE on the table, SELECT on tables that refer to it or"
                                    + " that it refers to")
                    .contains("value=\"typed-here\"")
                    .contains("value=\"3\"");
            admin.post("/tables/tier/rows", Map.of("values", Map.of("code", "typed-here", "price", "3")))
                    .refused(409, "not-granted");
        } finally {
            granted.owner().sql("grant insert on tier to seedbed_service");
        }
    }

    /** Which rows refer to one is looked for before it is deleted. */
    @Test
    void a_row_to_which_others_may_refer_is_deleted_only_where_these_may_be_read() {
        String row = "/tables/tier/rows/" + RowId.of(Map.of("code", "passing"));
        String version = admin.post("/tables/tier/rows", Map.of("values", Map.of("code", "passing", "price", "3")))
                .expect(201)
                .header("ETag");
        granted.owner().sql("create table note (tier varchar(40) references tier)");
        try {
            admin.get(row + "/referring").refused(409, "not-granted");
            Client.Answer refused = admin.delete(row, "If-Match", version).refused(409, "not-granted");
            assertThat(refused.text("detail")).endsWith("permission denied for table note.");
            assertThat(refused.text("mend")).contains("SELECT on tables that refer to it");

            granted.owner().sql("grant select on note to seedbed_service");

            admin.get(row + "/referring").expect(200);
            admin.delete(row, "If-Match", version).expect(204);
        } finally {
            granted.owner().sql("drop table note");
        }
    }

    /** Each table of the service stands in the script once: a new one is not forgotten. */
    @Test
    void the_page_grants_something_on_each_table() {
        String script = String.join("\n", Granted.scripts());
        Matcher tables = Pattern.compile("\\bseedbed_admin_\\w+").matcher(script);
        List<String> named = new ArrayList<>();
        while (tables.find()) {
            named.add(tables.group());
        }

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        granted.superuser()
                                .rows(
                                        "select table_name from information_schema.tables where table_name like 'seedbed_admin_%'"));
    }
}
