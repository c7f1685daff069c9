package dev.seedbed.ledger;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal entries, from outside the database; without one, entries are chained by plain SHA-256, which
 * whoever may write to the table can compute as well. Of several keys the first seals, and all verify.
 */
public final class LedgerKey {
    /** The variable that holds the key, or several with commas in between, the current one first. */
    public static final String VARIABLE = "SEEDBED_LEDGER_KEY";

    public static final LedgerKey NONE = new LedgerKey(Map.of(), Seal.PLAIN);

    private static final int LEAST_BYTES = 16;

    private final Map<String, byte[]> keys;
    private final String seal;

    private LedgerKey(Map<String, byte[]> keys, String seal) {
        this.keys = keys;
        this.seal = seal;
    }

    /**
     * Reads the value of {@link #VARIABLE}.
     *
     * @param text null or blank for no key
     * @throws SeedException for a key that is too short to keep anybody from guessing it
     */
    public static LedgerKey of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        Map<String, byte[]> keys = new LinkedHashMap<>();
        String first = null;
        for (String each : text.split(",", -1)) {
            byte[] key = each.strip().getBytes(StandardCharsets.UTF_8);
            if (key.length < LEAST_BYTES) {
                throw new SeedException(new Problem(
                        "A key of the ledger is shorter than " + LEAST_BYTES + " bytes, so that it could be guessed.",
                        "variable " + VARIABLE,
                        "make one with \"openssl rand -hex 32\""));
            }
            String seal = Seal.KEYED + id(key);
            keys.putIfAbsent(seal, key);
            first = first == null ? seal : first;
        }
        return new LedgerKey(keys, Objects.requireNonNull(first));
    }

    /** By which entries name a key: its first eight digits tell keys apart and nothing about them. */
    private static String id(byte[] key) {
        return HexFormat.of()
                .formatHex(mac(key).doFinal("seedbed ledger key".getBytes(StandardCharsets.UTF_8)))
                .substring(0, 8);
    }

    public boolean isNone() {
        return keys.isEmpty();
    }

    /** The name of what seals new entries, and other messages: with a key, its kind and a short id of it. */
    public String seal() {
        return seal;
    }

    /** True where entries that name this seal can be verified. */
    boolean knows(String seal) {
        return seal.equals(Seal.PLAIN) || keys.containsKey(seal);
    }

    /** What seals entries that name it; one that {@link #knows} says is known. */
    Seal seal(String name) {
        byte[] key = keys.get(name);
        return key == null ? new Seal(Seal.sha256()) : new Seal(mac(key));
    }

    /**
     * What only a holder of a key can compute over a message, as hexadecimal digits.
     *
     * @param name of the key, as {@link #seal()} gives it
     * @param message begins otherwise than what entries say, so that it is taken for none
     * @return null where this holds no key of that name
     */
    public @Nullable String authenticate(String name, byte[] message) {
        byte[] key = keys.get(name);
        return key == null ? null : HexFormat.of().formatHex(mac(key).doFinal(message));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never a key. */
    @Override
    public String toString() {
        return seal;
    }
}
