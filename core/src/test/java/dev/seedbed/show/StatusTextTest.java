package dev.seedbed.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final StatusText STATUS = new StatusText(new Heading("status", null, null), Paint.OFF, false);

    @Test
    void drift_is_shown_by_kind() {
        assertThat(of(Samples.plan())).isEqualTo("""
                        status for fill on app (PostgreSQL 18.6 at db1, schema public, user app_user)
                        environment production, since nothing declares another

                          as declared           102  of 107 rows
                          blocked                 1  cannot be planted as long as something stands in the way
                          missing                 1  a run would insert them
                          default changed         1  a former default is here; update brings the new one
                          customised              1  other values here than declared; they stay
                          left out                1  with a row they refer to
                          skipped                    dev-account: its environments are development, test

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

                        1 row is blocked.
                        """);
    }

    @Test
    void a_database_without_drift_is_up_to_date() {
        TableCounts table = new TableCounts("a", "t", 3, 0, 0, 0, 0, 3, 0, 0, 0, 2L, null);

        assertThat(of(Samples.report(Outcome.PLANNED, List.of(table), List.of())))
                .isEqualTo("""
                        status for fill on app (PostgreSQL 18.6 at db1, schema public, user app_user)
                        environment production, since nothing declares another

                          as declared             3  of 3 rows
                          extra                   2  live rows that no seed declares

                        Up to date: seedbed fill would write nothing.
                        """);
    }

    @Test
    void a_code_that_is_not_known_falls_into_the_class_of_its_action() {
        assertThat(DriftClass.of(Samples.change("t", "k", Action.LEAVE_OUT, "brand-new", "", 1)))
                .isEqualTo(DriftClass.LEFT_OUT);
        assertThat(DriftClass.of(Samples.change("t", "k", Action.KEEP, "brand-new", "", 1)))
                .isEqualTo(DriftClass.OTHER);
        assertThat(DriftClass.of(Samples.change("t", "k", Action.KEEP, "retire-waiting", "", 1)))
                .isEqualTo(DriftClass.RETIRE_WAITING);
    }

    private static String of(Report report) {
        Drift drift = new Drift();
        report.changes().forEach(drift);
        return STATUS.of(report, drift);
    }
}
