package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunLedgerPagesTest {
    private static Shop shop;
    private static Served served;
    private static Pages ada;
    private static Pages rita;

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

    private static String applied() throws InterruptedException {
        shop.sql("delete from tier");
        String run = ada.follow(ada.post(ada.follow(ada.post("/plans", "mode", "fill"))));
        assertThat(ada.ended(run)).contains("outcome-applied");
        return run;
    }

    @Test
    void a_run_leads_to_its_entries_in_the_ledger_and_these_back_to_it() throws Exception {
        shop.seedbed("test").ledger().enable();
        try {
            String run = applied();
            String id = run.substring("/runs/".length());

            String link = "What it wrote stands in the ledger as run <a href=\"/seedbed/audit?run=" + id + "\">" + id
                    + "</a>.";
            assertThat(ada.text(run)).contains(link);
            assertThat(rita.text(run)).as("without audit:read").doesNotContain("/audit?run=");
            assertThat(ada.text("/audit?run=" + id))
                    .contains("planted 2")
                    .contains("run <a href=\"/seedbed" + run + "\" title=\"" + id + "\">" + id.substring(0, 8) + "</a>")
                    .contains("<input id=\"run\" name=\"run\" value=\"" + id + "\"")
                    .contains("/seedbed/api/v1/ledger/export?run=" + id + "&amp;format=csv")
                    .doesNotContain("enabled");
            assertThat(ada.text("/audit?run=" + id.substring(0, 8).toUpperCase(Locale.ROOT)))
                    .as("as much of the id as the pages show")
                    .contains("planted 2")
                    .contains("<input id=\"run\" name=\"run\" value=\"" + id + "\"")
                    .contains("/seedbed/api/v1/ledger/export?run=" + id + "&amp;format=csv");
            assertThat(ada.text("/audit?run=" + id.substring(0, 7))).contains("There is nothing of that kind.");
            assertThat(ada.text("/audit/changes?subject=" + id.substring(0, 8)))
                    .contains("<code>run.started</code>", "<code>run.finished</code>")
                    .doesNotContain("<code>plan.made</code>");
            String plan = shop.rows("select plan_id from seedbed_admin_run where id = '" + id + "'")
                    .get(0);
            assertThat(ada.text("/audit/changes?subject=" + plan.substring(0, 8)))
                    .contains("<code>plan.made</code>")
                    .doesNotContain("<code>run.started</code>");
        } finally {
            shop.sql("drop table seedbed_ledger");
        }
    }

    @Test
    void a_run_from_elsewhere_leads_to_all_of_its_entries() throws Exception {
        shop.seedbed("test").ledger().enable();
        try {
            shop.sql("delete from tier");
            shop.seedbed("test").fill();
            String id = shop.rows("select run_id from seedbed_ledger where mode = 'fill'")
                    .get(0);

            assertThat(ada.text("/audit"))
                    .contains("run <a href=\"/seedbed/audit?run=" + id + "\" title=\"All entries of this run\">" + id
                            + "</a>");
            assertThat(ada.text("/audit?run=" + id))
                    .contains("run " + id)
                    .doesNotContain("/seedbed/audit?run=" + id + "\"");
        } finally {
            shop.sql("drop table seedbed_ledger");
        }
    }

    @Test
    void a_run_of_which_the_ledger_has_nothing_does_not_lead_there() throws Exception {
        String run = applied();

        assertThat(ada.text(run)).doesNotContain("/audit?run=");
        shop.seedbed("test").ledger().enable();
        try {
            assertThat(ada.text(run)).doesNotContain("/audit?run=");
        } finally {
            shop.sql("drop table seedbed_ledger");
        }
    }
}
