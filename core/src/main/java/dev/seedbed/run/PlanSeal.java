package dev.seedbed.run;

import dev.seedbed.ledger.LedgerKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a saved plan for values that must not stand there, so that they can be recognised: under the key of the
 * ledger nobody without it can even try a guess; without a key each guess costs a slow, salted hash.
 */
final class PlanSeal {
    /** What one guess costs who has no key: about a second of a processor. */
    private static final int ITERATIONS = 600_000;

    private static final String SLOW = "pbkdf2-hmac-sha-256 " + ITERATIONS;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PlanSeal() {}

    /** @param digest over all such values together */
    static String of(LedgerKey key, byte[] digest) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        String name = key.isNone() ? SLOW : key.seal();
        return name + ":" + HexFormat.of().formatHex(salt) + ":" + hash(key, name, salt, digest);
    }

    /** What keeps the values from being recognised as those of a seal; null where they are. */
    static @Nullable Mismatch compare(LedgerKey key, String seal, byte[] digest) {
        String[] parts = seal.split(":", -1);
        if (parts.length != 3 || parts[1].length() != 2 * SALT_BYTES || !parts[1].matches("[0-9a-f]*")) {
            return Mismatch.OTHER_VALUES;
        }
        String hash = hash(key, parts[0], HexFormat.of().parseHex(parts[1]), digest);
        return hash == null ? Mismatch.NO_KEY : hash.equals(parts[2]) ? null : Mismatch.OTHER_VALUES;
    }

    /** Why values are not those of a seal. */
    enum Mismatch {
        OTHER_VALUES,
        /** It cannot be told without the key that sealed them. */
        NO_KEY
    }

    private static @Nullable String hash(LedgerKey key, String name, byte[] salt, byte[] digest) {
        String message = "seedbed saved plan " + HexFormat.of().formatHex(salt)
                + HexFormat.of().formatHex(digest);
        return name.equals(SLOW)
                ? slow(salt, digest)
                : key.authenticate(name, message.getBytes(StandardCharsets.US_ASCII));
    }

    private static String slow(byte[] salt, byte[] digest) {
        char[] password = HexFormat.of().formatHex(digest).toCharArray();
        try {
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(new PBEKeySpec(password, salt, ITERATIONS, 256))
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
