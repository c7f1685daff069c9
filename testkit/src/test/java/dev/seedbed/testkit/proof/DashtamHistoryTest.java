package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A column that came after the rows: providers were planted before {@code category} existed, the migration gave them all
 * {@code other}, and the new release knows better. Nobody writes SQL for it.
 */
class DashtamHistoryTest extends PostgresProof {
    private static final String CATEGORIES = "select slug, category from providers order by slug";
    private static final String BEFORE = "timestamptz '2020-01-01 00:00:00Z'";
    private static final Instant RELEASE = Instant.parse("2026-05-06T07:08:09Z");

    @BeforeEach
    void a_first_release_and_the_migration_of_the_second() throws Exception {
        database.sql(Resources.text("dashtam/schema.sql"), "alter table providers drop column category");
        assertThat(release("first").fill().inserted()).isEqualTo(19);
        database.sql(
                "update providers set updated_at = " + BEFORE, Resources.text("dashtam-history/second/migration.sql"));
        assertThat(database.rows(CATEGORIES)).containsExactly("alpaca|other", "chase_file|other", "schwab|other");
    }

    private Seedbed release(String release) throws Exception {
        return seeded(files(release));
    }

    private static Map<String, String> files(String release) throws Exception {
        Map<String, String> files = new HashMap<>();
        files.put("rbac.yaml", Resources.text("dashtam/seeds/rbac.yaml"));
        files.put("providers.yaml", Resources.text("dashtam-history/" + release + "/providers.yaml"));
        return files;
    }

    private Seedbed seeded(Map<String, String> files) {
        return database.files(files)
                .environment("production")
                .clock(Clock.fixed(RELEASE, ZoneOffset.UTC))
                .build();
    }

    /** What {@code seedbed record} writes from the two releases. */
    private Seedbed recorded() throws Exception {
        Map<String, String> files = files("second");
        files.put("former.jsonl", Resources.text("dashtam-history/second/former.jsonl"));
        return seeded(files);
    }

    /** The same, written by hand into the rows. */
    private Seedbed declared() throws Exception {
        Map<String, String> files = files("second");
        files.computeIfPresent(
                "providers.yaml",
                (name, text) -> text.replaceAll("( +)(category: \\w+\n)", "$1$2$1\\$was: {category: [other]}\n"));
        return seeded(files);
    }

    private List<String> touched() {
        return database.rows("select slug, updated_at at time zone 'UTC' from providers where updated_at <> " + BEFORE
                + " order by 1");
    }

    private void corrects(Seedbed seedbed) {
        String ids = database.rows("select slug, id, created_at from providers order by slug")
                .toString();

        Report report = seedbed.update();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.changes())
                .extracting(RowChange::key, RowChange::action, RowChange::code, RowChange::columns)
                .containsExactlyInAnyOrder(
                        moved("schwab", "brokerage"), moved("alpaca", "brokerage"), moved("chase_file", "bank"));
        assertThat(database.rows(CATEGORIES))
                .containsExactly("alpaca|brokerage", "chase_file|bank", "schwab|brokerage");
        assertThat(database.rows("select slug, id, created_at from providers order by slug"))
                .hasToString(ids);
        assertThat(touched())
                .containsExactly(
                        "alpaca|2026-05-06 07:08:09", "chase_file|2026-05-06 07:08:09", "schwab|2026-05-06 07:08:09");
        nothingMore(seedbed);
    }

    private static Tuple moved(String slug, String category) {
        return tuple(
                Map.of("slug", slug),
                Action.UPDATE,
                "default-moved",
                Map.of("category", new ColumnChange("other", category)));
    }

    private void leavesAloneWhatSomebodyChose(Seedbed seedbed) {
        database.sql("update providers set category = 'bank' where slug = 'alpaca'");

        Report report = seedbed.update();

        assertThat(database.rows(CATEGORIES)).containsExactly("alpaca|bank", "chase_file|bank", "schwab|brokerage");
        assertThat(touched()).containsExactly("chase_file|2026-05-06 07:08:09", "schwab|2026-05-06 07:08:09");
        assertThat(report.changes())
                .filteredOn(change -> change.key().equals(Map.of("slug", "alpaca")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.action()).isEqualTo(Action.KEEP);
                    assertThat(change.code()).isEqualTo("customised-default-moved");
                    assertThat(change.columns()).isEqualTo(Map.of("category", new ColumnChange("bank", "brokerage")));
                });
        assertThat(report.tables().get(1).updated()).isEqualTo(2);
        assertThat(report.tables().get(1).customised()).isEqualTo(1);
        nothingMore(seedbed);
    }

    private void nothingMore(Seedbed seedbed) {
        Map<String, List<String>> contents = database.contents();
        List<String> versions = database.rows("select slug, xmin, ctid from providers order by slug");

        assertThat(seedbed.update().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(seedbed.plan(Mode.UPDATE).writes()).isFalse();

        assertThat(database.contents()).isEqualTo(contents);
        assertThat(database.rows("select slug, xmin, ctid from providers order by slug"))
                .isEqualTo(versions);
    }

    @Test
    void what_was_recorded_corrects_the_three() throws Exception {
        corrects(recorded());
    }

    @Test
    void what_the_rows_say_corrects_the_three() throws Exception {
        corrects(declared());
    }

    @Test
    void what_was_recorded_leaves_alone_what_somebody_chose() throws Exception {
        leavesAloneWhatSomebodyChose(recorded());
    }

    @Test
    void what_the_rows_say_leaves_alone_what_somebody_chose() throws Exception {
        leavesAloneWhatSomebodyChose(declared());
    }

    @Test
    void the_hook_after_migrations_only_says_what_waits() throws Exception {
        Map<String, List<String>> contents = database.contents();

        Report report = recorded().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes())
                .hasSize(3)
                .extracting(RowChange::action, RowChange::code)
                .containsOnly(tuple(Action.KEEP, "default-changed"));
        assertThat(database.contents()).isEqualTo(contents);
    }

    @Test
    void where_nothing_tells_what_was_planted_nothing_is_corrected() throws Exception {
        Map<String, List<String>> contents = database.contents();

        Report report = release("second").update();

        assertThat(report.changes()).hasSize(3).extracting(RowChange::code).containsOnly("customised");
        assertThat(database.contents()).isEqualTo(contents);
    }
}
