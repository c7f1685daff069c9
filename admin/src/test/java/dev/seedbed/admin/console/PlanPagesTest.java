package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In production, where a second person is needed and the database's name. */
class PlanPagesTest {
    private static Shop shop;
    private static Served served;
    private static Pages ada;
    private static Pages ben;
    private static Pages rita;

    @BeforeAll
    static void start() {
        shop = Shop.onH2();
        shop.sql("create table note (name varchar(80) primary key, body varchar(400), secret varchar(80))");
        shop.sql("create table feature (name varchar(80) primary key)");
        shop.sql("create table total (name varchar(80) primary key, rows_counted int)");
        served = Served.start(
                shop,
                "production",
                "--seedbed.admin.second-person=true",
                "--seedbed.admin.limits.requests-per-minute=100000");
        ada = new Pages(served.signedIn("ada", "admin"));
        ben = new Pages(served.signedIn("ben", "admin"));
        rita = new Pages(served.signedIn("rita", "readonly"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static void notes(String... rows) {
        shop.seedFile(
                "notes.yaml",
                "tables:\n  note:\n    key: [name]\n    sensitive: [secret]\n    rows:\n      - "
                        + String.join("\n      - ", rows) + "\n");
    }

    private static String made(String mode) {
        return ada.follow(ada.post("/plans", "mode", mode, "reason", "Release 2"));
    }

    private static String database() {
        return shop.rows("select lower(database())").get(0);
    }

    @Test
    void a_plan_is_made_by_one_who_is_told_who_may_apply_it_and_applied_by_another() throws Exception {
        shop.sql("delete from tier");
        String plan = made("fill");

        String own = ada.text(plan);
        assertThat(own)
                .contains("<h1>Plan: fill <span class=\"tag outcome-planned\">waits</span> </h1>")
                .contains("2 rows to insert, in 1 table. Nothing is written yet.")
                .contains("because: <q>Release 2</q>")
                .contains("You made this plan, and in production a plan is applied by somebody else than who made it.")
                .contains("<strong>ben</strong>")
                .contains("href=\"#apply\">Who can apply it</a>")
                .contains("<code>http://localhost:" + served.port() + "/seedbed" + plan + "</code>")
                .doesNotContain("name=\"confirm\"")
                .doesNotContain("<strong>rita</strong>");
        Client.Answer anyway = ada.post(plan, "confirm", database(), "reason", "me");
        assertThat(Pages.text(anyway.expect(403)))
                .contains("In production a plan is applied by somebody else than who made it.");
        assertThat(shop.rows(
                        "select count(*) from seedbed_admin_refusal where code = 'second-person' and actor = 'ada'"))
                .containsExactly("1");

        assertThat(ben.text(plan))
                .contains("href=\"#apply\">Approve and apply</a>")
                .contains(
                        "If a row that it writes has changed since it was made, or the seeds have, nothing is written.")
                .contains("Made by <strong>ada</strong> on")
                .contains("Name of the database: <code>" + database() + "</code>")
                .doesNotContain("aria-invalid");
        String again = Pages.text(
                ben.post(plan, "confirm", "another", "reason", "I \"looked\"").expect(422));
        assertThat(again)
                .contains("What is wrong stands beside the field <a href=\"#confirm\">Name of the database</a>.")
                .contains(
                        "<p class=\"wrong\" id=\"confirm-wrong\">\"another\" is not the name of the database. <span>What to do:"
                                + " write " + database())
                .contains("aria-invalid=\"true\" aria-describedby=\"confirm-wrong confirm-hint\" autofocus")
                .contains("Nothing was written.")
                .contains("name=\"confirm\" value=\"another\"")
                .contains("name=\"reason\" value=\"I &#34;looked&#34;\"");
        assertThat(shop.rows("select count(*) from tier")).containsExactly("0");

        String run = ben.follow(ben.post(plan, "confirm", database(), "reason", "looked at"));
        assertThat(ben.ended(run))
                .contains("<h1>Run: fill <span class=\"tag outcome-applied\">applied</span> </h1>")
                .contains("Inserted 2 rows, in 1 table.")
                .contains("Begun by ben on")
                .contains("because: <q>looked at</q>")
                .contains("What was done");
        assertThat(shop.rows("select code from tier order by 1")).containsExactly("starter", "team");
        assertThat(ada.text(plan))
                .contains("This plan was taken up by ben: <a href=\"/seedbed" + run + "\">see the run</a>.")
                .doesNotContain("id=\"apply\"");
        assertThat(Pages.text(ben.post(plan, "confirm", database()).expect(409)))
                .contains("The plan was applied before.");
        assertThat(rita.text("/plans")).contains("/seedbed" + run).contains("looked at");
    }

    @Test
    void who_may_not_apply_a_plan_sees_it_and_why() {
        shop.sql("delete from tier");
        String plan = made("update");

        assertThat(rita.text(plan))
                .contains("none of your roles has the permission <code>seeds:run</code>")
                .contains("<span class=\"value\">starter</span>")
                .doesNotContain("Approve and apply</button>");
        assertThat(rita.text("/plans"))
                .contains("/seedbed" + plan)
                .doesNotContain("<form method=\"post\" action=\"/seedbed/plans\">");
        assertThat(Pages.text(rita.post("/plans", "mode", "update").expect(403)))
                .contains("None of your roles allows \"seeds:run\".");
        assertThat(Pages.text(rita.post(plan, "confirm", database()).expect(403)))
                .contains("None of your roles allows \"seeds:run\".");
    }

    @Test
    void what_cannot_be_planned_comes_back_with_what_was_written() {
        String reset = Pages.text(
                ada.post("/plans", "mode", "reset", "reason", "why <not>").expect(422));
        assertThat(reset).contains("There is no mode \"reset\" here.").contains("value=\"why &lt;not>\"");

        shop.seedFile("broken.yaml", "tables:\n  nowhere:\n    key: [a]\n    rows:\n      - {a: 1}\n");
        try {
            String broken = Pages.text(
                    ada.post("/plans", "mode", "fill", "reason", "try").expect(409));
            assertThat(broken)
                    .contains("role=\"alert\"")
                    .contains("nowhere")
                    .contains("value=\"fill\" required checked")
                    .contains("value=\"try\"");
        } finally {
            shop.remove("broken.yaml");
        }
        assertThat(Pages.text(ada.post("/plans", "mode", "fill", "reason", "r".repeat(1001))
                        .expect(422)))
                .contains("The reason is longer than 1000 characters.");
    }

    @Test
    void rows_show_from_and_to_with_the_reason_and_null_is_not_nothing() {
        shop.sql("delete from note");
        shop.sql(
                "insert into note values ('kept', 'mine', 's'), ('null', null, 's'), ('empty', '', 's'), ('word', 'NULL', 's')");
        shop.seedFile("secret.txt", "s3cr3t");
        notes(
                "{name: kept, body: theirs}",
                "{name: 'null', body: '', $was: {body: [null]}}",
                "{name: empty, body: null, $was: {body: ['']}}",
                "{name: word, body: ' blank', $was: {body: ['NULL']}}",
                "{name: new, body: 'a long value that is not new', secret: {$file: secret.txt}}");
        try {
            String page = ada.text(made("update"));

            assertThat(page)
                    .contains("<del><span class=\"unseen\">from </span><span class=\"null\">NULL</span></del>"
                            + " <span class=\"arrow\" aria-hidden=\"true\">→</span> <ins><span class=\"unseen\">to"
                            + " </span><span class=\"value\">''</span></ins>")
                    .contains("<del><span class=\"unseen\">from </span><span class=\"value\">''</span></del>"
                            + " <span class=\"arrow\" aria-hidden=\"true\">→</span> <ins><span class=\"unseen\">to"
                            + " </span><span class=\"null\">NULL</span></ins>")
                    .contains("<span class=\"value\">'NULL'</span></del>")
                    .contains("<span class=\"value\">' blank'</span></ins>")
                    .contains("<span class=\"value\">***</span>")
                    .contains("stands for a value that is sensitive")
                    .doesNotContain("s3cr3t")
                    .contains("default changed, not customised <code>" + shop.seeds() + "/notes.yaml:7</code>")
                    .contains("What is kept, and why <span class=\"count\">1 row</span>")
                    .contains("<span class=\"value\">mine</span> <span class=\"here\">here,</span> <span"
                            + " class=\"value\">theirs</span> <span class=\"here\">declared</span>");
            assertThat(page).containsPattern("<details class=\"kept\"\\s*>");
        } finally {
            shop.remove("notes.yaml");
        }
    }

    @Test
    void rows_are_filtered_by_action_and_table() {
        shop.sql("delete from note");
        shop.sql("delete from tier");
        shop.sql("insert into tier values ('starter', 99)");
        notes("{name: first-note}");
        try {
            String plan = made("update");

            assertThat(ada.text(plan))
                    .contains("first-note")
                    .contains(">team<")
                    .contains(">starter<")
                    .containsPattern(
                            "<a id=\"show-all\"[^>]* aria-current=\"true\">All <span class=\"count\">3</span></a>")
                    .doesNotContain(" checked>");
            assertThat(ada.text(plan + "?keep=on"))
                    .contains("checked> keep")
                    .containsPattern("<a id=\"show-all\"[^>]* href=\"/seedbed" + plan + "\"")
                    .doesNotContain("aria-current=\"true\">All")
                    .containsPattern("<details class=\"kept\" open\\s*>")
                    .contains(">starter<")
                    .doesNotContain(">team<")
                    .doesNotContain("first-note");
            assertThat(ada.text(plan + "?insert=on&table=note"))
                    .contains("first-note")
                    .containsPattern("<a id=\"show-all\"[^>]* href=\"/seedbed" + plan + "\\?table=note\"")
                    .doesNotContain(">team<")
                    .doesNotContain(">starter<");
            assertThat(ada.text(plan + "?retire=on"))
                    .contains("No row that is written is among those that you asked for.");
        } finally {
            shop.remove("notes.yaml");
        }
    }

    @Test
    void tables_with_nothing_to_do_are_folded_into_one_line() {
        shop.sql("delete from note");
        shop.sql("insert into note (name) values ('first-note')");
        shop.sql("delete from tier");
        notes("{name: first-note}");
        try {
            String page = ada.text(made("update"));

            String counts = page.replaceAll(".*<h2 id=\"counts\">By table</h2>(.*?)</section>.*", "$1");
            String unfolded = counts.substring(0, counts.indexOf("<details"));
            assertThat(unfolded)
                    .contains("<th scope=\"row\"><a href=\"/seedbed/tables/tier\">tier</a></th>")
                    .doesNotContain(">note</a></th>");
            assertThat(counts.substring(unfolded.length()))
                    .contains("<summary>1 table with nothing to do</summary>")
                    .contains(
                            "<th scope=\"row\"><a href=\"/seedbed/tables/note\">note</a></th><td class=\"number\">1</td>")
                    .doesNotContain(">tier</a></th>");
        } finally {
            shop.remove("notes.yaml");
        }
    }

    @Test
    void a_table_is_folded_and_what_the_report_does_not_list_is_said() {
        StringBuilder seeds = new StringBuilder("tables:\n  feature:\n    key: [name]\n    rows:\n");
        for (int i = 0; i < 1_100; i++) {
            seeds.append("      - {name: feature-").append(i).append("}\n");
        }
        shop.seedFile("features.yaml", seeds.toString());
        try {
            String plan = made("fill");
            String page = ada.text(plan);

            assertThat(page)
                    .contains("feature-49<")
                    .doesNotContain("feature-50<")
                    .containsPattern("<a href=\"\\?table=feature#changes\">Show 9\\d\\d more of table feature</a>")
                    .containsPattern(
                            "A report lists 1\u202f000 rows, and there are 1\\d\\d more that are not on this page\\.")
                    .contains("<code>seedbed plan --changes FILE</code>")
                    .contains("<span class=\"tag action-insert\">1\u202f100</span>");
            assertThat(ada.text(plan + "?table=feature")).contains("feature-900<");
        } finally {
            shop.remove("features.yaml");
        }
    }

    @Test
    void sql_is_named_with_an_effect_that_is_unknown() {
        shop.seedFile("totals.sql", "update total set rows_counted = 1");
        shop.seedFile(
                "totals.yaml",
                "group: update\nsql: {file: totals.sql, touches: [total], done-when: \"select false\"}\n");
        try {
            assertThat(ada.text(made("update")))
                    .contains("SQL, with an effect that is unknown")
                    .contains("<code>totals.sql</code> of seeder <strong>totals</strong>")
                    .contains("read the files before you approve");
        } finally {
            shop.remove("totals.yaml");
            shop.remove("totals.sql");
        }
    }

    @Test
    void a_script_in_a_value_is_text() {
        String script = "<script>alert(1)</script>";
        shop.sql("delete from note");
        notes("{name: '" + script + "', body: \"x\\\" onerror='alert(2)' \\u202e\"}");
        try {
            String plan = ada.follow(ada.post("/plans", "mode", "update", "reason", script));
            String page = ada.text(plan);

            assertThat(page)
                    .doesNotContain(script)
                    .contains("<span class=\"value\">&lt;script&gt;alert(1)&lt;/script&gt;</span>")
                    .contains("<q>&lt;script&gt;alert(1)&lt;/script&gt;</q>")
                    .contains("\\u202e");
            assertThat(ada.text("/plans")).doesNotContain(script);
        } finally {
            shop.remove("notes.yaml");
        }
    }

    @Test
    void there_is_no_plan_of_another_name() {
        assertThat(Pages.text(ada.get("/plans/" + UUID.randomUUID()).expect(404)))
                .contains("There is no plan");
        assertThat(Pages.text(ada.get("/plans/none").expect(404))).contains("<title>Not found · Seedbed</title>");
        assertThat(Pages.text(ada.get("/plans?before=yesterday").expect(400))).contains("\"before\" is no time.");
    }
}
