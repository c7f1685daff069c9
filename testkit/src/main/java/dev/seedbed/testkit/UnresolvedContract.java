package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
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

        assertThat(message)
                .contains("nowhere", "seeds/seeds.yaml, line 6", "gone", "seeds/seeds.yaml, line 7")
                .doesNotContain("line 5");
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void a_thousand_unresolved_references_are_all_listed() {
        tables();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            rows.append("      - {name: n")
                    .append(i)
                    .append(", tier_code: {code: lost")
                    .append(i)
                    .append("}}\n");
        }

        SeedException thrown = org.assertj.core.api.Assertions.catchThrowableOfType(
                SeedException.class,
                () -> db().seeds("tables:\n  tier: {rows: [{code: solo}]}\n  org:\n    rows:\n" + rows)
                        .build()
                        .fill());

        assertThat(thrown.kind()).isEqualTo(SeedException.Kind.FAILED);
        for (int i = 0; i < 1_000; i++) {
            assertThat(thrown.getMessage()).contains("\"code: lost" + i + "\"");
        }
        assertThat(db().count("tier")).isZero();
    }

    @Test
    default void an_unresolved_reference_to_a_table_that_is_not_seeded_is_an_error() {
        tables();

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: {code: nowhere}}]}}"))
                .contains("nowhere")
                .contains("tier");
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

        assertThat(db().failure("tables: {teir: {rows: [{code: solo}]}}"))
                .contains("\"teir\"")
                .contains("\"tier\"")
                .contains("seeds/seeds.yaml");
    }

    @Test
    default void an_unknown_column_is_an_error_with_the_nearest_name() {
        tables();

        assertThat(db().failure("tables:\n  tier:\n    rows:\n      - {code: solo, nmae: Solo}\n"))
                .contains("\"nmae\"")
                .contains("\"name\"")
                .contains("seeds/seeds.yaml, line 4");
    }

    @Test
    default void an_unknown_column_of_a_reference_is_an_error_with_the_nearest_name() {
        tables();

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: {cdoe: solo}}]}}"))
                .contains("\"cdoe\"")
                .contains("\"code\"");
    }

    @Test
    default void a_reference_by_columns_that_are_not_unique_is_an_error() {
        tables();
        db().sql("insert into tier values ('solo', 'Solo')");

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: {name: Solo}}]}}"))
                .contains("[name]")
                .contains("[code]");
    }

    @Test
    default void a_mapping_in_a_column_without_a_foreign_key_is_an_error() {
        tables();

        assertThat(db().failure("tables: {tier: {rows: [{code: solo, name: {code: x}}]}}"))
                .contains("\"name\"")
                .contains("$ref");
    }

    @Test
    default void a_not_null_column_that_is_left_out_without_a_default_is_an_error() {
        db().sql("create table unit (code varchar(5) primary key, name varchar(20) not null)");

        assertThat(db().failure("tables:\n  unit:\n    rows:\n      - {code: kg}\n"))
                .contains("\"name\"")
                .contains("seeds/seeds.yaml, line 4");
    }
}
