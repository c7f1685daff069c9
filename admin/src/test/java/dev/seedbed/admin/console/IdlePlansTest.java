package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdlePlansTest {
    private static final String WAITING = "<span class=\"unseen\">plan waits</span>";

    private static Shop shop;
    private static Served served;
    private static Pages admin;

    @BeforeAll
    static void start() {
        shop = Shop.onH2();
        shop.update();
        served = Served.start(shop, "test");
        admin = new Pages(served.signedIn("idle-admin", "admin"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String plan() {
        return admin.follow(admin.post("/plans", "mode", "update"));
    }

    @Test
    void a_plan_waits_where_applying_it_would_change_something_be_it_the_ledger_alone() throws Exception {
        String idle = plan();

        assertThat(admin.text(idle))
                .contains("<span class=\"tag outcome-planned\">nothing to do</span>")
                .contains("Nothing to do: what is declared is there, or stays as it is for a reason.")
                .doesNotContain("Approve and apply")
                .doesNotContain(WAITING);
        assertThat(admin.text("/plans")).doesNotContain(idle).doesNotContain(WAITING);

        shop.seedbed("test").ledger().enable();
        String ofLedger = plan();

        assertThat(admin.text(ofLedger))
                .contains("<span class=\"tag outcome-planned\">waits</span>")
                .contains("Writes no row; writes down 2 rows in the ledger, which has not met them yet.")
                .contains("Approve and apply")
                .contains(WAITING);
        assertThat(admin.text("/plans"))
                .contains("0 <small>2 in the ledger</small>")
                .contains(ofLedger);
        assertThat(admin.ended(admin.follow(admin.post(ofLedger)))).contains("Done, with no row changed.");
        assertThat(shop.rows("select kinds from seedbed_ledger order by seq")).containsExactly("enabled", "adopted 2");

        assertThat(admin.text(plan())).contains("nothing to do</span>").doesNotContain(WAITING);
    }
}
