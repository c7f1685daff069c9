package dev.seedbed.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status in ('on', 'off')",
                "\"status\" IN('on', 'off')",
                "(status = ANY (ARRAY['on'::text, 'off'::text]))",
                "((status)::text = ANY ((ARRAY['on'::character varying, 'off'::character varying])::text[]))",
                "((status = 'on'::text) OR (status = 'off'::text))",
                "(((status)::character varying(3) = 'on') OR (status)::text = 'off')",
                "status is null or status in ('on', 'off')",
                "((status IS NULL) OR ((status)::text = ANY (ARRAY[('on'::character varying)::text, ('off'::character varying)::text])))",
                "`status` in ('on','off')",
                "status\n  in (\n 'on',\n 'off' )"
            })
    void a_list_is_read_in_whatever_form_a_database_writes_it(String condition) {
        assertThat(ListedValues.of(condition)).isEqualTo(new ListedValues("status", List.of("on", "off")));
    }

    @Test
    void texts_and_numbers_are_read_as_they_are_meant() {
        assertThat(ListedValues.of("level in (1, -2, 3.50)"))
                .isEqualTo(new ListedValues("level", List.of("1", "-2", "3.50")));
        assertThat(ListedValues.of("\"a \"\"b\" in ('it''s', '', 'x, (y)', 'or')"))
                .isEqualTo(new ListedValues("a \"b", List.of("it's", "", "x, (y)", "or")));
        assertThat(ListedValues.of("(a = ANY (ARRAY[E'x\\\\y'::text, '1'::text]))"))
                .isEqualTo(new ListedValues("a", List.of("x\\y", "1")));
    }

    @Test
    void names_and_values_may_be_long() {
        String text = "x".repeat(100_000);
        assertThat(ListedValues.of("\"" + text + "\" in ('" + text + "')"))
                .isEqualTo(new ListedValues(text, List.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "price > 0",
                "status <> 'on'",
                "not (status in ('on', 'off'))",
                "status not in ('on', 'off')",
                "lower(status) in ('on', 'off')",
                "status in ('on', 'off') and price > 0",
                "status in ('on', 'off') or price > 0",
                "status = 'on' or state = 'off'",
                "status in (select 'on')",
                "status = lower('ON')",
                "status in ('on' || 'off')",
                "status = 'on' || 'off'",
                "status is null",
                "status is not null",
                "status like 'o%'",
                "status in ('on', other)",
                "status = any (array[upper('on')])",
                "length(status) = 3",
                "status in (",
                "status"
            })
    void whatever_else_a_condition_says_is_no_list(String condition) {
        assertThat(ListedValues.of(condition)).isNull();
    }

    @Test
    void sqlite_keeps_conditions_in_its_statement_alone() {
        assertThat(SqliteDdl.of("""
                        create table t (a text check (a in ('x', 'y')), "check" integer, -- check (no)
                          b text constraint c check(b in ('(', ')')) default 'check (q)',
                          recheck text, pay paycheck(10), c9 x_check (a in ('z')), check (length(a) > 1))""").checks())
                .extracting(SqliteCheck::condition)
                .containsExactly("a in ('x', 'y')", "b in ('(', ')')", "length(a) > 1");
    }
}
