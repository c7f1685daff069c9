package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.admin.web.RowId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditPagesTest {
    private final Served served = Served.shared();

    private Browser browser(String name) {
        return new Browser(served.signedIn("audit-" + name, "admin"));
    }

    @Test
    void changes_are_told_with_who_what_before_after_why_and_where_from_and_nothing_in_them_is_run() {
        Browser ann = browser("ann");
        ann.page("/access/new-account");
        ann.post("/access/new-account", "name", "audit-made", "roles", "user", "reason", "<img src=x onerror=alert(1)>")
                .expect(201);

        String body = ann.page("/audit/changes?subject=audit-made");

        assertThat(body)
                .contains("<td>audit-ann</td>")
                .contains("Account made <small><code>account.created</code></small>")
                .contains("<span class=\"value\">user</span>")
                .contains("<td>127.0.0.1</td>")
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<img src=x")
                .contains("/seedbed/api/v1/audit/export?subject=audit-made&amp;format=csv");
        assertThat(ann.page("/audit/changes?action=account.*&actor=audit-ann&from=2020-01-01T00:00"))
                .contains("account.created")
                .contains("value=\"2020-01-01T00:00\"")
                .contains("from=2020-01-01T00%3A00%3A00Z&amp;");
        assertThat(ann.page("/audit/changes?actor=nobody-is-called-so")).contains("There is nothing of that kind.");
        assertThat(ann.get("/audit/changes?from=yesterday")
                        .expect(400)
                        .response()
                        .body())
                .contains("\"from\" is no time.");
    }

    @Test
    void files_are_offered_beside_the_filter_and_not_of_nothing() {
        Browser gus = browser("gus");
        served.signedIn("audit-hal").get("/accounts").refused(403, "not-allowed");

        for (String path : new String[] {"/audit/changes", "/audit/refusals"}) {
            String page = gus.page(path);
            assertThat(page.indexOf("format=csv")).as(path).isBetween(0, page.indexOf("<table"));
            assertThat(gus.page(path + "?actor=nobody-is-called-so")).doesNotContain("format=csv");
        }
        assertThat(gus.page("/audit?actor=nobody-is-called-so")).doesNotContain("format=csv");
    }

    @Test
    void who_did_it_is_asked_for_whatever_the_case_of_the_letters() {
        Browser ivy = browser("ivy");
        ivy.page("/access/new-account");
        ivy.post("/access/new-account", "name", "audit-joe", "roles", "user").expect(201);
        served.signedIn("audit-kim").get("/accounts").refused(403, "not-allowed");

        assertThat(ivy.page("/audit/changes?actor=Audit-IVY")).contains("<td>audit-joe</td>");
        assertThat(ivy.page("/audit/refusals?actor=AUDIT-kim"))
                .contains("None of your roles allows \"accounts:read\".");
    }

    @Test
    void whether_an_account_is_enabled_is_told_in_words() {
        Browser amy = browser("amy");
        served.signedIn("audit-off", "readonly");
        String path = "/access/accounts/" + served.account("audit-off").id();
        String version = amy.page(path).replaceAll("(?s).*?name=\"version\" value=\"([0-9]+)\".*", "$1");
        amy.post(path + "/enabled", "version", version, "enabled", "false").expect(303);

        assertThat(amy.page("/audit/changes?subject=audit-off&action=account.disabled"))
                .contains("<td><span class=\"value\">enabled</span></td>")
                .contains("<td><span class=\"value\">disabled</span></td>")
                .doesNotContain("<span class=\"value\">true</span>");
    }

    @Test
    void refusals_are_told_with_what_was_asked_for_and_why_not() {
        Browser ben = browser("ben");
        served.signedIn("audit-nobody").get("/accounts").refused(403, "not-allowed");

        assertThat(ben.page("/audit/refusals?actor=audit-nobody"))
                .contains("<code>GET /seedbed/api/v1/accounts</code>")
                .contains("<code>not-allowed</code> <small>403</small>")
                .contains("None of your roles allows \"accounts:read\".");
    }

    @Test
    void a_row_that_was_refused_is_told_by_its_key() {
        Browser fay = browser("fay");
        String id = RowId.of(Map.of("code", "<b>gold</b> & more"));
        Client nobody = served.signedIn("audit-rowless");
        nobody.get("/tables/tier/rows/" + id).refused(403, "not-allowed");
        nobody.get("/tables/tier/rows/eyJr").refused(403, "not-allowed");
        nobody.get("/tables/tier/rows").refused(403, "not-allowed");

        String page = fay.page("/audit/refusals?actor=audit-rowless");
        assertThat(page)
                .contains(
                        "<a href=\"/seedbed/tables/tier/rows/" + id + "\">tier: &lt;b&gt;gold&lt;/b&gt; &amp; more</a>")
                .contains("/seedbed/api/v1/tables/tier/rows/eyJr</code>")
                .doesNotContain("<b>gold</b>");
        assertThat(page.split("tier: ", -1)).hasSize(2);
    }

    @Test
    void entries_of_the_trail_come_in_pages() {
        Browser cat = browser("cat");
        Trail trail = served.bean(Trail.class);
        served.bean(AdminDatabase.class).together(() -> {
            for (int i = 0; i < 51; i++) {
                trail.change(By.SERVICE, "audit.paged", "number " + i, null, null);
            }
        });

        String first = cat.page("/audit/changes?action=audit.paged");
        assertThat(first).contains("number 50<").doesNotContain("number 0<").contains("Earlier ones");
        String next = first.replaceAll("(?s).*href=\"/seedbed(/audit/changes[^\"]*before=\\d+)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(cat.page(next))
                .contains("number 0<")
                .doesNotContain("number 1<")
                .doesNotContain("Earlier ones");
    }

    @Test
    void the_chains_are_verified_when_somebody_wants_to_and_what_is_wrong_is_told() {
        Browser dan = browser("dan");
        dan.page("/audit/chains");
        dan.follow(dan.post("/audit/chains")).expect(200);

        assertThat(dan.page("/audit/chains"))
                .contains("all chains are whole, as far as can be told.")
                .contains("<span class=\"tag is-good\">whole</span>")
                .contains("What would not have been noticed")
                .doesNotContain("--head")
                .doesNotContain("(parameter");
        assertThat(dan.page("/audit/changes")).contains("<span class=\"tag is-good\">yes</span>");

        served.shop()
                .sql("update seedbed_admin_refusal set detail = detail || ' forged' where id ="
                        + " (select min(id) from seedbed_admin_refusal)");
        try {
            dan.post("/audit/chains").expect(303);
            assertThat(dan.page("/audit/chains"))
                    .contains("not all chains are whole")
                    .contains("<span class=\"tag is-bad\">not whole</span>")
                    .contains("role=\"alert\"");
        } finally {
            served.shop()
                    .sql("update seedbed_admin_refusal set detail = replace(detail, ' forged', '') where id ="
                            + " (select min(id) from seedbed_admin_refusal)");
            dan.post("/audit/chains").expect(303);
        }
    }

    @Test
    void a_service_that_does_not_tell_its_log_says_what_that_means_and_who_mends_it() {
        try (Served quiet = Served.start(Shop.onH2(), "test", "--seedbed.admin.trail.heads=0")) {
            Browser eve = new Browser(quiet.signedIn("eve", "admin"));
            eve.page("/audit/chains");
            eve.post("/audit/chains").expect(303);

            assertThat(eve.page("/audit/chains").replaceAll("\\s+", " "))
                    .contains(
                            "They were not compared with the log, so entries that somebody cut off at an end would not be"
                                    + " missed here. This service is set never to tell the log where chains end: whoever runs it sets"
                                    + " <code>seedbed.admin.trail.heads</code> to a time such as <code>1m</code> and starts it again.");
        }
    }
}
