package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Constraints that wait for the end of the transaction are checked before success is reported. */
public interface DeferredContract extends OnDatabase {
    @Test
    default void a_deferred_foreign_key_that_fails_is_an_error_and_nothing_is_written() {
        db().sql(
                        "create table tier (code varchar(10) primary key)",
                        "create table org (name varchar(10) primary key, tier_code varchar(10), constraint org_tier"
                                + " foreign key (tier_code) references tier(code) deferrable initially deferred)");

        assertThat(db().failure("""
                tables:
                  org:
                    rows:
                      - {name: a, tier_code: nowhere}
                      - {name: b, tier_code: nobody}
                """)).isEqualTo("""
                Row name=a of table "org" refers by tier_code "nowhere" to a row of table "tier" that is not there.
                  where: seeds/seeds.yaml, line 4, column 9 (table org, foreign key %1$s)
                  mend:  declare the row that it means, or correct the value
                Row name=b of table "org" refers by tier_code "nobody" to a row of table "tier" that is not there.
                  where: seeds/seeds.yaml, line 5, column 9 (table org, foreign key %1$s)
                  mend:  declare the row that it means, or correct the value""".formatted(db().foreignKey("org", "tier_code", "org_tier")));
    }

    @Test
    default void a_circle_of_values_under_a_deferred_foreign_key_goes_in() {
        db().sql("create table emp (code varchar(10) primary key, boss varchar(10) not null references emp(code)"
                + " deferrable initially deferred, name varchar(10))");

        db().plantTwice("tables: {emp: {rows: [{code: e1, boss: e2, name: E}, {code: e2, boss: e1}]}}");

        assertThat(db().rows("select code, boss from emp order by 1")).containsExactly("e1|e2", "e2|e1");
    }
}
