package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that lead nowhere: all of them are listed, with the nearest one, and nothing is written. */
public interface UnresolvedContract extends OnDatabase {
    private void tables() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20))",
                        "create table org (name varchar(20) primary key, tier_code varchar(20) references tier(code))");
    }

    @Test
    default void every_unresolved_reference_is_listed_and_nothing_is_written() {
        tables();

        String message = db().failure("""
                tables:
                  tier: {rows: [{code: solo}]}
                  org:
                    rows:
                      - {name: a, tier_code: {code: solo}}
                      - {name: b, tier_code: {code: nowhere}}
                      - {name: c, tier_code: {code: gone}}
                """);

        assertThat(message).isEqualTo("""
                Reference "code: nowhere" in column "tier_code" names no row of table "tier".
                  where: seeds/seeds.yaml, line 6, column 37 (table org)
                  mend:  correct the name, or declare the row that it means
                Reference "code: gone" in column "tier_code" names no row of table "tier".
                  where: seeds/seeds.yaml, line 7, column 37 (table org)
                  mend:  correct the name, or declare the row that it means""");
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void a_thousand_unresolved_references_are_all_listed() {
        tables();
        StringBuilder rows = new StringBuilder();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.append("      - {name: n")
                    .append(i)
                    .append(", tier_code: {code: lost")
                    .append(i)
                    .append("}}\n");
            problems.add("""
                    Reference "code: lost%d" in column "tier_code" names no row of table "tier".
                      where: seeds/seeds.yaml, line %d, column %d (table org)
                      mend:  correct the name, or declare the row that it means""".formatted(i, 5 + i, 37 + Integer.toString(i).length()));
        }

        assertThat(db().failure("tables:\n  tier: {rows: [{code: solo}]}\n  org:\n    rows:\n" + rows))
                .isEqualTo(String.join("\n", problems));
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void an_unresolved_reference_to_a_table_that_is_not_seeded_is_an_error() {
        tables();

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: {code: nowhere}}]}}"))
                .isEqualTo("""
                Reference "code: nowhere" in column "tier_code" names no row of table "tier".
                  where: seeds/seeds.yaml, line 1, column 51 (table org)
                  mend:  correct the name, or declare the row that it means""");
    }

    @Test
    default void a_plain_value_in_a_foreign_key_column_that_refers_to_nothing_writes_nothing() {
        tables();

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: nowhere}]}}"))
                .contains("\"org\"")
                .contains("seeds/seeds.yaml, line 1");
    }

    @Test
    default void an_unknown_table_is_an_error_with_the_nearest_name() {
        tables();

        assertThat(db().failure("tables: {teir: {rows: [{code: solo}]}}")).isEqualTo("""
                The database has no table "teir".
                  where: seeds/seeds.yaml, line 1, column 10 (table teir)
                  mend:  did you mean "tier"? Otherwise run the migrations first""");
    }

    @Test
    default void an_unknown_table_that_no_other_resembles_is_an_error() {
        tables();

        assertThat(db().failure("tables: {permission: {rows: [{code: solo}]}}")).isEqualTo("""
                The database has no table "permission".
                  where: seeds/seeds.yaml, line 1, column 10 (table permission)
                  mend:  create it first (run the migrations), or correct its name or --schema""");
    }

    @Test
    default void an_unknown_column_is_an_error_with_the_nearest_name() {
        tables();

        assertThat(db().failure("tables:\n  tier:\n    rows:\n      - {code: solo, nmae: Solo}\n"))
                .isEqualTo("""
                Table "tier" has no column "nmae".
                  where: seeds/seeds.yaml, line 4, column 28 (table tier)
                  mend:  did you mean "name"?""");
    }

    @Test
    default void an_unknown_column_that_no_other_resembles_is_an_error_with_all_names() {
        tables();

        assertThat(db().failure("tables:\n  tier:\n    rows:\n      - {code: solo, price: 9}\n"))
                .isEqualTo("""
                Table "tier" has no column "price".
                  where: seeds/seeds.yaml, line 4, column 29 (table tier)
                  mend:  its columns are code, name""");
    }

    @Test
    default void an_unknown_column_of_a_reference_is_an_error_with_the_nearest_name() {
        tables();

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: {cdoe: solo}}]}}"))
                .isEqualTo("""
                Table "tier" has no column "cdoe".
                  where: seeds/seeds.yaml, line 1, column 51 (table org, column tier_code)
                  mend:  did you mean "code"?""");
    }

    @Test
    default void a_reference_by_columns_that_are_not_unique_is_an_error() {
        tables();
        db().sql("insert into tier values ('solo', 'Solo')");

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: {name: Solo}}]}}"))
                .isEqualTo("""
                A reference by [name] does not name exactly one row of table "tier".
                  where: seeds/seeds.yaml, line 1, column 44 (table org, column tier_code)
                  mend:  refer by one of its keys: [code]""");
    }

    @Test
    default void a_mapping_in_a_column_without_a_foreign_key_is_an_error() {
        tables();

        assertThat(db().failure("tables: {tier: {rows: [{code: solo, name: {code: x}}]}}"))
                .isEqualTo("""
                A mapping stands in column "name", which is neither a foreign key nor JSON.
                  where: seeds/seeds.yaml, line 1, column 43 (table tier, column name)
                  mend:  give it one value, or write {$ref: {table: …, …}} to refer to a row""");
    }

    @Test
    default void a_not_null_column_that_is_left_out_without_a_default_is_an_error() {
        db().sql("create table unit (code varchar(5) primary key, name varchar(20) not null)");

        assertThat(db().failure("tables:\n  unit:\n    rows:\n      - {code: kg}\n"))
                .isEqualTo("""
                Row leaves out column "name", which takes no NULL and has no default.
                  where: seeds/seeds.yaml, line 4, column 9 (table unit)
                  mend:  add "name" to the row or to the table's on-insert""");
    }
}
