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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release that moves a price, renames a tier with customers on it, and brings a permission and a tier of its own. */
class InventoryHistoryTest extends PostgresProof {
    private static final Map<String, String> REVOKED =
            new HashMap<>(Map.of("role_id.name", "org_owner", "permission_id.name", "orders.approve"));

    static {
        REVOKED.put("role_id.organization_id", null);
    }

    @BeforeEach
    void migrate() throws Exception {
        database.sql(Resources.text("inventory/schema.sql"));
    }

    /** The first release, planted, and what administrators and customers made of it. */
    private void firstRelease(boolean ledger) throws Exception {
        Seedbed first = release("first", UnaryOperator.identity());
        if (ledger) {
            first.ledger().enable();
        }
        assertThat(first.init().outcome()).isEqualTo(Outcome.APPLIED);
        database.sql(
                "insert into organization (name, tier_id) select n, id from subscription_tier,"
                        + " unnest(array['Acme', 'Globex']) n where key = 'pro'",
                "delete from role_permission where role_id = (select id from role where name = 'org_owner')"
                        + " and permission_id = (select id from permission where name = 'orders.approve')");
    }

    private Seedbed release(String release, UnaryOperator<String> roles) throws Exception {
        Map<String, String> files = new HashMap<>();
        files.put("permissions.yaml", Resources.text("inventory/seeds/permissions.yaml"));
        files.put("unit.csv", Resources.text("inventory/seeds/unit.csv"));
        files.put("roles.yaml", roles.apply(Resources.text("inventory/seeds/roles.yaml")));
        files.put("tiers.yaml", Resources.text("inventory-history/" + release + "/tiers.yaml"));
        if (release.equals("second")) {
            files.put("release-2.yaml", Resources.text("inventory-history/second/release-2.yaml"));
            files.put("former.jsonl", Resources.text("inventory-history/second/former.jsonl"));
        }
        return database.files(files).environment("production").build();
    }

    private Seedbed second() throws Exception {
        return release("second", UnaryOperator.identity());
    }

    private Seedbed holding() throws Exception {
        return release(
                "second", roles -> roles.replace("  role_permission:\n", "  role_permission:\n    missing: hold\n"));
    }

    private List<String> customers() {
        return database.rows("select o.name, o.tier_id, t.key, t.name from organization o join subscription_tier t"
                + " on t.id = o.tier_id order by o.name");
    }

    private long grants(String permission) {
        return database.count("role_permission rp join role r on r.id = rp.role_id join permission p on p.id ="
                + " rp.permission_id where r.name = 'org_owner' and p.name = '" + permission + "'");
    }

    private String price(String tier) {
        return database.value("select price from subscription_tier where key = '" + tier + "'");
    }

    private static List<RowChange> of(Report report, String table, Map<String, String> key) {
        return report.changes().stream()
                .filter(change -> change.table().equals(table) && change.key().equals(key))
                .toList();
    }

    private void nothingMore(Seedbed seedbed) {
        Map<String, List<String>> contents = database.contents();
        assertThat(seedbed.update().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(database.contents()).isEqualTo(contents);
    }

    private void isTheNewRelease() {
        assertThat(database.rows("select key, name from subscription_tier order by key"))
                .containsExactly("enterprise|Enterprise", "exempt|Exempt", "starter|Starter", "team|Team");
        assertThat(database.count("permission")).isEqualTo(41);
        assertThat(database.rows("select t.key, count(*) from tier_permission tp join subscription_tier t on t.id ="
                        + " tp.tier_id group by t.key order by 1"))
                .containsExactly("enterprise|41", "exempt|41", "starter|5", "team|22");
        assertThat(grants("products.bulk_import")).isEqualTo(1);
    }

    @Test
    void with_a_ledger_the_release_arrives_and_what_was_decided_stays() throws Exception {
        firstRelease(true);
        List<String> ids = database.rows("select id from subscription_tier where key = 'pro'");

        Report report = second().update();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        isTheNewRelease();
        assertThat(price("starter")).isEqualTo("12.00");
        assertThat(of(report, "subscription_tier", Map.of("key", "starter")))
                .extracting(RowChange::action, RowChange::code, RowChange::columns)
                .containsExactly(
                        tuple(Action.UPDATE, "default-moved", Map.of("price", new ColumnChange("9.00", "12.00"))));
        assertThat(of(report, "subscription_tier", Map.of("key", "team")))
                .extracting(RowChange::action, RowChange::reason)
                .containsExactly(tuple(Action.RENAME, "renamed from key=pro"));
        assertThat(customers())
                .containsExactly("Acme|" + ids.get(0) + "|team|Team", "Globex|" + ids.get(0) + "|team|Team");
        assertThat(grants("orders.approve")).isZero();
        assertThat(of(report, "role_permission", REVOKED))
                .extracting(RowChange::action, RowChange::reason)
                .containsExactly(tuple(Action.LEAVE_OUT, "deleted by hand: the ledger knows that it was there"));
        nothingMore(second());
    }

    @Test
    void with_a_ledger_a_price_that_somebody_set_is_kept_and_reported() throws Exception {
        firstRelease(true);
        database.sql("update subscription_tier set price = 10 where key = 'starter'");

        Report report = second().update();

        assertThat(price("starter")).isEqualTo("10.00");
        assertThat(of(report, "subscription_tier", Map.of("key", "starter")))
                .extracting(RowChange::action, RowChange::code, RowChange::columns)
                .containsExactly(tuple(
                        Action.KEEP, "customised-default-moved", Map.of("price", new ColumnChange("10.00", "12.00"))));
        isTheNewRelease();
        nothingMore(second());
    }

    @Test
    void with_a_ledger_a_grant_taken_from_a_tier_stays_away_under_the_new_name_of_the_tier() throws Exception {
        firstRelease(true);
        String taken =
                "tier_permission where tier_id = (select id from subscription_tier where name in ('Pro', 'Team'))"
                        + " and permission_id = (select id from permission where name = 'batches.view')";
        database.sql("delete from " + taken);

        Report report = second().update();

        assertThat(database.count(taken)).isZero();
        assertThat(of(report, "tier_permission", Map.of("tier_id.key", "team", "permission_id.name", "batches.view")))
                .extracting(RowChange::action, RowChange::code)
                .containsExactly(tuple(Action.LEAVE_OUT, "deleted"));
        nothingMore(second());
    }

    @Test
    void what_the_release_brings_of_its_own_waits_for_update() throws Exception {
        firstRelease(true);
        Map<String, List<String>> contents = database.contents();

        for (Report report : List.of(second().init(), second().fill())) {
            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            assertThat(report.tables())
                    .filteredOn(table -> table.seeder().equals("release-2"))
                    .hasSize(3)
                    .allSatisfy(table -> assertThat(table.skipped()).isEqualTo("waits for update"));
        }
        assertThat(database.contents()).isEqualTo(contents);
        assertThat(database.count("permission where name = 'products.bulk_import'"))
                .isZero();
        assertThat(database.count("subscription_tier where key = 'enterprise'")).isZero();
    }

    @Test
    void without_a_ledger_former_defaults_move_the_price_and_keep_one_that_somebody_set() throws Exception {
        firstRelease(false);

        second().update();

        isTheNewRelease();
        assertThat(price("starter")).isEqualTo("12.00");
        assertThat(customers()).extracting(row -> row.split("\\|")[2]).containsExactly("team", "team");

        database.sql("update subscription_tier set price = 10 where key = 'starter'");
        Report report = second().update();

        assertThat(price("starter")).isEqualTo("10.00");
        assertThat(of(report, "subscription_tier", Map.of("key", "starter")))
                .extracting(RowChange::action, RowChange::code)
                .containsExactly(tuple(Action.KEEP, "customised-default-moved"));
    }

    @Test
    void without_a_ledger_a_revoked_permission_comes_back_and_the_plan_says_so_beforehand() throws Exception {
        firstRelease(false);

        Report plan = second().plan(Mode.UPDATE);

        assertThat(of(plan, "role_permission", REVOKED))
                .extracting(RowChange::action, RowChange::code, RowChange::reason)
                .containsExactly(
                        tuple(Action.INSERT, "missing", "not there; if it was deleted by hand, nothing here can know"));
        assertThat(grants("orders.approve")).isZero();

        second().update();

        assertThat(grants("orders.approve")).isEqualTo(1);
        nothingMore(second());
    }

    @Test
    void without_a_ledger_a_revoked_permission_that_is_held_stays_away() throws Exception {
        firstRelease(false);

        Report plan = holding().plan(Mode.UPDATE);
        Report report = holding().update();

        for (Report each : List.of(plan, report)) {
            assertThat(of(each, "role_permission", REVOKED))
                    .extracting(RowChange::action, RowChange::code, RowChange::reason)
                    .containsExactly(tuple(
                            Action.LEAVE_OUT,
                            "held",
                            "not there, and this table's rows do not come back (missing: hold)"));
        }
        assertThat(grants("orders.approve")).isZero();
        isTheNewRelease();
        nothingMore(holding());
    }
}
