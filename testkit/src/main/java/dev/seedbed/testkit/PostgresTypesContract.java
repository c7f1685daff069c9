package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Every type that PostgreSQL has goes in and is found again. */
public interface PostgresTypesContract extends OnDatabase {
    /** Plants one value, finds it again, and sees that the database took it for {@code expected}. */
    private void roundTrip(String type, String declared, String expected) {
        db().sql("drop table if exists v", "create table v (k integer primary key, x " + type + ")");
        db().plantTwice("tables: {v: {rows: [{k: 1, x: " + declared + "}]}}");
        assertThat(db().value("select (x = " + expected + ")::text from v"))
                .as(type + " " + declared)
                .isEqualTo("true");
    }

    private void misfit(String type, String declared, String what, int column) {
        db().sql("drop table if exists v", "create table v (k integer primary key, x " + type + ")");
        assertThat(db().failure("tables:\n  v:\n    rows:\n      - {k: 1, x: " + declared + "}\n"))
                .isEqualTo("""
                Value %s.
                  where: seeds/seeds.yaml, line 4, column %d (table v)
                  mend:  change the value, or the type of the column""".formatted(what.replace("<>", "does not fit column \"x\""), column));
    }

    @Test
    default void numbers() {
        roundTrip("smallint", "7", "7");
        roundTrip("bigint", "9223372036854775807", "9223372036854775807");
        roundTrip("numeric", "1e-20", "0.00000000000000000001");
        roundTrip("numeric(10,2)", "1.999", "2.00");
        roundTrip("numeric", "NaN", "'NaN'::numeric");
        roundTrip("real", "0.1", "0.1::real");
        roundTrip("double precision", "0.1", "0.1::float8");
        roundTrip("double precision", "Infinity", "'Infinity'::float8");
        roundTrip("money", "12.50", "12.50::money");
        roundTrip("oid", "4000000000", "4000000000::oid");
        misfit("numeric", "1e9999999", "\"1e9999999\" <> (numeric): its exponent has more than 5 digits", 19);
        misfit(
                "double precision",
                "1e9999999",
                "\"1e9999999\" <> (double precision): its exponent has more than 5 digits",
                19);
        misfit(
                "double precision",
                "1e400",
                "\"1e400\" <> (double precision): \"1e400\" is out of range for type double precision",
                19);
        misfit("real", "1e39", "\"1e39\" <> (real): \"1e39\" is out of range for type real", 19);
        misfit("real", "x", "\"x\" <> (real): it is not a number", 19);
    }

    @Test
    default void texts() {
        roundTrip("text", "'  é\\u0301 \uD83C\uDF31'", "'  é\\u0301 \uD83C\uDF31'");
        roundTrip("varchar(3)", "abc", "'abc'");
        roundTrip("char(5)", "ab", "'ab   '");
        roundTrip("\"char\"", "a", "'a'::\"char\"");
        roundTrip("name", "abc", "'abc'");
        roundTrip("varchar(4)", "\"\\U0001F331äöü\"", "E'\\U0001F331äöü'");
        misfit(
                "varchar(3)",
                "abcd",
                "\"abcd\" <> (character varying(3)): it has 4 characters, and the column takes 3",
                19);
        misfit(
                "varchar(3)",
                "'abc '",
                "\"abc \" <> (character varying(3)): it has 4 characters, and the column takes 3",
                19);
        misfit("char(3)", "abcd", "\"abcd\" <> (character(3)): it has 4 characters, and the column takes 3", 19);
    }

    @Test
    default void citext_is_compared_by_the_database() {
        db().sql("create extension citext", "create table tag (name citext primary key, note citext)");
        db().plantTwice("tables: {tag: {rows: [{name: Foo, note: Bar}]}}");

        Report report = db().fill("tables: {tag: {rows: [{name: fOO, note: bAR}]}}");

        assertThat(report.changes()).isEmpty();
        assertThat(db().count("tag")).isEqualTo(1);
        assertThat(db().failure("tables: {tag: {rows: [{name: a}, {name: A}]}}"))
                .contains("name=A");
    }

    @Test
    default void a_row_that_was_deleted_by_hand_stays_away_under_a_spelling_that_only_the_database_knows() {
        db().sql(
                        "create extension citext",
                        "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                        "create table tag (name citext, place text collate ci, primary key (name, place))");
        db().seeds("tables: {tag: {key: [name, place], rows: []}}")
                .build()
                .ledger()
                .enable();
        db().update("tables: {tag: {key: [name, place], rows: [{name: Foo, place: Platz}]}}");
        db().sql("delete from tag");

        Report report = db().update("tables: {tag: {key: [name, place], rows: [{name: FOO, place: PLATZ}]}}");

        assertThat(report.changes().get(0).code()).isEqualTo("deleted");
        assertThat(db().count("tag")).isZero();
    }

    @Test
    default void a_nondeterministic_collation_is_compared_by_the_database() {
        db().sql(
                        "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                        "create table tag (name text collate ci primary key)");
        db().plantTwice("tables: {tag: {rows: [{name: Straße}]}}");

        assertThat(db().fill("tables: {tag: {rows: [{name: STRASSE}]}}")
                        .tables()
                        .get(0)
                        .declared())
                .isEqualTo(1);
        assertThat(db().fill("tables: {tag: {rows: [{name: straße}]}}").writes())
                .isFalse();
    }

    @Test
    default void sensitive_json_that_does_not_fit_is_not_shown() {
        db().sql("create table v (k integer primary key, x jsonb)");

        assertThat(db().failure("tables: {v: {sensitive: [x], rows: [{k: 1, x: {$json: '{tell-nobody'}}]}}"))
                .isEqualTo("""
                        Value "***" does not fit column "x" (jsonb): it is not valid JSON.
                          where: seeds/seeds.yaml, line 1, column 55 (table v)
                          mend:  change the value, or the type of the column""");
    }

    @Test
    default void json() {
        roundTrip(
                "jsonb",
                "{b: 1, a: [1, 2, {c: ~}], d: 'x', e: true, f: 1.50}",
                "'{\"a\":[1,2,{\"c\":null}],\"b\":1,\"d\":\"x\",\"e\":true,\"f\":1.5}'");
        roundTrip("jsonb", "{$json: '{\"b\": 1, \"a\": 2}'}", "'{\"a\":2,\"b\":1}'");
        roundTrip("jsonb", "[]", "'[]'");
        roundTrip("jsonb", "{$value: {$file: x}}", "'{\"$file\":\"x\"}'");
        roundTrip("jsonb", "'1'", "'\"1\"'");
        roundTrip("jsonb", "1", "'1'");
        misfit("jsonb", "{$json: '{\"b\": '}", "\"{\"b\": \" <> (jsonb): it is not valid JSON", 27);
        db().sql("drop table v", "create table v (k integer primary key, x json)");
        db().plantTwice("tables: {v: {rows: [{k: 1, x: {b: 1, a: 2}}]}}");
        db().sql("update v set x = '{\"a\" : 2, \"b\" : 1.0}'");
        assertThat(db().fill("tables: {v: {rows: [{k: 1, x: {b: 1, a: 2}}]}}").changes())
                .isEmpty();
    }

    @Test
    default void arrays() {
        roundTrip("text[]", "[a, 'b,c', '', \"q\\\"\\\\\", ~, 'NULL']", "array['a','b,c','','q\"\\',null,'NULL']");
        roundTrip("text[]", "[]", "'{}'::text[]");
        roundTrip("text[]", "'{a,b}'", "array['a','b']");
        roundTrip("integer[]", "[1, 010, 3]", "array[1,10,3]");
        roundTrip("integer[]", "[[1, 2], [3, 4]]", "array[[1,2],[3,4]]");
        roundTrip("boolean[]", "[yes, no]", "array[true,false]");
        misfit("integer[]", "[1, x]", "\"x\" <> (integer): it is not a whole number", 23);
        misfit(
                "varchar(2)[]",
                "[ab, abc]",
                "\"abc\" <> (character varying): it has 3 characters, and the column takes 2",
                24);
    }

    @Test
    default void times() {
        roundTrip("timestamptz", "2026-03-04T05:06:07+02:00", "'2026-03-04 03:06:07+00'::timestamptz");
        roundTrip("timestamptz", "'2026-03-04 05:06:07 Europe/Berlin'", "'2026-03-04 04:06:07+00'::timestamptz");
        roundTrip("timestamptz", "infinity", "'infinity'::timestamptz");
        roundTrip("timestamp(0)", "'2026-03-04 05:06:07.6'", "'2026-03-04 05:06:08'::timestamp");
        roundTrip("timestamp", "'2026-03-04 05:06:07.123456'", "'2026-03-04 05:06:07.123456'::timestamp");
        roundTrip("date", "0044-03-15 BC", "'0044-03-15 BC'::date");
        roundTrip("time", "'24:00'", "'24:00'::time");
        roundTrip("timetz", "'05:06:07+02'", "'05:06:07+02'::timetz");
        roundTrip("interval", "1 year 2 mons 3 days 04:05:06", "'1 year 2 mons 3 days 04:05:06'::interval");
        misfit(
                "timestamptz",
                "2026-13-01T00:00:00Z",
                "\"2026-13-01T00:00:00Z\" <> (timestamp with time zone): date/time field value out of range: \"2026-13-01T00:00:00Z\"",
                19);
        misfit(
                "date",
                "2026-02-29",
                "\"2026-02-29\" <> (date): date/time field value out of range: \"2026-02-29\"",
                19);
    }

    @Test
    default void a_timestamp_with_zone_means_the_same_whoever_connects() {
        db().sql("create table v (k integer primary key, x timestamptz)");
        db().fill("tables: {v: {rows: [{k: 1, x: '2026-03-04 05:06:07'}]}}");
        db().sql("do $$ begin execute format('alter database %I set timezone = ''Asia/Tokyo''', current_database());"
                + " execute format('alter database %I set datestyle = ''German''', current_database()); end $$");

        assertThat(db().fill("tables: {v: {rows: [{k: 1, x: '2026-03-04 05:06:07'}]}}")
                        .changes())
                .isEmpty();
        assertThat(db().value("select (x = '2026-03-04T05:06:07Z'::timestamptz)::text from v"))
                .isEqualTo("true");
    }

    @Test
    default void enums_and_domains() {
        db().sql(
                        "create type mood as enum ('sad', 'ok', 'very happy')",
                        "create domain slug as varchar(10) check (value ~ '^[a-z]+$')",
                        "create domain happy as mood check (value <> 'sad')");
        roundTrip("mood", "very happy", "'very happy'::mood");
        roundTrip("mood[]", "[sad, very happy]", "array['sad','very happy']::mood[]");
        roundTrip("slug", "abc", "'abc'");
        roundTrip("happy[]", "[ok]", "array['ok']::happy[]");
        misfit("mood", "happy", "\"happy\" <> (mood): its values are sad, ok, very happy", 19);
        misfit(
                "slug",
                "abcdefghijk",
                "\"abcdefghijk\" <> (character varying(10)): it has 11 characters, and the column takes 10",
                19);
    }

    @Test
    default void a_domain_that_says_no_is_an_error_that_names_the_table() {
        db().sql(
                        "create domain slug as text check (value ~ '^[a-z]+$')",
                        "create table v (k integer primary key, x slug)");

        assertThat(db().failure("tables: {v: {rows: [{k: 1, x: ABC}]}}")).isEqualTo("""
                The database does not take the row k=1 of table "v": value for domain slug violates check constraint "slug_check".
                  where: seeds/seeds.yaml, line 1, column 21 (table v)
                  mend:  correct the row so that it satisfies the constraint "slug_check\"""");
    }

    @Test
    default void the_rest() {
        roundTrip("bytea", "'\\x00ff7f'", "'\\x00ff7f'::bytea");
        roundTrip("uuid", "'{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}'", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid");
        roundTrip("int4range", "'[1,5]'", "'[1,6)'::int4range");
        roundTrip("tstzrange", "'[2026-01-01,)'", "'[2026-01-01 00:00+00,)'::tstzrange");
        roundTrip("int4multirange", "'{[1,3),[2,5)}'", "'{[1,5)}'::int4multirange");
        roundTrip("inet", "10.0.0.1/8", "'10.0.0.1/8'::inet");
        roundTrip("cidr", "10.0.0.0/8", "'10.0.0.0/8'::cidr");
        roundTrip("macaddr", "08-00-2b-01-02-03", "'08:00:2b:01:02:03'::macaddr");
        roundTrip("bit(3)", "'101'", "B'101'");
        roundTrip("bit varying(5)", "'101'", "B'101'");
        roundTrip("tsvector", "'b a'", "'a b'::tsvector");
        roundTrip("boolean", "on", "true");
        misfit("uuid", "not-a-uuid", "\"not-a-uuid\" <> (uuid): it is not a UUID", 19);
        misfit("inet", "10.0.0", "\"10.0.0\" <> (inet): invalid input syntax for type inet: \"10.0.0\"", 19);
    }

    @Test
    default void types_without_an_equality_of_their_own() {
        for (String[] each : new String[][] {
            {"point", "'(1, 2)'", "(1,2)"},
            {"xml", "'<a/>'", "<a/>"},
            {"box", "'(1,1),(0,0)'", "(1,1),(0,0)"},
            {"circle", "'<(0,0),1>'", "<(0,0),1>"}
        }) {
            db().sql("drop table if exists v", "create table v (k integer primary key, x " + each[0] + ")");
            db().plantTwice("tables: {v: {rows: [{k: 1, x: " + each[1] + "}]}}");
            assertThat(db().value("select x::text from v")).isEqualTo(each[2]);
        }
    }

    @Test
    default void hstore_ltree_and_composite_types() {
        db().sql("create extension hstore", "create extension ltree", "create type pair as (a integer, b text)");
        roundTrip("hstore", "'a=>1, b=>NULL'", "'b=>NULL, a=>1'::hstore");
        roundTrip("ltree", "Top.Science", "'Top.Science'::ltree");
        roundTrip("pair", "'(1,\"x y\")'", "row(1,'x y')::pair");
    }

    /** Plants nothing: the row is there already, and holds NULL or something else. */
    private void misfitWhereTheRowIsThere(String type, String declared, String live, String what) {
        for (String before : new String[] {"null", live}) {
            db().sql(
                            "drop table if exists v",
                            "create table v (k integer primary key, x " + type + ")",
                            "insert into v values (1, " + before + ")");
            assertThat(db().failure("tables:\n  v:\n    rows:\n      - {k: 1, x: " + declared + "}\n"))
                    .isEqualTo("""
                    Value "%1$s" does not fit column "x" (%2$s): %3$s: "%1$s".
                      where: seeds/seeds.yaml, line 4, column 19 (table v)
                      mend:  change the value, or the type of the column""".formatted(declared.replace("'", ""), type, what));
        }
    }

    @Test
    default void a_value_that_does_not_fit_is_refused_where_the_row_is_there_too() {
        misfitWhereTheRowIsThere(
                "timestamp with time zone", "'2024-13-01 00:00:00+00'", "now()", "date/time field value out of range");
        misfitWhereTheRowIsThere("time without time zone", "'25:00'", "'10:00'", "date/time field value out of range");
        misfitWhereTheRowIsThere("interval", "soon", "'1 day'", "invalid input syntax for type interval");
        misfitWhereTheRowIsThere("inet", "'300.1.1.1'", "'10.0.0.1'", "invalid input syntax for type inet");
        misfitWhereTheRowIsThere("integer[]", "'{1,'", "'{1}'", "malformed array literal");
    }

    @Test
    default void keys_of_many_types_are_found_again() {
        for (String[] each : new String[][] {
            {"uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"},
            {"numeric(6,2)", "1.999"},
            {"timestamptz", "'2026-03-04 05:06:07+02'"},
            {"date", "2026-03-04"},
            {"bytea", "'\\xFF00'"},
            {"inet", "10.0.0.1"},
            {"int4range", "'[1,5]'"},
            {"text[]", "[a, b]"},
            {"jsonb", "{b: 1, a: 2}"},
            {"char(5)", "ab"},
            {"double precision", "0.1"},
            {"boolean", "yes"},
            {"interval", "90 minutes"}
        }) {
            db().sql("drop table if exists v", "create table v (k " + each[0] + " primary key, x integer)");
            db().plantTwice("tables: {v: {rows: [{k: " + each[1] + ", x: 1}]}}");
        }
    }

    private void finerKey(String type, String key) {
        db().sql("drop table if exists child", "drop table if exists slot");
        db().sql(
                        "create table slot (at " + type + " primary key, name text)",
                        "create table child (at " + type + " references slot, n integer, primary key (at, n))");
        String seeds = "tables: {slot: {rows: [{at: '" + key + "', name: %s}]}, child: {rows: [{at: {at: '" + key
                + "'}, n: 1}]}}";
        db().plantTwice(seeds.formatted("A"));

        db().update(seeds.formatted("B, $was: {name: [A]}"));
        assertThat(db().rows("select name from slot")).as(type).containsExactly("B");

        Report retired = db().update("tables: {child: {rows: [], retired: [{at: {at: '" + key + "'}, n: 1}]}}");
        assertThat(retired.changes())
                .as(type)
                .hasSize(1)
                .allMatch(change -> change.code().equals("retired"));
    }

    @Test
    default void keys_with_a_finer_fraction_than_their_type_keeps_are_found_again() {
        finerKey("timestamp(0)", "2026-01-02 03:04:05.6");
        finerKey("timestamptz(3)", "2026-01-02 03:04:05.1236+02");
        finerKey("time(0)", "03:04:05.6");
        finerKey("timetz(0)", "03:04:05.6+02");
        finerKey("timestamp", "2026-01-02 03:04:05.1234567");
        finerKey("interval(0)", "1 day 00:00:05.6");
        finerKey("interval day to second(1)", "1 day 00:00:05.66");
        finerKey("numeric(6,1)", "12.36");
    }

    @Test
    default void a_key_that_the_column_rounds_is_one_row_to_the_ledger() {
        db().sql("create table slot (at timestamp(0) primary key, name text)");
        db().seeds("tables: {slot: {rows: []}}").build().ledger().enable();
        db().update("tables: {slot: {rows: [{at: '2026-01-02 03:04:05.6', name: A}]}}");
        assertThat(db().update("tables: {slot: {rows: [{at: '2026-01-02 03:04:06', name: B}]}}")
                        .tables()
                        .get(0)
                        .updated())
                .isEqualTo(1);
        db().sql("delete from slot");

        assertThat(db().update("tables: {slot: {rows: [{at: '2026-01-02 03:04:06.2', name: B}]}}")
                        .changes()
                        .get(0)
                        .code())
                .isEqualTo("deleted");
    }
}
