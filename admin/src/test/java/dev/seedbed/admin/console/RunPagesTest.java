package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.h2.api.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunPagesTest {
    private static Shop shop;
    private static Served served;
    private static Pages ada;
    private static Pages rita;

    /** Has a run wait at each row. */
    public static final class Slow implements Trigger {
        static final Semaphore ROWS = new Semaphore(0);

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            ROWS.acquireUninterruptibly();
        }
    }

    @BeforeAll
    static void start() {
        shop = Shop.onH2();
        served = Served.start(shop, "test", "--seedbed.admin.limits.requests-per-minute=100000");
        ada = new Pages(served.signedIn("ada", "admin"));
        rita = new Pages(served.signedIn("rita", "readonly"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String made(String mode) {
        return ada.follow(ada.post("/plans", "mode", mode));
    }

    @Test
    void where_nothing_was_done_yet_it_is_said_what_to_do() {
        try (Served fresh = Served.start(Shop.onH2(), "test")) {
            assertThat(new Pages(fresh.signedIn("eve", "admin")).text("/plans"))
                    .contains("make one above")
                    .contains("Nobody has applied a plan here yet.")
                    .contains("changes what nobody has decided otherwise");
            assertThat(new Pages(fresh.signedIn("eva", "readonly")).text("/plans"))
                    .contains("somebody with the permission <code>seeds:run</code> can make one");
        }
    }

    @Test
    void a_run_that_goes_on_is_seen_from_any_browser_until_its_report_is_there() throws Exception {
        shop.sql("delete from tier");
        String plan = made("fill");
        String waiting = made("update");
        shop.sql("create trigger slow before insert on tier for each row call '" + Slow.class.getName() + "'");
        try {
            String run = ada.follow(ada.post(plan));

            String page = rita.text(run);
            assertThat(page)
                    .contains("<h1>Run: fill <span class=\"tag outcome-running\">running</span> </h1>")
                    .containsPattern("<progress aria-labelledby=\"at\"[^>]*></progress>")
                    .contains("hx-get=\"/seedbed" + run
                            + "\" hx-trigger=\"every 2s\" hx-select=\"#run\" hx-select-oob=\"#outlook\"")
                    .contains("<a id=\"look\" href=\"/seedbed" + run + "\">Look again</a>")
                    .contains("You can leave this page");
            assertThat(ada.text(waiting)).contains("Another run goes on").contains("/seedbed" + run);
            assertThat(Pages.text(ada.post(waiting).expect(409))).contains("A run is going on.");

            Slow.ROWS.release(2);
            assertThat(rita.ended(run))
                    .contains("<p class=\"lead\" role=\"status\">Inserted 2 rows, in 1 table.</p>")
                    .contains("<span class=\"tag action-insert\">inserted</span>")
                    .contains("was not there before")
                    .doesNotContain("not there yet")
                    .doesNotContain("hx-trigger=\"every");
        } finally {
            Slow.ROWS.release(100);
            shop.sql("drop trigger slow");
            Slow.ROWS.drainPermits();
        }
    }

    @Test
    void a_stale_plan_is_refused_with_what_has_moved_and_a_new_one_is_offered() throws Exception {
        shop.sql("delete from tier");
        String plan = made("fill");
        shop.sql("insert into tier values ('team', 50)");

        String run = ada.follow(ada.post(plan, "reason", "Release 3"));
        String page = ada.ended(run);

        assertThat(page)
                .contains("It was refused, and nothing was written.")
                .contains("What has moved, or stands against it")
                .contains("The insert of row code=team of table \"tier\" is not to be done any more as it was planned.")
                .contains("<input type=\"hidden\" name=\"mode\" value=\"fill\">")
                .contains("<input type=\"hidden\" name=\"reason\" value=\"Release 3\">")
                .contains("Make a new plan");
        assertThat(rita.text(run)).contains("can make a new plan").doesNotContain("<button>Make a new plan");
        assertThat(ada.text(plan)).contains("/seedbed" + run).contains("outcome-refused");
        assertThat(shop.rows("select code from tier")).containsExactly("team");
    }

    @Test
    void a_run_whose_process_ended_before_its_report_is_told_as_what_it_is() throws Exception {
        shop.sql("delete from tier");
        String run = ada.follow(ada.post(made("fill")));
        ada.ended(run);
        String id = run.substring("/runs/".length());

        shop.sql("update seedbed_admin_run set report = null where id = '" + id + "'");
        assertThat(ada.text(run)).contains("Applied. Its process ended before it could keep the report");
        shop.sql("update seedbed_admin_run set outcome = 'unknown' where id = '" + id + "'");
        assertThat(ada.text(run))
                .contains("Nobody knows how it ended")
                .contains("The database did all of it, or nothing.")
                .contains("A new plan is safe either way");
        shop.sql(
                "update seedbed_admin_run set outcome = null, finished_at = null, alive_at = current_timestamp where id = '"
                        + id + "'");
        assertThat(ada.text(run)).contains("It goes on in another process of the service");
        shop.sql("update seedbed_admin_run set outcome = 'applied', finished_at = alive_at where id = '" + id + "'");
    }

    @Test
    void earlier_runs_are_a_page_of_their_own() {
        String columns = "id, plan_id, mode, started_by, started_at, alive_at, finished_at, outcome";
        for (int i = 0; i < 60; i++) {
            UUID plan = UUID.randomUUID();
            shop.sql("insert into seedbed_admin_plan (id, mode, made_by, made_at, saved, report) values ('" + plan
                    + "', 'fill', 'x', timestamp with time zone '2020-01-01 00:00:00Z', '', '')");
            shop.sql("insert into seedbed_admin_run (" + columns + ") select random_uuid(), '" + plan
                    + "', 'fill', 'runner-" + i + "', t, t, t, 'applied' from (select timestampadd(minute, " + i
                    + ", timestamp with time zone '2020-01-01 00:00:00Z') as t)");
        }
        try {
            String next = "";
            String page = ada.text("/plans");
            java.util.regex.Matcher link = java.util.regex.Pattern.compile("href=\"/seedbed(/plans\\?before=[^\"]+)\"")
                    .matcher(page);
            if (link.find()) {
                next = link.group(1);
            }

            assertThat(page).contains("runner-59").doesNotContain("runner-0<");
            assertThat(ada.text(next))
                    .contains("Earlier runs")
                    .contains("runner-0<")
                    .doesNotContain("runner-59");
        } finally {
            shop.sql("delete from seedbed_admin_run where started_by like 'runner-%'");
            shop.sql("delete from seedbed_admin_plan where made_by = 'x'");
        }
    }

    @Test
    void a_script_whose_session_has_ended_loads_the_page_anew() {
        Client.Answer answer = served.client()
                .get(Client.PAGE + "/runs/" + UUID.randomUUID(), "Accept", "text/html", "HX-Request", "true")
                .expect(401);

        assertThat(answer.header("HX-Refresh")).isEqualTo("true");
    }
}
