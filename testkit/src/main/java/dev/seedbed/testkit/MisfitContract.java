package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.seed.SeedException;
import org.junit.jupiter.api.Test;

/** A value that does not fit its column is an error that names its place; nothing is written, nothing is cut. */
public interface MisfitContract extends OnDatabase {
    String ITEM = "create table item (code varchar(5) primary key, name varchar(10), pieces integer, price"
            + " numeric(6,2), is_on boolean, d date)";

    private void table() {
        db().sql(ITEM);
    }

    /** Sees that a value is refused with its column, its place and the reason, and nothing is written. */
    default void misfit(String column, String type, String value, String reason) {
        String message = db().failure("""
                tables:
                  item:
                    rows:
                      - {code: a, %1$s: null}
                      - {code: b, %1$s: %2$s}
                """.formatted(column, value));

        assertThat(message).isEqualTo("""
                Value "%s" does not fit column "%s" (%s): %s.
                  where: seeds/seeds.yaml, line 5, column %d (table item)
                  mend:  change the value, or the type of the column""".formatted(
                        value.replace("'", ""), column, db().spelled(type), reason, 21 + column.length()));
        assertThat(db().count("item")).isZero();
    }

    @Test
    default void text_that_is_no_integer() {
        table();
        misfit("pieces", "integer", "abc", "it is not a whole number");
        misfit("pieces", "integer", "1.5", "it is not a whole number");
        misfit("pieces", "integer", "''", "it is not a whole number");
        misfit("pieces", "integer", "0x10", "it is not a whole number");
        misfit("pieces", "integer", "yes", "it is not a whole number");
    }

    private String tooLarge() {
        return "it does not fit into " + (db().spelled("varchar(1)").equals("varchar(1)") ? 64 : 32) + " bits";
    }

    @Test
    default void an_integer_out_of_range() {
        table();
        misfit("pieces", "integer", "9223372036854775808", tooLarge());
        misfit("pieces", "integer", "-9223372036854775809", tooLarge());
        misfit("pieces", "integer", "9".repeat(50), tooLarge());
    }

    @Test
    default void text_that_is_no_number() {
        table();
        misfit("price", "numeric(6,2)", "abc", "it is not a number");
        misfit("price", "numeric(6,2)", "'1,5'", "it is not a number");
        misfit("price", "numeric(6,2)", "''", "it is not a number");
    }

    @Test
    default void a_number_with_too_many_digits_before_the_point() {
        table();
        misfit("price", "numeric(6,2)", "10000", "it has more than 4 digits before the point");
        misfit("price", "numeric(6,2)", "1e6", "it has more than 4 digits before the point");
        misfit("price", "numeric(6,2)", "1e999999999", "its exponent has more than 5 digits");
    }

    @Test
    default void text_longer_than_the_column_is_never_truncated() {
        table();
        misfit("name", "varchar(10)", "12345678901", "it has 11 characters, and the column takes 10");
        misfit("name", "varchar(10)", "'1234567890   '", "it has 13 characters, and the column takes 10");
    }

    /** The check before the run counts as the database does: what it lets through arrives, the rest names its line. */
    @Test
    default void characters_beyond_the_basic_plane_are_counted_as_the_database_counts_them() {
        db().sql("create table word (code integer primary key, txt varchar(3))");
        boolean taken = takes("insert into word values (0, '\ud83c\udf31\ud83c\udf31\ud83c\udf31')");
        String seeds = "tables: {word: {rows: [{code: 1, txt: \"\ud83c\udf31\ud83c\udf31\ud83c\udf31\"}]}}";

        if (taken) {
            assertThat(db().plantTwice(seeds).inserted()).isEqualTo(1);
        } else {
            assertThat(db().failure(seeds)).isEqualTo("""
                    Value "\ud83c\udf31\ud83c\udf31\ud83c\udf31" does not fit column "txt" (%s): it has 6 UTF-16 units, and the column takes 3.
                      where: seeds/seeds.yaml, line 1, column 39 (table word)
                      mend:  change the value, or the type of the column""".formatted(db().spelled("varchar(3)")));
        }
    }

    private boolean takes(String insert) {
        try {
            db().sql(insert);
            return true;
        } catch (RuntimeException | AssertionError e) {
            return false;
        }
    }

    @Test
    default void a_key_longer_than_its_column() {
        table();

        assertThat(db().failure("tables:\n  item:\n    rows:\n      - {code: abcdef}\n"))
                .isEqualTo("""
                Value "abcdef" does not fit column "code" (%s): it has 6 characters, and the column takes 5.
                  where: seeds/seeds.yaml, line 4, column 16 (table item)
                  mend:  change the value, or the type of the column""".formatted(db().spelled("varchar(5)")));
    }

    @Test
    default void text_that_is_no_boolean() {
        table();
        misfit("is_on", "boolean", "maybe", "it is neither true nor false");
        misfit("is_on", "boolean", "2", "it is neither true nor false");
    }

    @Test
    default void null_in_a_not_null_column() {
        db().sql("create table unit (code varchar(5) primary key, name varchar(20) not null)");

        assertThat(db().failure("tables:\n  unit:\n    rows:\n      - {code: kg, name: ~}\n"))
                .isEqualTo("""
                Column "name" takes no NULL.
                  where: seeds/seeds.yaml, line 4, column 26 (table unit)
                  mend:  give it a value""");
    }

    @Test
    default void null_in_a_not_null_column_that_has_a_default() {
        db().sql("create table unit (code varchar(5) primary key, factor integer default 1 not null)");

        assertThat(db().failure("tables:\n  unit:\n    rows:\n      - {code: kg, factor: null}\n"))
                .isEqualTo("""
                Column "factor" takes no NULL.
                  where: seeds/seeds.yaml, line 4, column 28 (table unit)
                  mend:  give it a value, or leave it out: the database then fills it in""");
    }

    @Test
    default void a_check_constraint_that_fails_is_named_and_nothing_is_written() {
        db().sql(
                        "create table unit (code varchar(5) primary key, factor integer, constraint positive_factor check (factor"
                                + " > 0))");

        String said = db().isPostgres()
                ? "new row for relation \"unit\" violates check constraint \"positive_factor\""
                : db().spelled("check").equals("CHECK")
                        ? "Check constraint violation: \"POSITIVE_FACTOR\""
                        : "CHECK constraint failed: positive_factor";
        assertThat(db().failure("tables: {unit: {rows: [{code: kg, factor: 1}, {code: bad, factor: 0}]}}"))
                .isEqualTo("""
                        The database does not take the row code=bad of table "unit": %s.
                          where: seeds/seeds.yaml, line 1, column 47 (table unit)
                          mend:  correct the row so that it satisfies the constraint "%s\"""".formatted(said, db().spelled("positive_factor")));
    }

    @Test
    default void a_check_constraint_that_a_change_fails_is_named_with_the_row() {
        db().sql(
                        "create table unit (code varchar(5) primary key, factor integer, constraint positive_factor check (factor"
                                + " > 0))",
                        "insert into unit values ('kg', 2), ('bad', 2)");

        String said = db().isPostgres()
                ? "new row for relation \"unit\" violates check constraint \"positive_factor\""
                : db().spelled("check").equals("CHECK")
                        ? "Check constraint violation: \"POSITIVE_FACTOR\""
                        : "CHECK constraint failed: positive_factor";
        assertThatThrownBy(
                        () -> db().update(
                                        "tables: {unit: {managed: [factor], rows: [{code: kg, factor: 1}, {code: bad, factor: 0}]}}"))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        The database does not take the row code=bad of table "unit": %s.
                          where: seeds/seeds.yaml, line 1, column 66 (table unit)
                          mend:  correct the row so that it satisfies the constraint "%s\"""".formatted(said, db().spelled("positive_factor")));
        assertThat(db().count("unit where factor = 2")).isEqualTo(2);
    }

    @Test
    default void every_misfit_is_listed_at_once() {
        table();

        assertThat(db().failure("""
                        tables:
                          item:
                            rows:
                              - {code: a, pieces: abc}
                              - {code: b, is_on: maybe}
                              - {code: c, name: "much too long a name"}
                        """)).isEqualTo("""
                        Value "abc" does not fit column "pieces" (%s): it is not a whole number.
                          where: seeds/seeds.yaml, line 4, column 27 (table item)
                          mend:  change the value, or the type of the column
                        Value "maybe" does not fit column "is_on" (%s): it is neither true nor false.
                          where: seeds/seeds.yaml, line 5, column 26 (table item)
                          mend:  change the value, or the type of the column
                        Value "much too long a name" does not fit column "name" (%s): it has 20 characters, and the column takes 10.
                          where: seeds/seeds.yaml, line 6, column 25 (table item)
                          mend:  change the value, or the type of the column""".formatted(
                        db().spelled("integer"), db().spelled("boolean"), db().spelled("varchar(10)")));
    }

    @Test
    default void wrong_names_and_values_and_double_keys_of_a_table_are_listed_at_once() {
        table();

        assertThat(db().failure("""
                        tables:
                          item:
                            rows:
                              - {code: a, nam: A, pieces: abc}
                              - {code: b, name: B, is_on: maybe}
                              - {kode: q}
                              - {code: c, name: C}
                              - {code: c, name: D}
                        """)).isEqualTo("""
                        Table "item" has no column "nam".
                          where: seeds/seeds.yaml, line 4, column 24 (table item)
                          mend:  did you mean "name"?
                        Table "item" has no column "kode".
                          where: seeds/seeds.yaml, line 6, column 16 (table item)
                          mend:  did you mean "code"?
                        Value "abc" does not fit column "pieces" (%s): it is not a whole number.
                          where: seeds/seeds.yaml, line 4, column 35 (table item)
                          mend:  change the value, or the type of the column
                        Value "maybe" does not fit column "is_on" (%s): it is neither true nor false.
                          where: seeds/seeds.yaml, line 5, column 35 (table item)
                          mend:  change the value, or the type of the column
                        Two rows of table "item" have the same key code=c.
                          where: seeds/seeds.yaml, line 7, column 9 and seeds/seeds.yaml, line 8, column 9 (table item)
                          mend:  remove one of them, or correct it""".formatted(db().spelled("integer"), db().spelled("boolean")));
    }

    @Test
    default void of_many_misfits_of_one_kind_fifty_are_listed_and_the_rest_counted() {
        db().sql("create table item (code integer primary key, pieces integer)");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            rows.append("      - {code: ")
                    .append(i)
                    .append(", pieces: x")
                    .append(i)
                    .append("}\n");
        }

        String message = db().failure("tables:\n  item:\n    rows:\n" + rows);

        assertThat(message.lines().filter(line -> line.startsWith("Value \""))).hasSize(50);
        assertThat(message).endsWith("""

                There are 2950 more problems like this one: Value "x50" does not fit column "pieces" (%s): it is not a whole number.
                  where: seeds/seeds.yaml, line 54, column 28 (table item)
                  mend:  change the value, or the type of the column""".formatted(db().spelled("integer")));
    }

    /** For databases that know dates and the width of their integers. */
    interface Strict extends MisfitContract {
        @Test
        default void text_that_is_no_date() {
            db().sql(ITEM);
            misfit("d", "date", "2026-02-30", noDate("date/time field value out of range: \"2026-02-30\""));
            misfit("d", "date", "soon", noDate("invalid input syntax for type date: \"soon\""));
        }

        @Test
        default void a_value_that_only_the_database_can_judge_is_refused_whether_its_row_is_there_or_not() {
            db().sql(ITEM, "insert into item (code, d) values ('gone', null), ('set', date '2025-01-01')");
            String seeds = """
                    tables:
                      item:
                        rows:
                          - {code: gone, d: 2026-02-30}
                          - {code: set, d: 2026-02-30}
                          - {code: new, d: 2026-02-30}
                    """;
            String expected = String.join(
                    "\n", noDateAt("line 4, column 25"), noDateAt("line 5, column 24"), noDateAt("line 6, column 24"));

            assertThat(db().failure(seeds)).isEqualTo(expected);
            Seedbed seedbed = db().seeds(seeds).build();
            assertThat(db().fails(SeedException.Kind.FAILED, () -> seedbed.plan(Mode.FILL)))
                    .isEqualTo(expected);
            assertThat(new SeedException(seedbed.lint().errors())).hasMessage(expected);
        }

        @Test
        default void a_value_that_is_never_compared_is_judged_too() {
            db().sql(ITEM, "insert into item (code) values ('a')");

            assertThat(db().failure("""
                    tables:
                      item:
                        insert-only: [d]
                        rows:
                          - {code: a, d: 2026-02-30}
                    """)).isEqualTo(noDateAt("line 5, column 22"));
        }

        @Test
        default void a_key_that_only_the_database_can_judge_names_its_column() {
            db().sql("create table item (d date primary key)", "insert into item values (date '2026-02-28')");

            assertThat(db().failure("tables:\n  item:\n    rows: [{d: 2026-02-28}, {d: 2026-02-30}]\n"))
                    .isEqualTo(noDateAt("line 3, column 33"));
        }

        @Test
        default void a_value_that_only_the_database_can_judge_is_listed_beside_others() {
            db().sql(ITEM);

            assertThat(db().failure("""
                    tables:
                      item:
                        rows:
                          - {code: a, pieces: abc, d: 2026-02-30}
                    """))
                    .isEqualTo("""
                    Value "abc" does not fit column "pieces" (%s): it is not a whole number.
                      where: seeds/seeds.yaml, line 4, column 27 (table item)
                      mend:  change the value, or the type of the column
                    %s""".formatted(db().spelled("integer"), noDateAt("line 4, column 35")));
        }

        private String noDateAt(String place) {
            return """
                    Value "2026-02-30" does not fit column "d" (%s): %s.
                      where: seeds/seeds.yaml, %s (table item)
                      mend:  change the value, or the type of the column""".formatted(
                            db().spelled("date"), noDate("date/time field value out of range: \"2026-02-30\""), place);
        }

        private String noDate(String onPostgres) {
            return db().isPostgres() ? onPostgres : "Cannot parse \"DATE\"";
        }

        @Test
        default void an_integer_that_does_not_fit_into_its_32_bits() {
            db().sql(ITEM);
            misfit("pieces", "integer", "2147483648", "it does not fit into 32 bits");
            misfit("pieces", "integer", "-2147483649", "it does not fit into 32 bits");
        }
    }
}
