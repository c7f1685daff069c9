package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A system whose seeders run after every migration, on a rules table that no unique index protects. */
class DashtamTest extends PostgresProof {
    private Seedbed seedbed;

    @BeforeEach
    void migrate() throws Exception {
        database.sql(Resources.text("dashtam/schema.sql"));
        seedbed = Seedbed.on(database.dataSource())
                .seeds("classpath:dashtam/seeds")
                .environment("production")
                .build();
    }

    private void isWhole() {
        assertThat(database.count("casbin_rule")).isEqualTo(16);
        assertThat(database.value("select count(distinct (ptype, v0, v1, v2)) from casbin_rule"))
                .isEqualTo("16");
        assertThat(database.rows("select v0, v1, v2 from casbin_rule where ptype = 'g' order by v0"))
                .containsExactly("admin|user|", "user|readonly|");
        assertThat(database.count("casbin_rule where v2 is null")).isZero();
        assertThat(database.rows(
                        "select slug, category, credential_type, logo_url, is_active from providers order by slug"))
                .containsExactly(
                        "alpaca|brokerage|api_key|∅|t",
                        "chase_file|bank|file_import|∅|t",
                        "schwab|brokerage|oauth2|∅|t");
    }

    @Test
    void sixteen_rules_and_three_providers_are_planted() {
        Report report = seedbed.fill();

        assertThat(report.tables()).extracting(TableCounts::seeder).containsExactly("rbac", "providers");
        assertThat(report.tables()).extracting(TableCounts::inserted).containsExactly(16L, 3L);
        isWhole();
        assertThat(database.rows("select id from providers"))
                .extracting(id -> UUID.fromString(id).version())
                .containsOnly(7);
    }

    @Test
    void a_second_run_plants_nothing() {
        seedbed.fill();
        var planted = database.contents();

        Report second = seedbed.fill();

        assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(second.inserted()).isZero();
        assertThat(database.contents()).isEqualTo(planted);
    }

    @Test
    void ten_runs_at_once_plant_it_once() throws Exception {
        List<Report> reports = RaceTest.together(10, seedbed::fill);

        assertThat(reports).filteredOn(it -> it.outcome() == Outcome.APPLIED).hasSize(1);
        assertThat(reports)
                .filteredOn(it -> it.outcome() == Outcome.NOTHING_TO_DO)
                .hasSize(9);
        isWhole();
    }

    @Test
    void a_category_that_somebody_chose_stays_and_is_reported() {
        seedbed.fill();
        database.sql("update providers set category = 'other' where slug = 'schwab'");

        Report report = seedbed.fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.code()).isEqualTo("customised");
            assertThat(change.columns()).containsOnlyKeys("category");
        });
    }
}
