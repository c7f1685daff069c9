package dev.seedbed.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Computes the hash over what an entry says and over the hash of the entry before. */
final class Seal {
    /** What entries without a key name. */
    static final String PLAIN = "sha-256";

    /** What entries with a key name, in front of its id. */
    static final String KEYED = "hmac-sha-256 ";

    private final @Nullable MessageDigest digest;
    private final @Nullable Mac mac;

    Seal(MessageDigest digest) {
        this.digest = digest;
        this.mac = null;
    }

    Seal(Mac mac) {
        this.digest = null;
        this.mac = mac;
    }

    /** The SHA-256 of a text in UTF-8, as hexadecimal digits. */
    static String digest(byte[] utf8) {
        return HexFormat.of().formatHex(sha256().digest(utf8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds a text, or its absence, so that no two lists of texts are the same bytes. */
    void add(@Nullable String text) {
        if (text == null) {
            update(new byte[] {-1, -1, -1, -1});
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        update(new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        update(bytes);
    }

    private void update(byte[] bytes) {
        if (mac != null) {
            mac.update(bytes);
        } else if (digest != null) {
            digest.update(bytes);
        }
    }

    /** The hash over what was added, as hexadecimal digits; begins anew. */
    String hash() {
        byte[] hash =
                mac != null ? mac.doFinal() : Objects.requireNonNull(digest).digest();
        return HexFormat.of().formatHex(hash);
    }
}
