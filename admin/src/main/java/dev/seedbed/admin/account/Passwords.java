package dev.seedbed.admin.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords with argon2id: 19 MiB, two passes, one lane. At most as many at once as there are processors, so that
 * many who sign in at once need no more memory than a few. Thread-safe.
 */
public final class Passwords {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;

    /** Of four; "safely unguessable: moderate protection from offline slow-hash scenario". */
    private static final int LEAST_SCORE = 3;

    /** Past this an estimate of strength costs more than it tells. */
    private static final int MOST_ESTIMATED = 64;

    private final SecureRandom random = new SecureRandom();
    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, LANES, MEMORY_KIB, PASSES);
    private final Semaphore processors =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final Zxcvbn strength = new Zxcvbn();
    private final GuessedFirst guessedFirst = new GuessedFirst();
    private final BreachedPasswords breached;
    private final String ofNobody = hash(generate());

    /** Knows the common breached passwords alone. */
    public Passwords() {
        this(null);
    }

    /**
     * @param breached file of passwords that were found in breaches: SHA-1 hashes, sorted; null for the common ones alone
     * @throws dev.seedbed.seed.SeedException a usage error where the file cannot be read, or is none such
     */
    public Passwords(@Nullable Path breached) {
        this.breached = new BreachedPasswords(breached);
    }

    /** A password that nobody could guess, of 138 bits. */
    public String generate() {
        return RandomText.of(random);
    }

    public String hash(String password) {
        processors.acquireUninterruptibly();
        try {
            return String.valueOf(encoder.encode(password));
        } finally {
            processors.release();
        }
    }

    public boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        processors.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            processors.release();
        }
    }

    /** Takes as long as to find that a password is wrong, for a name that nobody has. */
    void pretend(String password) {
        matches(password, ofNobody);
    }

    /**
     * Says no to a password that could be guessed: too short, too long, found in breaches, or easy, also without what is
     * {@linkplain GuessedFirst guessed first}, such as the account's name. What it is made of otherwise is free.
     *
     * @throws Refused with status 422
     */
    void check(String password, String name) {
        int characters = password.codePointCount(0, password.length());
        if (characters < SHORTEST || password.length() > LONGEST) {
            throw weak("The new password has " + characters + " characters, and must have " + SHORTEST + " to "
                    + LONGEST + ".");
        }
        if (breached.contains(password)) {
            throw weak("The new password was found in breaches of other services.");
        }
        if (isEasy(password, name)) {
            throw weak("The new password could be guessed.");
        }
        if (isEasy(guessedFirst.without(password, name), name)) {
            throw weak(
                    "The new password could be guessed: too little is left of it without the account's name, the words"
                            + " seedbed and admin, common passwords, keys in a row, and what it repeats.");
        }
    }

    private boolean isEasy(String password, String name) {
        String estimated = password.substring(0, Math.min(password.length(), MOST_ESTIMATED));
        return strength.measure(estimated, List.of(name, "seedbed", "admin")).getScore() < LEAST_SCORE;
    }

    private static Refused weak(String message) {
        return new Refused(
                422,
                "weak-password",
                new Problem(
                        message,
                        "newPassword",
                        "take four or more words that have nothing to do with each other, or have a password manager make"
                                + " one"));
    }
}
