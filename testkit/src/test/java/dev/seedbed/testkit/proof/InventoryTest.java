package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
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

        String message = database.fails(
                SeedException.Kind.FAILED, () -> database.files(files).build().init());

        assertThat(message)
                .isEqualTo(String.join(
                        "\n",
                        unresolved("inventory.reserve", 13),
                        unresolved("batches.approve", 15),
                        unresolved("batches.archive", 16),
                        unresolved("products.price", 17),
                        unresolved("alerts.manage", 18),
                        unresolved("reports.print", 19),
                        unresolved("organization.manage_api", 20)));
        assertThat(database.contents().values())
                .allSatisfy(rows -> assertThat(rows).isEmpty());
    }

    private static String unresolved(String permission, int line) {
        return """
                Reference "name: %s" in column "permission_id" names no row of table "permission".
                  where: seeds/tiers.yaml, line %d, column 17 (table tier_permission)
                  mend:  correct the name, or declare the row that it means""".formatted(permission, line);
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
                .isEqualTo("""
                        "$each" matches no declared row of table "developer_permission" where category is "dev.support" or "dev.system".
                          where: seeds/roles.yaml, line 6, column 42
                          mend:  declared values of "category" are system, organizations, users, billing, logs""");
    }

    @Test
    void a_metadata_key_in_the_tier_file_is_an_error_and_not_a_tier() {
        assertThat(database.failure("""
                        tables:
                          subscription_tier:
                            key: [key]
                            _note: prices are net
                            rows: [{key: starter, name: Starter, price: 12}]
                        """)).isEqualTo("""
                        Unknown key "_note" in table "subscription_tier".
                          where: seeds/seeds.yaml, line 4, column 5
                          mend:  write notes as comments, after "#"; known keys are key, managed, insert-only, sensitive, on-insert, on-update, missing, soft-delete, rows, retired""");
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
