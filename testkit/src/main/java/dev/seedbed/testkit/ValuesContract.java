package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.SeedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scalar means is decided by its column, and what is planted is found again. */
public interface ValuesContract extends OnDatabase {
    @Test
    default void text_is_kept_as_written() {
        db().sql("create table word (code integer primary key, txt varchar(100))");

        db().plantTwice("""
                tables:
                  word:
                    rows:
                      - {code: 1, txt: NO}
                      - {code: 2, txt: ON}
                      - {code: 3, txt: 010}
                      - {code: 4, txt: 1.10}
                      - {code: 5, txt: 1e3}
                      - {code: 6, txt: 2026-01-01}
                      - {code: 7, txt: "null"}
                      - {code: 8, txt: ""}
                      - {code: 9, txt: true}
                      - {code: 10, txt: "tab\\tquote'\\"back\\\\ and \\n line"}
                      - {code: 11, txt: "  blanks  "}
                      - {code: 12, txt: "\\U0001F331 seedling"}
                      - {code: 13, txt: "\\\\N"}
                      - {code: 14, txt: "{a,b}"}
                """);

        assertThat(db().rows("select txt from word order by code"))
                .containsExactly(
                        "NO",
                        "ON",
                        "010",
                        "1.10",
                        "1e3",
                        "2026-01-01",
                        "null",
                        "",
                        "true",
                        "tab\tquote'\"back\\ and \n line",
                        "  blanks  ",
                        "\ud83c\udf31 seedling",
                        "\\N",
                        "{a,b}");
    }

    @Test
    default void empty_text_is_not_null() {
        db().sql("create table word (code integer primary key, txt varchar(10))");

        db().plantTwice("tables: {word: {rows: [{code: 1, txt: ''}, {code: 2, txt: ~}]}}");

        assertThat(db().count("word where txt is null")).isEqualTo(1);
        db().sql("update word set txt = '' where code = 2");
        assertThat(db().fill("tables: {word: {rows: [{code: 1, txt: ''}, {code: 2, txt: ~}]}}")
                        .changes())
                .hasSize(1);
    }

    @Test
    default void csv_tells_nothing_from_empty_text() {
        db().sql("create table word (code integer primary key, txt varchar(10))");
        Map<String, String> files = Map.of("word.csv", "code,txt\n1,\n2,\"\"\n3,NO\n4,007\n");

        db().files(files).build().fill();

        assertThat(db().rows("select txt from word order by code")).containsExactly("∅", "", "NO", "007");
        assertThat(db().files(files).build().fill().writes()).isFalse();
    }

    @Test
    default void numbers_are_compared_as_numbers() {
        db().sql("create table price (code varchar(5) primary key, amount numeric(10,2), pieces integer)");

        db().plantTwice("""
                tables:
                  price:
                    rows:
                      - {code: a, amount: 12, pieces: 010}
                      - {code: b, amount: 12.50, pieces: +3}
                      - {code: c, amount: -0.5, pieces: -2147483648}
                      - {code: d, amount: 99999999.99, pieces: 2147483647}
                """);

        assertThat(db().count("price where amount = 12.5")).isEqualTo(1);
        assertThat(db().rows("select pieces from price order by code"))
                .containsExactly("10", "3", "-2147483648", "2147483647");
    }

    @Test
    default void a_number_is_compared_after_the_columns_own_scale() {
        db().sql("create table price (code varchar(5) primary key, amount numeric(10,2))");

        db().sql("insert into price values ('a', 2.00)");

        assertThat(db().fill("tables: {price: {rows: [{code: a, amount: 2.0}]}}")
                        .changes())
                .isEmpty();
    }

    @Test
    default void booleans_are_booleans_only_in_a_boolean_column() {
        db().sql("create table flag (code varchar(5) primary key, is_on boolean not null)");

        db().plantTwice("""
                tables:
                  flag:
                    rows:
                      - {code: NO, is_on: yes}
                      - {code: YES, is_on: no}
                      - {code: T, is_on: "true"}
                      - {code: F, is_on: FALSE}
                """);

        assertThat(db().rows("select code from flag where is_on order by code")).containsExactly("NO", "T");
    }

    @Test
    default void dates_and_times_round_trip() {
        db().sql("create table moment (code varchar(5) primary key, d date, ts timestamp)");

        db().plantTwice("""
                tables:
                  moment:
                    rows:
                      - {code: a, d: 2026-02-28, ts: 2026-02-28 23:59:59}
                      - {code: b, d: 0001-01-01, ts: 1969-12-31T00:00:00}
                      - {code: c, d: 9999-12-31, ts: "2026-01-01 00:00:00.123456"}
                """);

        assertThat(db().count("moment")).isEqualTo(3);
    }

    @Test
    default void names_that_are_reserved_or_in_mixed_case_are_found() {
        db().sql(
                        "create table \"Order\" (\"select\" varchar(10) primary key, \"User Name\" varchar(20), \"from\" integer)",
                        "create table \"order items\" (\"select\" varchar(10) references \"Order\" (\"select\"), \"Größe\""
                                + " varchar(5), primary key (\"select\", \"Größe\"))");

        db().plantTwice("""
                tables:
                  Order: {rows: [{select: a, "User Name": Ann, from: 1}]}
                  order items: {rows: [{select: {select: a}, Größe: XL}]}
                """);

        assertThat(db().rows("select * from \"Order\"")).containsExactly("a|Ann|1");
    }

    @Test
    default void a_name_with_a_quote_in_it_is_only_a_name() {
        db().sql("create table \"a\"\"b'; drop\" (\"c\"\"d\" varchar(10) primary key, \"e'f?\" varchar(10))");

        db().plantTwice("tables: {'a\"b''; drop': {rows: [{'c\"d': x, 'e''f?': y}]}}");

        assertThat(db().rows("select * from \"a\"\"b'; drop\"")).containsExactly("x|y");
    }

    @Test
    default void names_may_be_written_in_the_other_case() {
        db().sql("create table role (code varchar(10) primary key, name varchar(10))");

        assertThat(db().plantTwice("tables: {role: {rows: [{CODE: a, Name: A}]}}")
                        .inserted())
                .isEqualTo(1);
    }

    @Test
    default void values_that_look_like_sql_are_only_values() {
        db().sql("create table word (code varchar(50) primary key, txt varchar(50))");

        db().plantTwice("tables: {word: {rows: [{code: \"'; drop table word; --\", txt: '$1 ? :x {fn now()}'}]}}");

        assertThat(db().rows("select * from word")).containsExactly("'; drop table word; --|$1 ? :x {fn now()}");
    }

    @Test
    default void generated_columns_are_left_to_the_database() {
        db().sql(
                        "create table price (code varchar(5) primary key, net integer, gross integer generated always as (net * 2)"
                                + (db().isPostgres() ? " stored)" : ")"));

        db().plantTwice("tables: {price: {rows: [{code: a, net: 21}]}}");

        assertThat(db().rows("select gross from price")).containsExactly("42");
        assertThat(db().failure("tables: {price: {rows: [{code: b, net: 1, gross: 2}]}}"))
                .isEqualTo("""
                Column "gross" is computed by the database and takes no value.
                  where: seeds/seeds.yaml, line 1, column 50 (table price)
                  mend:  leave it out""");
    }

    @Test
    default void a_sensitive_value_is_in_no_exception_nor_its_causes() {
        String secret = "t0psecret-4711";
        String[] columns = {
            "integer",
            "varchar(5)",
            "varchar(50) check (token like 'x%')",
            "varchar(50) references kind",
            "varchar(50) unique",
        };
        db().sql("create table kind (code varchar(50) primary key)");
        for (String column : columns) {
            db().sql(
                            "drop table if exists client",
                            "create table client (code varchar(9) primary key, token " + column + ")");
            String seeds = """
                    tables:
                      client:
                        key: [code]
                        sensitive: [token]
                        rows:
                          - {code: a, token: "%1$s"}
                          - {code: b, token: "%1$s"}
                    """.formatted(secret);
            for (boolean joined : new boolean[] {false, true}) {
                Throwable thrown = catchThrowable(() -> {
                    try (Connection connection = db().connect()) {
                        connection.setAutoCommit(false);
                        Report report = joined
                                ? db().joined(connection, seeds).build().fill()
                                : db().seeds(seeds).build().fill();
                        assertThat(ReportJson.of(report)).doesNotContain(secret);
                        connection.rollback();
                    }
                });
                assertThat(thrown).as(column).isInstanceOf(SeedException.class);
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).as(column).contains("mend:").doesNotContain(secret);
            }
        }
    }
}
