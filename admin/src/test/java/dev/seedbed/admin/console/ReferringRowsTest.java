package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferringRowsTest {
    private static final String PRO = RowsServed.plan("pro");

    private static RowsServed rows;
    private static Shop shop;
    private static Client ann;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        shop = rows.shop();
        ann = rows.served().signedIn("referring-ann", "user");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    private static String id(String code) {
        return shop.rows("select id from plan where code = '" + code + "'").get(0);
    }

    private static void grants(int count) {
        for (int i = 0; i < count; i++) {
            shop.sql("insert into plan_grant (plan_id, name, level) values (" + id("pro") + ", 'g" + i + "', 1)");
        }
    }

    @Test
    void a_refusal_because_of_rows_that_refer_to_one_leads_to_these_rows() {
        Page refused = Page.of(Page.of(ann, PRO + "/delete").submit(ann).expect(409));

        assertThat(refused.text())
                .contains("Rows of plan_grant that refer to it: pro · read . See them in their table");
        String row = refused.body().replaceAll("(?s).*<a href=\"/seedbed([^\"]*)\">pro · read</a>.*", "$1");
        assertThat(Page.of(ann, row).text()).contains("pro · read");
        assertThat(refused.body())
                .contains("<a href=\"/seedbed/tables/plan_grant?holds.plan_id=" + id("pro") + "\">See them");
    }

    @Test
    void of_many_the_first_are_named_and_all_are_a_page() {
        grants(7);
        shop.sql("insert into plan_grant (plan_id, name, level) values (" + id("free") + ", 'other', 1)");

        Page refused = Page.of(Page.of(ann, PRO + "/delete").submit(ann).expect(409));

        assertThat(refused.text())
                .contains("refer to it: pro · g0 , pro · g1 , pro · g2 , pro · g3 , pro · g4 , and all others");
        Page all = Page.of(ann, "/tables/plan_grant?holds.plan_id=" + id("pro"));
        assertThat(all.text())
                .contains("Only rows whose plan_id is pro. Show all rows")
                .contains("pro · g6")
                .doesNotContain("free · other");
        assertThat(all.body())
                .contains("<input type=\"hidden\" class=\"holds\" name=\"holds.plan_id\" value=\"" + id("pro") + "\">")
                .contains("holds.plan_id=" + id("pro") + "&amp;sort=level");
        assertThat(Page.of(ann, "/tables/plan_grant?search=g6&holds.plan_id=" + id("pro"))
                        .text())
                .contains("pro · g6")
                .doesNotContain("pro · g5");
    }

    @Test
    void a_key_that_others_refer_to_is_not_changed_and_the_form_leads_to_them() {
        shop.sql("create table plan_note (code varchar(40) references plan (code), text varchar(40))");
        try {
            shop.sql("insert into plan_note values ('pro', 'of nobody''s seeds')");

            Page refused = Page.of(
                    Page.of(ann, PRO + "/edit").submit(ann, "v.code", "other").expect(409));

            assertThat(refused.text())
                    .contains("Rows of table plan_note refer to the row code=pro by what would change.")
                    .doesNotContain("that refer to it:");
            assertThat(refused.fields()).containsEntry("v.code", "other");
        } finally {
            shop.sql("drop table plan_note");
        }
    }

    @Test
    void what_rows_cannot_hold_is_said() {
        assertThat(Page.of(Page.get(ann, "/tables/plan_grant?holds.nothing=1").expect(422))
                        .text())
                .contains("has no column \"nothing\"");
        assertThat(Page.of(Page.get(ann, "/tables/plan?holds.token=1").expect(422))
                        .text())
                .contains("Rows are not looked for by column \"token\": it is sensitive.");
        assertThat(Page.of(Page.get(ann, "/tables/plan?holds.price=much").expect(422))
                        .text())
                .contains("No row of table \"plan\" can hold price=much.");
        assertThat(Page.of(ann, "/tables/plan?holds.price=12345").text())
                .contains("Only rows whose price is 12345.")
                .contains("There are none.");
    }
}
