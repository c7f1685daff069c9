package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    default void so_is_one_in_a_column_that_is_given_on_insert_alone() {
        tables();

        String seeds = "tables: {org: {%s: [tier_code], rows: [{name: a, tier_code: {code: nowhere}}]}}";

        assertThat(db().failure(seeds.formatted("insert-only"))).isEqualTo("""
                Reference "code: nowhere" in column "tier_code" names no row of table "tier".
                  where: seeds/seeds.yaml, line 1, column 77 (table org)
                  mend:  correct the name, or declare the row that it means""");
        assertThat(db().failure(seeds.formatted("sensitive"))).isEqualTo("""
                Reference "***" in column "tier_code" names no row of table "tier".
                  where: seeds/seeds.yaml, line 1, column 75 (table org)
                  mend:  correct the name, or declare the row that it means""");
    }

    @Test
    default void an_unresolved_reference_is_told_the_nearest_declared_name() {
        tables();

        assertThat(db().failure("""
                tables:
                  tier: {rows: [{code: solo}, {code: starter}]}
                  org: {rows: [{name: a, tier_code: {code: statrer}}]}
                """)).isEqualTo("""
                Reference "code: statrer" in column "tier_code" names no row of table "tier".
                  where: seeds/seeds.yaml, line 3, column 44 (table org)
                  mend:  did you mean "starter"? Otherwise declare the row that it means""");
    }

    @Test
    default void a_reference_to_a_row_that_the_run_leaves_out_names_the_seeder_that_declares_it() {
        tables();
        Map<String, String> files = Map.of(
                "a.yaml", "tables: {org: {rows: [{name: a, tier_code: {code: solo}}]}}",
                "b.yaml", "tables: {tier: {rows: [{code: solo}]}}");
        String expected = """
                Reference "code: solo" in column "tier_code" names a row of table "tier" that is not there yet: seeder "b" declares it, and this run leaves it out.
                  where: seeds/a.yaml, line 1, column 51 (table org)
                  mend:  plant it first, or choose seeder "b" too: --seeder b""";

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files)
                                        .onlySeeders(List.of("a"))
                                        .build()
                                        .fill()))
                .isEqualTo(expected);
        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files)
                                        .onlyTables(List.of("org"))
                                        .build()
                                        .fill()))
                .isEqualTo(expected.replace(
                        "seeder \"b\" too: --seeder b", "table \"tier\" of seeder \"b\" too: --table tier"));
    }

    @Test
    default void a_reference_to_a_row_of_another_environment_says_so() {
        tables();
        Map<String, String> files = Map.of(
                "a.yaml", "tables: {org: {rows: [{name: a, tier_code: {code: solo}}]}}",
                "b.yaml", "environments: [test, staging]\ntables: {tier: {rows: [{code: solo}]}}");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files).build().fill()))
                .isEqualTo("""
                Reference "code: solo" in column "tier_code" names a row of table "tier" that is not there yet: seeder "b" declares it, and this run leaves it out.
                  where: seeds/a.yaml, line 1, column 51 (table org)
                  mend:  refer to a row that is planted wherever this one is; seeder "b" is planted in staging, test""");
    }

    @Test
    default void a_plain_value_that_may_mean_a_row_is_told_how_to_refer_to_it() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table org (name varchar(20) primary key, tier_id integer references tier(id))");

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_id: solo}]}}"))
                .isEqualTo("""
                Value "solo" does not fit column "tier_id" (%s): it is not a whole number.
                  where: seeds/seeds.yaml, line 1, column 42 (table org)
                  mend:  to refer to a row of "tier" write {code: solo}""".formatted(db().spelled("integer")));
    }

    @Test
    default void wrong_names_in_the_header_of_a_csv_file_are_told_once_and_there() {
        tables();
        Map<String, String> files = Map.of(
                "org.csv", "name,tier_code.kode,descr\na,x,1\nb,y,2\n",
                "tier.csv", "name\nA\nB\n");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files).build().fill()))
                .isEqualTo("""
                Table "org" has no column "descr".
                  where: seeds/org.csv, line 1 (table org)
                  mend:  its columns are name, tier_code
                Table "tier" has no key that all its rows give.
                  where: seeds/tier.csv (table tier)
                  mend:  declare table "tier" in a YAML file, with rows: {csv: tier.csv} and key: […]
                Table "tier" has no column "kode".
                  where: seeds/org.csv, line 1 (table org, column tier_code)
                  mend:  did you mean "code"?""");
    }

    @Test
    default void a_key_column_that_the_header_of_a_csv_file_lacks_is_told_once_and_there() {
        db().sql("create table tier (code varchar(20) not null primary key, name varchar(20))");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(Map.of(
                                                "t.yaml",
                                                "tables: {tier: {key: [code], rows: {csv: t.csv}}}",
                                                "t.csv",
                                                "name\nA\nB\n"))
                                        .build()
                                        .fill()))
                .isEqualTo("""
                The header has no key column "code".
                  where: seeds/t.csv, line 1 (table tier)
                  mend:  add "code" to the header, or change the table's key; its columns are code, name""");
    }

    @Test
    default void an_unknown_column_of_a_key_is_told_where_the_key_is() {
        tables();

        assertThat(db().failure("tables:\n  tier:\n    key: [kode]\n    rows: [{code: solo}]\n"))
                .isEqualTo("""
                Table "tier" has no column "kode".
                  where: seeds/seeds.yaml, line 3, column 5 (table tier)
                  mend:  did you mean "code"?""");
    }

    @Test
    default void a_name_that_another_one_begins_with_is_told_and_one_that_has_little_of_it_is_not() {
        db().sql("create table item (id integer primary key, description varchar(20))");

        assertThat(db().failure("tables: {item: {rows: [{id: 1, descr: a, on: b}]}}"))
                .isEqualTo("""
                Table "item" has no column "descr".
                  where: seeds/seeds.yaml, line 1, column 39 (table item)
                  mend:  did you mean "description"?
                Table "item" has no column "on".
                  where: seeds/seeds.yaml, line 1, column 46 (table item)
                  mend:  its columns are id, description""");
    }

    @Test
    default void an_after_that_contradicts_references_is_told_with_its_place() {
        tables();

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(Map.of(
                                                "a.yaml", "after: [b]\ntables: {tier: {rows: [{code: solo}]}}",
                                                "b.yaml",
                                                        "tables: {org: {rows: [{name: a, tier_code: {code: solo}}]}}"))
                                        .build()
                                        .fill()))
                .isEqualTo("""
                "after" contradicts the references between tables: tier, org.
                  where: seeds/a.yaml, line 1, column 1
                  mend:  remove an "after"; the order follows from references""");
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
