package dev.seedbed.admin.account;

import dev.seedbed.admin.data.AdminDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The table of second factors: what is enrolled, and what is offered and not enrolled yet. */
final class Factors {
    private static final Duration OFFER_LASTS = Duration.ofMinutes(10);

    private final AdminDatabase database;
    private final Secrets secrets;

    Factors(AdminDatabase database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    record Enrolled(String sealed, Instant at) {
        /** Never the secret. */
        @Override
        public String toString() {
            return at.toString();
        }
    }

    /** @throws dev.seedbed.seed.SeedException where one is encrypted with a key that is not given */
    void check() {
        database.sql()
                .sql("select secret from seedbed_admin_factor where secret is not null")
                .query(String.class)
                .list()
                .forEach(secrets::check);
    }

    Optional<Enrolled> enrolled(UUID account) {
        return database.sql()
                .sql("select secret, enrolled_at from seedbed_admin_factor where account_id = ? and secret is not null")
                .params(account)
                .query((row, number) -> new Enrolled(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    void offer(UUID account, byte[] secret) {
        String sealed = secrets.seal(account, secret);
        OffsetDateTime now = database.now();
        database.together(() -> {
            database.sql()
                    .sql("select id from seedbed_admin_account where id = ? for update")
                    .params(account)
                    .query(UUID.class)
                    .single();
            if (database.write(
                            "update seedbed_admin_factor set pending = ?, pending_at = ? where account_id = ?",
                            sealed,
                            now,
                            account)
                    == 0) {
                database.write(
                        "insert into seedbed_admin_factor (account_id, pending, pending_at) values (?, ?, ?)",
                        account,
                        sealed,
                        now);
            }
        });
    }

    /** As the table has it; empty where none was offered in time. */
    Optional<String> offered(UUID account) {
        return database.sql()
                .sql("select pending from seedbed_admin_factor where account_id = ? and pending_at > ?")
                .params(account, database.now().minus(OFFER_LASTS))
                .query(String.class)
                .optional();
    }

    byte[] open(UUID account, String sealed) {
        return secrets.open(account, sealed);
    }

    /**
     * What is offered takes the place of what is enrolled.
     *
     * @return false where it is offered no more
     */
    boolean enrol(UUID account, String offered, long step) {
        return database.write("""
                        update seedbed_admin_factor
                        set secret = pending, enrolled_at = ?, last_step = ?, pending = null, pending_at = null
                        where account_id = ? and pending = ?""", database.now(), step, account, offered) > 0;
    }

    /** Takes a code, once: neither it nor one before it is taken again, whoever comes at the same time. */
    boolean use(UUID account, String code) {
        return enrolled(account).map(known -> use(account, known, code)).orElse(false);
    }

    /** @param enrolled which may be replaced meanwhile: then nothing is taken, and nothing written */
    boolean use(UUID account, Enrolled enrolled, String code) {
        String sealed = enrolled.sealed();
        byte[] secret = secrets.open(account, sealed);
        OptionalLong step = Totp.stepOf(secret, code, database.now().toInstant());
        if (step.isEmpty() || database.write("""
                                update seedbed_admin_factor set last_step = ?
                                where account_id = ? and last_step < ? and secret = ?""", step.getAsLong(), account, step.getAsLong(), sealed) == 0) {
            return false;
        }
        if (secrets.isOld(sealed)) {
            database.write(
                    "update seedbed_admin_factor set secret = ? where account_id = ? and secret = ?",
                    secrets.seal(account, secret),
                    account,
                    sealed);
        }
        return true;
    }

    void remove(UUID account) {
        database.write("delete from seedbed_admin_factor where account_id = ?", account);
    }
}
