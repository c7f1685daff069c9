package dev.seedbed.admin.account;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Secrets as the tables have them: encrypted with AES-256-GCM, for one account, under a key that is in the configuration and
 * never in the database. Of several keys the first encrypts, and all decrypt. Without a key they are written as they are.
 * Thread-safe.
 */
public final class Secrets {
    private static final String PROPERTY = "seedbed.admin.secret-key";
    private static final String PLAIN = "plain";
    private static final int LEAST_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final String first;

    /**
     * @param text a key, or several with commas in between; null or blank for none
     * @throws SeedException a usage error for a key that is too short to keep anybody from guessing it
     */
    public Secrets(@Nullable String text) {
        String current = PLAIN;
        for (String each : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
            byte[] key = each.strip().getBytes(StandardCharsets.UTF_8);
            if (key.length < LEAST_BYTES) {
                throw SeedException.usage(
                        "A key for secrets is shorter than " + LEAST_BYTES + " bytes, so that it could be guessed.",
                        PROPERTY,
                        "make one with \"openssl rand -hex 32\"");
            }
            String id = HexFormat.of().formatHex(derive(key, "id")).substring(0, 8);
            keys.putIfAbsent(id, new SecretKeySpec(derive(key, "encryption"), "AES"));
            current = current.equals(PLAIN) ? id : current;
        }
        first = current;
    }

    /** What is for one purpose tells nothing about what is for another. */
    private static byte[] derive(byte[] key, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("seedbed-admin secrets " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True where secrets are written as they are. */
    public boolean isPlain() {
        return keys.isEmpty();
    }

    String seal(UUID account, byte[] secret) {
        if (isPlain()) {
            return PLAIN + ":" + Base64.getEncoder().encodeToString(secret);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, first, account, nonce).doFinal(secret);
            byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return first + ":" + Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws SeedException where the key is not there, or something else was written by somebody else */
    byte[] open(UUID account, String sealed) {
        String id = keyOf(sealed);
        byte[] both = Base64.getDecoder().decode(sealed.substring(id.length() + 1));
        if (id.equals(PLAIN)) {
            return both;
        }
        if (!keys.containsKey(id)) {
            throw unknown(id);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, id, account, Arrays.copyOf(both, NONCE_BYTES))
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw failed(
                    "A secret of account " + account + " is not what the service wrote.",
                    "find out who writes to that table, and reset the second factor of the account");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True for what another key than the first one encrypted, or none. */
    boolean isOld(String sealed) {
        return !keyOf(sealed).equals(first);
    }

    /** @throws SeedException where this holds no key that opens it */
    void check(String sealed) {
        String id = keyOf(sealed);
        if (!id.equals(PLAIN) && !keys.containsKey(id)) {
            throw unknown(id);
        }
    }

    private static String keyOf(String sealed) {
        return sealed.substring(0, sealed.indexOf(':'));
    }

    private static SeedException unknown(String id) {
        return failed(
                "Second factors are encrypted with key " + id + ", which is not given.",
                "give that key too, in " + PROPERTY + ", behind the current one; where it is lost, delete the rows of"
                        + " seedbed_admin_factor that begin with it, and have their owners enrol again");
    }

    private static SeedException failed(String message, String mend) {
        return new SeedException(new Problem(message, "table seedbed_admin_factor", mend));
    }

    private Cipher cipher(int mode, String id, UUID account, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(account.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Never a key. */
    @Override
    public String toString() {
        return first;
    }
}
