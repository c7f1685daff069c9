package dev.seedbed.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as the catalogues of PostgreSQL, H2 and SQLite print them. */
class ColumnDefaultTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'other'::character varying",
                "'other'",
                "0",
                "-1",
                "(-1)",
                "'-1'::integer",
                "1.50",
                "1e3",
                "true",
                "FALSE",
                "NULL",
                "NULL::character varying",
                "''::text",
                "'it''s now()'::text",
                "'{}'::jsonb",
                "'{}'::text[]",
                "'2026-01-01'::date",
                "'2026-01-01 00:00:00+00'::timestamp with time zone",
                "DATE '2026-01-01'",
                "JSON '{}'",
                "'sad'::mood",
                "'sad'::\"My Mood\"",
                "'1.5'::numeric(10,2)",
                "B'101'::\"bit\"",
                "X'00ff'",
            })
    void a_literal_is_one_value_for_all_rows(String sql) {
        assertThat(of(sql)).isEqualTo(ColumnDefault.CONSTANT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now()",
                "CURRENT_TIMESTAMP",
                "current_timestamp",
                "(now() AT TIME ZONE 'utc'::text)",
                "CURRENT_DATE",
                "LOCALTIMESTAMP",
                "gen_random_uuid()",
                "uuid_generate_v4()",
                "RANDOM_UUID()",
                "uuidv7()",
                "random()",
                "nextval('s'::regclass)",
                "NEXT VALUE FOR \"PUBLIC\".\"S\"",
                "CURRENT_USER",
                "('now'::text)::date",
                "datetime('now')",
                "strftime('%s','now')",
                "(now() + '30 days'::interval)",
                "lower(hex(randomblob(16)))",
            })
    void the_time_and_what_is_made_up_differ_from_row_to_row(String sql) {
        assertThat(of(sql)).isEqualTo(ColumnDefault.GENERATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lower('A'::text)", "ARRAY[]::text[]", "next_number()", "(1 + 1)", "known_at('x')"})
    void of_other_expressions_nothing_is_assumed(String sql) {
        assertThat(of(sql)).isEqualTo(ColumnDefault.OTHER);
    }

    @Test
    void no_default_is_null() {
        assertThat(of(null)).isEqualTo(ColumnDefault.CONSTANT);
    }

    @Test
    void a_literal_may_be_long() {
        assertThat(of("'" + "it''s ".repeat(20_000) + "'::text")).isEqualTo(ColumnDefault.CONSTANT);
    }

    private static ColumnDefault of(String sql) {
        return ColumnDefault.of(new Column(
                "c", "c", ColumnType.of(ColumnType.Kind.TEXT, "text"), true, sql, false, Column.Identity.NONE, null));
    }
}
