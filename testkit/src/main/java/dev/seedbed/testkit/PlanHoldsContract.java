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
}
