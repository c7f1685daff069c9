package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Client;
import dev.seedbed.admin.run.Look;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewPagesTest {
    private final RowsServed rows = RowsServed.shared();

    @BeforeEach
    void planted() {
        rows.planted();
    }

    private void add(String code) {
        rows.shop()
                .sql("insert into plan (code, name, price, enabled, kind) values ('" + code
                        + "', 'x', 1, true, 'small')");
    }

    @Test
    void rows_that_no_seed_declares_are_told_table_by_table_with_the_way_to_them() {
        Client reader = rows.served().signedIn("overview-reader", "readonly");
        assertThat(Page.of(reader, "/").text()).doesNotContain("that no seed declares");
        add("own");
        add("mine");

        Page page = Page.of(reader, "/");

        assertThat(page.text())
                .contains("Beside them 2 rows that no seed declares, added by hand, which stay: plan 2 ");
        assertThat(page.body()).contains("<a href=\"/seedbed/tables/plan?provenance=added\">plan</a>");
        assertThat(Page.of(reader, "/tables/plan?provenance=added").body())
                .contains(">own</a>")
                .contains(">mine</a>")
                .doesNotContain(">free</a>");
    }

    @Test
    void whoever_sees_no_rows_is_told_how_many_there_are() {
        add("own");
        rows.served()
                .signedIn("overview-admin", "admin")
                .put(
                        "/roles/overview-only",
                        Map.of("description", "", "permissions", List.of("seeds:read"), "inherits", List.of()),
                        "If-None-Match",
                        "*")
                .expect(200);

        Page page = Page.of(rows.served().signedIn("overview-only", "overview-only"), "/");

        assertThat(page.text()).contains("Beside them 1 row that no seed declares, added by hand, which stay: plan 1 ");
        assertThat(page.body()).doesNotContain("provenance=added");
    }

    private static TableCounts counts(String table, @Nullable Long extra) {
        return new TableCounts("s", table, 1, 0, 0, 0, 0, 1, 0, 0, 0, extra, null);
    }

    private static OverviewPages.Overview of(TableCounts... tables) {
        Report report = new Report(
                Outcome.PLANNED,
                Mode.UPDATE,
                "test",
                "default",
                null,
                null,
                false,
                List.of(tables),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);
        return new OverviewPages.Overview(new Look(report, List.of(), List.of()), List.of(), List.of());
    }

    @Test
    void tables_with_most_of_them_come_first_and_five_are_named() {
        OverviewPages.Overview overview = of(IntStream.rangeClosed(1, 7)
                .mapToObj(i -> counts("t" + i, (long) i))
                .toArray(TableCounts[]::new));

        assertThat(overview.addedRows()).isEqualTo(28);
        assertThat(overview.added()).hasSize(7);
        assertThat(overview.firstAdded())
                .extracting(OverviewPages.Added::table)
                .containsExactly("t7", "t6", "t5", "t4", "t3");
    }

    @Test
    void a_table_of_several_seeders_is_counted_once_and_one_that_is_not_counted_is_named() {
        OverviewPages.Overview overview =
                of(Stream.of(counts("shared", 3L), counts("shared", null), counts("large", null), counts("none", 0L))
                        .toArray(TableCounts[]::new));

        assertThat(overview.added()).containsExactly(new OverviewPages.Added("shared", 3));
        assertThat(overview.uncounted()).containsExactly("large");
    }
}
