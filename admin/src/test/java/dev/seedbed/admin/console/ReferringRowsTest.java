package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.web.RowId;
import java.util.Map;
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

    /** What somebody is told who had the page open before other rows referred to the row. */
    private static Page refused() {
        shop.sql("create table kept as select * from plan_grant");
        shop.sql("delete from plan_grant");
        try {
            Page ask = Page.of(ann, PRO + "/delete");
            shop.sql("insert into plan_grant select * from kept");
            return Page.of(ask.submit(ann).expect(409));
        } finally {
            shop.sql("drop table kept");
        }
    }

    @Test
    void a_refusal_because_of_rows_that_refer_to_one_leads_to_these_rows() {
        Page refused = refused();

        assertThat(refused.text())
                .contains("1 row of table plan_grant refers to the row code=pro.")
                .contains("1 row of plan_grant refers to it by plan_id: pro · read . See them in their table");
        String row = refused.body().replaceAll("(?s).*<a href=\"/seedbed([^\"]*)\">pro · read</a>.*", "$1");
        assertThat(Page.of(ann, row).text()).contains("pro · read");
        assertThat(refused.body())
                .contains("<a href=\"/seedbed/tables/plan_grant?holds.plan_id=" + id("pro") + "\">See them");
    }

    @Test
    void of_many_the_first_are_named_and_all_are_a_page() {
        grants(7);
        shop.sql("insert into plan_grant (plan_id, name, level) values (" + id("free") + ", 'other', 1)");

        Page refused = refused();

        assertThat(refused.text())
                .contains(
                        "8 rows of plan_grant refer to it by plan_id: pro · g0 , pro · g1 , pro · g2 , pro · g3 , pro · g4"
                                + " and 3 more");
        assertThat(refused.body()).contains("holds.plan_id=" + id("pro") + "\">3 more</a>");
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
                    .contains("1 row of table plan_note refers to the row code=pro by what would change.")
                    .contains("1 row of plan_note refers to it by CODE. Its rows are not shown here.");
            assertThat(refused.fields()).containsEntry("v.code", "other");
        } finally {
            shop.sql("drop table plan_note");
        }
    }

    @Test
    void whoever_thinks_of_deleting_a_row_is_told_beforehand_which_rows_refer_to_it() {
        grants(7);
        shop.sql("create table plan_note (code varchar(40) references plan (code) on delete cascade)");
        try {
            shop.sql("insert into plan_note values ('pro'), ('pro')");

            Page ask = Page.of(ann, PRO + "/delete");

            assertThat(ask.text())
                    .contains("Other rows refer to it. It is not deleted while they do: change or delete these first.")
                    .contains("8 rows of plan_grant refer to it by plan_id: pro · g0 ,")
                    .contains("2 rows of plan_note refer to it by CODE. Its rows are not shown here.")
                    .contains("Once no row refers to it, it goes. The seeds declare it:")
                    .doesNotContain("No row refers to it now");
            assertThat(ask.body())
                    .contains("holds.plan_id=" + id("pro") + "\">3 more</a>")
                    .contains("href=\"/seedbed" + PRO + "/delete\">Look again</a>")
                    .doesNotContain("<button class=\"danger\">");
            assertThat(Page.of(ann, RowsServed.plan("free") + "/delete").text())
                    .contains("No row refers to it now. If one does when you delete it, that is refused.")
                    .doesNotContain("Other rows refer to it");
            assertThat(Page.of(ann, PRO + "/pin").text()).doesNotContain("plan_grant");
        } finally {
            shop.sql("drop table plan_note");
        }
    }

    @Test
    void a_row_that_refers_to_itself_is_not_named_among_those_that_stand_in_its_way() {
        Shop tree = Shop.onH2();
        tree.sql("create table node (name varchar(40) primary key, parent varchar(40) references node (name))");
        tree.seedFile("nodes.yaml", "tables: {node: {rows: [{name: root, parent: root}, {name: x, parent: root}]}}");
        tree.seedbed("test").ledger().enable();
        tree.seedbed("test").update();
        try (Served served = Served.start(tree, "test")) {
            Client ann = served.signedIn("ann", "user");
            String root = "/tables/node/rows/" + RowId.of(Map.of("name", "root"));

            assertThat(Page.of(ann, root + "/delete").text())
                    .contains("1 row of node refers to it by parent: x . See them in their table");
            assertThat(Page.of(ann, root).text())
                    .as("what is stored is the name")
                    .contains("parent")
                    .doesNotContain("stored as");
        }
    }

    @Test
    void past_a_thousand_rows_are_not_counted() {
        shop.sql("insert into plan_grant (plan_id, name, level) select " + id("pro")
                + ", 'x' || x, 1 from system_range(1, 1000)");

        assertThat(Page.of(ann, PRO + "/delete").text())
                .contains("More than 1\u202f000 rows of plan_grant refer to it by plan_id:")
                .contains(" and all others");
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
