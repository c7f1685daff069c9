package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Constraints that wait for the end of the transaction are checked before success is reported. */
public interface DeferredContract extends OnDatabase {
    @Test
    default void a_deferred_foreign_key_that_fails_is_an_error_and_nothing_is_written() {
        db().sql(
                        "create table tier (code varchar(10) primary key)",
                        "create table org (name varchar(10) primary key, tier_code varchar(10) references tier(code) deferrable"
                                + " initially deferred)");

        assertThat(db().failure("tables: {org: {rows: [{name: a, tier_code: nowhere}]}}"))
                .contains("org");
    }
}
