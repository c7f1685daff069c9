package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A system that is seeded once, at its first launch. */
class InventoryTest extends PostgresProof {
    @BeforeEach
    void migrate() throws Exception {
        database.sql(Resources.text("inventory/schema.sql"));
    }

    private Seedbed core(String environment) {
        return Seedbed.on(database.dataSource())
                .seeds("classpath:inventory/seeds")
                .environment(environment)
                .build();
    }

    @Test
    void core_seeds_are_planted_whole_at_the_first_launch() {
        Report report = core("production").init();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(database.count("permission")).isEqualTo(40);
        assertThat(database.count("developer_permission")).isEqualTo(13);
        assertThat(grants("system_admin")).isEqualTo(13);
        assertThat(grants("support")).isEqualTo(5);
        assertThat(database.rows("select t.key, count(*) from tier_permission tp join subscription_tier t on t.id ="
                        + " tp.tier_id group by t.key order by 2 desc, 1"))
                .containsExactly("enterprise|40", "exempt|40", "team|21", "starter|5");
        assertThat(database.rows("select r.name, r.organization_id, count(*) from role_permission rp join role r on"
                        + " r.id = rp.role_id group by 1, 2"))
                .containsExactly("org_owner|∅|40");
        assertThat(database.rows("select u.name, b.name from unit u left join unit b on b.id = u.base_unit_id"
                        + " where u.name in ('gram', 'kilogram', 'dozen') order by 1"))
                .containsExactly("dozen|piece", "gram|kilogram", "kilogram|∅");
        assertThat(database.count("app_user")).isZero();
    }

    private int grants(String developerRole) {
        return Integer.parseInt(database.value(
                "select count(*) from developer_role_permission p join developer_role r on r.id = p.developer_role_id"
                        + " where r.name = '" + developerRole + "'"));
    }

    @Test
    void a_second_launch_writes_nothing() {
        core("production").init();
        Map<String, List<String>> planted = database.contents();

        assertThat(core("production").init().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(core("production").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(database.contents()).isEqualTo(planted);
    }

    @Test
    void a_role_without_an_organization_is_one_row_however_often_it_is_planted() {
        core("production").fill();
        core("production").fill();
        core("development").fill();

        assertThat(database.rows("select name, organization_id from role")).containsExactly("org_owner|∅");
    }

    @Test
    void what_an_administrator_decided_stays() {
        core("production").init();
        database.sql(
                "update subscription_tier set price = 15 where key = 'starter'",
                "insert into organization (name, tier_id) select 'Paying', id from subscription_tier where key = 'team'");
        Map<String, List<String>> decided = database.contents();

        core("production").fill();

        assertThat(database.contents()).isEqualTo(decided);
    }

    @Test
    void a_tier_file_whose_references_do_not_exist_fails_with_exactly_those_names() throws Exception {
        String tiers = """
                seeder: tiers
                tables:
                  subscription_tier:
                    key: [key]
                    rows: [{key: starter, name: Starter, price: 12}]
                  tier_permission:
                    rows:
                      - tier_id: {key: starter}
                        permission_id:
                          name:
                            $each:
                              - inventory.view
                              - inventory.reserve
                              - batches.view
                              - batches.approve
                              - batches.archive
                              - products.price
                              - alerts.manage
                              - reports.print
                              - organization.manage_api
                """;
        Map<String, String> files =
                Map.of("permissions.yaml", Resources.text("inventory/seeds/permissions.yaml"), "tiers.yaml", tiers);

        SeedException thrown = catchThrowableOfType(
                SeedException.class, () -> database.files(files).build().init());

        assertThat(thrown.kind()).isEqualTo(SeedException.Kind.FAILED);
        assertThat(thrown.problems()).hasSize(7);
        assertThat(thrown.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        it -> assertThat(it).contains("\"name: inventory.reserve\""),
                        it -> assertThat(it).contains("\"name: batches.approve\""),
                        it -> assertThat(it).contains("\"name: batches.archive\""),
                        it -> assertThat(it).contains("\"name: products.price\""),
                        it -> assertThat(it).contains("\"name: alerts.manage\""),
                        it -> assertThat(it).contains("\"name: reports.print\""),
                        it -> assertThat(it).contains("\"name: organization.manage_api\""));
        assertThat(database.contents().values())
                .allSatisfy(rows -> assertThat(rows).isEmpty());
    }

    @Test
    void a_filter_that_names_categories_that_do_not_exist_is_an_error() throws Exception {
        Map<String, String> files =
                Map.of("permissions.yaml", Resources.text("inventory/seeds/permissions.yaml"), "roles.yaml", """
                        tables:
                          developer_role: {key: [name], rows: [{name: support}]}
                          developer_role_permission:
                            rows:
                              - developer_role_id: {name: support}
                                developer_permission_id: {$each: {declared: developer_permission, where: {category: [dev.support, dev.system]}}}
                        """);

        assertThat(database.fails(
                        SeedException.Kind.FAILED,
                        () -> database.files(files).build().init()))
                .contains("dev.support")
                .contains("seeds/roles.yaml, line 6");
    }

    @Test
    void a_metadata_key_in_the_tier_file_is_an_error_and_not_a_tier() {
        assertThat(database.failure("""
                        tables:
                          subscription_tier:
                            key: [key]
                            _note: prices are net
                            rows: [{key: starter, name: Starter, price: 12}]
                        """)).contains("\"_note\"").contains("seeds/seeds.yaml, line 4");
    }

    @Test
    void text_that_looks_like_something_else_survives() {
        database.plantTwice("""
                tables:
                  setting:
                    rows:
                      - {name: country, value: NO}
                      - {name: state, value: ON}
                      - {name: code, value: 010}
                      - {name: version, value: 1.10}
                """);

        assertThat(database.rows("select value from setting order by name")).containsExactly("010", "NO", "ON", "1.10");
    }

    @Test
    void the_development_account_exists_only_in_development() {
        core("production").fill();
        assertThat(database.count("app_user")).isZero();

        core("development").fill();
        assertThat(database.rows("select u.username, o.name, r.name from app_user u join organization o on o.id ="
                        + " u.organization_id join role r on r.id = u.role_id"))
                .containsExactly("dev|Development|org_owner");
        assertThat(core("development").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }
}
