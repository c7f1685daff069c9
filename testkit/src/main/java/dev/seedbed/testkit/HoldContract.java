package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Rows that were taken away on purpose stay away: {@code missing: hold} and {@code soft-delete}. */
public interface HoldContract extends OnDatabase {
    String GRANTS = """
            tables:
              role:
                rows: [{code: admin}, {code: guest}%s]
              grant_of:
                key: [role_code, permission]
                missing: hold
                rows:
                  - {role_code: admin, permission: read}
                  - {role_code: admin, permission: write}
                  - {role_code: guest, permission: read}%s
            """;

    private void grantTables() {
        db().sql(
                        "create table role (code varchar(20) primary key)",
                        "create table grant_of (role_code varchar(20) references role(code), permission varchar(20),"
                                + " primary key (role_code, permission))");
    }

    @Test
    default void held_rows_are_planted_into_an_empty_table() {
        grantTables();

        assertThat(db().plantTwice(GRANTS.formatted("", "")).inserted()).isEqualTo(5);
    }

    @Test
    default void a_held_row_that_is_missing_is_left_out_of_a_table_that_has_rows() {
        grantTables();
        db().fill(GRANTS.formatted("", ""));
        db().sql("delete from grant_of where role_code = 'guest'");

        Report report = db().fill(GRANTS.formatted("", ""));

        assertThat(db().count("grant_of")).isEqualTo(2);
        assertThat(report.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(report.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.action()).isEqualTo(Action.LEAVE_OUT));
    }

    @Test
    default void a_held_row_comes_with_a_row_that_it_refers_to_and_this_run_inserts() {
        grantTables();
        db().fill(GRANTS.formatted("", ""));
        db().sql("delete from grant_of where role_code = 'guest'");

        Report report = db().fill(GRANTS.formatted(
                ", {code: auditor}", "\n      - {role_code: {code: auditor}, permission: read}"));

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(db().rows("select role_code, permission from grant_of order by 1, 2"))
                .containsExactly("admin|read", "admin|write", "auditor|read");
    }

    @Test
    default void a_held_row_comes_with_a_row_whose_value_it_gives_and_this_run_inserts() {
        grantTables();
        db().fill(GRANTS.formatted("", ""));
        db().sql("delete from grant_of where role_code = 'guest'");

        Report report =
                db().fill(GRANTS.formatted(", {code: auditor}", "\n      - {role_code: auditor, permission: read}"));

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(db().rows("select role_code, permission from grant_of order by 1, 2"))
                .containsExactly("admin|read", "admin|write", "auditor|read");
    }

    @Test
    default void held_rows_bring_each_other_along_in_whatever_order_they_are_declared() {
        db().sql(
                        "create table role (id integer primary key, code varchar(20) not null unique)",
                        "create table menu (id integer primary key, parent integer references menu(id),"
                                + " role_id integer references role(id))",
                        "insert into role values (1, 'own')",
                        "insert into menu values (9, null, 1)");

        Report report = db().fill("""
                tables:
                  role: {key: [code], rows: [{id: 1, code: own}, {id: 2, code: new}]}
                  menu:
                    key: [id]
                    missing: hold
                    rows:
                      - {id: 5, parent: 4, role_id: ~}
                      - {id: 3, parent: 2, role_id: ~}
                      - {id: 2, parent: 1, role_id: ~}
                      - {id: 1, parent: ~, role_id: 2}
                      - {id: 4, parent: 9, role_id: 1}
                """);

        assertThat(db().rows("select id from menu order by id")).containsExactly("1", "2", "3", "9");
        assertThat(report.tables()).extracting(TableCounts::leftOut).containsExactly(0L, 2L);
    }

    @Test
    default void a_held_row_that_means_a_blocked_one_is_blocked_by_value_as_by_name() {
        db().sql(
                        "create table role (id integer primary key, code varchar(20) not null unique,"
                                + " name varchar(20) unique)",
                        "create table grant_of (role_id integer references role(id), permission varchar(20),"
                                + " primary key (role_id, permission))",
                        "insert into role values (1, 'own', 'Taken')",
                        "insert into grant_of values (1, 'own')");

        Report report = db().seeds("""
                tables:
                  role: {key: [code], rows: [{id: 2, code: new, name: Taken}]}
                  grant_of:
                    missing: hold
                    rows: [{role_id: 2, permission: a}, {role_id: {code: new}, permission: b}]
                """).build().plan(Mode.FILL);

        assertThat(report.changes())
                .filteredOn(change -> change.table().equals("grant_of"))
                .extracting(RowChange::code)
                .containsExactly("refers-to-blocked", "refers-to-blocked");
    }

    @Test
    default void restore_plants_held_rows() {
        grantTables();
        db().fill(GRANTS.formatted("", ""));
        db().sql("delete from grant_of where role_code = 'guest'");

        assertThat(db().seeds(GRANTS.formatted("", ""))
                        .restore(true)
                        .build()
                        .fill()
                        .inserted())
                .isEqualTo(1);
    }

    @Test
    default void a_soft_deleted_row_counts_as_deleted_by_hand() {
        db().sql("create table page (slug varchar(20) primary key, title varchar(20), deleted_at timestamp)");
        String seeds = """
                tables:
                  page:
                    soft-delete: deleted_at
                    rows: [{slug: home, title: Home}, {slug: help, title: Help}]
                """;
        db().plantTwice(seeds);
        db().sql("update page set deleted_at = current_timestamp, title = 'old' where slug = 'help'");

        Report report = db().fill(seeds);

        assertThat(report.writes()).isFalse();
        assertThat(report.tables().get(0).leftOut()).isEqualTo(1);
        assertThat(report.tables().get(0).unchanged()).isEqualTo(1);
        assertThat(db().rows("select title from page order by slug")).containsExactly("old", "Home");
    }

    @Test
    default void a_held_row_whose_unique_value_another_row_took_is_left_out_and_blocks_nothing() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) unique)",
                        "insert into tier values ('own', 'Team')");

        Report report = db().fill("tables: {tier: {key: [code], missing: hold, rows: [{code: team, name: Team}]}}");

        assertThat(report.blocked()).isZero();
        assertThat(report.tables().get(0).leftOut()).isEqualTo(1);
    }
}
