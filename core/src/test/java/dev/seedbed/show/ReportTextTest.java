package dev.seedbed.show;

import static dev.seedbed.show.Samples.inserts;
import static dev.seedbed.show.Samples.report;
import static dev.seedbed.show.Samples.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    private static final ReportText PLAN = new ReportText(new Heading("plan", null, null), Paint.OFF, false);
    private static final ReportText FILL = new ReportText(new Heading("fill", null, null), Paint.OFF, false);

    @Test
    void a_plan_shows_where_each_table_each_row_and_what_to_do_next() {
        assertThat(PLAN.of(Samples.plan())).isEqualTo("""
                        plan for fill on app (PostgreSQL 18.6 at db1, schema public, user app_user)
                        environment production, since nothing declares another

                          permissions  permission         40 unchanged
                          tiers        subscription_tier  1 blocked, 1 to insert, 2 kept, 1 unchanged
                                       tier_permission    1 left out, 61 unchanged
                          dev-account  1 table            skipped: its environments are development, test

                        subscription_tier (code)
                          + enterprise  seeds/tiers.yaml:14
                          = starter     price: 9.00 (here) / 12 (declared)  seeds/tiers.yaml:12
                              default-changed: mode fill changes no row
                          = team        seeds/tiers.yaml:13
                              price: 39.00 (here) / 49 (declared)
                              name: '' (here) / NULL (declared)
                          ! pro         seeds/tiers.yaml:15
                              unique-clash: another row holds the name "Pro"

                        tier_permission (code)
                          - pro  seeds/tiers.yaml:20
                              refers-to-blocked: the row it refers to is blocked

                          + missing: not there
                          = customised: differs from the seeds, and no former default that they know
                            of is here; stays as it is

                        1 row to insert; 1 blocked, 1 left out, 2 kept, 102 unchanged. Nothing written. (41 ms)
                        next: mend the blocked rows, or plant the others with seedbed fill --allow-blocked
                        """);
    }

    @Test
    void a_run_with_nothing_to_do_says_so() {
        Report report =
                report(Outcome.NOTHING_TO_DO, List.of(table("permissions", "permission", 0, 40, 0, 0, 0)), List.of());

        assertThat(FILL.of(report)).isEqualTo("""
                        fill on app (PostgreSQL 18.6 at db1, schema public, user app_user)
                        environment production, since nothing declares another

                          permissions  permission  40 unchanged

                        Nothing to do; 40 unchanged. (41 ms)
                        """);
    }

    @Test
    void a_run_does_not_list_what_it_planted_unless_asked_to() {
        Report report =
                report(Outcome.APPLIED, List.of(table("tiers", "subscription_tier", 2, 0, 0, 0, 0)), inserts(2));

        assertThat(FILL.of(report)).isEqualTo("""
                        fill on app (PostgreSQL 18.6 at db1, schema public, user app_user)
                        environment production, since nothing declares another

                          tiers  subscription_tier  2 inserted

                        Planted 2 rows in 1 table. (41 ms)
                        """);
        assertThat(new ReportText(new Heading("fill", "anna", "release 1.4"), Paint.OFF, true).of(report))
                .isEqualTo("""
                        fill on app (PostgreSQL 18.6 at db1, schema public, user app_user)
                        environment production, since nothing declares another
                        asked for by anna: release 1.4

                          tiers  subscription_tier  2 inserted

                        subscription_tier (code)
                          + t0  seeds/tiers.yaml:1
                          + t1  seeds/tiers.yaml:2

                          + missing: not there

                        Planted 2 rows in 1 table. (41 ms)
                        """);
    }

    @Test
    void a_big_plan_lists_the_first_inserts_of_a_table() {
        Report report =
                report(Outcome.PLANNED, List.of(table("tiers", "subscription_tier", 5000, 0, 0, 0, 0)), inserts(1000));

        assertThat(PLAN.of(report))
                .contains("+ t9  seeds/tiers.yaml:10")
                .doesNotContain("t10")
                .contains("  … and 4,990 more to insert\n")
                .contains("5,000 rows to insert. Nothing written.");
    }

    @Test
    void a_big_plan_counts_the_tables_past_what_a_report_lists() {
        Report report = report(
                Outcome.PLANNED,
                List.of(
                        table("tiers", "subscription_tier", 1000, 0, 0, 0, 0),
                        table("units", "unit", 2000, 0, 0, 0, 0),
                        table("units", "unit_name", 0, 3, 0, 0, 0)),
                inserts(1000));

        assertThat(PLAN.of(report)).contains("  … and 990 more to insert\n\nunit\n  … 2,000 to insert\n\n  + missing");
    }

    @Test
    void null_and_empty_text_can_be_told_apart_and_nothing_steers_the_terminal() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("ptype", "g");
        key.put("v2", "");
        key.put("v3", null);
        key.put("v4", "a\u001b[31m\nb");
        RowChange change = new RowChange(
                "rbac", "casbin_rule", key, Action.INSERT, "missing", Map.of(), "", Location.of("rbac.yaml"));
        Report report = report(Outcome.PLANNED, List.of(table("rbac", "casbin_rule", 1, 0, 0, 0, 0)), List.of(change));

        assertThat(PLAN.of(report))
                .contains("casbin_rule (ptype, v2, v3, v4)\n  + g, '', NULL, a\\u001b[31m\\nb  rbac.yaml\n");
    }

    @Test
    void colours_change_nothing_else() {
        String coloured = new ReportText(new Heading("plan", null, null), new Paint(true), false).of(Samples.plan());

        assertThat(coloured).contains("\u001b[32m+\u001b[0m enterprise");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(PLAN.of(Samples.plan()));
    }
}
