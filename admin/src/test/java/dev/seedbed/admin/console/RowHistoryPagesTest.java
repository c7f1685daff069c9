package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages of rows, and the audit, tell of what happened to a row, also where it has another key since or is gone. */
class RowHistoryPagesTest {
    private static final String PRO = RowsServed.plan("pro");

    private static RowsServed rows;
    private static Shop shop;
    private static Client reader;
    private static Client ann;
    private static Client admin;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        shop = rows.shop();
        reader = rows.served().signedIn("history-reader", "readonly");
        ann = rows.served().signedIn("history-ann", "user");
        admin = rows.served().signedIn("history-admin", "admin");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    @Test
    void a_row_whose_key_was_changed_keeps_its_history_and_who_set_its_values() {
        shop.sql("delete from plan_grant");
        Page.of(ann, PRO + "/edit").submit(ann, "v.price", "45.5", "reason", "agreed");
        Page.of(ann, PRO + "/edit").submit(ann, "v.code", "pro-2");

        assertThat(Page.of(admin, RowsServed.plan("pro-2")).text())
                .contains("45.50 not declared history-ann changed")
                .contains("Pro not declared release planted")
                .contains("history-ann changed code: pro → pro-2")
                .contains("history-ann changed price: 49.00 → 45.50 agreed")
                .contains("release planted name: Pro");
    }

    @Test
    void a_row_that_is_gone_has_a_page_with_its_history_for_those_who_may_see_it() {
        Page.of(ann, "/tables/plan/new")
                .submit(
                        ann,
                        "v.code",
                        "gone",
                        "v.name",
                        "Gone",
                        "v.price",
                        "3",
                        "c.enabled",
                        "=true",
                        "c.kind",
                        "=small");
        String path = RowsServed.plan("gone");
        Page.target(Page.of(ann, path + "/delete").submit(ann, "reason", "not sold"));

        Page gone = Page.of(Page.get(admin, path).expect(404));

        assertThat(gone.text())
                .contains("The row is gone Table \"plan\" has no row code=gone, and no seed declares one.")
                .contains("History When Who What From and to Why")
                .contains("history-ann deleted")
                .contains("not sold")
                .contains("history-ann created")
                .contains("Back to the rows of plan");
        assertThat(Page.of(Page.get(reader, path).expect(404)).text())
                .contains("Table \"plan\" has no row code=gone")
                .doesNotContain("History");
        assertThat(Page.of(Page.get(admin, RowsServed.plan("never")).expect(404))
                        .text())
                .contains("Not found Table \"plan\" has no row code=never")
                .doesNotContain("History");
    }

    @Test
    void values_that_went_with_a_row_are_told_as_gone_and_those_that_came_with_it_are_not() {
        String path = RowsServed.plan("free");
        Page.target(Page.of(ann, path + "/delete").submit(ann));

        assertThat(Page.of(admin, path).text())
                .contains("name: Free → gone price: 0.00 → gone")
                .contains("release planted name: Free price: 0.00");
    }

    @Test
    void in_the_audit_what_a_person_did_is_not_told_as_the_seeders_and_rows_lead_to_their_pages() {
        shop.sql("delete from plan_grant");
        Page.of(ann, PRO + "/edit").submit(ann, "v.code", "pro-2");

        Page audit = Page.of(admin, "/audit?table=plan");

        assertThat(audit.text())
                .contains("history-ann change plan changed 1, declared by plans , in production")
                .contains("planted 4, by the seeder plans , in production")
                .doesNotContain("changed 1, by the seeder");
        assertThat(audit.body())
                .contains("<a href=\"/seedbed" + RowsServed.plan("pro-2") + "\">code ")
                .contains("<a href=\"/seedbed" + RowsServed.plan("free") + "\">code ");
    }

    @Test
    void in_the_audit_rows_of_a_table_without_seeds_lead_nowhere() {
        shop.sql("update seedbed_ledger set table_name = 'other' where table_name = 'plan_grant'");

        Page audit = Page.of(admin, "/audit?table=other");

        assertThat(audit.text()).contains("name read").contains("planted 1");
        assertThat(audit.body()).doesNotContain("/rows/");
    }
}
