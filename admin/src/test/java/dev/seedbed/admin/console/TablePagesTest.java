package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.web.RowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TablePagesTest {
    private static final Pattern ROW =
            Pattern.compile("<th scope=\"row\">\\s*<a href=\"/seedbed/tables/[^\"]*\">([^<]*)</a>");
    private static final Pattern NEXT = Pattern.compile("<a href=\"/seedbed([^\"]*)\">Next rows</a>");

    private static RowsServed rows;
    private static Client reader;
    private static Client writer;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        reader = rows.served().signedIn("tables-reader", "readonly");
        writer = rows.served().signedIn("tables-writer", "user");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    private static List<String> names(Page page) {
        List<String> names = new ArrayList<>();
        Matcher row = ROW.matcher(page.body());
        while (row.find()) {
            names.add(row.group(1));
        }
        return names;
    }

    @Test
    void tables_are_listed_with_how_many_of_their_rows_differ() {
        rows.shop().sql("update plan set price = 5 where code = 'pro'");
        rows.shop().sql("delete from plan_grant");
        rows.shop().sql("insert into plan (code, name, price, enabled, kind) values ('own', 'Own', 1, true, 'small')");

        Page page = Page.of(reader, "/tables");

        assertThat(names(page)).contains("plan", "plan_grant", "tier");
        assertThat(page.text()).contains("plan has protected rows plans 4 1 1").contains("plan_grant plans 1 1 none");
        assertThat(names(Page.of(reader, "/tables?search=GRANT"))).containsExactly("plan_grant");
        assertThat(Page.of(reader, "/tables?search=nothing").text())
                .contains("No table has \"nothing\" in its name. Show all 3");
    }

    @Test
    void rows_are_shown_with_marks_in_words_and_a_legend_for_them() {
        rows.shop().sql("update plan set price = 5, token = 's3cret' where code = 'pro'");
        rows.shop().sql("delete from plan where code = 'fixed'");
        rows.shop().sql("insert into plan (code, name, price, enabled, kind) values ('own', '', 1, true, 'small')");
        rows.release("12");

        Page page = Page.of(reader, "/tables/plan");

        assertThat(names(page)).containsExactly("free", "own", "pro", "vip", "fixed");
        assertThat(page.text())
                .contains("free former default")
                .contains("own added by hand")
                .contains("empty text")
                .contains("pro customised")
                .contains("5.00 customised 25")
                .contains("vip default protected")
                .contains("fixed deleted by hand")
                .contains("set, not shown")
                .contains("customised somebody chose another value: releases leave it alone");
        assertThat(page.body()).doesNotContain("s3cret").contains("<span class=\"null\">NULL</span>");
    }

    @Test
    void a_row_of_a_release_that_waits_is_missing_and_not_deleted() {
        String next = RowsServed.SEEDS
                .formatted("0")
                .replace(
                        "  plan_grant:",
                        "      - {code: team, name: Team, price: 9, note: t, enabled: true, kind: small}\n  plan_grant:");
        rows.shop().seedFile("plans.yaml", next);

        Page page = Page.of(reader, "/tables/plan");
        assertThat(page.text())
                .contains("team missing Team 9.00")
                .contains("missing or deleted by hand 1")
                .contains("missing a declared row that is not there: update inserts it");

        assertThat(Page.of(writer, RowsServed.plan("team")).text())
                .contains("team missing Plant it now")
                .doesNotContain("Bring it back");
        assertThat(Page.of(writer, RowsServed.plan("team") + "/restore").text())
                .contains("Plant row team")
                .contains("The row is inserted as the seeds declare it now, before a release does it.");
    }

    @Test
    void what_update_sets_since_the_seeds_own_it_is_not_told_as_a_decision_that_stays() {
        rows.shop().seedFile("plans.yaml", RowsServed.SEEDS.formatted("0").replace("note: b", "note: new"));
        assertThat(Page.of(reader, "/tables/plan").text())
                .contains("pro managed Pro")
                .contains("b managed")
                .contains("managed 1 customised 0");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=managed"))).containsExactly("pro");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=customised"))).isEmpty();

        rows.shop().sql("update plan set price = 5 where code = 'pro'");
        assertThat(Page.of(reader, "/tables/plan").text())
                .contains("pro customised Pro")
                .contains("b managed")
                .contains("managed 0 customised 1");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=customised"))).containsExactly("pro");
    }

    @Test
    void only_a_table_with_managed_columns_has_managed_rows_to_choose() {
        assertThat(Page.of(reader, "/tables/plan_grant").text())
                .contains("former default 0 customised 0")
                .doesNotContain("managed 0");
    }

    @Test
    void references_are_shown_by_the_names_of_their_rows_and_lead_to_them() {
        Page page = Page.of(reader, "/tables/plan_grant");

        assertThat(names(page)).containsExactly("pro · read");
        assertThat(page.body()).contains("href=\"/seedbed" + RowsServed.plan("pro") + "\">pro</a>");
        String grant = "/tables/plan_grant/rows/" + RowId.of(Map.of("plan_id.code", "pro", "name", "read"));
        assertThat(Page.of(reader, grant).text()).containsPattern("plan_id .*, key.* pro stored as \\d+ ");
    }

    @Test
    void rows_are_searched_and_sorted_by_columns_both_ways() {
        assertThat(names(Page.of(reader, "/tables/plan?search=R"))).containsExactly("free", "pro");
        assertThat(names(Page.of(reader, "/tables/plan?sort=price"))).containsExactly("free", "fixed", "pro", "vip");
        assertThat(names(Page.of(reader, "/tables/plan?sort=-price"))).containsExactly("vip", "pro", "fixed", "free");
        assertThat(Page.of(reader, "/tables/plan?sort=price").body())
                .contains("aria-sort=\"ascending\"")
                .contains("href=\"/seedbed/tables/plan?sort=-price\"");
        assertThat(Page.of(reader, "/tables/plan?search=none").text())
                .contains(
                        "No row has \"none\" in its key (code), and no other column is searched: type part of a key, or sort by another column. Show all rows");
        Page refused = Page.of(Page.get(reader, "/tables/plan?sort=token").expect(422));
        assertThat(refused.text())
                .contains("Rows of table \"plan\" are not sorted by column \"token\".")
                .contains("sort by one of code, name, price, seats, note, enabled, since, kind");
    }

    @Test
    void after_a_search_by_a_script_a_new_row_leads_back_to_what_was_found() {
        String part = writer.get(Client.PAGE + "/tables/plan?search=pro", "Accept", "text/html", "HX-Request", "true")
                .expect(200)
                .response()
                .body();

        assertThat(part)
                .contains("href=\"/seedbed/tables/plan/new?list=search%3Dpro\" hx-swap-oob=\"true\">New row</a>")
                .contains("<div id=\"rows\">");
        assertThat(Page.of(writer, "/tables/plan").body())
                .contains("<a id=\"new-row\"")
                .doesNotContain("hx-swap-oob")
                .contains("Search by key (code)")
                .contains("placeholder=\"part of a key\"");
    }

    @Test
    void what_is_not_there_because_of_another_row_is_not_told_as_deleted_by_hand() {
        rows.shop().sql("delete from plan_grant");
        rows.shop().sql("delete from plan where code = 'pro'");
        rows.shop()
                .seedFile(
                        "plans.yaml",
                        RowsServed.SEEDS.formatted("0") + "      - {plan_id: {code: pro}, name: write, level: 1}\n");

        assertThat(Page.of(reader, "/tables/plan").text()).contains("pro deleted by hand");
        assertThat(Page.of(reader, "/tables/plan_grant").text())
                .contains("pro · read deleted by hand", "pro · write not there");
    }

    @Test
    void rows_are_shown_by_what_they_are_to_the_seeds_with_search_and_order_kept() {
        rows.shop().sql("update plan set price = 5 where code in ('pro', 'vip')");
        rows.shop().sql("delete from plan where code = 'fixed'");
        rows.shop().sql("insert into plan (code, name, price, enabled, kind) values ('own', '', 1, true, 'small')");
        rows.release("12");

        Page all = Page.of(reader, "/tables/plan");
        assertThat(all.text())
                .contains(
                        "All 5 default 0 former default 1 managed 0 customised 2 added by hand 1 missing or deleted by hand 1");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=customised"))).containsExactly("pro", "vip");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=customised&sort=-name")))
                .containsExactly("vip", "pro");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=former-default")))
                .containsExactly("free");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=added"))).containsExactly("own");
        assertThat(names(Page.of(reader, "/tables/plan?provenance=deleted"))).containsExactly("fixed");
        assertThat(Page.of(reader, "/tables/plan?provenance=default").text())
                .contains("No row is default . Show all rows");
        Page found = Page.of(reader, "/tables/plan?provenance=customised&search=v&sort=price");
        assertThat(names(found)).containsExactly("vip");
        assertThat(found.body())
                .contains("href=\"/seedbed/tables/plan?search=v&amp;sort=price&amp;provenance=added\"")
                .contains("href=\"/seedbed/tables/plan?search=v&amp;sort=-price&amp;provenance=customised\"")
                .contains("href=\"/seedbed/tables/plan?search=v&amp;sort=price\"")
                .contains("name=\"provenance\" value=\"customised\"");
        assertThat(Page.of(reader, "/tables/plan?provenance=added&search=zz").text())
                .contains("No row that is added by hand has \"zz\" in its key (code), and no other");
        assertThat(Page.of(Page.get(reader, "/tables/plan?provenance=none").expect(422))
                        .text())
                .contains("There is no provenance \"none\".")
                .contains("ask for one of default, former-default, managed, customised, added, retired, deleted");
        Page.get(reader, "/tables/plan?provenance=undeclared").expect(422);
    }

    @Test
    void no_number_of_rows_stands_above_others_than_were_counted() {
        assertThat(Page.of(reader, "/tables/plan").text()).contains("All 4 default 4");
        assertThat(Page.of(reader, "/tables/plan?search=r").text())
                .contains("All default former default managed customised added by hand missing or deleted by hand code")
                .doesNotContain("All 4");
        assertThat(Page.of(reader, "/tables/plan?holds.kind=large").text())
                .contains("All default former default")
                .doesNotContain("All 4");
        assertThat(Page.of(reader, "/tables/plan?provenance=default").text()).contains("All 4 default 4");
    }

    @Test
    void pages_follow_each_other_in_any_order() {
        for (int i = 0; i < 120; i++) {
            rows.shop()
                    .sql("insert into plan (code, name, price, enabled, kind) values ('x" + (1000 + i) + "', 'X', "
                            + i % 7 + ", true, 'small')");
        }
        for (String sort : new String[] {"", "?sort=price", "?sort=-seats", "?sort=-seats&provenance=added"}) {
            List<String> all = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            Page page = Page.of(reader, "/tables/plan" + sort);
            while (true) {
                all.addAll(names(page));
                sizes.add(names(page).size());
                Matcher next = NEXT.matcher(page.body());
                if (!next.find()) {
                    break;
                }
                page = Page.of(reader, next.group(1).replace("&amp;", "&"));
                assertThat(page.body()).contains(">First rows</a>");
            }

            int others = sort.endsWith("added") ? 0 : 4;
            assertThat(sizes).describedAs(sort).containsExactly(50, 50, 20 + others);
            assertThat(all).describedAs(sort).doesNotHaveDuplicates().hasSize(120 + others);
        }
    }

    @Test
    void a_script_gets_the_rows_alone() {
        String body = reader.get(Client.PAGE + "/tables/plan?search=pro", "Accept", "text/html", "HX-Request", "true")
                .expect(200)
                .response()
                .body();

        assertThat(body).startsWith("<div id=\"rows\">").doesNotContain("<html").contains(">pro</a>");
    }

    @Test
    void what_a_column_may_refer_to_is_offered() {
        assertThat(Page.get(reader, "/tables/plan/choices?of=r.plan_id.code&r.plan_id.code=r")
                        .expect(200)
                        .response()
                        .body()
                        .strip())
                .isEqualTo("<option value=\"free\"></option>\n<option value=\"pro\"></option>");
    }

    @Test
    void only_who_may_write_is_offered_to() {
        assertThat(Page.of(writer, "/tables/plan").body()).contains("href=\"/seedbed/tables/plan/new\"");
        assertThat(Page.of(reader, "/tables/plan").body()).doesNotContain("/new\"");
        Page.get(reader, "/tables/plan/new").expect(403);
    }

    @Test
    void no_text_of_a_database_is_taken_for_markup() {
        String script = "<script>alert(1)</script>\"'`-->";
        rows.shop()
                .sql("insert into plan (code, name, price, enabled, kind, note, settings) values ('"
                        + script.replace("'", "''") + "', '<img src=x onerror=alert(1)>', 1, true, 'small', '"
                        + script.replace("'", "''") + "', json '{\"a\": \"<script>\"}')");
        for (String path : List.of("/tables/plan", "/tables/plan?search=%3Cscript%3E", "/tables?search=%3Cscript%3E")) {
            assertThat(Page.of(writer, path).body())
                    .describedAs(path)
                    .doesNotContain("<script>")
                    .doesNotContain("<img src=x")
                    .contains("&lt;script&gt;");
        }
        assertThat(Page.of(writer, "/tables/plan?search=%3Cscript%3E%26sort%3D&sort=price")
                        .body())
                .contains("search=%3Cscript%3E%26sort%3D&amp;sort=price&amp;provenance=added");
    }

    @Test
    void a_table_that_nobody_seeds_is_not_shown() {
        assertThat(Page.of(Page.get(reader, "/tables/seedbed_admin_account").expect(404))
                        .text())
                .contains("Table \"seedbed_admin_account\" has no seeds here, so its rows are not shown.");
    }

    @Test
    void without_a_ledger_rows_are_read_only_and_the_page_says_why() {
        Served served = Served.shared();
        Shop shop = served.shop();
        shop.sql("delete from tier");
        shop.sql("insert into tier values ('own', 1)");
        Client user = served.signedIn("tables-ledgerless", "user");
        try {
            Page page = Page.of(user, "/tables/tier");
            assertThat(page.text()).contains("This database has no ledger, so its rows are read-only here");
            assertThat(page.body()).doesNotContain("/new\"");
            Page row = Page.of(user, "/tables/tier/rows/eyJjb2RlIjoib3duIn0");
            assertThat(row.text()).contains("seedbed ledger enable makes one").contains("no ledger");
            assertThat(row.body()).doesNotContain("/edit\"").doesNotContain("/delete\"");
        } finally {
            shop.sql("delete from tier");
        }
    }
}
