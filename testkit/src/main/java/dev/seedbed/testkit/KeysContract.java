package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows are found again by their key. */
public interface KeysContract extends OnDatabase {
    @Test
    default void a_row_that_lacks_a_column_of_the_key_that_all_others_give_is_told_by_itself() {
        db().sql(
                        "create table role (code varchar(5) primary key)",
                        "create table grant_of (role varchar(5) not null references role(code), what varchar(5) not null,"
                                + " primary key (role, what))");

        assertThat(db().failure("""
                tables:
                  role: {rows: [{code: a}]}
                  grant_of:
                    rows:
                      - {role: {code: a}, what: x}
                      - {role: {code: a}}
                """)).isEqualTo("""
                Row has no value for key column "what".
                  where: seeds/seeds.yaml, line 6, column 9 (table grant_of)
                  mend:  add "what" to the row, or change the table's key; its columns are role, what""");
    }

    @Test
    default void a_csv_file_alone_that_could_go_by_two_keys_is_to_be_declared_in_yaml() {
        db().sql("create table currency (code varchar(5) not null unique, name varchar(9) not null unique)");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(Map.of("currency.csv", "code,name\na,A\n"))
                                        .build()
                                        .fill()))
                .isEqualTo("""
                The rows of table "currency" could be identified by [code] or by [name].
                  where: seeds/currency.csv (table currency)
                  mend:  declare table "currency" in a YAML file, with rows: {csv: currency.csv} and key: [code]""");
    }

    @Test
    default void a_composite_key_is_matched_as_a_whole() {
        db().sql(
                        "create table message (locale varchar(5), code varchar(20), txt varchar(50), primary key (locale, code))");
        db().sql("insert into message values ('de', 'hello', 'Hallo')");

        Report report = db().plantTwice("""
                tables:
                  message:
                    rows:
                      - {locale: de, code: hello, txt: Hallo}
                      - {locale: de, code: bye, txt: Bis dann}
                      - {locale: en, code: hello, txt: Hello}
                """);

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(db().count("message")).isEqualTo(3);
    }

    @Test
    default void null_equals_null_in_a_nullable_key_column() {
        db().sql(
                        "create table role (name varchar(20) not null, organization varchar(20), unique (name, organization))");
        String seeds = """
                tables:
                  role:
                    key: [name, organization]
                    rows:
                      - {name: owner}
                      - {name: owner, organization: acme}
                      - {name: clerk, organization: null}
                """;

        db().plantTwice(seeds);

        assertThat(db().count("role")).isEqualTo(3);
        assertThat(db().count("role where organization is null")).isEqualTo(2);
    }

    @Test
    default void the_default_key_is_the_one_unique_key_that_every_row_covers() {
        db().sql("create table unit (id " + "integer primary key, code varchar(20) not null unique, name varchar(20))");
        db().sql("insert into unit values (7, 'kg', 'Kilogram')");

        Report report = db().seeds("tables: {unit: {on-insert: {id: 8}, rows: [{code: kg, name: Kilogram}]}}")
                .build()
                .fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void two_keys_that_would_do_are_an_error_that_asks_for_one() {
        db().sql("create table country (alpha2 varchar(2) not null unique, alpha3 varchar(3) not null unique)");

        String message = db().failure("tables: {country: {rows: [{alpha2: DE, alpha3: DEU}]}}");

        assertThat(message).isEqualTo("""
                The rows of table "country" could be identified by [alpha2] or by [alpha3].
                  where: seeds/seeds.yaml, line 1, column 10 (table country)
                  mend:  say by which: key: [alpha2]""");
    }

    @Test
    default void a_table_without_any_key_asks_for_one() {
        db().sql("create table note (txt varchar(20))");

        assertThat(db().failure("tables: {note: {rows: [{txt: a}]}}")).isEqualTo("""
                Table "note" has no key that all its rows give.
                  where: seeds/seeds.yaml, line 1, column 10 (table note)
                  mend:  declare the columns that identify a row: key: […]""");
    }

    @Test
    default void a_key_without_a_unique_constraint_is_matched_all_the_same() {
        db().sql("create table rule (ptype varchar(5), v0 varchar(20), v1 varchar(20))");

        db().plantTwice("""
                tables:
                  rule:
                    key: [ptype, v0, v1]
                    rows: [{ptype: g, v0: admin, v1: ""}, {ptype: g, v0: admin}, {ptype: p, v0: admin, v1: x}]
                """);

        assertThat(db().count("rule where v1 is null")).isEqualTo(1);
        assertThat(db().count("rule")).isEqualTo(3);
    }

    @Test
    default void null_in_a_not_null_key_column_is_an_error() {
        db().sql("create table unit (code varchar(20) not null primary key, name varchar(20))");

        String message = db().failure("""
                tables:
                  unit:
                    rows:
                      - {code: kg, name: Kilogram}
                      - {code: null, name: Nothing}
                """);

        assertThat(message).isEqualTo("""
                Column "code" takes no NULL.
                  where: seeds/seeds.yaml, line 5, column 16 (table unit)
                  mend:  give it a value, since it is part of the key that identifies the row""");
    }

    @Test
    default void a_missing_key_value_is_an_error_that_names_row_and_columns() {
        db().sql("create table currency (code varchar(3) not null primary key, name varchar(20), minor_unit integer)");

        String message = db().failure("""
                tables:
                  currency:
                    key: [code]
                    rows:
                      - {code: EUR, name: Euro}
                      - {name: Dollar}
                """);

        assertThat(message).isEqualTo("""
                Row has no value for key column "code".
                  where: seeds/seeds.yaml, line 6, column 9 (table currency)
                  mend:  add "code" to the row, or change the table's key; its columns are code, name, minor_unit""");
    }

    @Test
    default void a_key_declared_twice_is_an_error_that_names_both_places() {
        db().sql("create table unit (code varchar(20) primary key, name varchar(20))");

        String message = db().failure("""
                tables:
                  unit:
                    rows:
                      - {code: kg, name: Kilogram}
                      - {code: g, name: Gram}
                      - {code: kg, name: Kilo}
                """);

        assertThat(message).isEqualTo("""
                Two rows of table "unit" have the same key code=kg.
                  where: seeds/seeds.yaml, line 4, column 9 and seeds/seeds.yaml, line 6, column 9 (table unit)
                  mend:  remove one of them, or correct it""");
    }

    @Test
    default void a_key_declared_by_two_seeders_is_an_error_that_names_both_files() {
        db().sql("create table unit (code varchar(20) primary key)");

        String message = db().fails(
                        dev.seedbed.seed.SeedException.Kind.FAILED,
                        () -> db().files(Map.of(
                                        "a.yaml", "tables: {unit: {rows: [{code: kg}]}}",
                                        "b.yaml", "tables: {unit: {rows: [{code: kg}]}}"))
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                Two rows of table "unit" have the same key code=kg.
                  where: seeds/a.yaml, line 1, column 24 and seeds/b.yaml, line 1, column 24 (table unit)
                  mend:  remove one of them, or correct it""");
    }

    @Test
    default void seeders_of_disjoint_environments_may_declare_one_key() {
        db().sql("create table unit (code varchar(20) primary key, name varchar(20))");
        Map<String, String> files = Map.of(
                "a.yaml", "environments: [production]\ntables: {unit: {rows: [{code: kg, name: K}]}}",
                "b.yaml", "environments: [development]\ntables: {unit: {rows: [{code: kg, name: Kilo}]}}");

        db().files(files).build().fill();

        assertThat(db().rows("select name from unit")).containsExactly("Kilo");
    }

    @Test
    default void keys_that_differ_only_in_unicode_composition_are_duplicates() {
        db().sql("create table place (name varchar(50) primary key)");

        String message = db().failure("""
                tables:
                  place:
                    rows:
                      - {name: "Z\\u00fcrich"}
                      - {name: "Zu\\u0308rich"}
                """);

        assertThat(message).isEqualTo("""
                Two rows of table "place" have the same key name=Zu\u0308rich.
                  where: seeds/seeds.yaml, line 4, column 9 and seeds/seeds.yaml, line 5, column 9 (table place)
                  mend:  remove one of them, or correct it""");
    }

    @Test
    default void composed_and_decomposed_text_is_stored_as_written() {
        db().sql("create table place (code varchar(5) primary key, name varchar(50))");

        db().plantTwice("""
                tables:
                  place:
                    rows:
                      - {code: c, name: "Z\\u00fcrich"}
                      - {code: d, name: "Zu\\u0308rich"}
                """);

        assertThat(db().rows("select name from place order by code")).containsExactly("Z\u00fcrich", "Zu\u0308rich");
    }

    @Test
    default void keys_that_differ_in_case_or_trailing_blanks_are_two_rows() {
        db().sql("create table word (txt varchar(20) primary key)");

        db().plantTwice("tables: {word: {rows: [{txt: no}, {txt: NO}, {txt: 'NO '}, {txt: ''}]}}");

        assertThat(db().count("word")).isEqualTo(4);
    }

    @Test
    default void keys_that_are_one_to_the_database_alone_are_duplicates() {
        db().sql("create table word (txt " + db().blindType() + " not null, n integer)");
        String seeds = """
                tables:
                  word:
                    key: [txt]
                    rows:
                      - {txt: "no", n: 1}
                      - {txt: "yes", n: 1}
                      - {txt: "%s", n: 2}
                """.formatted(db().blindSpelling());
        String error = """
                Two rows of table "word" have the same key txt=%s.
                  where: seeds/seeds.yaml, line 5, column 9 and seeds/seeds.yaml, line 7, column 9 (table word)
                  mend:  remove one of them, or correct it""".formatted(db().blindSpelling());

        assertThat(db().failure(seeds)).isEqualTo(error);

        db().sql("insert into word values ('no', 1)");
        assertThat(db().failure(seeds)).isEqualTo(error);
    }

    @Test
    default void a_key_with_more_digits_than_its_column_keeps_is_found_again_and_may_be_changed() {
        db().sql("create table step (size numeric(10,2) primary key, name varchar(20))");
        db().plantTwice("tables: {step: {rows: [{size: 1.996, name: A}, {size: 7, name: B}]}}");

        db().update("tables: {step: {rows: [{size: 1.996, name: C, $was: {name: [A]}}, {size: 7, name: B}]}}");
        assertThat(db().rows("select name from step order by size")).containsExactly("C", "B");

        Report retired = db().update("tables: {step: {rows: [{size: 7, name: B}], retired: [{size: 1.996, name: C}]}}");
        assertThat(retired.tables().get(0).retired()).isEqualTo(1);
    }
}
