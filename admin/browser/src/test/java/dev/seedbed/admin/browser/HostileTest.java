package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Script in every text that pages show, also where only somebody with the database itself could have put it. */
class HostileTest {
    private static final String TEXT =
            "\"'></textarea></title><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>";

    /** The same as a part of a path, which holds no slash. */
    private static final String PART = TEXT.replace("/", "");

    /** As long as the names of tables and roles may be. */
    private static final String NAME = "x\"'><img src=x onerror=alert(4)>";

    /** What none of our pages has, and every page would that took a text for more than a text. */
    private static final String TAKEN = "() => [...document.querySelectorAll("
            + "'[onerror], [onload], script:not([src]), img:not(.brand img), a[href^=javascript]')].map(e => e.outerHTML)";

    private static Path seeds;
    private static Service service;
    private static DataSource database;
    private static String row;
    private static String applied;

    @BeforeAll
    static void start() throws IOException {
        String name = Service.SERVER.newDatabase();
        database = Service.SERVER.dataSource(name);
        seeds = Service.seeds("hostile.json", seeds("1"));
        Service.sql(
                database,
                "create table " + quoted(NAME) + " (" + quoted(NAME)
                        + " varchar(400) primary key, note text, price numeric," + " other varchar(400) references "
                        + quoted(NAME) + ", secret text)");
        service = Service.start(name, seeds, "test");
        service.account("ann", "admin");
        row = "/tables/" + encoded(NAME) + "/rows/" + id();
        applied = ended(plan());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static String id() {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        new Gson().toJson(Map.of(NAME, TEXT)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String seeds(String price) {
        return new Gson()
                .toJson(Map.of(
                        "seeder",
                        NAME,
                        "tables",
                        Map.of(
                                NAME,
                                Map.of(
                                        "key",
                                        List.of(NAME),
                                        "sensitive",
                                        List.of("secret"),
                                        "rows",
                                        List.of(Map.of(NAME, TEXT, "note", TEXT, "price", price, "other", TEXT))))));
    }

    private static By ann() {
        return new By("ann", "127.0.0.1", TEXT, Set.of("admin"));
    }

    private static UUID plan() {
        return service.bean(Plans.class).make("update", ann()).id();
    }

    /** How a plan that is applied ends, and the run. */
    private static String ended(UUID plan) {
        Runs runs = service.bean(Runs.class);
        UUID run = runs.start(plan, "", ann()).id();
        for (int i = 0; i < 500; i++) {
            Run now = runs.get(run);
            if (!now.state().equals("running")) {
                return now.state() + " " + run;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("The run does not end.");
    }

    @Test
    void is_text_on_every_page() throws IOException {
        List<String> paths = new ArrayList<>();
        assertThat(applied).startsWith("applied ");
        paths.add("/runs/" + applied.split(" ")[1]);
        service.sql("update " + quoted(NAME) + " set note = note || '!'");
        Files.writeString(seeds.resolve("hostile.json"), seeds("2"));
        paths.add("/plans/" + plan());
        paths.add("/plans/" + plan() + "?table=" + encoded(TEXT));
        paths.addAll(failedRun());
        service.bean(Roles.class).put("hostile", TEXT, Set.of("rows:read"), Set.of(), -1, ann());
        service.account("bob", "hostile");
        service.sql("update seedbed_admin_account set name = " + literal(NAME) + " where name = 'bob'");
        service.sql("insert into seedbed_admin_role (name, description) values (" + literal(NAME) + ", " + literal(TEXT)
                + ")");
        service.sql("insert into seedbed_admin_assignment select id, " + literal(NAME) + " from seedbed_admin_account");
        String bob = service.rows("select id from seedbed_admin_account where name = " + literal(NAME))
                .get(0);
        paths.addAll(List.of(
                "/",
                "/seeders",
                "/plans",
                "/tables",
                "/tables?search=" + encoded(TEXT),
                "/tables/" + encoded(NAME),
                "/tables/" + encoded(NAME) + "?search=" + encoded(TEXT) + "&sort=" + encoded("note"),
                "/tables/" + encoded(PART),
                "/tables/" + encoded(NAME) + "/new",
                row,
                row + "/edit",
                row + "/delete",
                row + "/restore",
                row + "/pin",
                row + "/restore?column=note",
                row + "/pin?column=" + encoded(TEXT),
                "/access",
                "/access/roles/hostile",
                "/access/roles/" + encoded(NAME),
                "/access/new-role?inherits=" + encoded(TEXT),
                "/access/accounts",
                "/access/accounts?search=" + encoded(TEXT) + "&role=" + encoded(TEXT),
                "/access/accounts/" + bob,
                "/access/look-up?name=" + encoded(NAME),
                "/access/look-up?name=" + encoded(TEXT),
                "/access/application?role=" + encoded(TEXT),
                "/account",
                "/audit",
                "/audit?actor=" + encoded(TEXT),
                "/audit?from=" + encoded(TEXT),
                "/audit/changes",
                "/audit/changes?subject=" + encoded(TEXT),
                "/audit/refusals",
                "/audit/refusals?code=" + encoded(TEXT),
                "/audit/chains",
                "/" + encoded(PART),
                "/?done=" + encoded(TEXT),
                "/plans/" + encoded(PART),
                "/sign-in?next=" + encoded("/" + TEXT)));
        int shown = 0;
        try (Visitor visitor = service.visitor("ann")) {
            for (String path : paths) {
                visitor.open(path);
                shown += visitor.page().content().contains("onerror") ? 1 : 0;
                harmless(visitor, path);
            }
            assertThat(shown).as("pages that show it").isGreaterThan(25);
        }
        try (Visitor visitor = service.stranger(new Look())) {
            visitor.open("/sign-in?next=" + encoded(TEXT))
                    .fill("Name", TEXT)
                    .fill("Password", TEXT)
                    .press("Sign in");
            harmless(visitor, "sign-in");
            assertThat(visitor.field("Name").inputValue()).isEqualTo(TEXT.substring(0, Math.min(TEXT.length(), 120)));
        }
    }

    /** A database that says script when it refuses. */
    private static List<String> failedRun() {
        service.sql("create function no() returns trigger language plpgsql as $$ begin raise exception using message = "
                + literal(TEXT) + "; end $$; create trigger no before update on " + quoted(NAME)
                + " for each row execute function no()");
        String run = ended(plan());
        service.sql("drop trigger no on " + quoted(NAME));
        assertThat(run).startsWith("failed ");
        return List.of("/runs/" + run.split(" ")[1]);
    }

    private static void harmless(Visitor visitor, String path) {
        assertThat((List<?>) visitor.page().evaluate(TAKEN)).as(path).isEmpty();
        assertThat(visitor.faults()).as(path).isEmpty();
        assertThat(visitor.page().title()).as(path).endsWith(" · Seedbed");
    }

    @Test
    void is_text_in_what_scripts_put_in_place_and_in_forms_that_come_back() {
        try (Visitor visitor = service.visitor("ann")) {
            visitor.open("/tables/" + encoded(NAME));
            visitor.page().locator("input[type=search]").fill("onerror=alert(1)");
            visitor.page()
                    .waitForResponse(
                            response -> response.url().contains("search="),
                            () -> visitor.page().locator("input[type=search]").press("End"));
            harmless(visitor, "search in the table");

            visitor.open(row + "/edit");
            visitor.page().locator("[name='v.note']").fill(TEXT + TEXT);
            visitor.page().locator("[name='v.price']").evaluate("e => e.removeAttribute('pattern')");
            visitor.page().locator("[name='v.price']").fill(TEXT);
            visitor.fill("Reason", TEXT).press("Save").sees("Nothing was saved.");
            harmless(visitor, "a form that comes back");
            assertThat(visitor.page().locator("[name='v.note']").inputValue()).isEqualTo(TEXT + TEXT);

            visitor.open("/access/new-role").fill("Name", "other").fill("What it is for", TEXT);
            visitor.page().locator("input[name=permissions]").first().check();
            visitor.sees("What the change grants and takes");
            harmless(visitor, "a preview");
        }
    }
}
