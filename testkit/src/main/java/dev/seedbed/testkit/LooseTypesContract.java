package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** A database that lets a column hold what its type does not. */
public interface LooseTypesContract extends OnDatabase {
    @Test
    default void what_does_not_fit_its_column_is_changed_and_retired_as_it_stands_there() {
        db().sql(
                        "create table thing (code varchar(20) primary key, price numeric(10,2), amount integer,"
                                + " on_sale boolean, bytes blob, at_day date, ratio real)",
                        "insert into thing values ('a', 9.999, 'abc', 'maybe', 'text', 5, 'much')",
                        "insert into thing values ('b', 'dear', 2.5, 7, 4, x'00', x'01')",
                        "insert into thing values ('c', 10, 'abc', 1, null, null, 1)",
                        "insert into thing values ('d', 10, 1, 7, 'text', 5, 0.1)");

        db().update("""
                tables:
                  thing:
                    managed: [price, amount, on_sale, bytes, at_day, ratio]
                    rows:
                      - {code: a, price: 1, amount: 1, on_sale: true, bytes: null, at_day: 2026-01-01, ratio: 0.5}
                      - {code: b, price: 1, amount: 1, on_sale: true, bytes: null, at_day: 2026-01-01, ratio: 0.5}
                    retired:
                      - {code: c, price: 10, amount: 1, on_sale: true, bytes: null, at_day: null, ratio: 1}
                      - {code: d, price: 10, amount: 1, at_day: "5", ratio: 0.1, $set: {on_sale: false, bytes: null}}
                """);

        assertThat(db().rows("select * from thing order by code"))
                .containsExactly(
                        "a|1|1|1|∅|2026-01-01|0.5",
                        "b|1|1|1|∅|2026-01-01|0.5",
                        "c|10|abc|1|∅|∅|1.0",
                        "d|10|1|0|∅|5|0.1");
    }

    @Test
    default void bytes_in_a_column_of_texts_are_changed_and_retired_as_they_stand_there() {
        db().sql(
                        "create table thing (code varchar(20) primary key, name varchar(20), label text collate nocase)",
                        "insert into thing values ('a', x'61', x'61'), ('b', x'6200', 'B'), ('c', x'ff', x'c3'),"
                                + " ('d', x'41', x'42'), ('e', x'', x'45')");

        db().update("""
                tables:
                  thing:
                    managed: [name, label]
                    rows:
                      - {code: a, name: A, label: A}
                      - {code: b, name: B, label: B}
                      - {code: c, name: C, label: C}
                    retired:
                      - {code: d, name: A, label: B}
                      - {code: e, name: "", label: E, $set: {label: gone}}
                """);

        assertThat(db().rows("select code, name, label, typeof(name) from thing order by code"))
                .containsExactly("a|A|A|text", "b|B|B|text", "c|C|C|text", "e||gone|blob");
    }

    @Test
    default void a_value_with_more_digits_than_its_column_declares_is_not_the_rounded_one() {
        db().sql(
                        "create table thing (code varchar(20) primary key, price numeric(10,2), on_sale boolean)",
                        "insert into thing values ('edited', 9.999, 1), ('said', 10, 'yes'), ('gone', 9.999, 1),"
                                + " ('kept', 10.00, 1), ('moved', 10, 1)");

        Report report = db().update("""
                tables:
                  thing:
                    key: [code]
                    rows:
                      - {code: edited, price: 12, $was: {price: [10]}}
                      - {code: said, on_sale: true}
                      - {code: moved, price: 12, $was: {price: [10]}}
                    retired:
                      - {code: gone, price: 10, on_sale: true}
                      - {code: kept, price: 10, on_sale: true}
                """);

        assertThat(report.changes().stream().map(change -> change.key().get("code") + " " + change.code()))
                .containsExactlyInAnyOrder(
                        "edited customised-default-moved",
                        "said customised",
                        "moved default-moved",
                        "gone retired-kept",
                        "kept retired");
        assertThat(db().rows("select * from thing order by code"))
                .containsExactly("edited|9.999|1", "gone|9.999|1", "moved|12|1", "said|10|yes");
    }

    @Test
    default void a_key_with_more_digits_than_its_column_declares_is_another_key() {
        db().sql(
                        "create table step (at_price numeric(10,2) primary key, note varchar(20))",
                        "insert into step values (9.999, 'mine')");

        assertThat(db().update("tables: {step: {rows: [{at_price: 10, note: theirs}]}}")
                        .inserted())
                .isEqualTo(1);
        assertThat(db().rows("select * from step order by at_price")).containsExactly("9.999|mine", "10|theirs");
    }
}
