package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A value that does not fit its column is an error that names its place; nothing is written, nothing is cut. */
public interface MisfitContract extends OnDatabase {
    String ITEM = "create table item (code varchar(5) primary key, name varchar(10), pieces integer, price"
            + " numeric(6,2), is_on boolean, d date)";

    private void table() {
        db().sql(ITEM);
    }

    /** Sees that a value is refused with its column and its place, and nothing is written. */
    default void misfit(String column, String value) {
        String message = db().failure("""
                tables:
                  item:
                    rows:
                      - {code: a, %1$s: null}
                      - {code: b, %1$s: %2$s}
                """.formatted(column, value));

        assertThat(message).contains("\"" + column + "\"").contains("seeds/seeds.yaml, line 5");
        assertThat(db().count("item")).isZero();
    }

    @Test
    default void text_that_is_no_integer() {
        table();
        misfit("pieces", "abc");
        misfit("pieces", "1.5");
        misfit("pieces", "''");
        misfit("pieces", "0x10");
        misfit("pieces", "yes");
    }

    @Test
    default void an_integer_out_of_range() {
        table();
        misfit("pieces", "9223372036854775808");
        misfit("pieces", "-9223372036854775809");
        misfit("pieces", "9".repeat(50));
    }

    @Test
    default void text_that_is_no_number() {
        table();
        misfit("price", "abc");
        misfit("price", "'1,5'");
        misfit("price", "''");
    }

    @Test
    default void a_number_with_too_many_digits_before_the_point() {
        table();
        misfit("price", "10000");
        misfit("price", "1e6");
        misfit("price", "1e999999999");
    }

    @Test
    default void text_longer_than_the_column_is_never_truncated() {
        table();
        misfit("name", "12345678901");
        misfit("name", "'1234567890   '");
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
            assertThat(db().failure(seeds))
                    .contains("it has 6 UTF-16 units, and the column takes 3")
                    .contains("seeds/seeds.yaml, line 1");
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
                .contains("\"code\"")
                .contains("seeds/seeds.yaml, line 4");
    }

    @Test
    default void text_that_is_no_boolean() {
        table();
        misfit("is_on", "maybe");
        misfit("is_on", "2");
    }

    @Test
    default void null_in_a_not_null_column() {
        db().sql("create table unit (code varchar(5) primary key, name varchar(20) not null)");

        assertThat(db().failure("tables:\n  unit:\n    rows:\n      - {code: kg, name: ~}\n"))
                .contains("\"name\"")
                .contains("seeds/seeds.yaml, line 4");
    }

    @Test
    default void a_check_constraint_that_fails_is_named_and_nothing_is_written() {
        db().sql(
                        "create table unit (code varchar(5) primary key, factor integer, constraint positive_factor check (factor"
                                + " > 0))");

        assertThat(db().failure("tables: {unit: {rows: [{code: kg, factor: 1}, {code: bad, factor: 0}]}}")
                        .toLowerCase(java.util.Locale.ROOT))
                .contains("positive_factor")
                .contains("unit");
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
                        """)).contains("line 4").contains("line 5").contains("line 6");
    }

    /** For databases that know dates and the width of their integers. */
    interface Strict extends MisfitContract {
        @Test
        default void text_that_is_no_date() {
            db().sql(ITEM);
            misfit("d", "2026-02-30");
            misfit("d", "soon");
        }

        @Test
        default void an_integer_that_does_not_fit_into_its_32_bits() {
            db().sql(ITEM);
            misfit("pieces", "2147483648");
            misfit("pieces", "-2147483649");
        }
    }
}
