package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Counts wrong passwords and wrong codes, by account and by the address that they come from. An account is locked from its fifth in a row,
 * an address from its twentieth within an hour; each further one doubles the time, from one minute up to an hour.
 */
final class Lockout {
    static final int OF_ACCOUNT = 5;
    static final int OF_SOURCE = 20;

    /** A password that somebody else made is good for so long. */
    static final Duration GENERATED_LASTS = Duration.ofDays(3);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLED = 10;

    private final AdminDatabase database;

    Lockout(AdminDatabase database) {
        this.database = database;
    }

    /** How long after so many. */
    static Duration delay(int failed, int free) {
        if (failed < free) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(failed - free, MOST_DOUBLED));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /**
     * A hash to compare with.
     *
     * @param barred what keeps everybody out of the account, whatever their password, as "was locked"; null for nothing
     */
    record Attempt(UUID account, String hash, @Nullable String barred) {
        boolean isOpen() {
            return barred == null;
        }
    }

    /**
     * Counts an attempt as failed before it is known to be: a hundred at once try no more passwords than one after the
     * other.
     *
     * @param source network address that it comes from
     * @return empty where there is no such account; not open where it is disabled or locked, or its generated password was
     *     not used in time
     */
    Optional<Attempt> begin(String name, String source) {
        return again(() -> database.together(() -> {
            OffsetDateTime now = database.now();
            record Found(Attempt attempt, int failed) {}
            List<Found> found = database.sql()
                    .sql("""
                            select id, password_hash, failed, case
                                when not enabled then 'was disabled'
                                when locked_until > ? then 'was locked'
                                when must_change and password_at <= ? then 'had a new password that was not used in time'
                              end
                            from seedbed_admin_account
                            where name = ?
                            for update""")
                    .params(now, now.minus(GENERATED_LASTS), name)
                    .query((row, number) -> new Found(
                            new Attempt(row.getObject(1, UUID.class), row.getString(2), row.getString(4)),
                            row.getInt(3)))
                    .list();
            if (found.isEmpty() || !found.get(0).attempt().isOpen()) {
                // As much is written as for an account that is open: how long it takes tells nothing.
                var unused = count(source, 0);
                return found.stream().map(Found::attempt).findFirst();
            }
            Found account = found.get(0);
            Duration delay = delay(account.failed() + 1, OF_ACCOUNT);
            database.write(
                    "update seedbed_admin_account set failed = failed + 1, locked_until = ? where id = ?",
                    delay.isZero() ? null : now.plus(delay),
                    account.attempt().account());
            return Optional.of(account.attempt());
        }));
    }

    /** It was the right one after all. */
    void succeeded(UUID account) {
        database.write("update seedbed_admin_account set failed = 0, locked_until = null where id = ?", account);
    }

    /**
     * The password was right, and a code is still to come: what was wrong before stays counted until that is right too. A lock
     * that is there by now is there because this attempt was counted.
     */
    void half(UUID account) {
        database.write(
                "update seedbed_admin_account set failed = failed - 1, locked_until = null where id = ? and failed > 0",
                account);
    }

    /** @throws Refused with status 429 for an address of too many wrong attempts */
    void check(String source) {
        if (isBlocked(source)) {
            throw new Refused(
                    429,
                    "source-blocked",
                    new Problem(
                            "There were too many wrong passwords or codes from this address.",
                            null,
                            "wait, and try again later"));
        }
    }

    private boolean isBlocked(String source) {
        return database.sql()
                        .sql("select count(*) from seedbed_admin_source where address = ? and blocked_until > ?")
                        .params(source, database.now())
                        .query(Long.class)
                        .single()
                > 0;
    }

    void failed(String source) {
        var unused = again(() -> database.together(() -> count(source, 1)));
    }

    /** Of two who come from a new address at once, one finds that the other has noted it. */
    private static <T> T again(Supplier<T> work) {
        try {
            return work.get();
        } catch (DuplicateKeyException e) {
            return work.get();
        }
    }

    /** @return how many there are now */
    private int count(String source, int more) {
        OffsetDateTime now = database.now();
        database.write("delete from seedbed_admin_source where failed_at < ?", now.minus(LONGEST));
        List<Integer> before = database.sql()
                .sql("select failed from seedbed_admin_source where address = ? for update")
                .params(source)
                .query(Integer.class)
                .list();
        int failed = more + (before.isEmpty() ? 0 : before.get(0));
        Duration delay = delay(failed, OF_SOURCE);
        database.write(before.isEmpty() ? """
                                    insert into seedbed_admin_source (failed, blocked_until, failed_at, address)
                                    values (?, ?, ?, ?)""" : """
                                    update seedbed_admin_source set failed = ?, blocked_until = ?, failed_at = ?
                                    where address = ?""", failed, delay.isZero() ? null : now.plus(delay), now, source);
        return failed;
    }
}
