package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of people. A token of 256 random bits is in the browser alone; the table has its hash, so that a copy of the
 * database lets nobody in. Thread-safe.
 */
public final class Sessions {
    private static final int BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A session is noted as used at most so often: reading is no writing. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    /** A session that waits for a code ends so long after the password. */
    private static final Duration HALF_LASTS = Duration.ofMinutes(10);

    private final AdminDatabase database;
    private final Trail trail;
    private final Duration idle;
    private final Duration longest;
    private final FactorPolicy policy;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param idle a session ends when it was not used for so long
     * @param longest and in any case so long after the sign-in
     * @param policy whether a session of an account needs more than the password
     */
    public Sessions(AdminDatabase database, Trail trail, Duration idle, Duration longest, FactorPolicy policy) {
        this.database = database;
        this.trail = trail;
        this.idle = idle;
        this.longest = longest;
        this.policy = policy;
    }

    /**
     * Somebody's session, without what would let anybody in.
     *
     * @param source network address that it was begun from
     */
    public record Open(Instant startedAt, Instant seenAt, String source) {}

    /**
     * Begins the session of an account, and returns its token.
     *
     * @param proof of who it is; where more is asked for, the session is half begun, and is worth nothing but to show that
     */
    public String open(Account account, Proof proof, String source) {
        boolean half = isHalf(account.secondFactor(), proof);
        String action = half ? "session.half-begun" : "session.begun";
        return open(account.id(), account.name(), null, proof, source, action);
    }

    /** The same for somebody who is signed in already, and whose session goes on under another token. */
    public String renew(Account account, Proof proof, String source) {
        return open(account.id(), account.name(), null, proof, source, "session.renewed");
    }

    /** Begins the session of somebody who has no account here, and returns its token. */
    public String open(String name, Set<String> roles, String source) {
        return open(null, name, String.join(" ", roles), Proof.PROVIDER, source, "session.begun");
    }

    private boolean isHalf(boolean secondFactor, Proof proof) {
        return secondFactor && proof == Proof.PASSWORD && policy != FactorPolicy.OFF;
    }

    private String open(
            @Nullable UUID account, String name, @Nullable String roles, Proof proof, String source, String action) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.together(() -> {
            OffsetDateTime now = database.now();
            database.write(
                    "delete from seedbed_admin_session where started_at <= ? or seen_at <= ?",
                    now.minus(longest),
                    now.minus(idle));
            database.write("""
                            insert into seedbed_admin_session
                              (token_hash, account_id, subject, roles, proof, source, started_at, seen_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)""", hash(token), account, name, roles, proof.text(), source, now, now);
            trail.change(
                    new By(name, source, null),
                    action,
                    name,
                    null,
                    roles == null ? proof.text() : proof.text() + "; roles: " + roles);
        });
        return token;
    }

    /** What a session was begun with; a password where there is no such session. */
    public Proof proof(String token) {
        return database.sql()
                .sql("select proof from seedbed_admin_session where token_hash = ?")
                .params(hash(token))
                .query(String.class)
                .optional()
                .map(Proof::of)
                .orElse(Proof.PASSWORD);
    }

    /** Whose session it is; empty for a token of none, or of one that has ended. */
    public Optional<Caller> caller(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        OffsetDateTime now = database.now();
        String hash = hash(token);
        record Found(
                @Nullable UUID account,
                String subject,
                @Nullable String roles,
                boolean mustChange,
                boolean factor,
                Proof proof,
                OffsetDateTime startedAt,
                boolean old) {}
        List<Found> found = database.sql()
                .sql("""
                        select s.account_id, s.subject, s.roles, a.must_change, f.secret is not null, s.proof,
                               s.started_at, s.seen_at
                        from seedbed_admin_session s left join seedbed_admin_account a on a.id = s.account_id
                          left join seedbed_admin_factor f on f.account_id = a.id
                        where s.token_hash = ? and s.started_at > ? and s.seen_at > ?
                          and (s.account_id is null or a.enabled)""")
                .params(hash, now.minus(longest), now.minus(idle))
                .query((row, number) -> new Found(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        Proof.of(row.getString(6)),
                        row.getObject(7, OffsetDateTime.class),
                        row.getObject(8, OffsetDateTime.class).isBefore(now.minus(NOTED))))
                .list();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Found session = found.get(0);
        boolean half = isHalf(session.factor(), session.proof());
        if (half && session.startedAt().isBefore(now.minus(HALF_LASTS))) {
            return Optional.empty();
        }
        if (session.old()) {
            database.write("update seedbed_admin_session set seen_at = ? where token_hash = ?", now, hash);
        }
        if (session.account() == null) {
            return Optional.of(new Caller(session.subject(), Caller.Kind.OIDC, null, words(session.roles()), null));
        }
        Caller.First first = null;
        if (half) {
            first = Caller.First.CODE;
        } else if (session.mustChange()) {
            first = Caller.First.PASSWORD;
        } else if (policy == FactorPolicy.REQUIRED && !session.factor()) {
            first = Caller.First.SECOND_FACTOR;
        }
        return Optional.of(
                new Caller(session.subject(), Caller.Kind.ACCOUNT, session.account(), roles(session.account()), first));
    }

    /** Ends a session, if it is one: of whoever does it, or of who used the same browser before. */
    public void end(String token, By by) {
        database.together(() -> {
            Optional<String> whose = database.sql()
                    .sql("select subject from seedbed_admin_session where token_hash = ?")
                    .params(hash(token))
                    .query(String.class)
                    .optional();
            if (whose.isPresent()
                    && database.write("delete from seedbed_admin_session where token_hash = ?", hash(token)) > 0) {
                trail.change(by, "session.ended", whose.get(), null, null);
            }
        });
    }

    /**
     * Ends all sessions of somebody, or of everybody.
     *
     * @param name of an account or of somebody who has none here; null for everybody
     * @return how many have ended
     */
    public int endAll(@Nullable String name, By by) {
        return database.together(() -> {
            int ended = name == null
                    ? database.write("delete from seedbed_admin_session")
                    : database.write("delete from seedbed_admin_session where subject = ?", name);
            trail.change(by, "session.all-ended", name == null ? "everybody" : name, String.valueOf(ended), "0");
            return ended;
        });
    }

    /** The sessions of somebody that have not ended, the latest first. */
    public List<Open> list(String name) {
        OffsetDateTime now = database.now();
        return database.sql()
                .sql("""
                        select started_at, seen_at, source from seedbed_admin_session
                        where subject = ? and started_at > ? and seen_at > ? order by started_at desc""")
                .params(name, now.minus(longest), now.minus(idle))
                .query((row, number) -> new Open(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3)))
                .list();
    }

    private Set<String> roles(UUID account) {
        return Set.copyOf(database.sql()
                .sql("select role from seedbed_admin_assignment where account_id = ?")
                .params(account)
                .query(String.class)
                .list());
    }

    private static Set<String> words(@Nullable String text) {
        return text == null || text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split(" ")));
    }

    /** The token is random: no salt and no slow hash is needed to keep it. */
    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
