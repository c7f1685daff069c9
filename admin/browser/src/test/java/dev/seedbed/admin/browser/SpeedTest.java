package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.run.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How long pages take over 10,000 declared rows, as many accounts, and as long a trail: told, since machines differ, and never a reason to fail. */
class SpeedTest {
    private static final int ROWS = 10_000;
    private static final int LOADS = 9;
    private static final int WARM = 5;
    private static final int ALLOWED_MILLIS = 200;

    /** What Web Vitals call good: on a machine that has much to do, rows are drawn before all of them have come. */
    private static final double GOOD_SHIFT = 0.1;

    /** Until the answer is there whole, and until the page is drawn. */
    private static final String TIMES = "(() => { const n = performance.getEntriesByType('navigation')[0];"
            + " return [n.responseEnd - n.requestStart, n.loadEventEnd]; })()";

    /** What was measured of a page, in milliseconds but for the shift. */
    private record Measured(String page, double answered, double drawn, double shift) {
        String told() {
            return String.format(
                    Locale.ROOT, "  %-18s answered %6.1f  drawn %6.1f  shift %.4f%n", page, answered, drawn, shift);
        }

        String row() {
            return String.format(Locale.ROOT, "| %s | %.0f | %.0f | %.4f |%n", page, answered, drawn, shift);
        }
    }

    private static String csv(String name) {
        return "code,name,price,note\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(i -> String.format(Locale.ROOT, "P%05d,%s %d,%d.50,note %d", i, name, i, i % 90, i))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    @Test
    void of_each_page_over_ten_thousand_rows() throws Exception {
        String name = Service.SERVER.newDatabase();
        DataSource database = Service.SERVER.dataSource(name);
        Service.sql(
                database,
                "create table product (code varchar(20) primary key, name varchar(80) not null, price numeric(10, 2) not null,"
                        + " note varchar(200))");
        Path seeds = Service.seeds("product.csv", csv("Product"));
        try (Service service = Service.start(name, seeds, "test");
                Visitor visitor = service.visitor("ann", "admin")) {
            Service.seedbed(database, seeds, "test").update();
            service.sql("update product set price = price + 1 where code like 'P%7'");
            service.sql("delete from product where code like 'P%00'");
            Files.writeString(seeds.resolve("product.csv"), csv("Article"));
            used(database);
            String plan = "/plans/"
                    + service.bean(Plans.class)
                            .make("update", new By("ann", "local", null))
                            .id();
            Map<String, String> pages = new LinkedHashMap<>();
            pages.put("overview", "/");
            pages.put("seeders", "/seeders");
            pages.put("plans", "/plans");
            pages.put("plan", plan);
            pages.put("tables", "/tables");
            pages.put("table", "/tables/product");
            pages.put("table, next page", "/tables/product?after=" + after(visitor));
            pages.put("table, searched", "/tables/product?search=P0777");
            pages.put("table, sorted", "/tables/product?sort=-price");
            for (String provenance : List.of("default", "former-default", "customised", "added", "deleted")) {
                pages.put("table, " + provenance, "/tables/product?provenance=" + provenance);
            }
            String row = Places.row("product", "code", "P00007");
            pages.put("row", row);
            pages.put("row, edited", row + "/edit");
            pages.put("row, new", "/tables/product/new");
            pages.put("row, restored", row + "/restore");
            pages.put("audit", "/audit");
            pages.put("audit, of a row", "/audit?table=product");
            pages.put("changes", "/audit/changes");
            pages.put("changes, of one", "/audit/changes?actor=person-7");
            pages.put("refusals", "/audit/refusals");
            pages.put("refusals, of one", "/audit/refusals?actor=person-7");
            pages.put("chains", "/audit/chains");
            pages.put("access", "/access");
            pages.put("role", "/access/roles/readers");
            pages.put("accounts", "/access/accounts");
            pages.put("accounts, searched", "/access/accounts?search=son-99");
            pages.put("accounts of a role", "/access/accounts?role=readers&state=disabled");
            pages.put("who may what", "/access/look-up?name=person-77");
            pages.put("account", "/account");
            for (int i = 0; i < WARM; i++) {
                pages.values().forEach(visitor::open);
            }
            List<Measured> measured = new ArrayList<>();
            pages.forEach((page, path) -> measured.add(measure(visitor, page, path)));
            String told = told(measured);
            System.out.println(told);
            if (Boolean.getBoolean("seedbed.times")) {
                publish(measured);
            }
            assertThat(visitor.faults()).isEmpty();
        }
    }

    /** As many people, and as long a trail, as a service has that was in use for years. */
    private static void used(DataSource database) {
        for (String sql : List.of(
                "insert into seedbed_admin_account (id, name, password_hash, password_at, must_change, enabled, created_at)"
                        + " select gen_random_uuid(), 'person-' || i, 'none', now(), false, i % 10 > 0, now()"
                        + " from generate_series(1, " + ROWS + ") i",
                "insert into seedbed_admin_role (name, description) values ('readers', 'Everybody')",
                "insert into seedbed_admin_assignment select id, 'readers' from seedbed_admin_account"
                        + " where name like 'person-%'",
                "insert into seedbed_admin_audit select -i, now() - i * interval '1 minute', 'person-' || i % 500,"
                        + " '127.0.0.1', 'account.enabled', 'person-' || i, 'false', 'true', 'because', '', '', ''"
                        + " from generate_series(1, " + ROWS + ") i",
                "insert into seedbed_admin_refusal select -i, now() - i * interval '1 minute', 'person-' || i % 500,"
                        + " '127.0.0.1', 'GET', '/seedbed/accounts', 403, 'not-allowed', 'None of your roles allows it.', '',"
                        + " '', '' from generate_series(1, " + ROWS + ") i")) {
            Service.sql(database, sql);
        }
    }

    private static String after(Visitor visitor) {
        visitor.open("/tables/product");
        visitor.follow("Next rows");
        return visitor.page().url().replaceAll(".*after=", "");
    }

    private static Measured measure(Visitor visitor, String page, String path) {
        List<Double> answered = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        for (int i = 0; i < LOADS + 1; i++) {
            assertThat(visitor.status(path)).as(page).isEqualTo(200);
            JsonArray times = Aside.value(visitor.page(), TIMES).getAsJsonArray();
            if (i > 0) {
                answered.add(times.get(0).getAsDouble());
                drawn.add(times.get(1).getAsDouble());
            }
        }
        double shift = Examined.shift(visitor.page());
        assertThat(shift).as(page).isLessThan(GOOD_SHIFT);
        return new Measured(page, median(answered), median(drawn), shift);
    }

    private static String told(List<Measured> measured) {
        List<String> slow = measured.stream()
                .filter(each -> each.drawn() > ALLOWED_MILLIS)
                .map(Measured::page)
                .toList();
        return "Medians of " + LOADS + " loads over " + ROWS + " declared rows, in ms:\n"
                + measured.stream().map(Measured::told).collect(Collectors.joining())
                + (slow.isEmpty()
                        ? "No page took longer than " + ALLOWED_MILLIS + " ms."
                        : "Over " + ALLOWED_MILLIS + " ms: " + slow);
    }

    private static void publish(List<Measured> measured) throws IOException {
        Files.writeString(
                Path.of(System.getProperty("seedbed.docs"), "console-times.md"),
                """
                # How fast the pages are

                Medians of %d loads in Chromium, in milliseconds, over %,d declared rows, as many accounts and as long a trail,
                on PostgreSQL, after %d loads to warm up; browser, service and database on one machine with %d processors.
                The goal is %d ms until a page is drawn. The shift is what Web Vitals count: 0 where nothing moves. Made by
                `SpeedTest` ([how](console.md#all-pages)); do not edit.

                | page | answered | drawn | shift |
                |---|--:|--:|--:|
                """.formatted(LOADS, ROWS, WARM, Runtime.getRuntime().availableProcessors(), ALLOWED_MILLIS)
                        + measured.stream().map(Measured::row).collect(Collectors.joining()));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
