package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import org.junit.jupiter.api.Test;

/** Rows that differ from a declared one only in NULL and the empty text are others, and are told of. */
public interface TwinsContract extends OnDatabase {
    String RULE = "create table rule (ptype varchar(10) not null, v0 varchar(20), v1 varchar(20), gone varchar(20))";
    String SEEDS = """
            tables:
              rule:
                key: [ptype, v0, v1]
                rows:
                  - {ptype: p, v0: alice, v1: ""}
                  - {ptype: p, v0: bob, v1: null}
                  - {ptype: p, v0: carol, v1: null}
            """;
    String ALICE =
            "Table \"rule\" holds row ptype=p, v0=alice, v1= with NULL in v1, which to the database is another row"
                    + " (seeds/seeds.yaml, line 5, column 9): declare NULL and the empty text as they are stored, or delete the row"
                    + " that is there.";

    private Report plan(String yaml) {
        return db().seeds(yaml).build().plan(Mode.FILL);
    }

    @Test
    default void a_twin_is_told_of_before_and_after_its_row_is_planted() {
        db().sql(RULE, "insert into rule values ('p', 'alice', null, null), ('p', 'bob', '', null)");

        assertThat(plan(SEEDS).warnings()).containsExactly(ALICE, """
                Table "rule" holds row ptype=p, v0=bob, v1=NULL with '' in v1, which to the database is another row \
                (seeds/seeds.yaml, line 6, column 9): declare NULL and the empty text as they are stored, or delete the \
                row that is there.""");
        Report filled = db().fill(SEEDS);
        assertThat(filled.inserted()).isEqualTo(3);
        assertThat(filled.warnings()).hasSize(2);
        Report again = db().fill(SEEDS);
        assertThat(again.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(again.warnings()).hasSize(2);
        assertThat(db().seeds(SEEDS).build().lint().warnings())
                .extracting(Problem::message)
                .contains("Table \"rule\" holds row ptype=p, v0=alice, v1= with NULL in v1, which to the database is"
                        + " another row.");
    }

    @Test
    default void rows_that_are_declared_both_ways_or_marked_as_deleted_are_nobodys_twins() {
        db().sql(RULE, "insert into rule values ('p', 'alice', null, null), ('p', 'bob', '', 'yes')");
        String both =
                SEEDS.replace("key:", "soft-delete: gone\n    key:") + "      - {ptype: p, v0: alice, v1: null}\n";

        assertThat(plan(both).warnings()).isEmpty();
        assertThat(db().fill(both).inserted()).isEqualTo(3);
        assertThat(plan(both).warnings()).isEmpty();
    }

    @Test
    default void in_a_large_table_rows_that_are_missing_are_looked_for() {
        db().sql(
                        RULE,
                        "create table digit (i integer)",
                        "insert into digit values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)",
                        "insert into rule select 'g', a.i || '-' || b.i || '-' || c.i || '-' || d.i, 'user', null"
                                + " from digit a, digit b, digit c, digit d",
                        "insert into rule values ('p', 'alice', null, null), ('p', 'carol', null, null)");

        assertThat(plan(SEEDS).warnings()).containsExactly(ALICE);
        assertThat(db().fill(SEEDS).inserted()).isEqualTo(2);
    }

    @Test
    default void of_many_twins_the_first_are_named() {
        StringBuilder rows = new StringBuilder();
        StringBuilder live = new StringBuilder();
        for (int i = 0; i < 22; i++) {
            rows.append("      - {ptype: p, v0: u").append(i).append(", v1: null}\n");
            live.append(i == 0 ? "" : ", ").append("('p', 'u").append(i).append("', '', null)");
        }
        db().sql(RULE, "insert into rule values " + live);

        assertThat(plan("tables:\n  rule:\n    key: [ptype, v0, v1]\n    rows:\n" + rows)
                        .warnings())
                .hasSize(21)
                .last()
                .asString()
                .startsWith("Table \"rule\" holds 2 more such rows (seeds/seeds.yaml, line 2, column ");
    }
}
