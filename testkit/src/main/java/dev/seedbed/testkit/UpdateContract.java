package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new default reaches every row that still holds a former one, and no row that somebody decided on. */
public interface UpdateContract extends OnDatabase {
    private void tiers(String... rows) {
        db().sql("create table tier (code varchar(20) primary key, name varchar(40), price numeric(10,2),"
                + " enabled boolean, note varchar(40), updated_at timestamp)");
        for (String row : rows) {
            db().sql("insert into tier (code, name, price) values " + row);
        }
    }

    private static RowChange only(Report report) {
        assertThat(report.changes()).hasSize(1);
        return report.changes().get(0);
    }

    private static String tier(String row) {
        return "tables: {tier: {key: [code], rows: [" + row + "]}}";
    }

    @Test
    default void a_row_that_holds_a_former_default_takes_the_new_one() {
        tiers("('starter', 'Starter', 9)");

        Report report = db().update(tier("{code: starter, name: Starter, price: 12, $was: {price: [9]}}"));

        RowChange change = only(report);
        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.code()).isEqualTo("default-moved");
        assertThat(change.reason()).isEqualTo("default changed, not customised");
        assertThat(change.columns()).hasSize(1).hasEntrySatisfying("price", price -> {
            assertThat(Double.parseDouble(String.valueOf(price.from()))).isEqualTo(9);
            assertThat(price.to()).isEqualTo("12.00");
        });
        assertThat(db().count("tier where price = 12")).isEqualTo(1);
        assertThat(report.tables())
                .containsExactly(new TableCounts("seeds", "tier", 1, 0, 1, 0, 0, 0, 0, 0, 0, 0L, null));
    }

    @Test
    default void without_a_ledger_it_is_said_once_what_nothing_can_know() {
        tiers("('starter', 'Starter', 9)", "('free', 'Free', 0)");
        String seeds = tier("{code: starter, name: Starter, price: 12, $was: {price: [9]}}, {code: free}, {code: pro},"
                + " {code: team}");
        String said = "Without a ledger nothing can know whether somebody deleted one of the 2 that were not there, or"
                + " whether somebody chose the former default of the row that takes a new one: \"seedbed ledger enable\""
                + " has later runs remember.";

        assertThat(db().seeds(seeds).build().plan(Mode.FILL).warnings()).isEmpty();
        assertThat(db().seeds(seeds).build().plan(Mode.UPDATE).warnings()).containsExactly(said);
        assertThat(db().update(seeds).warnings()).containsExactly(said);
        assertThat(db().update(seeds).warnings()).isEmpty();
    }

    @Test
    default void with_a_ledger_or_into_an_empty_table_nothing_is_unknown() {
        tiers();
        assertThat(db().update(tier("{code: starter, price: 9}")).warnings()).isEmpty();
        new Ledgers(db()).create();
        db().update(tier("{code: starter, price: 9}"));

        assertThat(db().update(tier("{code: starter, price: 12, $was: {price: [9]}}, {code: pro}"))
                        .warnings())
                .isEmpty();
    }

    @Test
    default void a_value_that_somebody_chose_stays_and_is_said_to_be_customised() {
        tiers("('starter', 'Starter', 15)");

        Report report = db().update(tier("{code: starter, name: Starter, price: 12, $was: {price: [9]}}"));

        RowChange change = only(report);
        assertThat(change.action()).isEqualTo(Action.KEEP);
        assertThat(change.code()).isEqualTo("customised-default-moved");
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().count("tier where price = 15")).isEqualTo(1);
        assertThat(report.tables().get(0).customised()).isEqualTo(1);
    }

    @Test
    default void a_value_whose_default_never_moved_is_customised() {
        tiers("('starter', 'Beginner', 12)");

        Report report = db().update(tier("{code: starter, name: Starter, price: 12}"));

        assertThat(only(report).code()).isEqualTo("customised");
        assertThat(db().rows("select name from tier")).containsExactly("Beginner");
    }

    @Test
    default void columns_of_one_row_are_decided_one_by_one() {
        tiers("('starter', 'Mine', 9)");

        Report report = db().update(
                        tier("{code: starter, name: Starter, price: 12, $was: {price: [9], name: [Start, Begin]}}"));

        RowChange change = only(report);
        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.reason()).isEqualTo("default changed, not customised; name is customised and stays");
        assertThat(db().count("tier where price = 12 and name = 'Mine'")).isEqualTo(1);
    }

    @Test
    default void a_managed_column_that_somebody_changed_is_not_told_as_untouched() {
        tiers("('starter', 'Mine', 9)");

        Report report = db().update("tables: {tier: {key: [code], managed: [name],"
                + " rows: [{code: starter, name: Starter, price: 12, $was: {price: [9]}}]}}");

        assertThat(only(report).code()).isEqualTo("default-moved");
        assertThat(only(report).reason())
                .isEqualTo("default of price changed, not customised; the seeds own name (managed)");
    }

    @Test
    default void columns_that_stay_are_named_together() {
        tiers("('starter', 'Mine', 9)");

        Report report = db().update("tables: {tier: {key: [code], rows: [{code: crew, name: Starter, price: 12,"
                + " $formerly: [{code: starter}]}]}}");

        assertThat(only(report).reason()).isEqualTo("renamed from code=starter; name, price are customised and stay");
    }

    @Test
    default void a_former_default_is_compared_as_the_column_has_it() {
        tiers("('starter', 'Starter', 9)", "('team', null, 2)");

        db().update(tier("{code: starter, name: Starter, price: 12, $was: {price: ['9.000']}},"
                + "{code: team, name: Team, price: 2, $was: {name: [null]}}"));

        assertThat(db().count("tier where price = 12")).isEqualTo(1);
        assertThat(db().count("tier where name = 'Team'")).isEqualTo(1);
    }

    @Test
    default void managed_columns_are_brought_back_to_what_is_declared() {
        tiers("('starter', 'Edited', 12)");

        Report report = db().update("tables: {tier: {key: [code], managed: [name],"
                + " rows: [{code: starter, name: Starter, price: 12}]}}");

        assertThat(only(report).code()).isEqualTo("managed");
        assertThat(only(report).reason()).isEqualTo("the seeds own it (managed)");
        assertThat(db().rows("select name from tier")).containsExactly("Starter");
    }

    @Test
    default void insert_only_columns_are_never_changed() {
        tiers("('starter', 'Edited', 12)");

        Report report = db().update("tables: {tier: {key: [code], insert-only: [name],"
                + " rows: [{code: starter, name: Starter, price: 12, $was: {name: [Edited]}}]}}");

        assertThat(report.changes()).isEmpty();
        assertThat(db().rows("select name from tier")).containsExactly("Edited");
    }

    @Test
    default void what_other_changes_bring_along_moves_only_with_them() {
        tiers("('starter', 'Starter', 9)", "('team', 'Team', 49)");
        db().sql("update tier set updated_at = '2020-01-01 00:00:00'");

        db().update("""
                tables:
                  tier:
                    key: [code]
                    on-update: {updated_at: {$now: true}}
                    rows:
                      - {code: starter, name: Starter, price: 12, $was: {price: [9]}}
                      - {code: team, name: Team, price: 49}
                """);

        assertThat(db().rows("select code from tier where updated_at = '2020-01-01 00:00:00'"))
                .containsExactly("team");
    }

    @Test
    default void missing_rows_are_planted_and_update_seeders_with_them() {
        tiers();

        Report fill = db().seeds("group: update\ntables: {tier: {key: [code], rows: [{code: team}]}}")
                .build()
                .fill();
        assertThat(fill.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(fill.tables().get(0).skipped()).isEqualTo("waits for update");

        Report update = db().update("group: update\ntables: {tier: {key: [code], rows: [{code: team}]}}");
        assertThat(update.inserted()).isEqualTo(1);
    }

    @Test
    default void a_reference_is_moved_like_any_other_value() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table client (name varchar(20) primary key, tier_id integer references tier)",
                        "insert into tier values (1, 'old'), (2, 'mine')",
                        "insert into client values ('a', 1), ('b', 2), ('c', null)");

        Report report = db().update("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: old}, {id: 2, code: mine}, {id: 3, code: new}]}
                  client:
                    key: [name]
                    rows:
                      - {name: a, tier_id: {code: new}, $was: {tier_id: [{code: old}]}}
                      - {name: b, tier_id: {code: new}, $was: {tier_id: [{code: old}]}}
                      - {name: c, tier_id: {code: new}, $was: {tier_id: [null]}}
                """);

        assertThat(db().rows("select name, tier_id from client order by name")).containsExactly("a|3", "b|2", "c|3");
        assertThat(report.tables().get(1).updated()).isEqualTo(2);
        assertThat(report.tables().get(1).customised()).isEqualTo(1);
    }

    @Test
    default void a_unique_value_that_another_row_holds_blocks_the_change() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(40) unique)",
                        "insert into tier values ('a', 'Old'), ('own', 'New')");
        String seeds = tier("{code: a, name: New, $was: {name: [Old]}}");

        String failure = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().seeds(seeds).build().update());

        assertThat(failure)
                .contains("Row code=a of table \"tier\" is blocked: another row holds name \"New\" already, and it must"
                        + " be unique.");
    }

    @Test
    default void blocked_rows_may_stay_behind_while_the_rest_is_changed() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(40) unique)",
                        "insert into tier values ('a', 'Old'), ('own', 'New'), ('b', 'B')");

        Report report = db().seeds(
                        tier("{code: a, name: New, $was: {name: [Old]}}, {code: b, name: Better, $was: {name: [B]}}"))
                .allowBlocked(true)
                .build()
                .update();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select name from tier order by code")).containsExactly("Old", "Better", "New");
    }

    @Test
    default void a_row_that_was_deleted_by_hand_comes_back_without_a_ledger_and_the_plan_says_so() {
        tiers("('own', 'Own', 1)");

        Report plan = db().seeds(tier("{code: starter, name: Starter}")).build().plan(Mode.UPDATE);

        assertThat(only(plan).code()).isEqualTo("missing");
        assertThat(only(plan).reason()).isEqualTo("not there; if it was deleted by hand, nothing here can know");
    }

    @Test
    default void a_row_marked_as_deleted_is_restored_only_on_request() {
        db().sql(
                        "create table client (code varchar(20) primary key, name varchar(20), deleted_at timestamp)",
                        "insert into client values ('a', 'Old', '2026-01-01 00:00:00')");
        String seeds = "tables: {client: {key: [code], soft-delete: deleted_at, rows: "
                + "[{code: a, name: A, $was: {name: [Old]}%s}]}}";

        Report first = db().update(seeds.formatted(""));
        assertThat(only(first).action()).isEqualTo(Action.LEAVE_OUT);
        assertThat(db().rows("select name from client where deleted_at is not null"))
                .containsExactly("Old");

        Report second = db().update(seeds.formatted(", $restore: true"));
        assertThat(only(second).code()).isEqualTo("restored");
        assertThat(db().rows("select name from client where deleted_at is null"))
                .containsExactly("A");
    }

    @Test
    default void fill_says_what_update_would_change_and_changes_nothing() {
        tiers("('starter', 'Starter', 9)");

        Report report = db().seeds(tier("{code: starter, name: Starter, price: 12, $was: {price: [9]}}"))
                .build()
                .fill();

        assertThat(only(report).code()).isEqualTo("default-changed");
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().count("tier where price = 9")).isEqualTo(1);
    }

    @Test
    default void many_rows_are_changed_together() {
        tiers();
        StringBuilder before = new StringBuilder("tables:\n  tier:\n    key: [code]\n    rows:\n");
        StringBuilder now = new StringBuilder(before);
        for (int i = 1; i <= 12_000; i++) {
            before.append("      - {code: t").append(i).append(", price: 9}\n");
            now.append("      - {code: t")
                    .append(i)
                    .append(i % 2 == 0 ? ", price: 12, $was: {price: [9]}" : ", price: 9");
            now.append("}\n");
        }
        db().fill(before.toString());

        Report report = db().update(now.toString());

        assertThat(report.tables().get(0).updated()).isEqualTo(6_000);
        assertThat(db().count("tier where price = 12")).isEqualTo(6_000);
    }

    @Test
    default void the_key_may_be_a_reference() {
        db().sql(
                        "create table role (id integer primary key, name varchar(20) not null unique)",
                        "create table permission (id integer primary key, name varchar(20) not null unique)",
                        "create table role_permission (role_id integer references role, permission_id integer"
                                + " references permission, level varchar(10), primary key (role_id, permission_id))",
                        "insert into role values (1, 'admin'), (2, 'guest')",
                        "insert into permission values (1, 'read')",
                        "insert into role_permission values (1, 1, 'low'), (2, 1, 'mine')");

        db().update("""
                tables:
                  role: {key: [name], rows: [{id: 1, name: admin}, {id: 2, name: guest}]}
                  permission: {key: [name], rows: [{id: 1, name: read}]}
                  role_permission:
                    rows:
                      - {role_id: {name: admin}, permission_id: {name: read}, level: high, $was: {level: [low]}}
                      - {role_id: {name: guest}, permission_id: {name: read}, level: high, $was: {level: [low]}}
                """);

        assertThat(db().rows("select role_id, level from role_permission order by role_id"))
                .containsExactlyElementsOf(List.of("1|high", "2|mine"));
    }

    @Test
    default void of_two_rows_with_one_key_the_one_that_is_not_marked_as_deleted_counts() {
        db().sql(
                        "create table client (id integer, code varchar(20), price numeric(10,2),"
                                + " deleted_at timestamp)",
                        "insert into client values (1, 'a', 9, '2026-01-01 00:00:00'), (2, 'a', 9, null),"
                                + " (3, 'b', 9, '2026-01-01 00:00:00'), (4, 'b', 7, null)");

        Report report = db().update("tables: {client: {key: [code], soft-delete: deleted_at, rows: "
                + "[{code: a, price: 12, $was: {price: ['9.0']}}, {code: b, price: 12, $was: {price: ['9.0']}}]}}");

        assertThat(report.tables().get(0).updated()).isEqualTo(1);
        assertThat(report.tables().get(0).customised()).isEqualTo(1);
        assertThat(db().rows("select id from client where price = 12")).containsExactly("2");
    }

    @Test
    default void an_edit_of_case_alone_that_comes_in_between_is_not_lost() {
        String blind = db().caseFoldingType();
        db().sql(
                        "create table label (code varchar(20) primary key, name " + blind + ")",
                        "insert into label values ('a', 'basic')");
        String seeds = "tables: {label: {rows: [{code: a, name: plain, $was: {name: [Basic]}}]}}";

        try (Interference interference =
                new Interference(db().connect(), "label", "update label set name = 'BASIC' where code = 'a'")) {
            assertThat(db().fails(
                                    SeedException.Kind.FAILED,
                                    () -> db().joined(interference.connection(), seeds)
                                            .build()
                                            .update()))
                    .contains("Table \"label\" took 0 of 1 rows");
        }

        assertThat(db().update(seeds).tables().get(0).updated()).isEqualTo(1);
    }

    @Test
    default void former_defaults_of_a_table_that_was_written_in_another_case_count() {
        db().sql(
                        "create table label (code varchar(20) primary key, name varchar(20))",
                        "insert into label values ('a', 'A')");
        String former = """
                {"seedbed":"former","version":1}
                {"table":"Label","key":{"code":"a"},"was":{"name":["A"]}}
                """;

        Report report = db().files(
                        Map.of("seeds.yaml", "tables: {label: {rows: [{code: a, name: B}]}}", "former.jsonl", former))
                .build()
                .update();

        assertThat(report.tables().get(0).updated()).isEqualTo(1);
    }
}
