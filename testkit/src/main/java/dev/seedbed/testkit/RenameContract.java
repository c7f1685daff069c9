package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import org.junit.jupiter.api.Test;

/** {@code $formerly}: a row that is there under a former key takes its new one, and stays the row that it is. */
public interface RenameContract extends OnDatabase {
    private void tiers() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, price integer)",
                        "create table tier_feature (tier_id integer not null references tier, name varchar(20) not null,"
                                + " note varchar(20), primary key (tier_id, name))",
                        "create table customer (name varchar(20) primary key, tier_id integer references tier)",
                        "insert into tier values (1, 'pro', 1)",
                        "insert into customer values ('acme', 1)");
    }

    @Test
    default void a_row_takes_its_new_key_in_place() {
        tiers();

        Report report = db().update("tables: {tier: {key: [code], rows: "
                + "[{id: 1, code: team, price: 1, $formerly: [{code: pro}]}]}}");

        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.RENAME);
            assertThat(change.code()).isEqualTo("renamed");
            assertThat(change.reason()).isEqualTo("renamed from code=pro");
            assertThat(change.columns()).containsEntry("code", new RowChange.ColumnChange("pro", "team"));
        });
        assertThat(report.tables().get(0).renamed()).isEqualTo(1);
        assertThat(db().rows("select c.name, t.code from customer c join tier t on t.id = c.tier_id"))
                .containsExactly("acme|team");
    }

    @Test
    default void what_else_moved_in_a_renamed_row_moves_with_it() {
        tiers();

        db().update("tables: {tier: {key: [code], rows: "
                + "[{id: 1, code: team, price: 2, $was: {price: [1]}, $formerly: [{code: older}, {code: pro}]}]}}");

        assertThat(db().rows("select code, price from tier")).containsExactly("team|2");
    }

    @Test
    default void a_customised_value_stays_in_a_renamed_row() {
        tiers();

        Report report = db().update(
                        "tables: {tier: {key: [code], rows: [{id: 1, code: team, price: 2, $formerly: [{code: pro}]}]}}");

        assertThat(db().rows("select code, price from tier")).containsExactly("team|1");
        assertThat(report.changes().get(0).reason()).isEqualTo("renamed from code=pro; price is customised and stays");
    }

    @Test
    default void rows_that_refer_to_a_renamed_row_find_it() {
        tiers();
        db().sql("insert into tier_feature values (1, 'api', 'old'), (1, 'export', 'mine')");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: team, price: 1, $formerly: [{code: pro}]}]}
                  tier_feature:
                    rows:
                      - {tier_id: {code: team}, name: api, note: new, $was: {note: [old]}}
                      - {tier_id: {code: team}, name: export, note: new, $was: {note: [old]}}
                      - {tier_id: {code: team}, name: sso, note: new}
                """);

        assertThat(db().rows("select tier_id, name, note from tier_feature order by name"))
                .containsExactly("1|api|new", "1|export|mine", "1|sso|new");
        assertThat(report.tables().get(1).inserted()).isEqualTo(1);
        assertThat(report.tables().get(1).updated()).isEqualTo(1);
    }

    @Test
    default void a_row_and_its_former_self_both_there_are_blocked() {
        tiers();
        db().sql("insert into tier values (2, 'team', 1)");

        String failure = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().seeds("tables: {tier: {key: [code], rows: "
                                        + "[{id: 2, code: team, price: 1, $formerly: [{code: pro}]}]}}")
                                .build()
                                .update());

        assertThat(failure)
                .contains("Row code=team of table \"tier\" is blocked: it is there, and so is a row with its former"
                        + " key code=pro.");
    }

    @Test
    default void a_child_whose_key_refers_to_its_renamed_parent_may_be_renamed_too() {
        tiers();
        db().sql("insert into tier_feature values (1, 'api', 'n')");

        db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: team, price: 1, $formerly: [{code: pro}]}]}
                  tier_feature:
                    rows:
                      - {tier_id: {code: team}, name: rest, note: n, $formerly: [{name: api}]}
                """);

        assertThat(db().rows("select tier_id, name from tier_feature")).containsExactly("1|rest");
    }

    @Test
    default void a_former_key_that_is_declared_still_is_refused() {
        tiers();

        String failure = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().seeds("tables: {tier: {key: [code], rows: "
                                        + "[{id: 1, code: team, price: 1, $formerly: [{code: pro}]},"
                                        + " {id: 2, code: pro, price: 5}]}}")
                                .build()
                                .update());

        assertThat(failure).contains("Row code=team was formerly code=pro, which is declared as well.");
    }

    @Test
    default void a_former_default_may_name_a_row_by_the_name_that_it_had() {
        tiers();
        db().sql("insert into tier values (2, 'free', 0)");
        String seeds = """
                tables:
                  tier:
                    key: [code]
                    rows: [{id: 1, code: team, price: 1, $formerly: [{code: pro}]}, {id: 2, code: free, price: 0}]
                  customer:
                    key: [name]
                    rows: [{name: acme, tier_id: {code: free}, $was: {tier_id: [{code: pro}]}}]
                """;

        db().update(seeds);

        assertThat(db().rows("select tier_id from customer")).containsExactly("2");
        db().sql("update customer set tier_id = 1");
        db().update(seeds);
        assertThat(db().rows("select tier_id from customer")).containsExactly("2");
    }

    @Test
    default void a_row_that_is_marked_as_deleted_is_not_renamed_over() {
        db().sql(
                        "create table client (code varchar(20) primary key, deleted_at timestamp)",
                        "insert into client values ('a', '2026-01-01 00:00:00'), ('b', null)");

        Report report = db().update(
                        "tables: {client: {key: [code], soft-delete: deleted_at, rows: [{code: a, $formerly: [{code: b}]}]}}");

        assertThat(report.tables().get(0).leftOut()).isEqualTo(1);
        assertThat(db().rows("select code from client order by code")).containsExactly("a", "b");
    }

    @Test
    default void a_key_by_which_rows_refer_is_renamed_only_where_they_follow() {
        db().sql(
                        "create table region (code varchar(20) primary key)",
                        "create table office (name varchar(20) primary key, region varchar(20) references region)",
                        "create table depot (name varchar(20) primary key, region varchar(20) references region"
                                + " on update cascade)",
                        "insert into region values ('a'), ('b')",
                        "insert into office values ('o', 'a')",
                        "insert into depot values ('d', 'b')");

        Report report = db().seeds("tables: {region: {rows: "
                        + "[{code: x, $formerly: [{code: a}]}, {code: y, $formerly: [{code: b}]}]}}")
                .allowBlocked(true)
                .build()
                .update();

        assertThat(report.blocked()).isEqualTo(1);
        assertThat(report.changes())
                .anySatisfy(change -> assertThat(change.reason())
                        .isEqualTo("rows of table office refer to it by its key code=a, and their foreign key does not"
                                + " follow (ON UPDATE CASCADE)"));
        assertThat(db().rows("select code from region order by code")).containsExactly("a", "y");
        assertThat(db().rows("select region from depot")).containsExactly("y");
    }

    @Test
    default void one_row_cannot_become_two() {
        tiers();

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().seeds(
                                                "tables: {tier: {key: [code], rows: "
                                                        + "[{id: 1, code: a, $formerly: [{code: pro}]}, {id: 2, code: b, $formerly: [{code: pro}]}]}}")
                                        .build()
                                        .update()))
                .contains("Rows code=a and code=b were both formerly code=pro.");
    }

    /** A foreign key by the natural key, which the database has follow where the row that it refers to is renamed. */
    private void following() {
        db().sql(
                        "create table tariff (code varchar(20) primary key)",
                        "create table feature_option (name varchar(20) primary key,"
                                + " plan_code varchar(20) references tariff on update cascade, note varchar(20))",
                        "insert into tariff values ('pro'), ('basic')",
                        "insert into feature_option values ('export', 'pro', 'a'), ('import', 'pro', 'a')");
    }

    @Test
    default void a_reference_that_followed_a_rename_of_this_run_moves_on() {
        following();

        Report report = db().update("""
                tables:
                  tariff: {rows: [{code: team, $formerly: [{code: pro}]}, {code: basic}]}
                  feature_option:
                    rows:
                      - {name: export, plan_code: {code: basic}, note: a, $was: {plan_code: [{code: pro}]}}
                      - {name: import, plan_code: {code: team}, note: b, $was: {note: [a]}}
                """);

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(db().rows("select * from feature_option order by name"))
                .containsExactly("export|basic|a", "import|team|b");
    }

    @Test
    default void a_retired_row_whose_reference_followed_a_rename_of_this_run_goes() {
        following();

        db().update("""
                tables:
                  tariff: {rows: [{code: team, $formerly: [{code: pro}]}, {code: basic}]}
                  feature_option:
                    rows: [{name: import, plan_code: {code: team}, note: a}]
                    retired: [{name: export, plan_code: {code: team}, note: a}]
                """);

        assertThat(db().rows("select * from feature_option order by name")).containsExactly("import|team|a");
    }
}
