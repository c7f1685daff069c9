package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What only PostgreSQL does with a ledger. */
public interface PostgresLedgerContract extends OnDatabase {
    @Test
    default void entries_are_stored_as_they_are_only_where_the_server_is_slow_to_compress_them() {
        boolean quick = db().rows("select 1 from pg_settings where name = 'default_toast_compression'"
                                + " and 'lz4' = any (enumvals)")
                        .size()
                == 1;
        Ledgers ledger = new Ledgers(db());

        assertThat(ledger.asked().ddl().contains("alter column body set storage external"))
                .isNotEqualTo(quick);
        ledger.asked().enable();

        assertThat(db().rows("select attstorage from pg_attribute where attrelid = 'seedbed_ledger'::regclass"
                        + " and attname = 'body'"))
                .containsExactly(quick ? "x" : "e");
    }
}
