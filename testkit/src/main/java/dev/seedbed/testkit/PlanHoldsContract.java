package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import org.junit.jupiter.api.Test;

/** What a plan says is what {@code update} does: where nobody else writes, every row that it names is written. */
public interface PlanHoldsContract extends OnDatabase {
    String CLIENT = "create table client (code varchar(20) primary key, name varchar(20), deleted_at timestamp)";

    private void permissions() {
        db().sql(
                        "create table permission (id integer primary key, name varchar(20) not null unique)",
                        "create table granted (role varchar(20) not null, permission_id integer not null references"
                                + " permission, level integer, primary key (role, permission_id))",
                        "insert into permission values (1, 'old')",
                        "insert into granted values ('admin', 1, 1)");
    }

    @Test
    default void a_row_may_be_renamed_into_a_reference_to_a_row_that_the_same_run_inserts() {
        permissions();

        Report report = db().update("""
                tables:
                  permission: {key: [name], rows: [{id: 1, name: old}, {id: 2, name: new}]}
                  granted:
                    rows:
                      - role: admin
                        permission_id: {name: new}
                        level: 2
                        $was: {level: [1]}
                        $formerly: [{permission_id: {name: old}}]
                """);

        assertThat(db().rows("select role, permission_id, level from granted")).containsExactly("admin|2|2");
        assertThat(report.tables().get(1).renamed()).isEqualTo(1);
    }

    private void nodes() {
        db().sql(
                        "create table node (id integer primary key, parent_id integer references node, name varchar(20)"
                                + " not null, note varchar(20), unique (parent_id, name))",
                        "insert into node values (1, null, 'a', null), (2, 1, 'x', null)");
    }

    @Test
    default void a_row_may_be_renamed_below_a_row_of_its_own_table_that_the_same_run_inserts() {
        nodes();

        db().update("""
                tables:
                  node:
                    key: [parent_id, name]
                    rows:
                      - {id: 3, parent_id: {name: b}, name: y, $formerly: [{parent_id: {name: a}, name: x}]}
                      - {id: 4, parent_id: {parent_id: {name: b}, name: y}, name: z}
                      - {id: 1, name: a}
                      - {id: 5, name: b}
                """);

        assertThat(db().rows("select id, parent_id, name from node order by id"))
                .containsExactly("1|∅|a", "2|5|y", "4|2|z", "5|∅|b");
    }

    @Test
    default void a_row_and_the_row_that_its_key_refers_to_may_be_renamed_together() {
        nodes();

        db().update("""
                tables:
                  node:
                    key: [parent_id, name]
                    rows:
                      - {id: 2, parent_id: {name: b}, name: y, $formerly: [{name: x}]}
                      - {id: 1, name: b, $formerly: [{name: a}]}
                      - {id: 3, parent_id: {parent_id: {name: b}, name: y}, name: z}
                """);

        assertThat(db().rows("select id, parent_id, name from node order by id"))
                .containsExactly("1|∅|b", "2|1|y", "3|2|z");
    }

    @Test
    default void a_row_that_names_the_former_key_of_what_its_key_refers_to_is_there_under_it() {
        permissions();

        db().update("""
                tables:
                  permission: {key: [name], rows: [{id: 1, name: new, $formerly: [{name: old}, {name: old}]}]}
                  granted:
                    rows:
                      - {role: admin, permission_id: {name: new}, level: 1, $formerly: [{permission_id: {name: old}}]}
                """);

        assertThat(db().rows("select role, permission_id, level from granted")).containsExactly("admin|1|1");
    }

    @Test
    default void a_row_that_refers_to_a_rename_which_is_blocked_shares_its_fate() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) unique, up varchar(20)"
                                + " references tier)",
                        "insert into tier values ('pro', 'Pro', null), ('own', 'Team', null), ('low', 'Low', null)");

        Report report = db().seeds("""
                tables:
                  tier:
                    key: [code]
                    managed: [name, up]
                    rows:
                      - {code: free, name: Free, up: {code: team}}
                      - {code: low, name: Low, up: {code: team}}
                      - {code: team, name: Team, $formerly: [{code: pro}]}
                """).allowBlocked(true).build().update();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes())
                .extracting(RowChange::code)
                .containsExactly("refers-to-blocked", "refers-to-blocked", "unique-clash");
        assertThat(db().rows("select code, up from tier order by code")).containsExactly("low|∅", "own|∅", "pro|∅");
    }

    @Test
    default void a_row_below_a_rename_which_is_blocked_is_blocked_where_it_would_change() {
        permissions();
        db().sql(
                        "create table part (permission_id integer not null references permission, name varchar(20) not"
                                + " null, note varchar(20), primary key (permission_id, name))",
                        "insert into part values (1, 'p', 'n'), (1, 'q', 'old')",
                        "insert into permission values (2, 'mine')");

        Report report = db().seeds("""
                tables:
                  permission: {key: [name], managed: [id], rows: [{id: 2, name: new, $formerly: [{name: old}]}]}
                  part:
                    managed: [note]
                    rows:
                      - {permission_id: {name: new}, name: p, note: n}
                      - {permission_id: {name: new}, name: q, note: now}
                      - {permission_id: {name: new}, name: r, note: n}
                """).allowBlocked(true).build().update();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes())
                .extracting(RowChange::code)
                .containsExactly("unique-clash", "refers-to-blocked", "refers-to-blocked", "refers-to-blocked");
    }

    @Test
    default void a_row_that_is_marked_as_deleted_under_its_former_key_is_restored_under_its_new_one() {
        db().sql(CLIENT, "insert into client values ('a', 'A', '2026-01-01 00:00:00')");
        String seeds = "tables: {client: {key: [code], soft-delete: deleted_at, managed: [name],"
                + " rows: [{code: b, name: B, $formerly: [{code: a}]}]}}";

        assertThat(db().update(seeds).tables().get(0).leftOut()).isEqualTo(1);
        Report report = db().seeds(seeds).restore(true).build().update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.tables().get(0).renamed()).isEqualTo(1);
        assertThat(db().rows("select code, name, deleted_at from client")).containsExactly("b|B|∅");
    }

    @Test
    default void a_restored_row_below_a_renamed_one_is_found() {
        permissions();
        db().sql(
                        "create table part (permission_id integer not null references permission, name varchar(20) not"
                                + " null, deleted_at timestamp, primary key (permission_id, name))",
                        "insert into part values (1, 'p', '2026-01-01 00:00:00')");

        Report report = db().seeds("""
                tables:
                  permission: {key: [name], rows: [{id: 1, name: new, $formerly: [{name: old}]}]}
                  part: {soft-delete: deleted_at, rows: [{permission_id: {name: new}, name: p}]}
                """).restore(true).build().update();

        assertThat(report.errors()).isEmpty();
        assertThat(db().rows("select permission_id, name, deleted_at from part"))
                .containsExactly("1|p|∅");
    }

    @Test
    default void a_former_row_that_is_marked_as_deleted_is_not_there() {
        db().sql(
                        CLIENT,
                        "insert into client values ('a', 'A', '2026-01-01 00:00:00'), ('b', 'A', null),"
                                + " ('c', 'A', '2026-01-01 00:00:00')");

        Report report = db().update("tables: {client: {key: [code], soft-delete: deleted_at, managed: [name], rows:"
                + " [{code: d, name: D, $formerly: [{code: a}, {code: b}, {code: c}]}]}}");

        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select code, name from client order by code")).containsExactly("a|A", "c|A", "d|D");
    }

    @Test
    default void a_row_that_is_there_does_not_clash_with_a_former_one_that_is_marked_as_deleted() {
        db().sql(CLIENT, "insert into client values ('a', 'A', '2026-01-01 00:00:00'), ('b', 'A', null)");

        Report report = db().update("tables: {client: {key: [code], soft-delete: deleted_at, managed: [name], rows:"
                + " [{code: b, name: B, $formerly: [{code: a}]}]}}");

        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select code, name from client order by code")).containsExactly("a|A", "b|B");
    }

    @Test
    default void a_row_is_not_restored_beside_its_former_self() {
        db().sql(CLIENT, "insert into client values ('a', 'A', null), ('b', 'B', '2026-01-01 00:00:00')");

        Report report = db().seeds("tables: {client: {key: [code], soft-delete: deleted_at, rows:"
                        + " [{code: b, name: B, $formerly: [{code: a}]}]}}")
                .restore(true)
                .allowBlocked(true)
                .build()
                .update();

        assertThat(report.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.code()).isEqualTo("rename-clash"));
    }

    @Test
    default void a_row_that_two_seeders_retire_alike_is_retired_once() {
        db().sql("create table tier (code varchar(20) primary key, on_sale integer)");
        db().sql("insert into tier values ('a', 1), ('b', 1)");
        String entry = "tables: {tier: {rows: [], retired: [{code: a, on_sale: 1},"
                + " {code: b, on_sale: 1, $set: {on_sale: 0}}]}}";

        Report report = db().files(java.util.Map.of("one.yaml", entry, "two.yaml", entry))
                .build()
                .update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.changes()).hasSize(2).allMatch(change -> change.action() == Action.RETIRE);
        assertThat(db().rows("select code, on_sale from tier")).containsExactly("b|0");
    }

    @Test
    default void a_row_that_two_seeders_retire_differently_is_refused() {
        db().sql("create table tier (code varchar(20) primary key, on_sale integer)");
        db().sql("insert into tier values ('b', 1)");

        String failure = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(java.util.Map.of(
                                        "one.yaml",
                                        "tables: {tier: {rows: [], retired: [{code: b, $set: {on_sale: 0}}]}}",
                                        "two.yaml",
                                        "tables: {tier: {rows: [], retired: [{code: b}]}}"))
                                .build()
                                .update());

        assertThat(failure).isEqualTo("""
                Row code=b is retired twice, and not in the same way.
                  where: seeds/one.yaml, line 1, column 37 and seeds/two.yaml, line 1, column 37 (table tier)
                  mend:  take one of them out, or let both say the same""");
    }

    @Test
    default void a_reference_to_nothing_is_not_null() {
        db().sql(
                        "create table theme (id integer primary key, name varchar(20) not null unique)",
                        "create table page (code varchar(20) primary key, theme_id integer)",
                        "insert into theme values (1, 'dark')",
                        "insert into page values ('a', 7), ('b', null), ('c', 7), ('d', 7), ('e', null)");
        String seeds = """
                tables:
                  theme: {key: [name], rows: [{id: 1, name: dark}]}
                  page:
                    managed: []
                    rows:
                      - {code: a, theme_id: {$ref: {table: theme, name: dark}}, $was: {theme_id: [null]}}
                      - {code: b, theme_id: {$ref: {table: theme, name: dark}}, $was: {theme_id: [null]}}
                      - {code: c, theme_id: null}
                      - {code: e, theme_id: null}
                """;

        Report report = db().update(seeds);
        assertThat(report.tables().get(1).updated()).isEqualTo(1);
        assertThat(report.tables().get(1).customised()).isEqualTo(2);
        assertThat(db().rows("select theme_id from page order by code")).containsExactly("7", "1", "7", "7", "∅");

        db().update(seeds.replace("managed: []", "managed: [theme_id]"));
        assertThat(db().rows("select theme_id from page order by code")).containsExactly("1", "1", "∅", "7", "∅");
    }

    @Test
    default void a_rename_may_change_the_case_of_a_key_in_which_case_does_not_count() {
        db().sql(
                        "create table label (code " + db().caseBlindType() + " primary key, note varchar(20))",
                        "insert into label values ('hot', 'n'), ('Cold', 'n')");

        Report report = db().update("tables: {label: {rows: [{code: HOT, note: n, $formerly: [{code: hot}]},"
                + " {code: COLD, note: n, $formerly: [{code: cold}]}]}}");

        assertThat(report.blocked()).isZero();
        assertThat(report.tables().get(0).renamed()).isEqualTo(db().respells() ? 1 : 0);
        assertThat(db().rows("select code from label order by code"))
                .containsExactly("Cold", db().respells() ? "HOT" : "hot");
    }
}
