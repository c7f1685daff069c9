package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoredRowPagesTest {
    private static final String PRO = RowsServed.plan("pro");

    private static RowsServed rows;
    private static Shop shop;
    private static Client eve;
    private static Client admin;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        shop = rows.shop();
        eve = rows.served().signedIn("restoring-eve", "user");
        admin = rows.served().signedIn("restoring-admin", "admin");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    private static void give(String field, String text) {
        Page.target(Page.of(eve, PRO + "/edit").submit(eve, field, text));
    }

    /** What is said of it once it is done. */
    private static String restore(String path) {
        Client.Answer done = Page.of(eve, path + "/restore").submit(eve).expect(303);
        Page page = Page.of(eve, done.header("Location").substring("/seedbed".length()));
        return page.body().replaceAll("(?s).*<p class=\"notice\" role=\"status\">([^<]*)</p>.*", "$1");
    }

    @Test
    void of_a_restored_row_only_columns_that_change_are_listed_before_and_after() {
        give("v.price", "1");

        assertThat(Page.of(eve, PRO + "/restore").text()).contains("Column Now Then price 1.00 49.00 It takes");
        assertThat(restore(PRO)).isEqualTo("The default is back.");

        assertThat(Page.of(admin, PRO).text()).contains("restored price: 1.00 → 49.00 no reason given");
        assertThat(Page.of(admin, "/audit?actor=restoring-eve").text())
                .contains("1 row restored code pro Column Before After price 1.00 49.00 ")
                .doesNotContain("counts as planted");
    }

    @Test
    void a_default_that_was_a_decision_is_not_told_as_a_change() {
        give("v.price", "1");
        give("v.price", "49");

        Page ask = Page.of(eve, PRO + "/restore");
        assertThat(ask.text())
                .contains("Nothing of it would change: it holds what is declared. It takes what the seeds declare now")
                .doesNotContain("49.00");
        assertThat(restore(PRO))
                .isEqualTo("The default was there already, and counts as planted: later releases bring it up to date.");

        assertThat(Page.of(admin, PRO).text())
                .contains("restored held already, and planted since: price no reason given")
                .doesNotContain("49.00 → 49.00");
        assertThat(Page.of(admin, "/audit?actor=restoring-eve").text())
                .contains("restored code pro Held its default already, and counts as planted since: price");
        assertThat(restore(PRO)).isEqualTo("Nothing to bring back: every column holds its default.");
        shop.seedFile("plans.yaml", RowsServed.SEEDS.formatted("0").replace("price: 49", "price: 59"));
        shop.update();
        assertThat(shop.rows("select price from plan where code = 'pro'")).containsExactly("59.00");
    }

    @Test
    void a_row_of_a_release_that_waits_is_planted() {
        shop.seedFile(
                "plans.yaml",
                RowsServed.SEEDS
                        .formatted("0")
                        .replace(
                                "  plan_grant:",
                                "      - {code: late, name: Late, price: 3, note: e, enabled: true, kind: small}\n"
                                        + "  plan_grant:"));

        assertThat(restore(RowsServed.plan("late"))).isEqualTo("The row is planted.");

        assertThat(Page.of(admin, RowsServed.plan("late")).text())
                .contains("name: Late")
                .contains("price: 3.00");
    }

    @Test
    void of_the_columns_of_a_row_that_is_pinned_as_a_whole_or_gone_nothing_is_to_be_decided() {
        assertThat(Page.of(eve, PRO).text()).contains("Set by Decide");
        pin("");
        assertThat(Page.of(eve, PRO).text()).contains("Set by").doesNotContain("Decide");

        String free = RowsServed.plan("free");
        Page.of(eve, free + "/delete").submit(eve).expect(303);
        assertThat(Page.of(eve, free).text()).contains("Set by").doesNotContain("Decide");
    }

    private static void pin(String query) {
        Page.of(eve, PRO + "/pin" + query).submit(eve).expect(303);
    }

    @Test
    void before_a_default_comes_back_it_is_said_which_columns_stay_pinned_and_they_do() {
        assertThat(Page.of(eve, PRO + "/restore").text())
                .contains("That counts as planted: later releases bring it up to date again. Keys");
        give("v.price", "1");
        give("v.name", "Mine");
        pin("?column=price");

        assertThat(Page.of(eve, PRO + "/restore").text())
                .contains("later releases bring it up to date again, apart from price: that column stays pinned until"
                        + " somebody unpins it.");
        assertThat(Page.of(eve, PRO + "/restore?column=price").text())
                .contains("it stays pinned, so later releases leave it alone until somebody unpins it.");
        assertThat(Page.of(eve, PRO + "/restore?column=name").text()).doesNotContain("pinned");
        assertThat(restore(PRO)).isEqualTo("The default is back.");
        shop.seedFile(
                "plans.yaml",
                RowsServed.SEEDS.formatted("0").replace("name: Pro, price: 49", "name: Professional, price: 59"));
        shop.update();
        assertThat(shop.rows("select name, price from plan where code = 'pro'")).containsExactly("Professional 49.00");

        pin("?column=seats");
        assertThat(Page.of(eve, PRO + "/restore").text())
                .contains("apart from price, seats: these columns stay pinned until somebody unpins them.");
        pin("");
        assertThat(Page.of(eve, PRO + "/restore").text())
                .contains("it stays pinned, so later releases leave it as it is until somebody unpins it.");
    }

    @Test
    void a_deleted_default_comes_back_with_its_pins_and_is_not_offered_to_be_pinned() {
        String free = RowsServed.plan("free");
        Page.of(eve, free + "/pin?column=price").submit(eve).expect(303);
        assertThat(Page.of(eve, free).text()).contains("Pin the row");
        Page.of(eve, free + "/delete").submit(eve).expect(303);

        assertThat(Page.of(eve, free).text()).contains("Bring it back").doesNotContain("Pin the row");
        assertThat(Page.of(eve, free + "/restore").text())
                .contains("later releases bring it up to date again, apart from price: that column stays pinned");
        assertThat(Page.of(eve, free + "/pin").text())
                .contains("The row is not there. Once it is, it stays as it comes")
                .doesNotContain("People can still change it here");
    }

    @Test
    void a_row_that_was_deleted_is_back() {
        Page.of(eve, RowsServed.plan("free") + "/delete").submit(eve).expect(303);

        assertThat(restore(RowsServed.plan("free"))).isEqualTo("The row is back.");
    }
}
