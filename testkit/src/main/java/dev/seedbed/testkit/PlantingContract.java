package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.Seeder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Missing rows are planted, rows that are there are left alone, and every row is counted. */
public interface PlantingContract extends OnDatabase {
    String TIER = "create table tier (code varchar(20) primary key, name varchar(50) not null, price numeric(10,2))";

    String TIERS = """
            tables:
              tier:
                rows:
                  - {code: exempt, name: Exempt, price: 0}
                  - {code: starter, name: Starter, price: 12}
                  - {code: team, name: Team, price: 49.5}
            """;

    @Test
    default void missing_rows_are_planted() {
        db().sql(TIER);

        Report report = db().fill(TIERS);

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.committed()).isTrue();
        assertThat(report.inserted()).isEqualTo(3);
        assertThat(db().rows("select code, name from tier order by code"))
                .containsExactly("exempt|Exempt", "starter|Starter", "team|Team");
        assertThat(db().count("tier where price = 49.5")).isEqualTo(1);
    }

    @Test
    default void a_second_run_writes_nothing() {
        db().sql(TIER);

        Report report = db().plantTwice(TIERS);

        assertThat(report.inserted()).isEqualTo(3);
        assertThat(db().seeds(TIERS).build().fill().tables())
                .containsExactly(new TableCounts("seeds", "tier", 3, 0, 0, 0, 0, 3, 0, 0, 0, 0L, null));
    }

    @Test
    default void a_plan_lists_every_row_and_writes_nothing() {
        db().sql(TIER);

        Report report = db().seeds(TIERS).build().plan(Mode.FILL);

        assertThat(report.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(report.writes()).isTrue();
        assertThat(report.changes()).hasSize(3).allSatisfy(change -> {
            assertThat(change.action()).isEqualTo(Action.INSERT);
            assertThat(change.table()).isEqualTo("tier");
            assertThat(change.seeder()).isEqualTo("seeds");
        });
        assertThat(report.changes().get(1).key()).isEqualTo(Map.of("code", "starter"));
        assertThat(report.changes().get(1).source().compact()).isEqualTo("seeds/seeds.yaml:5");
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void only_the_missing_row_is_planted_beside_those_that_are_there() {
        db().sql(
                        TIER,
                        "insert into tier values ('starter', 'Starter', 12)",
                        "insert into tier values ('own', 'Own', 1)");

        Report report = db().fill(TIERS);

        TableCounts counts = report.tables().get(0);
        assertThat(counts.inserted()).isEqualTo(2);
        assertThat(counts.unchanged()).isEqualTo(1);
        assertThat(counts.extra()).isEqualTo(1);
        assertThat(db().rows("select code from tier order by code"))
                .containsExactly("exempt", "own", "starter", "team");
    }

    @Test
    default void an_edit_by_hand_survives_fill_and_is_reported() {
        db().sql(TIER);
        db().fill(TIERS);
        db().sql("update tier set price = 15, name = 'Beginner' where code = 'starter'");
        Map<String, List<String>> edited = db().contents();

        Report report = db().seeds(TIERS).build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().contents()).isEqualTo(edited);
        assertThat(report.tables().get(0).customised()).isEqualTo(1);
        assertThat(report.tables().get(0).unchanged()).isEqualTo(2);
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.KEEP);
            assertThat(change.code()).isEqualTo("customised");
            assertThat(change.key()).isEqualTo(Map.of("code", "starter"));
            assertThat(change.columns()).containsOnlyKeys("name", "price");
            assertThat(change.columns()).containsEntry("name", new RowChange.ColumnChange("Beginner", "Starter"));
        });
    }

    @Test
    default void a_row_deleted_by_hand_comes_back_and_the_plan_says_that_nothing_can_know() {
        db().sql(TIER);
        db().fill(TIERS);
        db().sql("delete from tier where code = 'team'");

        Report report = db().seeds(TIERS).build().plan(Mode.FILL);

        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.code()).isEqualTo("missing");
            assertThat(change.reason()).contains("if it was deleted by hand, nothing here can know");
        });
        assertThat(db().fill(TIERS).inserted()).isEqualTo(1);
    }

    @Test
    default void an_absent_column_takes_the_databases_default_and_is_never_compared() {
        db().sql("create table flag (code varchar(20) primary key, state varchar(10) default 'on', note varchar(20))");
        String seeds = "tables: {flag: {rows: [{code: a}, {code: b, state: off}, {code: c, note: ~}]}}";

        db().plantTwice(seeds);

        assertThat(db().rows("select code, state, note from flag order by code"))
                .containsExactly("a|on|∅", "b|off|∅", "c|on|∅");
        db().sql("update flag set state = 'hand', note = 'hand' where code = 'a'");
        Report report = db().fill(seeds);
        assertThat(report.changes()).isEmpty();
        assertThat(report.tables().get(0).unchanged()).isEqualTo(3);
    }

    @Test
    default void a_declared_null_is_null_and_is_compared() {
        db().sql("create table flag (code varchar(20) primary key, note varchar(20) default 'none')");
        String seeds = "tables: {flag: {rows: [{code: a, note: null}]}}";

        db().plantTwice(seeds);

        assertThat(db().rows("select note from flag")).containsExactly("∅");
        db().sql("update flag set note = 'hand'");
        assertThat(db().fill(seeds).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.columns())
                        .containsExactly(entry("note", new RowChange.ColumnChange("hand", null))));
    }

    @Test
    default void an_insert_only_column_is_planted_and_never_compared() {
        db().sql(TIER);
        String seeds = "tables: {tier: {insert-only: [price], rows: [{code: a, name: A, price: 1}]}}";

        db().plantTwice(seeds);

        db().sql("update tier set price = 2");
        assertThat(db().fill(seeds).changes()).isEmpty();
    }

    @Test
    default void a_column_configured_for_all_tables_is_filled_where_it_is() {
        db().sql(
                        "create table role (code varchar(20) primary key, made_by varchar(20) not null)",
                        "create table unit (code varchar(20) primary key)");
        Map<String, String> files = Map.of(
                "../seedbed.yaml", "columns: {made_by: {on-insert: seeds}}",
                "a.yaml", "tables: {role: {rows: [{code: a}, {code: b, made_by: me}]}, unit: {rows: [{code: kg}]}}");

        db().files(files).build().fill();

        assertThat(db().rows("select made_by from role order by code")).containsExactly("seeds", "me");
        assertThat(db().files(files).build().fill().changes()).isEmpty();
    }

    @Test
    default void two_seeders_share_a_table() {
        db().sql(TIER);

        Report report = db().files(Map.of(
                        "a.yaml", "tables: {tier: {rows: [{code: a, name: A}]}}",
                        "b.yaml", "tables: {tier: {rows: [{code: b, name: B}]}}"))
                .build()
                .fill();

        assertThat(report.tables()).extracting(TableCounts::seeder).containsExactly("a", "b");
        assertThat(report.tables()).extracting(TableCounts::inserted).containsExactly(1L, 1L);
        assertThat(report.tables()).extracting(TableCounts::extra).containsExactly(0L, null);
    }

    @Test
    default void a_java_seeder_declares_the_same_rows() {
        db().sql(TIER);
        Seeder seeder = new Seeder() {
            @Override
            public String name() {
                return "tiers";
            }

            @Override
            public void declare(Declarations seeds) {
                seeds.table("tier")
                        .key("code")
                        .row("code", "a", "name", "A", "price", 1.5)
                        .row(Map.of("code", "b", "name", "B"), SeedRow.Directives.NONE);
            }
        };

        Report report = db().seeders(seeder).build().fill();

        assertThat(report.tables())
                .containsExactly(new TableCounts("tiers", "tier", 2, 2, 0, 0, 0, 0, 0, 0, 0, 0L, null));
        assertThat(db().seeders(seeder).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().rows("select code, name from tier order by code")).containsExactly("a|A", "b|B");
    }

    @Test
    default void three_thousand_rows_are_planted_and_the_second_run_is_silent() {
        db().sql(TIER);
        StringBuilder rows = new StringBuilder("code,name,price\n");
        for (int i = 0; i < 3_000; i++) {
            rows.append("c")
                    .append(i)
                    .append(",\"Name, of ")
                    .append(i)
                    .append("\",")
                    .append(i % 7)
                    .append(".10\n");
        }

        Report report = db().files(Map.of("tier.csv", rows.toString())).build().fill();

        assertThat(report.inserted()).isEqualTo(3_000);
        assertThat(report.changes()).hasSize(Report.MOST_CHANGES);
        assertThat(report.changesOmitted()).isEqualTo(2_000);
        assertThat(db().count("tier")).isEqualTo(3_000);
        Report second = db().files(Map.of("tier.csv", rows.toString())).build().fill();
        assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(second.tables().get(0).unchanged()).isEqualTo(3_000);
    }

    @Test
    default void a_consumer_is_given_every_change() {
        db().sql(TIER);
        List<String> codes = new ArrayList<>();

        db().seeds(TIERS)
                .changes(change -> codes.add(String.valueOf(change.key().get("code"))))
                .build()
                .fill();

        assertThat(codes).containsExactlyInAnyOrder("exempt", "starter", "team");
    }
}
