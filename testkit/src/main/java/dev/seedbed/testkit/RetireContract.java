package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code retired}: a row that the application no longer wants goes, unless somebody decided on it or refers to it. */
public interface RetireContract extends OnDatabase {
    private void tiers(String onDelete) {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, name varchar(20),"
                                + " active boolean default true)",
                        "create table customer (name varchar(20) primary key, tier_id integer references tier"
                                + onDelete + ")",
                        "insert into tier values (1, 'legacy', 'Legacy', true), (2, 'beta', 'Mine', true),"
                                + " (3, 'new', 'New', true)");
    }

    private static String retired(String retired) {
        return "tables: {tier: {key: [code], rows: [{id: 3, code: new, name: New}], retired: [" + retired + "]}}";
    }

    private static RowChange only(Report report) {
        assertThat(report.changes()).hasSize(1);
        return report.changes().get(0);
    }

    @Test
    default void a_row_that_is_as_it_was_planted_is_deleted() {
        tiers("");

        Report report = db().update(retired("{code: legacy, name: Legacy}"));

        assertThat(only(report).action()).isEqualTo(Action.RETIRE);
        assertThat(only(report).code()).isEqualTo("retired");
        assertThat(report.tables().get(0).retired()).isEqualTo(1);
        assertThat(db().rows("select code from tier order by code")).containsExactly("beta", "new");
    }

    @Test
    default void a_row_that_is_marked_as_deleted_by_hand_is_gone_already() {
        db().sql(
                        "create table client (code varchar(20) primary key, name varchar(20), deleted_at timestamp)",
                        "insert into client values ('a', 'A', '2026-01-01 00:00:00')",
                        "insert into client values ('b', 'B', null)");

        Report report = db().update("tables: {client: {key: [code], soft-delete: deleted_at, rows: [],"
                + " retired: [{code: a, name: A}, {code: b, name: B}]}}");

        assertThat(report.changes()).extracting(RowChange::key).containsExactly(Map.of("code", "b"));
        assertThat(db().rows("select code from client")).containsExactly("a");
    }

    @Test
    default void a_customised_row_stays() {
        tiers("");

        Report report = db().update(retired("{code: beta, name: Beta}"));

        assertThat(only(report).action()).isEqualTo(Action.KEEP);
        assertThat(only(report).code()).isEqualTo("retired-kept");
        assertThat(only(report).reason()).isEqualTo("retired, and kept: customised in name");
        assertThat(db().count("tier")).isEqualTo(3);
    }

    @Test
    default void a_row_of_which_nothing_tells_what_it_was_planted_with_stays() {
        tiers("");

        Report report = db().update(retired("{code: legacy}"));

        assertThat(only(report).reason())
                .isEqualTo("retired, and kept: nothing tells what it was planted with; name its columns under"
                        + " \"retired\", or record former defaults");
    }

    @Test
    default void a_row_that_is_referred_to_stays() {
        tiers("");
        db().sql("insert into customer values ('acme', 1)");

        Report report = db().update(retired("{code: legacy, name: Legacy}"));

        assertThat(only(report).reason()).isEqualTo("retired, and kept: rows of table customer refer to it");
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_row_that_is_referred_to_stays_also_where_the_database_would_cascade() {
        tiers(" on delete cascade");
        db().sql("insert into customer values ('acme', 1)");

        db().update(retired("{code: legacy, name: Legacy}"));

        assertThat(db().count("tier")).isEqualTo(3);
        assertThat(db().count("customer")).isEqualTo(1);
    }

    @Test
    default void retired_rows_that_refer_to_each_other_go_together() {
        tiers("");
        db().sql("insert into customer values ('acme', 1)");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 3, code: new, name: New}], retired: [{code: legacy, name: Legacy}]}
                  customer: {key: [name], rows: [], retired: [{name: acme, tier_id: {code: legacy}}]}
                """);

        assertThat(report.changes()).hasSize(2).allMatch(change -> change.action() == Action.RETIRE);
        assertThat(db().count("customer")).isZero();
        assertThat(db().count("tier")).isEqualTo(2);
    }

    @Test
    default void a_tree_of_retired_rows_goes_from_its_leaves() {
        db().sql(
                        "create table unit (id integer primary key, name varchar(20) not null unique, parent integer"
                                + " references unit)",
                        "insert into unit values (1, 'a', null), (2, 'b', 1), (3, 'c', 2), (4, 'd', 1)");

        Report report = db().update("tables: {unit: {key: [name], rows: [{id: 1, name: a}], retired: ["
                + "{name: b, parent: {name: a}}, {name: c, parent: {name: b}}, {name: d, parent: {name: a}}]}}");

        assertThat(report.tables().get(0).retired()).isEqualTo(3);
        assertThat(db().rows("select name from unit")).containsExactly("a");
    }

    @Test
    default void a_tree_whose_leaf_stays_stays() {
        db().sql(
                        "create table unit (id integer primary key, name varchar(20) not null unique, parent integer"
                                + " references unit)",
                        "insert into unit values (1, 'a', null), (2, 'b', 1), (3, 'own', 2)");

        Report report = db().update(
                        "tables: {unit: {key: [name], rows: [{id: 1, name: a}], retired: [{name: b, parent: {name: a}}]}}");

        assertThat(only(report).reason()).isEqualTo("retired, and kept: rows of table unit refer to it");
    }

    @Test
    default void columns_of_a_retired_row_may_be_set_instead() {
        tiers("");
        db().sql("insert into customer values ('acme', 1)");

        Report report = db().update(retired("{code: legacy, name: Legacy, $set: {active: false}}"));

        assertThat(only(report).action()).isEqualTo(Action.RETIRE);
        assertThat(db().rows("select code from tier where not active")).containsExactly("legacy");
        assertThat(db().count("tier")).isEqualTo(3);
    }

    @Test
    default void what_a_retired_row_refers_to_is_told_by_its_key() {
        tiers("");
        db().sql("insert into customer values ('x', 1)");

        Report report = db().update("tables: {tier: {key: [code], rows: []},"
                + " customer: {key: [name], rows: [], retired: [{name: x, tier_id: null}]}}");

        assertThat(only(report).code()).isEqualTo("retired-kept");
        assertThat(only(report).columns()).containsExactly(Map.entry("tier_id.code", new ColumnChange("legacy", null)));
    }

    @Test
    default void a_row_that_is_not_there_is_no_matter() {
        tiers("");

        Report report = db().update(retired("{code: gone, name: Gone}"));

        assertThat(report.changes()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_row_cannot_be_declared_and_retired() {
        tiers("");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().seeds(retired("{code: new, name: New}"))
                                        .build()
                                        .update()))
                .contains("Row code=new is declared, and retired as well.");
    }

    @Test
    default void a_row_that_somebody_gave_values_stays_although_no_seed_declares_such_columns() {
        tiers("");

        Report report = db().update("tables: {tier: {key: [code], rows: [], retired: [{code: legacy}]}}");

        assertThat(only(report).code()).isEqualTo("retired-kept");
        assertThat(db().count("tier")).isEqualTo(3);
    }

    @Test
    default void a_retired_row_is_found_by_the_new_name_of_what_it_refers_to() {
        tiers("");
        db().sql("insert into customer values ('acme', 1)");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: now, name: Legacy, $formerly: [{code: legacy}]}]}
                  customer: {key: [name], rows: [], retired: [{name: acme, tier_id: {code: now}}]}
                """);

        assertThat(report.changes()).hasSize(2);
        assertThat(db().count("customer")).isZero();
    }

    @Test
    default void references_count_as_they_are_after_the_run() {
        tiers("");
        db().sql("insert into customer values ('acme', 1)", "insert into customer values ('own', null)");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 3, code: new, name: New}], retired: [{code: legacy, name: Legacy}]}
                  customer: {key: [name], rows: [{name: acme, tier_id: {code: new}, $was: {tier_id: [{code: legacy}]}}]}
                """);

        assertThat(report.tables().get(0).retired()).isEqualTo(1);
        assertThat(db().rows("select tier_id from customer where name = 'acme'"))
                .containsExactly("3");
    }

    @Test
    default void a_row_that_a_new_row_refers_to_stays() {
        tiers("");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 3, code: new, name: New}], retired: [{code: legacy, name: Legacy}]}
                  customer: {key: [name], rows: [{name: acme, tier_id: {code: legacy}}]}
                """);

        assertThat(report.tables().get(0).retired()).isZero();
        assertThat(db().rows("select tier_id from customer")).containsExactly("1");
    }

    @Test
    default void a_retired_row_that_is_not_there_hides_no_other() {
        tiers("");
        db().sql("insert into customer values ('acme', 1)");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 3, code: new, name: New}], retired: [{code: legacy, name: Legacy}]}
                  customer:
                    key: [name]
                    rows: []
                    retired: [{name: gone, tier_id: null}, {name: acme, tier_id: {code: legacy}}]
                """);

        assertThat(report.changes()).hasSize(2).allMatch(change -> change.action() == Action.RETIRE);
    }

    @Test
    default void a_row_under_a_renamed_one_may_be_set_aside() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table tier_grant (tier_id integer references tier, name varchar(20), level varchar(20),"
                                + " primary key (tier_id, name))",
                        "insert into tier values (1, 'd')",
                        "insert into tier_grant values (1, 'x', 'v')");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: b, $formerly: [{code: d}]}]}
                  tier_grant:
                    insert-only: [level]
                    rows: []
                    retired: [{tier_id: {code: b}, name: x, level: v, $set: {level: u}}]
                """);

        assertThat(report.changes()).hasSize(2);
        assertThat(db().rows("select level from tier_grant")).containsExactly("u");
    }

    @Test
    default void a_row_with_something_in_a_column_that_was_never_declared_stays() {
        tiers("");
        db().sql(
                        "alter table tier add column notes varchar(40)",
                        "update tier set notes = 'ours' where code = 'legacy'");

        Report report = db().update(retired("{code: legacy, name: Legacy}"));

        assertThat(only(report).reason()).isEqualTo("retired, and kept: customised in notes");
        assertThat(db().count("tier")).isEqualTo(3);
    }

    @Test
    default void a_row_that_is_renamed_is_not_retired_under_its_former_key() {
        tiers("");

        Report report = db().update("tables: {tier: {key: [code], rows: [{id: 1, code: now, name: Legacy,"
                + " $formerly: [{code: legacy}]}], retired: [{code: legacy, name: Legacy}]}}");

        assertThat(only(report).action()).isEqualTo(Action.RENAME);
    }

    @Test
    default void a_retired_key_that_is_there_twice_stays() {
        db().sql(
                        "create table client (code varchar(20), name varchar(20))",
                        "insert into client values ('a', 'A'), ('a', 'A'), ('b', 'B')");

        Report report = db().update("tables: {client: {key: [code], rows: [], retired: [{code: a, name: A}]}}");

        assertThat(only(report).code()).isEqualTo("retired-kept");
        assertThat(db().count("client")).isEqualTo(3);
    }

    @Test
    default void a_row_under_a_renamed_one_is_reported_by_the_key_that_the_seeds_wrote() {
        tiers("");
        db().sql(
                        "create table tier_grant (tier_id integer references tier, name varchar(20), note varchar(20),"
                                + " primary key (tier_id, name))",
                        "insert into tier_grant values (1, 'x', 'mine')",
                        "insert into tier_grant values (1, 'y', null)");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: now, name: Legacy, $formerly: [{code: legacy}]}]}
                  tier_grant:
                    rows: []
                    retired: [{tier_id: {code: now}, name: x}, {tier_id: {code: now}, name: y}]
                """);

        assertThat(report.changes().stream()
                        .filter(change -> change.table().equals("tier_grant"))
                        .map(change -> change.code() + " " + change.key()))
                .containsExactly("retired-kept {tier_id.code=now, name=x}", "retired {tier_id.code=now, name=y}");
        assertThat(db().rows("select name from tier_grant")).containsExactly("x");
    }

    /** Retires while somebody edits what is never compared, between the plan and the deletion. */
    private String editedMeanwhile(String retired) {
        tiers("");
        db().sql("alter table tier add column notes varchar(40)", "update tier set notes = 'new' where id = 1");
        String former = """
                {"seedbed":"former","version":1}
                {"table":"tier","key":{"code":"legacy"},"was":{"name":["Legacy"],"notes":["old","new"]}}
                """;
        String seeds = "tables: {tier: {key: [code], insert-only: [notes], rows: [], retired: [" + retired + "]}}";
        try (Interference interference =
                new Interference(db().connect(), "tier", "update tier set notes = 'mine' where id = 1")) {
            return db().fails(
                            SeedException.Kind.FAILED,
                            () -> Seedbed.on(interference.connection())
                                    .baseDirectory(db().write(Map.of("seeds.yaml", seeds, "former.jsonl", former)))
                                    .seeds("seeds")
                                    .environment("development")
                                    .build()
                                    .update());
        }
    }

    @Test
    default void an_edit_of_what_is_never_compared_keeps_a_row_that_is_about_to_be_deleted() {
        assertThat(editedMeanwhile("{code: legacy}")).contains("Table \"tier\" took 0 of 1 rows");
    }

    @Test
    default void an_edit_of_what_is_never_compared_keeps_a_row_that_is_about_to_be_set_aside() {
        assertThat(editedMeanwhile("{code: legacy, $set: {active: false}}"))
                .contains("Table \"tier\" took 0 of 1 rows");
    }

    @Test
    default void any_of_several_former_defaults_of_what_is_never_compared_lets_a_row_go() {
        tiers("");
        db().sql("alter table tier add column notes varchar(40)", "update tier set notes = 'new' where id = 1");
        String former = """
                {"seedbed":"former","version":1}
                {"table":"tier","key":{"code":"legacy"},"was":{"name":["Legacy"],"notes":["old","new"]}}
                """;
        String seeds = "tables: {tier: {key: [code], insert-only: [notes], rows: [], retired: [{code: legacy}]}}";

        Report report = db().files(Map.of("seeds.yaml", seeds, "former.jsonl", former))
                .build()
                .update();

        assertThat(only(report).code()).isEqualTo("retired");
    }

    private String plainly(String customers) {
        return """
                tables:
                  tier: {key: [code], rows: [{id: 3, code: new, name: New}], retired: [{code: legacy, name: Legacy}]}
                  customer: {key: [name], rows: [%s]}
                """.formatted(customers);
    }

    @Test
    default void a_row_that_a_new_row_refers_to_by_its_plain_value_stays() {
        tiers("");

        Report report = db().update(plainly("{name: acme, tier_id: 1}"));

        assertThat(report.tables().get(0).retired()).isZero();
        assertThat(db().rows("select tier_id from customer")).containsExactly("1");
    }

    @Test
    default void a_row_to_which_a_row_moves_by_its_plain_value_stays() {
        tiers("");
        db().sql("insert into customer values ('acme', 3)");

        Report report = db().update(plainly("{name: acme, tier_id: 1, $was: {tier_id: [3]}}"));

        assertThat(report.tables().get(0).retired()).isZero();
        assertThat(db().rows("select tier_id from customer")).containsExactly("1");
    }

    @Test
    default void what_a_retired_row_is_set_to_is_told_of_columns_that_are_never_compared_too() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20), note varchar(20))",
                        "insert into tier values ('a', 'A', 'n')");

        Report report = db().update("tables: {tier: {insert-only: [note], rows: [],"
                + " retired: [{code: a, name: A, note: n, $set: {note: gone}}]}}");

        assertThat(report.changes().get(0).columns()).containsEntry("note", new RowChange.ColumnChange(null, "gone"));
        assertThat(db().rows("select note from tier")).containsExactly("gone");
    }

    @Test
    default void a_row_whose_rename_is_blocked_is_not_retired_under_its_former_key() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) unique)",
                        "insert into tier values ('a', 'A'), ('z', 'X')");

        db().seeds("tables: {tier: {key: [code], managed: [name],"
                        + " rows: [{code: b, name: X, $formerly: [{code: a}]}], retired: [{code: a, name: A}]}}")
                .allowBlocked(true)
                .build()
                .update();

        assertThat(db().rows("select code from tier order by code")).containsExactly("a", "z");
    }

    @Test
    default void a_child_that_the_database_spells_otherwise_goes_together_with_its_parent() {
        db().sql(
                        "create table parent (code varchar(20) primary key)",
                        "create table child (code " + db().caseFoldingType()
                                + " primary key, parent_code varchar(20) references parent)",
                        "insert into parent values ('p')",
                        "insert into child values ('NO', 'p')");
        String seeds = """
                tables:
                  parent: {key: [code], rows: [], retired: [{code: p}]}
                  child: {key: [code], rows: [], retired: [{code: no, parent_code: {code: p}}]}
                """;

        Report report = db().update(seeds);

        assertThat(report.changes()).extracting(RowChange::code).containsExactly("retired", "retired");
        assertThat(db().count("parent")).isZero();
        assertThat(db().update(seeds).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_row_that_the_database_spells_otherwise_may_move_away_from_a_retired_one() {
        db().sql(
                        "create table parent (code varchar(20) primary key)",
                        "create table child (code " + db().caseFoldingType()
                                + " primary key, parent_code varchar(20) references parent)",
                        "insert into parent values ('p'), ('q')",
                        "insert into child values ('NO', 'p')");
        String seeds = """
                tables:
                  parent: {key: [code], rows: [{code: q}], retired: [{code: p}]}
                  child: {key: [code], managed: [parent_code], rows: [{code: no, parent_code: {code: q}}]}
                """;

        db().update(seeds);

        assertThat(db().rows("select code from parent")).containsExactly("q");
        assertThat(db().update(seeds).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void what_somebody_wrote_into_a_column_that_updates_bring_along_keeps_a_row() {
        db().sql(
                        "create table thing (code varchar(20) primary key, name varchar(20), touched varchar(20))",
                        "insert into thing values ('a', 'A', null), ('b', 'B', 'r2'), ('c', 'C', 'mine')");

        db().update("""
                tables:
                  thing:
                    key: [code]
                    on-update: {touched: r2}
                    rows: []
                    retired: [{code: a, name: A}, {code: b, name: B}, {code: c, name: C}]
                """);

        assertThat(db().rows("select code, touched from thing")).containsExactly("c|mine");
    }

    @Test
    default void a_row_of_a_table_that_a_left_out_seeder_declares_stays_however_that_writes_it() {
        db().sql("create table tier (code varchar(20) primary key, name varchar(20))");
        for (String written : List.of("tier", db().qualified("tier"), db().qualified("TIER"), "Tier")) {
            db().sql("delete from tier", "insert into tier values ('a', 'A')");

            Report report = db().files(Map.of(
                            "a.yaml",
                            "tables: {" + written + ": {rows: [{code: a, name: A}]}}",
                            "b.yaml",
                            "tables: {tier: {key: [code], rows: [], retired: [{code: a, name: A}]}}"))
                    .onlySeeders(List.of("b"))
                    .build()
                    .update();

            assertThat(db().rows("select code from tier")).as(written).containsExactly("a");
            assertThat(report.changes())
                    .extracting(RowChange::reason)
                    .containsExactly(
                            "retired, and kept: another seeder, which this run leaves out, declares rows of the table");
        }
    }

    @Test
    default void a_former_default_under_the_new_name_of_what_the_key_refers_to_lets_a_row_go() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table tier_grant (tier_id integer references tier, feature varchar(20),"
                                + " level varchar(20), primary key (tier_id, feature))",
                        "insert into tier values (1, 'pro')",
                        "insert into tier_grant values (1, 'x', 'w'), (1, 'y', 'mine')");
        String former = """
                {"seedbed":"former","version":1}
                {"table":"tier_grant","key":{"tier_id":{"code":"team"},"feature":"x"},"was":{"level":["w"]}}
                {"table":"tier_grant","key":{"tier_id":{"code":"team"},"feature":"y"},"was":{"level":["w"]}}
                """;
        String seeds = """
                tables:
                  tier: {key: [code], rows: [{id: 1, code: team, $formerly: [{code: pro}]}]}
                  tier_grant:
                    rows: []
                    retired: [{tier_id: {code: team}, feature: x}, {tier_id: {code: team}, feature: y}]
                """;

        db().files(Map.of("seeds.yaml", seeds, "former.jsonl", former)).build().update();

        assertThat(db().rows("select feature from tier_grant")).containsExactly("y");
    }
}
