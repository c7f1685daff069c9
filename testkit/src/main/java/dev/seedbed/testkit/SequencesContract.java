package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Explicit values in a column that the database numbers: the next natural insert does not collide. */
public interface SequencesContract extends OnDatabase {
    private void identity(String kind) {
        db().sql("create table item (id integer generated " + kind + " as identity primary key, code varchar(10) not"
                + " null unique)");
    }

    private void nextIs(long expected) {
        db().sql("insert into item (code) values ('natural')");
        assertThat(db().value("select id from item where code = 'natural'")).isEqualTo(Long.toString(expected));
    }

    @Test
    default void explicit_values_move_an_identity_by_default_past_them() {
        identity("by default");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 5, code: a}, {id: 40, code: b}]}}");

        nextIs(41);
    }

    @Test
    default void explicit_values_move_an_identity_always_past_them() {
        identity("always");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 5, code: a}, {id: 12, code: b}]}}");

        nextIs(13);
    }

    @Test
    default void a_sequence_is_never_moved_back() {
        identity("by default");
        for (int i = 0; i < 20; i++) {
            db().sql("insert into item (code) values ('live" + i + "')");
        }
        db().sql("delete from item");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 3, code: a}]}}");

        nextIs(21);
    }

    @Test
    default void a_sequence_is_moved_past_live_values_that_someone_else_gave() {
        identity("by default");
        db().sql("insert into item (id, code) values (1, 'by hand')");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 2, code: a}]}}");

        nextIs(3);
    }

    @Test
    default void ids_that_the_database_makes_are_left_to_it() {
        identity("always");

        db().plantTwice("tables: {item: {key: [code], rows: [{code: a}, {code: b}]}}");

        assertThat(db().rows("select code from item order by code")).containsExactly("a", "b");
        assertThat(db().value("select count(distinct id) from item")).isEqualTo("2");
    }

    @Test
    default void rows_with_and_without_an_id_share_a_table() {
        identity("by default");

        db().plantTwice("tables: {item: {key: [code], rows: [{id: 7, code: a}, {code: b}]}}");

        assertThat(db().rows("select id from item where code = 'a'")).containsExactly("7");
        assertThat(db().count("item")).isEqualTo(2);
        db().sql("insert into item (code) values ('natural')");
    }
}
