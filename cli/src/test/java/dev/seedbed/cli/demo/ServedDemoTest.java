package dev.seedbed.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The system of {@code serve --demo}, on H2: what there is to be seen in it. */
class ServedDemoTest {
    @Test
    void a_release_waits_and_people_have_decided_otherwise_by_way_of_the_service_and_past_it() throws SQLException {
        try (ServedDemo demo = ServedDemo.on(new H2Demo())) {
            Seedbed seedbed = demo.seedbed();
            Report plan = seedbed.plan(Mode.UPDATE);

            assertThat(plan.outcome()).isEqualTo(Outcome.PLANNED);
            assertThat(plan.errors()).isEmpty();
            assertThat(plan.inserted()).isEqualTo(47);
            assertThat(plan.changes())
                    .filteredOn(change -> !change.action().label().equals("insert"))
                    .extracting(ServedDemoTest::said)
                    .containsExactlyInAnyOrder(
                            "providers schwab customised",
                            "providers alpaca deleted",
                            "subscription_tier starter default-moved",
                            "subscription_tier team customised",
                            "country AQ deleted",
                            "country CV default-moved",
                            "country GB customised",
                            "country TR default-moved",
                            "app_setting schema.version default-moved",
                            "app_setting support.hours customised",
                            "app_setting invoice.due_days pinned",
                            "app_setting mail.sender managed");
            assertThat(plan.tables())
                    .filteredOn(table -> table.table().equals("country"))
                    .singleElement()
                    .satisfies(table -> assertThat(table.declared()).isEqualTo(249));
            assertThat(seedbed.tables().trail(TrailFilter.latest(50)))
                    .extracting(entry -> entry.actor() + ": " + entry.reason())
                    .contains(
                            "maria: spring offer, until June",
                            "jon: asked for by sales",
                            "jon: the contract has ended",
                            "amara: customers outside our own time zone",
                            "amara: agreed with our bank; no release changes it",
                            "deploy: release 1.0");
            assertThat(seedbed.ledger().verify(null).isWhole()).isTrue();
            assertThat(seedbed.update().outcome()).isEqualTo(Outcome.APPLIED);
        }
    }

    private static String said(RowChange change) {
        return change.table() + " " + change.key().values().iterator().next() + " " + change.code();
    }
}
