package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Shop;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowPagesTest {
    private static final String PRO = RowsServed.plan("pro");

    private static RowsServed rows;
    private static Shop shop;
    private static Client reader;
    private static Client ann;
    private static Client ben;
    private static Client admin;

    @BeforeAll
    static void signIn() {
        rows = RowsServed.shared();
        shop = rows.shop();
        reader = rows.served().signedIn("rows-reader", "readonly");
        ann = rows.served().signedIn("ann", "user");
        ben = rows.served().signedIn("ben", "user");
        admin = rows.served().signedIn("rows-admin", "admin");
    }

    @BeforeEach
    void planted() {
        rows.planted();
    }

    private static String pro(String columns) {
        return shop.rows("select " + columns + " from plan where code = 'pro'").get(0);
    }

    @Test
    void a_change_is_saved_with_its_reason_and_told_with_who_made_it() {
        Page form = Page.of(ann, PRO + "/edit");

        Client.Answer saved = form.submit(ann, "v.price", "45.5", "reason", "agreed with sales");

        assertThat(Page.target(saved)).isEqualTo(PRO);
        assertThat(saved.header("Location")).endsWith("?done=saved");
        assertThat(pro("price, seats, name")).isEqualTo("45.50 25 Pro");
        Page row = Page.of(admin, PRO);
        assertThat(row.text())
                .contains("pro customised")
                .contains("keep differs from the seeds")
                .contains("45.50 customised 49.00 ann changed")
                .contains("ann changed price: 49.00 → 45.50 agreed with sales")
                .contains("release planted name: Pro price: 49.00");
        shop.update();
        assertThat(pro("price")).isEqualTo("45.50");
    }

    @Test
    void what_was_there_before_the_ledger_is_not_told_as_theirs_who_change_the_row_first() {
        shop.sql("drop table seedbed_ledger");
        shop.seedbed("production").ledger().enable();

        Page.of(ann, PRO + "/edit").submit(ann, "v.price", "45.5", "reason", "agreed with sales");

        Page row = Page.of(admin, PRO);
        assertThat(row.text())
                .contains("45.50 customised 49.00 ann changed")
                .containsPattern("Pro Pro there before the ledger met 20\\d\\d-")
                .containsPattern("ann changed price: 49.00 → 45.50 agreed with sales .{10,30} – there before the ledger"
                        + " name: Pro .* –")
                .doesNotContain("adopted");
        assertThat(row.text().split("agreed with sales", -1))
                .as("reason of the price, and in its history")
                .hasSize(3);
        assertThat(Page.of(admin, "/audit?actor=Ann").text()).contains("adopted there before the ledger code pro");
    }

    @Test
    void what_somebody_leaves_out_of_a_row_that_they_make_is_known_to_be_theirs() {
        Page.of(ann, "/tables/plan/new")
                .submit(
                        ann,
                        "v.code",
                        "mine",
                        "v.name",
                        "Mine",
                        "v.price",
                        "1",
                        "c.enabled",
                        "=true",
                        "c.kind",
                        "=small");

        assertThat(Page.of(admin, RowsServed.plan("mine")).text()).doesNotContain("not known");
    }

    @Test
    void what_update_would_do_is_told_with_its_reason() {
        rows.release("12");

        assertThat(Page.of(reader, RowsServed.plan("free")).text())
                .contains("update default changed, not customised")
                .contains("price: 0.00 → 12.00")
                .contains("12.00 update sets it");
        assertThat(Page.of(reader, PRO).text()).contains("Nothing: it is there as declared.");
    }

    @Test
    void where_a_row_is_declared_is_written_one_way_on_its_page_and_in_a_plan() {
        rows.release("12");
        String declared = "<code>" + shop.seeds() + "/plans.yaml:8</code>";
        assertThat(Page.of(reader, RowsServed.plan("free")).body()).contains(declared);

        Page.get(admin, "/plans").expect(200);
        Client.Answer made =
                Page.post(admin, "/plans", Map.of("_csrf", String.valueOf(admin.csrf()), "mode", "update"));

        assertThat(Page.of(admin, Page.target(made)).body()).contains(declared);
    }

    @Test
    void a_form_that_nobody_touched_changes_nothing() {
        shop.sql("update plan set note = 'one' || chr(13) || chr(10) || 'two' || chr(10) || '', settings = json"
                + " '{\"a\": 1}', since = date '2026-01-31', name = '' where code = 'free'");
        shop.sql("update plan set name = chr(10) || ' x ' where code = 'fixed'");
        String before = shop.rows("select * from plan order by id").toString();
        long entries =
                Long.parseLong(shop.rows("select count(*) from seedbed_ledger").get(0));
        for (String code : new String[] {"free", "pro", "fixed"}) {
            Client.Answer saved = Page.of(ann, RowsServed.plan(code) + "/edit").submit(ann, "reason", "none");
            assertThat(saved.header("Location")).describedAs(code).endsWith("?done=unchanged");
        }

        assertThat(shop.rows("select * from plan order by id").toString()).isEqualTo(before);
        assertThat(shop.rows("select count(*) from seedbed_ledger")).containsExactly("" + entries);
    }

    @Test
    void null_is_chosen_and_told_apart_from_an_empty_text() {
        Page.of(ann, PRO + "/edit").submit(ann, "v.seats", "", "v.name", "").expect(303);
        assertThat(pro("seats, name = ''")).isEqualTo("null TRUE");

        Page form = Page.of(ann, "/tables/plan/new");
        assertThat(form.fields())
                .containsEntry("e.since", "out")
                .containsEntry("c.kind", "")
                .containsEntry("c.enabled", "");
        assertThat(form.body()).contains("name=\"c.kind\" required", "<option value=\"\" selected>choose one</option>");
        assertThat(Page.of(ann, PRO + "/edit").body()).doesNotContain("choose one", "name=\"c.kind\" required");
        Page.target(form.submit(
                ann,
                "v.code",
                "own",
                "v.name",
                "Own",
                "v.price",
                "1",
                "c.enabled",
                "=false",
                "c.kind",
                "=large",
                "e.note",
                "null",
                "v.since",
                "2026-02-28"));
        Page.target(Page.of(ann, "/tables/plan/new")
                .submit(
                        ann,
                        "v.code",
                        "two",
                        "v.name",
                        "Two",
                        "v.price",
                        "1",
                        "c.enabled",
                        "=true",
                        "c.kind",
                        "=small",
                        "e.note",
                        "text"));
        assertThat(shop.rows("select note is null, note = '', since, enabled from plan where code = 'own'"))
                .containsExactly("TRUE null 2026-02-28 FALSE");
        assertThat(shop.rows("select note is null, note = '', since, kind from plan where code = 'two'"))
                .containsExactly("FALSE TRUE null small");
    }

    @Test
    void what_does_not_fit_is_said_beside_its_column_and_all_that_was_typed_is_kept() {
        Client.Answer refused = Page.of(ann, PRO + "/edit")
                .submit(ann, "v.price", "dear", "v.seats", "many", "v.name", "A new name", "reason", "why <not>");

        Page page = Page.of(refused.expect(422));
        assertThat(page.fields())
                .containsEntry("v.price", "dear")
                .containsEntry("v.seats", "many")
                .containsEntry("v.name", "A new name")
                .containsEntry("reason", "why <not>");
        assertThat(page.text())
                .contains("Nothing was saved. What is wrong stands beside each field.")
                .contains("Value \"dear\" does not fit column \"price\" (NUMERIC(10, 2)): it is not a number.")
                .contains("Value \"many\" does not fit column \"seats\" (INTEGER): it is not a whole number.")
                .contains("A number with up to 8 digits before the point and 2 behind.");
        assertThat(page.body())
                .containsOnlyOnce("name=\"v.price\" value=\"dear\"")
                .contains("aria-invalid=\"true\"");
        assertThat(pro("price, name")).isEqualTo("49.00 Pro");
        Page.target(page.submit(ann, "v.price", "48", "v.seats", "24"));
        assertThat(pro("price, seats, name")).isEqualTo("48.00 24 A new name");
    }

    @Test
    void a_new_row_that_lacks_something_comes_back_as_it_was_typed() {
        Client.Answer refused =
                Page.of(ann, "/tables/plan/new").submit(ann, "v.code", "own", "v.price", "", "v.note", "a\r\nb");

        Page page = Page.of(refused.expect(422));
        assertThat(page.text())
                .contains(
                        "Column \"name\" needs a value.",
                        "Column \"price\" needs a value.",
                        "Column \"enabled\" needs a value.",
                        "Column \"kind\" needs a value.");
        assertThat(page.fields()).containsEntry("v.code", "own").containsEntry("v.note", "a\r\nb");
        assertThat(Page.target(
                        page.submit(ann, "v.name", "Own", "v.price", "3", "c.enabled", "=true", "c.kind", "=small")))
                .isEqualTo(RowsServed.plan("own"));
        assertThat(shop.rows("select name, price from plan where code = 'own'")).containsExactly("Own 3.00");
        Page again = Page.of(Page.of(ann, "/tables/plan/new")
                .submit(
                        ann,
                        "v.code",
                        "own",
                        "v.name",
                        "Other",
                        "v.price",
                        "3",
                        "c.enabled",
                        "=true",
                        "c.kind",
                        "=small")
                .expect(409));
        assertThat(again.text()).contains("Table \"plan\" has a row code=own already.");
        assertThat(again.fields()).containsEntry("v.name", "Other");
    }

    @Test
    void what_the_database_refuses_is_said_with_all_that_was_typed() {
        shop.sql("alter table plan add constraint cheap check (price < 1000)");
        try {
            Page page = Page.of(
                    Page.of(ann, PRO + "/edit").submit(ann, "v.price", "1000").expect(422));
            assertThat(page.body())
                    .contains("id=\"f-price-wrong-0\">The database has a rule for column \"price\" that this value does"
                            + " not keep.")
                    .contains("<small>The database calls it CHEAP.</small>");
            assertThat(page.text())
                    .contains("What to do: give it a value for which this holds:")
                    .contains("Nothing was saved. What is wrong stands beside each field.");
            assertThat(page.fields()).containsEntry("v.price", "1000");
            shop.sql("alter table plan drop constraint cheap");
            shop.sql("alter table plan add constraint cheap check (price < 1000 or seats > 1000)");
            assertThat(Page.of(Page.of(ann, PRO + "/edit")
                                    .submit(ann, "v.price", "1000")
                                    .expect(422))
                            .text())
                    .contains("The database does not take these values (constraint \"CHEAP\")");
        } finally {
            shop.sql("alter table plan drop constraint cheap");
        }
    }

    @Test
    void beside_each_field_stands_what_it_means_to_leave_it_empty() {
        String form = Page.of(ann, PRO + "/edit").text();

        assertThat(form)
                .contains("At most 80 characters. Left empty it is an empty text.")
                .contains("8 digits before the point and 2 behind. Left empty it is refused.")
                .contains("A whole number from -2147483648 to 2147483647. Left empty it is NULL.")
                .contains("A date, such as 2026-11-27. Left empty it is NULL.");
        assertThat(Page.of(ann, "/tables/plan/new").text())
                .contains("At most 80 characters. Left empty it is refused.");
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.name", ""));
        assertThat(shop.rows("select name = '' from plan where code = 'pro'")).containsExactly("TRUE");
    }

    @Test
    void what_the_database_refuses_of_a_new_row_stands_beside_the_column_that_it_names() {
        shop.sql("alter table plan add constraint one_name unique (name)");
        try {
            Page page = Page.of(Page.of(ann, "/tables/plan/new")
                    .submit(
                            ann,
                            "v.code",
                            "own",
                            "v.name",
                            "Pro",
                            "v.price",
                            "3",
                            "c.enabled",
                            "=true",
                            "c.kind",
                            "=small",
                            "v.note",
                            "a\r\nb")
                    .expect(409));

            assertThat(page.body())
                    .contains("id=\"f-name-wrong-0\">Another row of table \"plan\" has a value that only one may have.")
                    .contains("<small>The database calls it ONE_NAME.</small>");
            assertThat(page.text()).contains("Nothing was saved. What is wrong stands beside each field.");
            assertThat(page.fields())
                    .containsEntry("v.code", "own")
                    .containsEntry("v.price", "3")
                    .containsEntry("v.note", "a\r\nb");
            Page.target(page.submit(ann, "v.name", "Own"));
            assertThat(shop.rows("select name, price from plan where code = 'own'"))
                    .containsExactly("Own 3.00");
        } finally {
            shop.sql("alter table plan drop constraint one_name");
        }
    }

    @Test
    void of_two_who_edit_one_row_the_second_sees_what_was_what_is_and_what_they_want() {
        Page form = Page.of(ben, PRO + "/edit");
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.price", "45", "v.seats", "20"));

        Page moved = Page.of(form.submit(ben, "v.price", "51", "v.name", "Professional", "reason", "mine")
                .expect(412));

        assertThat(pro("price, name, seats")).isEqualTo("45.00 Pro 20");
        assertThat(moved.text())
                .contains("The row code=pro has changed since it was read.")
                .contains("Somebody changed the row while you were at it")
                .contains("price both changed it 49.00 45.00 51")
                .contains("name Pro Pro Professional")
                .contains("seats 25 20 as it is");
        assertThat(moved.fields())
                .containsEntry("v.price", "51")
                .containsEntry("v.name", "Professional")
                .containsEntry("v.seats", "20")
                .containsEntry("reason", "mine");
        Page.target(moved.submit(ben));
        assertThat(pro("price, name, seats")).isEqualTo("51.00 Professional 20");
    }

    @Test
    void what_was_typed_is_not_lost_with_its_row() {
        shop.sql("insert into plan (code, name, price, enabled, kind) values ('own', 'Own', 1, true, 'large')");
        String own = RowsServed.plan("own");
        Page form = Page.of(ann, own + "/edit");
        shop.sql("delete from plan where code = 'own'");

        Page lost = Page.of(form.submit(ann, "v.price", "8").expect(412));

        assertThat(lost.text()).contains("Somebody deleted the row while you were at it");
        assertThat(Page.target(lost.submit(ann))).isEqualTo(own);
        assertThat(shop.rows("select name, price, enabled, kind from plan where code = 'own'"))
                .containsExactly("Own 8.00 TRUE large");
    }

    @Test
    void a_default_is_restored_of_a_column_and_of_the_row() {
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.price", "1", "v.name", "Mine"));
        assertThat(Page.of(ann, PRO).body()).contains(PRO + "/restore?column=price\"");

        Page ask = Page.of(ann, PRO + "/restore?column=price");
        assertThat(ask.text()).contains("Restore column price of row pro").contains("price 1.00 49.00");
        assertThat(Page.target(ask.submit(ann, "reason", "back"))).isEqualTo(PRO);
        assertThat(pro("price, name")).isEqualTo("49.00 Mine");

        Page.target(Page.of(ann, PRO + "/restore").submit(ann));
        assertThat(pro("price, name")).isEqualTo("49.00 Pro");
        assertThat(Page.of(ann, PRO).text()).contains("pro default");
    }

    @Test
    void a_pin_keeps_a_column_through_releases_until_it_is_taken_back() {
        String free = RowsServed.plan("free");
        Page pin = Page.of(ann, free + "/pin?column=price");
        assertThat(pin.text())
                .contains("later releases leave it alone")
                .contains("It holds: 0.00")
                .contains("The seeds declare: 0.00");
        assertThat(Page.target(pin.submit(ann, "reason", "for good"))).isEqualTo(free);
        rows.release("12");
        shop.update();
        assertThat(shop.rows("select price from plan where code = 'free'")).containsExactly("0.00");
        assertThat(Page.of(ann, free).text()).contains("0.00 customised pinned");
        assertThat(Page.of(admin, "/audit?actor=ann").text())
                .contains("1 row pinned code free column price")
                .doesNotContain("Before After price");

        Page.target(Page.of(ann, free + "/unpin?column=price").submit(ann));
        shop.update();
        assertThat(shop.rows("select price from plan where code = 'free'")).containsExactly("12.00");
    }

    @Test
    void of_what_a_release_changes_it_is_told_from_what_to_what_and_what_somebody_had_put_there() {
        shop.sql("update plan set note = 'by hand' where code = 'free'");
        rows.release("12");

        shop.update();

        assertThat(Page.of(admin, RowsServed.plan("free")).text())
                .contains("updated price: 0.00 → 12.00 note: by hand → a");
        assertThat(Page.of(admin, "/audit?actor=release").text())
                .contains("updated code free", "Column Before After price 0.00 12.00 note by hand a");
        assertThat(admin.get("/ledger?table=plan").expect(200).response().body())
                .contains("\"before\":{\"price\":\"0.00\",\"note\":\"by hand\"}");
    }

    @Test
    void a_row_is_deleted_and_a_deleted_default_brought_back() {
        String fixed = RowsServed.plan("free");
        Page ask = Page.of(ann, fixed + "/delete");
        assertThat(ask.text()).contains("The seeds declare it: it counts as deleted by hand");

        assertThat(Page.target(ask.submit(ann, "reason", "not sold here"))).startsWith("/tables/plan?deleted=");

        shop.update();
        Page gone = Page.of(ann, fixed);
        assertThat(gone.text())
                .contains("free deleted by hand")
                .contains("Bring it back")
                .contains("leave out deleted by hand");
        assertThat(gone.body()).doesNotContain(fixed + "/edit\"").doesNotContain(fixed + "/delete\"");
        assertThat(Page.of(Page.get(ann, fixed + "/edit").expect(409)).text()).contains("The row is not there");
        Page.target(Page.of(ann, fixed + "/restore").submit(ann));
        assertThat(shop.rows("select price from plan where code = 'free'")).containsExactly("0.00");
    }

    @Test
    void who_has_deleted_a_row_is_told_which_it_was_with_the_way_back_to_it() {
        String free = RowsServed.plan("free");
        Client.Answer done = Page.of(ann, free + "/delete").submit(ann).expect(303);
        String list = done.header("Location").substring("/seedbed".length());
        assertThat(Page.of(ann, list).text())
                .contains("Deleted: the row free , which can be brought back from its page.");
        assertThat(Page.of(ann, list).body())
                .contains("<p class=\"notice\" role=\"status\">Deleted: the row <a href=\"/seedbed" + free
                        + "\">free</a>");

        shop.sql("insert into plan (code, name, price, enabled, kind) values ('own', '', 1, true, 'small')");
        Client.Answer gone =
                Page.of(ann, RowsServed.plan("own") + "/delete").submit(ann).expect(303);
        String after = gone.header("Location").substring("/seedbed".length());
        assertThat(Page.of(ann, after).text()).contains("Deleted: the row own .");
        assertThat(Page.of(ben, after).text()).doesNotContain("Deleted: the row");
        for (String claimed : new String[] {"free", "pro", "anything"}) {
            String id = RowsServed.plan(claimed).replaceAll(".*/", "");
            boolean isSo = claimed.equals("free");
            assertThat(Page.of(ann, "/tables/plan?deleted=" + id).text().contains("Deleted: the row " + claimed))
                    .as(claimed)
                    .isEqualTo(isSo);
        }
        assertThat(Page.of(ann, "/tables/plan?deleted=%3C").text()).doesNotContain("Deleted: the row");
    }

    @Test
    void a_row_that_others_refer_to_is_not_deleted_and_the_page_says_which_do() {
        shop.sql("delete from plan_grant");
        Page ask = Page.of(ann, PRO + "/delete");
        assertThat(ask.text()).contains("The row goes now.");
        shop.sql("insert into plan_grant (plan_id, name, level) select id, 'late', 1 from plan where code = 'pro'");

        Page refused = Page.of(ask.submit(ann, "reason", "away").expect(409));

        assertThat(refused.text())
                .contains("1 row of table plan_grant refers to the row code=pro.")
                .contains("change or delete these first")
                .contains("The reason that you gave: away")
                .doesNotContain("The row goes now.");
        assertThat(refused.body())
                .contains("<a role=\"button\" class=\"quiet\" href=\"/seedbed" + PRO + "/delete\">Look again</a>")
                .doesNotContain("Delete the row</button>");
        assertThat(pro("name")).isEqualTo("Pro");
    }

    @Test
    void a_decision_on_another_row_than_was_seen_is_asked_for_again() {
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.price", "1"));
        Page ask = Page.of(ben, PRO + "/restore");
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.price", "2"));

        Page again = Page.of(ask.submit(ben).expect(412));

        assertThat(again.text()).contains("has changed since it was read").contains("price 2.00 49.00");
        assertThat(lastRefusal()).isEqualTo("ben POST 412");
        Page.target(again.submit(ben));
        assertThat(pro("price")).isEqualTo("49.00");
    }

    /** As the trail has it. */
    private static String lastRefusal() {
        return shop.rows("select actor, method, status from seedbed_admin_refusal order by id desc limit 1")
                .get(0);
    }

    @Test
    void what_the_seeds_protect_or_own_is_read_only_and_says_why() {
        Page vip = Page.of(ann, RowsServed.plan("vip"));
        assertThat(vip.text()).contains("Its seeds protect this row");
        assertThat(vip.body()).doesNotContain("/edit\"").doesNotContain("/delete\"");

        Page fixed = Page.of(ann, RowsServed.plan("fixed") + "/edit");
        assertThat(fixed.fields()).doesNotContainKeys("v.price", "v.note").containsKey("v.name");
        assertThat(fixed.text())
                .contains("price 7.00 The seeds protect this column of the row.")
                .contains("note d The seeds own it (managed): the next update would take a change back.");
        Client.Answer forged = fixed.submit(ann, "v.price", "1");
        assertThat(Page.of(forged.expect(409)).text()).contains("is read-only: the seeds protect it");
        assertThat(lastRefusal()).isEqualTo("ann POST 409");

        Page.target(Page.of(ann, PRO + "/pin?column=note").submit(ann));
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.note", "mine"));
        shop.update();
        assertThat(pro("note")).isEqualTo("mine");
    }

    @Test
    void a_secret_is_set_and_never_shown_nor_sent_back() {
        Page form = Page.of(ann, PRO + "/edit");

        Page wrong =
                Page.of(form.submit(ann, "s.token", "s3cret-1", "v.price", "x").expect(422));
        assertThat(wrong.body()).doesNotContain("s3cret");
        assertThat(wrong.text()).contains("Never shown, once it is saved.");
        Page.target(wrong.submit(ann, "s.token", "s3cret-2", "v.price", "50"));

        assertThat(pro("token, price")).isEqualTo("s3cret-2 50.00");
        for (String path : new String[] {PRO, PRO + "/edit", "/tables/plan"}) {
            assertThat(Page.of(admin, path).body()).describedAs(path).doesNotContain("s3cret");
        }
        assertThat(Page.of(admin, PRO).text()).contains("price: 49.00 → 50.00 token: changed, and not written down");
        Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.price", "51"));
        assertThat(pro("token")).isEqualTo("s3cret-2");
    }

    @Test
    void what_a_check_lists_is_chosen_from_and_so_is_a_row_out_of_few() {
        Page form = Page.of(ann, "/tables/plan_grant/new");
        assertThat(form.body())
                .contains("<select id=\"f-scope-0\" name=\"c.scope\"")
                .contains("<option value=\"=all\">all</option>")
                .contains("<option value=\"=own\">own</option>")
                .contains("<select id=\"f-plan_id-0\" name=\"r.plan_id.code\" required")
                .contains("<option value=\"\">choose one</option>")
                .contains("<option value=\"vip\">vip</option>");
        String made = Page.target(form.submit(ann, "r.plan_id.code", "vip", "v.name", "write", "c.scope", "=own"));
        assertThat(shop.rows("select scope from plan_grant where name = 'write'"))
                .containsExactly("own");

        Page edit = Page.of(ann, made + "/edit");
        assertThat(edit.fields()).containsEntry("c.scope", "=own").containsEntry("r.plan_id.code", "vip");
        Page.target(edit.submit(ann, "c.scope", "null"));
        assertThat(shop.rows("select scope from plan_grant where name = 'write'"))
                .containsExactly("null");
        // A page is not what keeps other values away.
        Page refused = Page.of(
                Page.of(ann, made + "/edit").submit(ann, "c.scope", "=none").expect(422));
        assertThat(refused.body()).contains("id=\"f-scope-wrong-0\">The database has a rule for column \"scope\"");
    }

    @Test
    void a_reference_is_given_by_the_name_of_its_row() {
        for (int i = 0; i < 40; i++) {
            shop.sql("insert into plan (code, name, price, enabled, kind) values ('more-" + i
                    + "', '', 1, true, 'small')");
        }
        Page form = Page.of(ann, "/tables/plan_grant/new");
        assertThat(form.fields()).containsKey("r.plan_id.code");
        assertThat(form.body()).contains("hx-get=\"/seedbed/tables/plan/choices?of=r.plan_id.code\"");

        Page wrong = Page.of(form.submit(ann, "r.plan_id.code", "none", "v.name", "write", "v.level", "3")
                .expect(422));
        assertThat(wrong.text())
                .contains("Reference \"code: none\" in column \"plan_id\" names no row of table \"plan\".");
        assertThat(wrong.fields()).containsEntry("r.plan_id.code", "none");
        String made = Page.target(wrong.submit(ann, "r.plan_id.code", "free"));

        assertThat(shop.rows("select p.code, g.name, g.level from plan_grant g join plan p on p.id = g.plan_id"
                        + " where g.name = 'write'"))
                .containsExactly("free write 3");
        assertThat(Page.of(reader, made).body()).contains("href=\"/seedbed" + RowsServed.plan("free") + "\">free</a>");
        Page.target(Page.of(ann, made + "/edit").submit(ann, "r.plan_id.code", "vip", "v.level", ""));
        assertThat(shop.rows("select p.code, g.level from plan_grant g join plan p on p.id = g.plan_id"
                        + " where g.name = 'write'"))
                .containsExactly("vip null");
    }

    @Test
    void a_changed_key_leads_to_the_row_under_its_new_one() {
        shop.sql("delete from plan_grant");

        assertThat(Page.target(Page.of(ann, PRO + "/edit").submit(ann, "v.code", "<pro>&1")))
                .isEqualTo(RowsServed.plan("<pro>&1"));
        assertThat(Page.of(ann, RowsServed.plan("<pro>&1")).text()).contains("<pro>&1 added by hand");
    }

    @Test
    void who_may_only_read_is_offered_nothing_and_gets_nothing() {
        assertThat(Page.of(reader, PRO).body())
                .doesNotContain("/edit\"")
                .doesNotContain("/restore")
                .doesNotContain("/pin")
                .doesNotContain("/delete");
        assertThat(Page.of(reader, PRO).text())
                .contains("The history of the row is shown to those with the permission audit:read .");
        for (String page : new String[] {"/edit", "/delete", "/restore", "/pin", "/unpin"}) {
            Page.get(reader, PRO + page).expect(403);
        }
        Page form = Page.of(ann, PRO + "/edit");
        assertThat(form.submit(reader, "_csrf", reader.csrf(), "v.price", "1").status())
                .isEqualTo(403);
        assertThat(form.submit(ben, "_csrf", "none", "v.price", "1").status()).isEqualTo(403);
        assertThat(pro("price")).isEqualTo("49.00");
    }

    @Test
    void a_form_that_is_not_whole_changes_nothing() {
        Page form = Page.of(ann, PRO + "/edit");
        assertThat(Page.of(form.submit(ann, "seen", null, "v.price", "1").expect(422))
                        .text())
                .contains("The form does not say what the row held.");
        assertThat(Page.of(form.submit(ann, "version", "'", "v.price", "1").expect(428))
                        .text())
                .contains("The form does not say which version of the row it is about.");
        form.submit(ann, "v.nothing", "1").expect(422);
        form.submit(ann, "v.price", "1\u0000").expect(400);
        form.submit(ann, "v.price", "1", "reason", "a\u0000").expect(400);
        form.submit(ann, "v.price", "1", "reason", "a".repeat(1001)).expect(422);
        Page.post(ann, PRO + "/delete", Map.of("_csrf", String.valueOf(ann.csrf())))
                .expect(428);
        assertThat(pro("price, name")).isEqualTo("49.00 Pro");
    }

    @Test
    void no_text_of_the_database_or_the_ledger_is_taken_for_markup() {
        String script = "</textarea><script>alert(1)</script>\"'`-->";
        Page.target(Page.of(ann, PRO + "/edit")
                .submit(ann, "v.name", script, "reason", script, "v.settings", "{\"a\": \"<script>\"}"));
        Page.target(Page.of(ann, PRO + "/pin?column=seats").submit(ann, "reason", script));
        for (String path : new String[] {
            PRO,
            PRO + "/edit",
            PRO + "/restore",
            PRO + "/restore?column=name",
            PRO + "/pin?column=name",
            PRO + "/delete"
        }) {
            assertThat(Page.of(admin, path).body()).describedAs(path).doesNotContain("<script>");
        }
        assertThat(Page.of(admin, PRO + "/edit").fields()).containsEntry("v.name", script);
        assertThat(Page.of(Page.of(ann, PRO + "/edit")
                                .submit(ann, "v.price", script)
                                .expect(422))
                        .body())
                .doesNotContain("<script>");
    }
}
