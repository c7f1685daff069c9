package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a ledger nothing that somebody decided is lost, whatever the seeds come to say later. */
public interface RememberingContract extends OnDatabase {
    private void tiers() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(40), price numeric(10,2))");
    }

    private void remembered() {
        db().seeds(tier("")).build().ledger().enable();
    }

    private static String tier(String rows) {
        return "tables: {tier: {key: [code], rows: [" + rows + "]}}";
    }

    private static RowChange only(Report report) {
        assertThat(report.changes()).hasSize(1);
        return report.changes().get(0);
    }

    @Test
    default void a_row_that_was_deleted_by_hand_stays_away() {
        tiers();
        remembered();
        String seeds = tier("{code: a, name: A}, {code: b, name: B}");
        db().update(seeds);
        db().sql("delete from tier where code = 'b'");

        Report fill = db().seeds(seeds).build().fill();
        Report update = db().update(seeds);

        assertThat(fill.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(only(fill).action()).isEqualTo(Action.LEAVE_OUT);
        assertThat(only(update).code()).isEqualTo("deleted");
        assertThat(only(update).reason()).isEqualTo("deleted by hand: the ledger knows that it was there");
        assertThat(update.tables().get(0).leftOut()).isEqualTo(1);
        assertThat(db().count("tier")).isEqualTo(1);
    }

    @Test
    default void a_row_that_was_deleted_by_hand_comes_back_on_request() {
        tiers();
        remembered();
        db().update(tier("{code: a}, {code: b}"));
        db().sql("delete from tier where code = 'b'");

        assertThat(db().update(tier("{code: a}, {code: b, $restore: true}")).inserted())
                .isEqualTo(1);
    }

    @Test
    default void a_row_that_was_there_before_the_ledger_stays_away_too() {
        tiers();
        db().sql("insert into tier (code, name) values ('a', 'A'), ('b', 'Mine')");
        remembered();
        String seeds = tier("{code: a, name: A}, {code: b, name: B}");

        assertThat(db().seeds(seeds).build().plan(Mode.UPDATE).warnings())
                .contains("2 rows were there before the ledger knew of them; a run writes them down in it.");
        Report met = db().update(seeds);
        assertThat(met.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(met.warnings()).isEmpty();
        db().sql("delete from tier");

        assertThat(db().update(seeds).tables().get(0).leftOut()).isEqualTo(2);
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void a_deletion_is_remembered_while_the_row_is_gone_from_the_seeds() {
        tiers();
        remembered();
        db().update(tier("{code: a}, {code: b}"));
        db().sql("delete from tier where code = 'b'");
        db().update(tier("{code: a}"));

        assertThat(db().update(tier("{code: a}, {code: b}")).tables().get(0).leftOut())
                .isEqualTo(1);
        assertThat(db().count("tier")).isEqualTo(1);
    }

    @Test
    default void what_seedbed_wrote_last_is_the_only_former_default() {
        tiers();
        remembered();
        db().update(tier("{code: a, price: 9}, {code: b, price: 9}"));
        db().update(tier("{code: a, price: 12}, {code: b, price: 12}"));
        assertThat(db().count("tier where price = 12")).isEqualTo(2);
        db().sql("update tier set price = 9 where code = 'b'");

        Report report = db().update(tier("{code: a, price: 15}, {code: b, price: 15, $was: {price: [9, 12]}}"));

        assertThat(db().rows("select code from tier where price = 15")).containsExactly("a");
        assertThat(report.tables().get(0).customised()).isEqualTo(1);
    }

    @Test
    default void values_met_as_they_are_declared_may_move_and_others_stay() {
        tiers();
        db().sql("insert into tier values ('a', 'A', 9), ('b', 'B', 7)");
        remembered();
        db().update(tier("{code: a, price: 9}, {code: b, price: 9}"));

        db().update(tier("{code: a, price: 12}, {code: b, price: 12}"));

        assertThat(db().count("tier where code = 'a' and price = 12")).isEqualTo(1);
        assertThat(db().count("tier where code = 'b' and price = 7")).isEqualTo(1);
    }

    @Test
    default void former_defaults_count_for_a_row_that_the_ledger_meets_for_the_first_time() {
        tiers();
        db().sql("insert into tier values ('a', 'A', 9)");
        remembered();

        db().update(tier("{code: a, price: 12, $was: {price: [9]}}"));
        assertThat(db().count("tier where price = 12")).isEqualTo(1);

        db().update(tier("{code: a, price: 15}"));
        assertThat(db().count("tier where price = 15")).isEqualTo(1);
    }

    @Test
    default void a_renamed_row_keeps_what_is_known_of_it() {
        tiers();
        remembered();
        db().update(tier("{code: pro, price: 9}"));
        db().update(tier("{code: team, price: 9, $formerly: [{code: pro}]}"));
        db().update(tier("{code: team, price: 12, $formerly: [{code: pro}]}"));
        assertThat(db().count("tier where code = 'team' and price = 12")).isEqualTo(1);

        db().sql("delete from tier");
        assertThat(db().update(tier("{code: team, price: 12, $formerly: [{code: pro}]}"))
                        .inserted())
                .isZero();
    }

    @Test
    default void a_retired_row_that_is_declared_again_is_planted_again() {
        tiers();
        remembered();
        db().update(tier("{code: a}, {code: b, name: B}"));
        Report retired = db().update("tables: {tier: {key: [code], rows: [{code: a}], retired: [{code: b}]}}");
        assertThat(retired.tables().get(0).retired()).isEqualTo(1);

        assertThat(db().update(tier("{code: a}, {code: b, name: B}")).inserted())
                .isEqualTo(1);
    }

    @Test
    default void a_retired_row_that_was_customised_stays() {
        tiers();
        db().sql("insert into tier values ('c', 'Own', 1)");
        remembered();
        db().update(tier("{code: a}, {code: b, name: B}, {code: c, name: C, price: 1}"));
        db().sql("update tier set name = 'Mine' where code = 'b'");

        Report report =
                db().update("tables: {tier: {key: [code], rows: [{code: a}], retired: [{code: b}, {code: c}]}}");

        assertThat(report.changes()).hasSize(2).allMatch(change -> change.code().equals("retired-kept"));
        assertThat(db().count("tier")).isEqualTo(3);
    }

    @Test
    default void a_pinned_value_stays_although_it_equals_a_former_default() {
        tiers();
        remembered();
        db().update(tier("{code: a, price: 9}"));
        Seedbed seedbed = db().seeds(tier("{code: a, price: 12}")).build();
        seedbed.ledger().pin("tier", Map.of("code", "a"), "price");

        Report report = seedbed.update();

        assertThat(only(report).code()).isEqualTo("pinned");
        assertThat(db().count("tier where price = 9")).isEqualTo(1);

        seedbed.ledger().unpin("tier", Map.of("code", "a"), "price");
        assertThat(seedbed.update().tables().get(0).updated()).isEqualTo(1);
    }

    @Test
    default void secrets_are_not_remembered() {
        tiers();
        remembered();

        db().update("tables: {tier: {key: [code], sensitive: [name], rows: [{code: a, name: hush, price: 9}]}}");

        assertThat(db().rows("select body from seedbed_ledger").toString())
                .contains("\"price\"")
                .doesNotContain("hush");
    }

    private void grants() {
        db().sql(
                        "create table role (id integer primary key, code varchar(20) not null unique)",
                        "create table role_grant (role_id integer references role, name varchar(20), note varchar(20),"
                                + " primary key (role_id, name))");
        remembered();
        db().update(grants("{id: 1, code: pro}", "{role_id: {code: pro}, name: %s, note: n}"));
    }

    private static String grants(String role, String grant) {
        return "tables:\n  role: {key: [code], rows: [" + role + "]}\n  role_grant: {rows: [" + grant.formatted("read")
                + ", " + grant.formatted("write") + "]}\n";
    }

    @Test
    default void rows_that_refer_to_a_renamed_row_are_known_by_the_name_that_it_had() {
        grants();
        db().sql("delete from role_grant where name = 'write'");

        Report report = db().update(grants(
                "{id: 1, code: team, $formerly: [{code: pro}]}", "{role_id: {code: team}, name: %s, note: m}"));

        assertThat(report.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(db().rows("select name, note from role_grant")).containsExactly("read|m");
        Report later = db().update(grants("{id: 1, code: team}", "{role_id: {code: team}, name: %s, note: o}"));
        assertThat(later.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(db().rows("select name, note from role_grant")).containsExactly("read|o");
    }

    @Test
    default void a_row_below_a_renamed_one_stays_away_although_another_row_has_the_former_name_now() {
        grants();
        db().update(grants("{id: 1, code: team, $formerly: [{code: pro}]}", "{role_id: {code: team}, name: %s}"));
        db().sql("delete from role_grant where name = 'write'");

        String roles = "{id: 1, code: team}, {id: 2, code: pro}";
        Report report = db().update(grants(roles, "{role_id: {code: team}, name: %s}"));
        Report other = db().update(grants(roles, "{role_id: {code: pro}, name: %s}"));

        assertThat(report.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(other.tables().get(1).inserted()).isEqualTo(2);
        assertThat(db().update(grants(roles, "{role_id: {code: team}, name: %s}"))
                        .outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().rows("select role_id, name from role_grant order by role_id, name"))
                .containsExactly("1|read", "2|read", "2|write");
    }

    @Test
    default void a_reference_to_a_renamed_row_may_move_although_another_row_has_the_former_name_now() {
        clients();
        remembered();
        db().update(clients("{id: 1, code: a}", "rows: [{name: x, tier_id: {code: a}}]"));
        db().update(clients("{id: 1, code: b, $formerly: [{code: a}]}", "rows: []"));
        db().update(clients("{id: 1, code: b}, {id: 2, code: a}", "rows: []"));

        Report report = db().update(clients("{id: 2, code: a}", "rows: [{name: x, tier_id: {code: a}}]"));

        assertThat(only(report).code()).isEqualTo("default-moved");
        assertThat(db().rows("select name, tier_id from client")).containsExactly("x|2");
    }

    @Test
    default void a_row_that_was_deleted_under_its_former_key_stays_away() {
        tiers();
        remembered();
        db().update(tier("{code: a}, {code: b}"));
        db().sql("delete from tier where code = 'b'");

        Report report = db().update(tier("{code: a}, {code: c, $formerly: [{code: b}]}"));

        assertThat(report.tables().get(0).leftOut()).isEqualTo(1);
        assertThat(db().count("tier")).isEqualTo(1);
    }

    @Test
    default void a_row_that_was_deleted_by_hand_stays_away_although_a_row_with_its_former_key_is_there() {
        tiers();
        remembered();
        db().update(tier("{code: a}, {code: b}"));
        db().sql("delete from tier where code = 'b'");
        String seeds = tier("{code: b, $formerly: [{code: a}]}");

        assertThat(only(db().update(seeds)).code()).isEqualTo("deleted");
        assertThat(db().seeds(seeds).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().rows("select code from tier")).containsExactly("a");
        assertThat(db().update(tier("{code: b, $formerly: [{code: a}], $restore: true}"))
                        .tables()
                        .get(0)
                        .renamed())
                .isEqualTo(1);
    }

    @Test
    default void it_stays_away_although_rows_with_several_of_its_former_keys_are_there() {
        tiers();
        remembered();
        db().update(tier("{code: a}, {code: c}"));
        db().sql("delete from tier where code = 'a'", "insert into tier (code) values ('b')");

        Report report = db().update(tier("{code: a, $formerly: [{code: b}, {code: c}]}"));

        assertThat(only(report).code()).isEqualTo("deleted");
        assertThat(db().rows("select code from tier order by code")).containsExactly("b", "c");
    }

    @Test
    default void a_row_below_a_renamed_one_is_not_deleted_because_a_row_with_its_own_former_key_is_there() {
        db().sql(
                        "create table role (id integer primary key, code varchar(20) not null unique)",
                        "create table role_grant (role_id integer references role, name varchar(20),"
                                + " primary key (role_id, name))");
        remembered();
        db().update("tables: {role: {key: [code], rows: [{id: 1, code: pro}]},"
                + " role_grant: {rows: [{role_id: {code: pro}, name: read}]}}");
        db().sql("insert into role_grant values (1, 'look')");

        Report report = db().seeds(
                        "tables: {role: {key: [code], rows: [{id: 1, code: team, $formerly: [{code: pro}]}]},"
                                + " role_grant: {rows: [{role_id: {code: team}, name: read, $formerly: [{name: look}]}]}}")
                .build()
                .plan(Mode.UPDATE);

        assertThat(report.changes()).extracting(RowChange::code).contains("rename-clash");
        assertThat(report.changes()).extracting(RowChange::code).doesNotContain("deleted");
    }

    @Test
    default void what_refers_to_a_row_that_is_left_out_cannot_have_its_key_either() {
        grants();
        db().update(grants("{id: 1, code: pro}, {id: 2, code: team}", "{role_id: {code: pro}, name: %s}"));
        db().sql("delete from role where code = 'team'");

        Report report = db().update(
                        grants("{id: 1, code: team, $formerly: [{code: pro}]}", "{role_id: {code: team}, name: %s}"));

        assertThat(report.changes())
                .extracting(RowChange::code)
                .containsExactly("deleted", "refers-to-left-out", "refers-to-left-out");
        assertThat(db().count("role_grant")).isEqualTo(2);
    }

    @Test
    default void init_meets_a_row_that_waits_for_its_rename() {
        tiers();
        db().sql("insert into tier values ('a', 'A', 1)");
        remembered();
        db().seeds(tier("{code: b, name: A, $formerly: [{code: a}]}")).build().init();
        db().sql("delete from tier");

        Report report = db().update(tier("{code: b, name: A, $formerly: [{code: a}]}"));

        assertThat(only(report).code()).isEqualTo("deleted");
    }

    @Test
    default void a_row_that_was_retired_and_brought_back_by_hand_goes_only_as_it_was_planted() {
        tiers();
        remembered();
        db().update(tier("{code: a, name: A}, {code: b, name: B}"));
        String seeds = "tables: {tier: {key: [code], rows: [], retired: [{code: a}, {code: b}]}}";
        db().update(seeds);
        db().sql("insert into tier (code) values ('a')", "insert into tier (code, name) values ('b', 'B')");

        db().update(seeds);

        assertThat(db().rows("select code, name from tier")).containsExactly("a|∅");
    }

    @Test
    default void a_reference_that_was_planted_may_move_to_nothing() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table client (name varchar(20) primary key, tier_id integer references tier)");
        remembered();
        db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: a}]}
                  client: {key: [name], rows: [{name: x, tier_id: {code: a}}, {name: y, tier_id: {code: a}}]}
                """);
        db().sql("insert into tier values (2, 'own')", "update client set tier_id = 2 where name = 'y'");

        db().update("tables: {client: {key: [name], rows: [{name: x, tier_id: null}, {name: y, tier_id: null}]}}");

        assertThat(db().rows("select name, tier_id from client order by name")).containsExactly("x|∅", "y|2");
    }

    @Test
    default void an_edit_of_what_is_never_compared_keeps_a_retired_row() {
        tiers();
        remembered();
        String seeds =
                "tables: {tier: {key: [code], insert-only: [price], rows: [{code: a, price: 1}, {code: b, price: 2}]}}";
        db().update(seeds);
        db().sql("update tier set price = 7 where code = 'b'");

        Report report = db().update("tables: {tier: {key: [code], insert-only: [price], rows: [],"
                + " retired: [{code: a}, {code: b}]}}");

        assertThat(report.tables().get(0).retired()).isEqualTo(1);
        assertThat(db().rows("select code from tier")).containsExactly("b");
    }

    @Test
    default void a_former_default_that_fill_meets_moves_with_the_next_update() {
        tiers();
        db().sql("insert into tier values ('a', 'A', 9)", "insert into tier values ('b', 'Mine', 9)");
        remembered();
        String seeds = tier(
                "{code: a, name: A, price: 12, $was: {price: [9]}}, {code: b, name: B, price: 12, $was: {price: [9]}}");

        assertThat(db().seeds(seeds).build().fill().outcome()).isEqualTo(Outcome.APPLIED);
        db().update(seeds);

        assertThat(db().count("tier where price = 12")).isEqualTo(2);
        assertThat(db().count("tier where name = 'Mine'")).isEqualTo(1);
    }

    private void clients() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table client (name varchar(20) primary key, tier_id integer references tier)");
    }

    private static String clients(String tier, String client) {
        return "tables:\n  client: {key: [name], " + client + "}\n  tier: {key: [code], rows: [" + tier + "]}\n";
    }

    @Test
    default void a_reference_to_a_row_that_was_renamed_since_may_move_to_nothing() {
        clients();
        remembered();
        db().update(clients("{id: 1, code: a}", "rows: [{name: x, tier_id: {code: a}}]"));
        db().update(clients("{id: 1, code: b, $formerly: [{code: a}]}", "rows: []"));

        Report report = db().update(clients("", "rows: [{name: x, tier_id: null}]"));

        assertThat(only(report).code()).isEqualTo("default-moved");
        assertThat(db().rows("select name, tier_id from client")).containsExactly("x|∅");
    }

    @Test
    default void a_reference_that_is_met_where_none_is_declared_is_known_by_the_key_of_its_row() {
        clients();
        db().sql("insert into tier values (1, 'a')", "insert into client values ('x', 1)");
        remembered();
        String seeds = clients("{id: 1, code: a}", "rows: [{name: x, tier_id: null, $was: {tier_id: [{code: a}]}}]");

        Report fill = db().seeds(seeds).build().fill();

        assertThat(only(fill).code()).isEqualTo("default-changed");
        assertThat(only(fill).columns()).containsExactly(Map.entry("tier_id.code", new ColumnChange("a", null)));
        assertThat(db().rows("select body from seedbed_ledger order by seq"))
                .anyMatch(body -> body.contains("\"tier_id.code\""));

        // It is no longer the row that was planted.
        db().sql("update tier set code = 'mine'");
        Report update = db().update(clients("", "rows: [{name: x, tier_id: null}]"));

        assertThat(only(update).code()).isEqualTo("customised-default-moved");
        assertThat(only(update).columns()).containsExactly(Map.entry("tier_id.code", new ColumnChange("mine", null)));
        assertThat(db().rows("select name, tier_id from client")).containsExactly("x|1");
    }

    @Test
    default void the_row_that_is_not_marked_as_deleted_tells_what_it_refers_to() {
        db().sql(
                        "create table org (id integer primary key, slug varchar(20) not null unique)",
                        "create table tier (org_id integer not null references org, id integer not null,"
                                + " code varchar(20) not null, primary key (org_id, id), unique (org_id, code))",
                        "create table client (name varchar(20), org_id integer, tier_id integer, deleted_at timestamp,"
                                + " foreign key (org_id, tier_id) references tier (org_id, id))",
                        "insert into org values (1, 'acme')",
                        "insert into org values (2, 'beta')",
                        "insert into tier values (1, 1, 'a')",
                        "insert into tier values (2, 1, 'b')",
                        "insert into client values ('x', 1, 1, null)",
                        "insert into client values ('x', 2, 1, '2020-01-01 00:00:00')");

        Report report = db().fill("""
                tables:
                  org: {key: [slug], rows: [{id: 1, slug: acme}, {id: 2, slug: beta}]}
                  tier: {key: [org_id, code], rows: [{org_id: {slug: acme}, id: 1, code: a}]}
                  client: {key: [name], soft-delete: deleted_at, rows: [{name: x, tier_id: null}]}
                """);

        assertThat(only(report).columns())
                .containsExactly(
                        Map.entry("tier_id.org_id.slug", new ColumnChange("acme", null)),
                        Map.entry("tier_id.code", new ColumnChange("a", null)));
    }

    @Test
    default void what_was_declared_as_a_number_stays_one_in_the_ledger() {
        clients();
        remembered();
        String tier = "{id: 1, code: a}, {id: 2, code: b}";
        db().update(clients(tier, "rows: [{name: x, tier_id: 1}, {name: y, tier_id: 1}]"));
        db().update(clients(tier, "rows: [], retired: [{name: x, $set: {tier_id: 2}}]"));
        db().update(clients(tier, "rows: [{name: y, tier_id: null}], retired: [{name: x, $set: {tier_id: 2}}]"));

        List<String> bodies = db().rows("select body from seedbed_ledger order by seq");
        assertThat(bodies).noneMatch(body -> body.contains("tier_id.code"));
        assertThat(bodies).anyMatch(body -> body.contains("\"before\":[\"tier_id\"]"));
        assertThat(db().rows("select name, tier_id from client order by name")).containsExactly("x|2", "y|∅");
    }

    @Test
    default void a_number_that_is_never_compared_is_told_when_its_row_goes() {
        clients();
        remembered();
        String tier = "{id: 1, code: a}";
        db().update(clients(tier, "insert-only: [tier_id], rows: [{name: x, tier_id: 1}]"));
        db().update(clients(tier, "insert-only: [tier_id], rows: [], retired: [{name: x}]"));

        assertThat(db().count("client")).isZero();
        assertThat(db().rows("select body from seedbed_ledger order by seq"))
                .anyMatch(body -> body.contains("\"retired\"") && body.contains("\"before\":[\"tier_id\"]"));
    }

    @Test
    default void a_reference_to_a_row_that_only_the_seeds_call_unique_is_known_without_them() {
        db().sql(
                        "create table tier (id integer primary key, slug varchar(20) not null unique, code varchar(20) not null)",
                        "create table client (name varchar(20) primary key, tier_id integer references tier)",
                        "insert into tier values (1, 's', 'a')",
                        "insert into client values ('x', 1)");
        remembered();
        String client = "  client: {key: [name], rows: [{name: x, tier_id: null, $was: {tier_id: [{slug: s}]}}]}\n";
        db().fill("tables:\n  tier: {key: [code], rows: [{id: 1, slug: s, code: a}]}\n" + client);

        Report report = db().update("tables:\n" + client);

        assertThat(only(report).code()).isEqualTo("default-moved");
    }

    @Test
    default void a_retired_row_with_a_reference_that_somebody_set_is_told_by_the_key_of_what_it_refers_to() {
        clients();
        db().sql("insert into tier values (1, 'a')", "insert into client values ('x', 1)");
        remembered();
        String tier = "{id: 1, code: a}";
        db().fill(clients(tier, "rows: [{name: x, tier_id: null}]"));

        Report report = db().update(clients(tier, "rows: [], retired: [{name: x}]"));

        assertThat(only(report).code()).isEqualTo("retired-kept");
        assertThat(only(report).columns()).containsExactly(Map.entry("tier_id.code", new ColumnChange("a", null)));
    }

    @Test
    default void a_reference_that_moved_to_nothing_and_was_set_again_by_hand_stays() {
        clients();
        remembered();
        db().update(clients("{id: 1, code: a}", "rows: [{name: x, tier_id: {code: a}}]"));
        String seeds = clients("{id: 1, code: a}", "rows: [{name: x, tier_id: null}]");
        db().update(seeds);
        assertThat(db().rows("select name, tier_id from client")).containsExactly("x|∅");
        db().sql("update client set tier_id = 1");

        Report report = db().update(seeds);

        assertThat(only(report).code()).isEqualTo("customised");
        assertThat(db().rows("select name, tier_id from client")).containsExactly("x|1");
    }

    @Test
    default void a_reference_to_a_row_that_waits_for_its_rename_is_known_as_planted() {
        clients();
        db().sql(
                        "insert into tier values (1, 'a')",
                        "insert into client values ('met', 1)",
                        "insert into client values ('other', null)");
        remembered();
        String renamed = "{id: 1, code: b, $formerly: [{code: a}]}";
        db().seeds(clients(
                        renamed,
                        "rows: [{name: met, tier_id: {code: b}}, {name: other, tier_id: {code: b}},"
                                + " {name: new, tier_id: {code: b}}]"))
                .build()
                .fill();
        assertThat(db().count("client where tier_id = 1")).isEqualTo(2);

        Report report = db().update(clients("", "rows: [], retired: [{name: met}, {name: other}, {name: new}]"));

        assertThat(report.changes().stream().map(RowChange::code))
                .containsExactlyInAnyOrder("retired", "retired-kept", "retired");
        assertThat(db().rows("select name from client")).containsExactly("other");
    }

    /** Rows that were planted before their column {@code name} was declared, which somebody gave values meanwhile. */
    private void plantedBeforeTheirColumn() {
        tiers();
        remembered();
        db().update(tier("{code: a, price: 1}, {code: b, price: 1}, {code: c, price: 1}"));
        db().update("tables: {tier: {key: [code], insert-only: [name], rows: [{code: a, price: 1, name: N},"
                + " {code: b, price: 1, name: N}, {code: c, price: 1, name: N}]}}");
        db().sql("update tier set name = 'Mine' where code = 'b'", "update tier set name = 'N' where code = 'c'");
    }

    @Test
    default void a_column_that_was_declared_after_planting_counts_for_a_retired_row() {
        plantedBeforeTheirColumn();

        Report report = db().update("tables: {tier: {key: [code], insert-only: [name], rows: [], retired: ["
                + "{code: a, name: N}, {code: b, name: N}, {code: c, name: N}]}}");

        assertThat(report.changes().stream().map(RowChange::code))
                .containsExactlyInAnyOrder("retired", "retired-kept", "retired");
        assertThat(db().rows("select code, name from tier")).containsExactly("b|Mine");
    }

    @Test
    default void a_column_that_was_declared_after_planting_counts_for_a_row_that_is_set_aside() {
        plantedBeforeTheirColumn();
        String seeds = "tables: {tier: {key: [code], insert-only: [name], rows: [], retired: ["
                + "{code: a, $set: {price: 0}}, {code: b, $set: {price: 0}}, {code: c, $set: {price: 0}}]}}";
        String former = """
                {"seedbed":"former","version":1}
                {"table":"tier","key":{"code":"a"},"was":{"name":["N"],"price":[1]},"absent":["name"]}
                {"table":"tier","key":{"code":"b"},"was":{"name":["N"],"price":[1]},"absent":["name"]}
                {"table":"tier","key":{"code":"c"},"was":{"name":["N"],"price":[1]},"absent":["name"]}
                """;

        Report report = db().files(Map.of("seeds.yaml", seeds, "former.jsonl", former))
                .build()
                .update();

        assertThat(report.changes().stream().map(RowChange::code))
                .containsExactlyInAnyOrder("retired", "retired-kept", "retired");
        assertThat(db().rows("select code from tier where price = 1")).containsExactly("b");
    }

    @Test
    default void a_managed_column_that_is_met_with_a_former_default_counts_as_planted() {
        tiers();
        db().sql("insert into tier values ('a', 'A', 9), ('b', 'B', 8)");
        remembered();
        String rows =
                "{code: a, name: A, price: 12, $was: {price: [9]}}, {code: b, name: B, price: 12, $was: {price: [9]}}";
        db().fill("tables: {tier: {key: [code], managed: [price], rows: [" + rows + "]}}");

        Report report = db().update("tables: {tier: {key: [code], rows: [], retired: [{code: a}, {code: b}]}}");

        assertThat(report.tables().get(0).retired()).isEqualTo(1);
        assertThat(db().rows("select code from tier")).containsExactly("b");
    }

    @Test
    default void of_however_many_differing_rows_that_fill_meets_no_edit_counts_as_planted() {
        tiers();
        StringBuilder live = new StringBuilder("insert into tier values ('t0', 'A', 7)");
        StringBuilder file = new StringBuilder("code,name,price\nt0,A,12\n");
        for (int i = 1; i < 20_100; i++) {
            live.append(", ('t").append(i).append("', 'A', 7)");
            file.append('t').append(i).append(",A,12\n");
        }
        db().sql(live.toString());
        remembered();
        db().files(Map.of("tier.csv", file.toString())).build().fill();
        db().sql("update tier set price = 12");

        Report report = db().files(Map.of("tier.csv", file.toString().replace(",12", ",15")))
                .build()
                .update();

        assertThat(report.tables().get(0).customised()).isEqualTo(20_100);
        assertThat(db().count("tier where price = 12")).isEqualTo(20_100);
    }
}
