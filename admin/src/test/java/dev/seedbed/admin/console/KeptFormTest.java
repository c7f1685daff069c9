package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptFormTest {
    private static final String PRO = RowsServed.plan("pro");

    private static RowsServed rows;
    private static Shop shop;
    private static Client ann;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        shop = rows.shop();
        ann = rows.served().signedIn("kept-ann", "user");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    @AfterEach
    void mended() {
        rows.release("0");
    }

    private static void breakSeeds() {
        shop.seedFile("plans.yaml", "tables:\n  plan:\n    rows: 1\n");
    }

    @Test
    void a_change_is_not_lost_where_the_seeds_cannot_be_read_and_is_saved_once_they_are_mended() {
        Page form = Page.of(ann, PRO + "/edit");
        breakSeeds();

        Page kept = Page.of(form.submit(ann, "v.price", "44", "s.token", "s3cret", "reason", "agreed")
                .expect(409));

        assertThat(kept.text())
                .contains("This was not done")
                .contains("plans.yaml")
                .contains("Nothing was saved, and what you typed is below.")
                .contains("What was typed here is not sent back: type it again.");
        assertThat(kept.fields())
                .containsEntry("v.price", "44")
                .containsEntry("v.name", "Pro")
                .containsEntry("c.enabled", "=true")
                .containsEntry("s.token", "")
                .containsEntry("reason", "agreed");
        assertThat(kept.body()).doesNotContain("s3cret");
        rows.release("0");
        assertThat(Page.target(kept.submit(ann))).isEqualTo(PRO);
        assertThat(shop.rows("select price, name from plan where code = 'pro'")).containsExactly("44.00 Pro");
    }

    @Test
    void a_new_row_is_not_lost_either() {
        Page form = Page.of(ann, "/tables/plan/new");
        breakSeeds();

        Page kept = Page.of(form.submit(
                        ann,
                        "v.code",
                        "mine",
                        "v.name",
                        "<b>",
                        "v.price",
                        "1",
                        "c.enabled",
                        "=false",
                        "c.kind",
                        "=large")
                .expect(409));

        assertThat(kept.fields()).containsEntry("v.code", "mine").containsEntry("v.name", "<b>");
        assertThat(kept.text()).contains("enabled false");
        rows.release("0");
        Page.target(kept.submit(ann));
        assertThat(shop.rows("select name, price, kind from plan where code = 'mine'"))
                .containsExactly("<b> 1.00 large");
    }

    @Test
    void the_reason_of_a_decision_is_not_lost_either() {
        Page form = Page.of(ann, PRO + "/pin?column=price");
        breakSeeds();

        Page kept = Page.of(form.submit(ann, "reason", "for good").expect(409));

        assertThat(kept.fields()).containsEntry("reason", "for good").containsEntry("column", "price");
        rows.release("0");
        assertThat(kept.submit(ann).expect(303).header("Location")).endsWith("?done=pinned");
    }
}
