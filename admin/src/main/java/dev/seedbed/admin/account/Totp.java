package dev.seedbed.admin.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of RFC 6238 as authenticators make them: six digits, a new one each 30 seconds, by the {@link FactorHash} of a secret. */
final class Totp {
    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;

    /** Clocks may be wrong by one step. */
    private static final int TOLERATED_STEPS = 1;

    private static final int MODULUS = 1_000_000;

    private Totp() {}

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        byte[] hash = mac(secret)
                .doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    /** The step that a code is of; empty for a wrong one. It takes as long whatever is wrong. */
    static OptionalLong stepOf(byte[] secret, String code, Instant now) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) - TOLERATED_STEPS; step <= step(now) + TOLERATED_STEPS; step++) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static Mac mac(byte[] secret) {
        try {
            String name = FactorHash.of(secret.length).mac();
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
