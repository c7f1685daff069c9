package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;

/**
 * The second factor of local accounts: codes of an authenticator ({@link Totp}), each taken once, and recovery codes for who
 * has lost it. A wrong code counts as a wrong password does. Every change stands in the trail. Thread-safe.
 */
public final class SecondFactor {
    private final AdminDatabase database;
    private final Trail trail;
    private final Accounts accounts;
    private final SignIn signIn;
    private final FactorPolicy policy;
    private final FactorHash hash;
    private final String issuer;
    private final Factors factors;
    private final RecoveryCodes recovery;
    private final Lockout lockout;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param hash of secrets that are offered from now on
     * @param issuer what authenticators show beside the account's name
     * @throws dev.seedbed.seed.SeedException where a second factor is encrypted with a key that is not given
     */
    public SecondFactor(
            AdminDatabase database,
            Trail trail,
            Accounts accounts,
            SignIn signIn,
            Secrets secrets,
            FactorPolicy policy,
            FactorHash hash,
            String issuer) {
        this.database = database;
        this.trail = trail;
        this.accounts = accounts;
        this.signIn = signIn;
        this.policy = policy;
        this.hash = hash;
        this.issuer = issuer;
        this.factors = new Factors(database, secrets);
        this.recovery = new RecoveryCodes(database, random);
        this.lockout = new Lockout(database);
        if (policy != FactorPolicy.OFF) {
            factors.check();
        }
    }

    /**
     * A second factor that is not enrolled yet.
     *
     * @param secret in Base32, to be typed into an authenticator
     * @param uri the same, to be shown to it as a QR code
     */
    public record Offer(String secret, String uri) {
        /** Never the secret. */
        @Override
        public String toString() {
            return "offer";
        }
    }

    /**
     * What somebody may know of their own second factor.
     *
     * @param enrolledAt null where none is
     * @param recoveryCodesLeft those that were not used
     */
    public record State(FactorPolicy policy, @Nullable Instant enrolledAt, int recoveryCodesLeft) {}

    public State state(String name) {
        Account account = named(name);
        return new State(
                policy,
                factors.enrolled(account.id()).map(Factors.Enrolled::at).orElse(null),
                recovery.left(account.id()));
    }

    /**
     * Makes a secret for somebody who says their password, and a code of the second factor that they have, if any. It counts
     * once {@link #enrol} has a code of it, within ten minutes.
     *
     * @param code null where there is no second factor yet
     * @throws Refused with status 403 where there are none, 401 for a wrong password or code, 429 as {@link SignIn#signIn}
     */
    public Offer offer(String name, String password, @Nullable String code, By by) {
        if (policy == FactorPolicy.OFF) {
            throw new Refused(
                    403,
                    "no-second-factor",
                    new Problem(
                            "Second factors are switched off here.",
                            "seedbed.admin.second-factor",
                            "ask whoever runs the service"));
        }
        Account account = authenticate(name, password, code, by);
        byte[] secret = new byte[hash.secretBytes()];
        random.nextBytes(secret);
        factors.offer(account.id(), secret);
        return offered(name, Base32.toBase32String(secret));
    }

    /**
     * What was offered to somebody, once more: for who has the secret, which is not looked at.
     *
     * @param secret in Base32
     */
    public Offer offered(String name, String secret) {
        String label = encoded(issuer) + ":" + encoded(name);
        return new Offer(
                secret,
                "otpauth://totp/" + label + "?secret=" + secret + "&issuer=" + encoded(issuer) + "&algorithm="
                        + FactorHash.of(secret).name() + "&digits=" + Totp.DIGITS + "&period=" + Totp.STEP_SECONDS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Enrols the second factor that was offered, in place of one before. All sessions of the account end.
     *
     * @return recovery codes, which are told this once; earlier ones are worth nothing any more
     * @throws Refused with status 409 where none was offered in the last ten minutes, 401 and 429 as {@link #prove}
     */
    public List<String> enrol(String name, String code, By by) {
        Account account = named(name);
        String offered = factors.offered(account.id()).orElseThrow(SecondFactor::nothingOffered);
        lockout.check(by.source());
        Optional<Lockout.Attempt> attempt = lockout.begin(name, by.source());
        OptionalLong step = Totp.stepOf(
                factors.open(account.id(), offered), plain(code), database.now().toInstant());
        if (attempt.filter(Lockout.Attempt::isOpen).isEmpty() || step.isEmpty()) {
            throw wrong(name, attempt, by.source());
        }
        lockout.succeeded(account.id());
        return database.together(() -> {
            if (!factors.enrol(account.id(), offered, step.getAsLong())) {
                throw nothingOffered();
            }
            List<String> codes = recovery.renew(account.id());
            endSessions(account);
            trail.change(
                    by,
                    account.secondFactor() ? "account.second-factor-changed" : "account.second-factor-enrolled",
                    name,
                    null,
                    null);
            return codes;
        });
    }

    private static Refused nothingOffered() {
        return new Refused(
                409,
                "nothing-offered",
                new Problem(
                        "No second factor was offered in the last ten minutes.",
                        null,
                        "begin with POST session/factor"));
    }

    private void endSessions(Account account) {
        database.write("delete from seedbed_admin_session where account_id = ?", account.id());
    }

    /**
     * Somebody whose password was right shows a code of their second factor, or a recovery code.
     *
     * @throws Refused with status 401 for a code that is wrong or was used, also where the account is locked; with 429 for an
     *     address of too many wrong attempts
     */
    public Proof prove(String name, String code, By by) {
        lockout.check(by.source());
        Account account = named(name);
        Optional<Lockout.Attempt> attempt = lockout.begin(name, by.source());
        if (attempt.filter(Lockout.Attempt::isOpen).isPresent()) {
            Optional<Proof> proof = database.together(() -> proof(account, plain(code), by));
            if (proof.isPresent()) {
                lockout.succeeded(account.id());
                return proof.get();
            }
        }
        throw wrong(name, attempt, by.source());
    }

    private Optional<Proof> proof(Account account, String code, By by) {
        if (code.length() == Totp.DIGITS) {
            return factors.use(account.id(), code) ? Optional.of(Proof.CODE) : Optional.empty();
        }
        if (!recovery.use(account.id(), code)) {
            return Optional.empty();
        }
        int left = recovery.left(account.id());
        trail.change(by, "account.recovery-code-used", account.name(), String.valueOf(left + 1), String.valueOf(left));
        return Optional.of(Proof.RECOVERY_CODE);
    }

    /**
     * Makes ten other recovery codes; those before are worth nothing any more.
     *
     * @throws Refused as {@link #offer}, and with status 409 where there is no second factor
     */
    public List<String> renewRecoveryCodes(String name, String password, String code, By by) {
        Account account = enrolled(name, password, code, by);
        return database.together(() -> {
            trail.change(by, "account.recovery-codes-renewed", name, null, null);
            return recovery.renew(account.id());
        });
    }

    /**
     * Does without a second factor, where nobody needs one. All sessions of the account end.
     *
     * @throws Refused as {@link #renewRecoveryCodes}, and with status 409 where one is required
     */
    public Account remove(String name, String password, String code, By by) {
        if (policy == FactorPolicy.REQUIRED) {
            throw new Refused(
                    409,
                    "second-factor-required",
                    new Problem(
                            "A second factor is required here.",
                            null,
                            "enrol another in its place with session/factor"));
        }
        Account account = enrolled(name, password, code, by);
        database.together(() -> {
            factors.remove(account.id());
            recovery.remove(account.id());
            endSessions(account);
            trail.change(by, "account.second-factor-removed", name, null, null);
        });
        return accounts.get(account.id());
    }

    private Account enrolled(String name, String password, String code, By by) {
        if (!named(name).secondFactor()) {
            throw new Refused(
                    409,
                    "not-enrolled",
                    new Problem("No second factor is enrolled.", null, "enrol one with session/factor"));
        }
        return authenticate(name, password, code, by);
    }

    private Account authenticate(String name, String password, @Nullable String code, By by) {
        Account account = signIn.confirm(name, password, by.source());
        if (account.secondFactor()) {
            prove(name, code == null ? "" : code, by);
        }
        return account;
    }

    private Account named(String name) {
        return accounts.named(name)
                .orElseThrow(() -> new Refused(
                        403,
                        "no-password",
                        new Problem("There is no account here of that name.", null, "sign in where your account is")));
    }

    /** As people type it: groups of digits, and letters of either case. */
    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private Refused wrong(String name, Optional<Lockout.Attempt> attempt, String source) {
        lockout.failed(source);
        return new Refused(
                401,
                "wrong-code",
                new Problem(
                        "The code is wrong, was used already, or the account is locked for a while.",
                        "code",
                        "wait for the next code, and see that the clock of the device is right; after five wrong ones wait a"
                                + " minute, later longer"),
                attempt.filter(tried -> !tried.isOpen())
                        .map(tried -> new Refused.About(name, tried.barred()))
                        .orElse(null));
    }
}
