package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.testkit.PostgresServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On PostgreSQL, in production, where a second person is needed and the database's name. */
class RunsTest {
    private static Shop shop;
    private static String database;
    private static Served served;
    private static Client ann;
    private static Client ben;

    @BeforeAll
    static void start() {
        PostgresServer server = PostgresServer.of(18);
        database = server.newDatabase();
        shop = Shop.on(server.dataSource(database));
        served = Served.start(shop, "production", "--seedbed.admin.second-person=true");
        ann = served.signedIn("ann", "admin");
        ben = served.signedIn("ben", "admin");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static Client.Answer run(String plan, String confirm) {
        return ben.post("/runs", Map.of("plan", plan, "confirm", confirm, "reason", "release 2"));
    }

    private static Client.Answer ended(Client.Answer run) throws InterruptedException {
        String id = run.expect(202).text("id");
        for (int i = 0; i < 200; i++) {
            Client.Answer now = ben.get("/runs/" + id).expect(200);
            if (!now.text("state").equals("running")) {
                return now;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The run does not end.");
    }

    @Test
    void a_plan_is_looked_at_by_one_and_applied_by_another_and_only_as_it_was_looked_at() throws Exception {
        shop.sql("delete from tier");
        Client.Answer status = ann.get("/status?mode=fill").expect(200);
        assertThat(status.text("outcome")).isEqualTo("planned");
        assertThat(status.json().path("tables").path(0).path("inserted").asInt())
                .isEqualTo(2);
        Client.Answer plan = ann.post("/plans", Map.of("mode", "update")).expect(201);
        String id = plan.text("id");
        assertThat(plan.json().path("report").path("changes").size()).isEqualTo(2);
        assertThat(ben.get("/plans/" + id).expect(200).text("madeBy")).isEqualTo("ann");

        ann.post("/runs", Map.of("plan", id, "confirm", database)).refused(403, "second-person");
        assertThat(shop.rows("select count(*) from tier")).containsExactly("0");

        Client.Answer applied = ended(run(id, database));
        assertThat(applied.text("state")).isEqualTo("applied");
        assertThat(applied.json()
                        .path("report")
                        .path("tables")
                        .path(0)
                        .path("inserted")
                        .asInt())
                .isEqualTo(2);
        assertThat(applied.text("startedBy")).isEqualTo("ben");
        assertThat(shop.rows("select code, price from tier order by code"))
                .containsExactly("starter 12.00", "team 49.00");
        run(id, database).refused(409, "plan-applied");

        assertThat(ann.get("/audit?limit=3").json().path("changes").valueStream())
                .extracting(change -> change.path("actor").asString() + " "
                        + change.path("action").asString() + " "
                        + change.path("to").asString())
                .containsExactly("ben run.finished applied", "ben run.started plan " + id, "ann plan.made update");
    }

    @Test
    void a_program_is_no_second_person_and_nor_is_the_first_by_another_way_of_writing() {
        shop.sql("delete from tier");
        UUID id = UUID.fromString(
                ann.post("/plans", Map.of("mode", "update")).expect(201).text("id"));
        Runs runs = served.bean(Runs.class);

        assertThatThrownBy(() -> runs.start(id, database, new By("token:pipeline", "192.0.2.1", null)))
                .isInstanceOf(Refused.class)
                .hasMessage("In production a plan is applied by a second person, and a program is none.\n  where: plan "
                        + id + "\n  mend:  have another administrator look at the plan, and apply it");
        assertThatThrownBy(() -> runs.start(id, database, new By("ANN", "192.0.2.1", null)))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("In production a plan is applied by somebody else than who made it.");
        assertThat(shop.rows("select count(*) from tier")).containsExactly("0");
    }

    @Test
    void a_run_for_which_nobody_gives_a_reason_has_that_of_its_plan() throws Exception {
        shop.sql("delete from tier");
        String plan = ann.post("/plans", Map.of("mode", "update", "reason", "release 4"))
                .expect(201)
                .text("id");

        Client.Answer done = ended(ben.post("/runs", Map.of("plan", plan, "confirm", database)));

        assertThat(done.text("reason")).isEqualTo("release 4");
        assertThat(shop.rows("select distinct actor from seedbed_admin_audit where reason = 'release 4'"
                        + " and action like 'run.%'"))
                .containsExactly("ben");
    }

    @Test
    void a_run_for_which_there_is_no_reason_at_all_says_the_same_in_the_ledger_and_in_the_trail() throws Exception {
        String said = "plan applied in the admin service";
        shop.seedbed("production").ledger().enable();
        try {
            shop.sql("delete from tier");
            String plan =
                    ann.post("/plans", Map.of("mode", "update")).expect(201).text("id");

            Client.Answer done = ended(ben.post("/runs", Map.of("plan", plan, "confirm", database)));

            assertThat(done.text("state")).isEqualTo("applied");
            assertThat(done.text("reason")).isEqualTo(said);
            assertThat(shop.rows("select action, reason from seedbed_admin_audit where subject = '" + done.text("id")
                            + "' order by id"))
                    .containsExactly("run.started " + said, "run.finished " + said);
            assertThat(shop.rows("select distinct reason from seedbed_ledger where actor like 'ben%'"))
                    .containsExactly(said);
        } finally {
            shop.sql("drop table seedbed_ledger");
        }
    }

    @Test
    void a_first_launch_is_planned_too_and_plants_only_what_is_empty() throws Exception {
        shop.sql("delete from tier");
        String plan = ann.post("/plans", Map.of("mode", "init")).expect(201).text("id");
        assertThat(ben.get("/plans/" + plan).expect(200).text("mode")).isEqualTo("init");

        assertThat(ended(run(plan, database)).text("state")).isEqualTo("applied");

        assertThat(shop.rows("select count(*) from tier")).containsExactly("2");
        String again = ann.post("/plans", Map.of("mode", "init")).expect(201).text("id");
        assertThat(ben.get("/plans").expect(200).json().path("plans").findValuesAsString("id"))
                .as("by which nothing would change")
                .doesNotContain(again);
        assertThat(ended(run(again, database)).text("state")).isEqualTo("nothing-to-do");
    }

    @Test
    void whoever_is_to_apply_a_plan_finds_it_among_those_that_wait_and_runs_come_page_by_page() throws Exception {
        shop.sql("delete from tier");
        String id = ann.post("/plans", Map.of("mode", "update", "reason", "release 3"))
                .expect(201)
                .text("id");

        JsonNode waiting = ben.get("/plans?limit=1").expect(200).json().path("plans");

        assertThat(waiting.toString())
                .contains("\"id\":\"" + id + "\"", "\"madeBy\":\"ann\"", "\"reason\":\"release 3\"")
                .contains("\"writes\":2", "\"target\":\"" + database + "\"")
                .doesNotContain("report");
        assertThat(ben.get("/plans/" + id).expect(200).text("reason")).isEqualTo("release 3");
        String first = ended(run(id, database)).text("id");
        assertThat(ben.get("/plans").expect(200).json().path("plans").toString())
                .doesNotContain(id);
        String again = ann.post("/plans", Map.of("mode", "fill")).expect(201).text("id");
        String second = ended(run(again, database)).text("id");

        Client.Answer latest = ann.get("/runs?limit=1").expect(200);
        assertThat(latest.json().path("runs").path(0).path("id").asString()).isEqualTo(second);
        Client.Answer before =
                ann.get("/runs?limit=1&before=" + latest.text("next")).expect(200);
        assertThat(before.json().path("runs").path(0).path("id").asString()).isEqualTo(first);
        ann.get("/runs?before=yesterday").refused(400, "bad-parameter");
    }

    @Test
    void a_plan_that_no_longer_holds_is_refused_and_nothing_is_written() throws Exception {
        shop.sql("delete from tier");
        String id = ann.post("/plans", Map.of("mode", "update")).expect(201).text("id");
        shop.sql("insert into tier values ('team', 50)");

        Client.Answer refused = ended(run(id, database));

        assertThat(refused.text("state")).isEqualTo("refused");
        assertThat(refused.json().path("report").path("errors").size()).isGreaterThan(0);
        assertThat(shop.rows("select code, price from tier")).containsExactly("team 50.00");
    }

    @Test
    void in_production_the_name_of_the_database_has_to_be_said() throws Exception {
        shop.sql("delete from tier");
        String id = ann.post("/plans", Map.of("mode", "update")).expect(201).text("id");

        Client.Answer refused = run(id, "another").refused(422, "not-confirmed");

        assertThat(refused.text("detail")).isEqualTo("\"another\" is not the name of the database.");
        assertThat(refused.text("mend")).isEqualTo("write " + database + ", if that is the one that you mean");
        run(id, " ").refused(422, "not-confirmed");
        assertThat(shop.rows("select count(*) from tier")).containsExactly("0");
        assertThat(ended(run(id, " " + database)).text("state")).isEqualTo("applied");
    }

    @Test
    void text_that_this_database_does_not_have_is_the_callers_mistake() {
        String half = "{\"name\": \"a\", \"password\": \"\\ud83d\"}";
        served.client().send("POST", "/session", half).refused(400, "bad-body");
        served.client()
                .send("POST", "/session", "{\"name\": \"\\u0000\", \"password\": \"x\"}")
                .refused(400, "bad-body");
        served.client().signIn("x".repeat(5_000), "x".repeat(5_000)).refused(401, "wrong-credentials");
        served.client().signIn("ünï 😀 'quote'", "x").refused(401, "wrong-credentials");
        ann.get("/accounts?after=%00").refused(400, "bad-parameter");
        ann.get("/accounts?after=%F0%9F%98%80").expect(200);
        ann.get("/accounts?after=%ED%A0%80").refused(400, "bad-parameter");
        ann.get("/roles/" + "x".repeat(3_000)).refused(404, "no-role");
        ann.delete("/sessions?name=" + "x".repeat(3_000) + "&reason=" + "r".repeat(1_001))
                .refused(422, "bad-reason");
        ann.delete("/sessions?name=" + "x".repeat(3_000) + "&reason=%22%0D%0A").expect(200);
        assertThat(shop.rows("select reason from seedbed_admin_audit where action = 'session.all-ended'"))
                .containsExactly("\"\r\n");
    }

    @Test
    void what_is_no_plan_or_mode_is_not_run() {
        ann.post("/plans", Map.of("mode", "reset")).refused(422, "no-mode");
        ann.get("/status?mode=drop").refused(422, "no-mode");
        run(UUID.randomUUID().toString(), database).refused(404, "no-plan");
        ann.get("/runs/" + UUID.randomUUID()).refused(404, "no-run");
        ann.post("/runs", Map.of("plan", "x")).refused(400, "bad-body");
    }

    @Test
    void the_ledger_says_who_asked_and_calls_the_run_by_its_id() throws Exception {
        shop.sql("delete from tier");
        shop.seedbed("production").ledger().enable();
        try {
            String id = ann.post("/plans", Map.of("mode", "update")).expect(201).text("id");
            Client.Answer done = ended(run(id, database));
            assertThat(done.text("state")).isEqualTo("applied");

            assertThat(shop.rows("select distinct actor, run_id from seedbed_ledger where actor <> 'postgres'"))
                    .containsExactly("ben " + done.text("id"));
            assertThat(ben.get("/ledger?run=" + done.text("id"))
                            .expect(200)
                            .json()
                            .path("entries")
                            .findValuesAsString("kinds"))
                    .containsExactly("planted 2");
            assertThat(ben.get("/ledger?run=" + id).expect(200).json().path("entries"))
                    .as("of a plan that is no run")
                    .isEmpty();
            assertThat(ben.get("/ledger/export?run=" + done.text("id"))
                            .expect(200)
                            .response()
                            .body()
                            .lines()
                            .skip(1))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("," + done.text("id") + ","));
        } finally {
            shop.sql("drop table seedbed_ledger");
        }
    }

    @Test
    void runs_are_listed_without_their_reports() {
        assertThat(ann.get("/runs").expect(200).json().path("runs").valueStream())
                .allMatch(run -> run.path("report").isNull());
    }
}
