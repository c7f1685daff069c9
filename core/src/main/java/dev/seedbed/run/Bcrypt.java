package dev.seedbed.run;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;

/** Password hashes, by a library that is on the class path only where {@code $bcrypt} is used. */
final class Bcrypt {
    private static final int COST = 12;

    private Bcrypt() {}

    static String hash(byte[] password) {
        try {
            return new String(
                    at.favre.lib.crypto.bcrypt.BCrypt.withDefaults().hash(COST, password), StandardCharsets.US_ASCII);
        } catch (NoClassDefFoundError e) {
            throw new SeedException(
                    new Problem(
                            "\"$bcrypt\" needs a library that is not on the class path.",
                            null,
                            "add the dependency at.favre.lib:bcrypt:0.10.2"),
                    e);
        }
    }
}
