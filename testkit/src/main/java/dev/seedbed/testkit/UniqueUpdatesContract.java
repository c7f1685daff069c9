package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Unique values are judged on the row as it will be: what a run changes of it, and what it leaves as it is. */
public interface UniqueUpdatesContract extends OnDatabase {
    String SLOT = "create table slot (code varchar(20) primary key, grp varchar(20) default 'g', pos integer, note"
            + " varchar(20), unique (grp, pos))";

    private Report planned(String yaml) {
        return db().seeds(yaml).allowBlocked(true).build().update();
    }

    @Test
    default void a_kept_value_counts_beside_the_one_that_moves() {
        db().sql(SLOT, "insert into slot values ('a', 'mine', 1, 'x'), ('b', 'mine', 2, 'x')");

        Report report =
                planned("tables: {slot: {key: [code], rows: [{code: a, grp: g, pos: 2, note: n, $was: {pos: [1]}}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.BLOCKED);
            assertThat(change.code()).isEqualTo("unique-clash");
            assertThat(change.reason())
                    .isEqualTo("another row holds grp \"mine\", pos \"2\" already, and it must be unique");
        });
        assertThat(db().rows("select code, grp, pos from slot order by code")).containsExactly("a|mine|1", "b|mine|2");
    }

    @Test
    default void a_combination_that_will_never_be_written_blocks_nothing() {
        db().sql(SLOT, "insert into slot values ('a', 'mine', 1, 'x'), ('b', 'g', 2, 'x')");

        Report report =
                planned("tables: {slot: {key: [code], rows: [{code: a, grp: g, pos: 2, note: n, $was: {pos: [1]}}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select code, grp, pos from slot order by code")).containsExactly("a|mine|2", "b|g|2");
    }

    @Test
    default void a_value_that_is_not_declared_counts_as_it_is() {
        db().sql(SLOT, "insert into slot values ('a', 'mine', 1, 'x'), ('b', 'mine', 2, 'x'), ('c', 'other', 1, 'x')");

        Report report =
                planned("tables: {slot: {key: [code], managed: [pos], rows: [{code: a, pos: 2}, {code: c, pos: 2}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select code, grp, pos from slot order by code"))
                .containsExactly("a|mine|1", "b|mine|2", "c|other|2");
    }

    @Test
    default void a_row_to_insert_takes_the_default_of_what_it_leaves_out() {
        db().sql(SLOT, "insert into slot values ('b', 'g', 2, 'x')");

        Report report = planned("tables: {slot: {key: [code], rows: [{code: a, pos: 2}, {code: c, pos: 3}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select code, grp, pos from slot order by code")).containsExactly("b|g|2", "c|g|3");
    }

    @Test
    default void two_rows_that_would_meet_in_what_is_kept_are_not_both_written() {
        db().sql(SLOT, "insert into slot values ('a', 'mine', 1, 'x'), ('b', 'mine', 3, 'x')");

        Report report = planned("tables: {slot: {key: [code], managed: [pos], rows: [{code: a, grp: g, pos: 2},"
                + " {code: b, grp: h, pos: 2}, {code: c, grp: mine, pos: 2}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(2);
        assertThat(report.changes())
                .filteredOn(change -> change.action() == Action.BLOCKED)
                .extracting(RowChange::reason)
                .containsOnly("another row of this run takes grp \"mine\", pos \"2\" as well, and it must be unique");
        assertThat(db().rows("select code, grp, pos from slot order by code")).containsExactly("a|mine|2", "b|mine|3");
    }

    @Test
    default void two_rows_cannot_exchange_a_value() {
        db().sql(SLOT, "insert into slot values ('a', 'g', 1, 'x'), ('b', 'g', 2, 'x')");

        Report report =
                planned("tables: {slot: {key: [code], managed: [pos], rows: [{code: a, pos: 2}, {code: b, pos: 1}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(2);
    }

    @Test
    default void a_reference_counts_by_the_row_that_it_means() {
        db().sql(
                        "create table grp (id integer primary key, name varchar(20) not null unique)",
                        "create table item (code varchar(20) primary key, grp_id integer references grp, pos integer,"
                                + " unique (grp_id, pos))",
                        "insert into grp values (1, 'one'), (2, 'two')",
                        "insert into item values ('a', 1, 1), ('b', 2, 1), ('c', 1, 2), ('d', null, 1), ('e', 2, 3)");

        Report report = planned("""
                tables:
                  grp: {key: [name], rows: [{id: 1, name: uno, $formerly: [{name: one}]}, {id: 3, name: three}]}
                  item:
                    key: [code]
                    managed: [grp_id]
                    rows:
                      - {code: b, grp_id: {name: uno}}
                      - {code: d, grp_id: {name: three}}
                      - {code: e, grp_id: {name: uno}}
                """);

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(db().rows("select code, grp_id, pos from item order by code"))
                .containsExactly("a|1|1", "b|2|1", "c|1|2", "d|3|1", "e|1|3");
    }

    @Test
    default void a_key_column_that_is_unique_by_itself_counts_on_a_rename() {
        db().sql(
                        "create table rule (area varchar(20) not null, code varchar(20) not null unique, note"
                                + " varchar(20), primary key (area, code))",
                        "insert into rule values ('x', 'a', 'n'), ('y', 'b', 'n')");

        Report report = planned(
                "tables: {rule: {key: [area, code], rows: [{area: x, code: b, note: n, $formerly: [{area: x, code: a}]}]}}");

        assertThat(report.errors()).isEmpty();
        assertThat(report.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.reason())
                        .isEqualTo("another row holds code \"b\" already, and it must be unique"));
        assertThat(db().rows("select area, code from rule order by area")).containsExactly("x|a", "y|b");
    }

    @Test
    default void a_key_that_a_row_keeps_through_its_rename_does_not_clash_with_itself() {
        db().sql(
                        "create table rule (area varchar(20) not null, code varchar(20) not null unique, note"
                                + " varchar(20), primary key (area, code))",
                        "insert into rule values ('x', 'a', 'n')");

        Report report = db().update(
                        "tables: {rule: {key: [area, code], rows: [{area: z, code: a, note: n, $formerly: [{area: x, code: a}]}]}}");

        assertThat(report.blocked()).isZero();
        assertThat(db().rows("select area, code from rule")).containsExactly("z|a");
    }

    @Test
    default void an_expression_looks_at_the_column_that_it_names_and_at_none_whose_name_that_holds() {
        if (!db().isPostgres()) {
            return;
        }
        db().sql(
                        "create table tier (id integer primary key generated by default as identity,"
                                + " code varchar(20) unique, identifier varchar(20))",
                        "create unique index tier_identifier on tier (lower(identifier))",
                        "insert into tier (code, identifier) values ('x', 'ABC')");

        Report report = planned("tables: {tier: {key: [code], rows: [{code: y, identifier: abc}]}}");

        assertThat(report.changes().get(0).code()).isEqualTo("unique-clash");
    }
}
