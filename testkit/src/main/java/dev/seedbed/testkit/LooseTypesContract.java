package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
}
