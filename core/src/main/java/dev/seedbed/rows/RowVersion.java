package dev.seedbed.rows;

import dev.seedbed.ledger.LedgerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One text for all that a row holds. A sensitive value enters it by what only the holder of the ledger's key can compute:
 * else whoever sees the text could try out what a short one is. Without a key it is only told whether there is one.
 */
final class RowVersion {
    private static final int BYTES = 16;

    private RowVersion() {}

    static String of(Map<String, @Nullable String> texts, Set<String> secrets, LedgerKey key) {
        MessageDigest digest = sha256();
        texts.forEach((column, text) -> {
            add(digest, column);
            if (text != null && secrets.contains(column)) {
                byte[] message = ("seedbed row\0" + column + '\0' + text).getBytes(StandardCharsets.UTF_8);
                add(digest, Objects.requireNonNullElse(key.authenticate(key.seal(), message), "set"));
            } else {
                add(digest, text);
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        if (text == null) {
            digest.update((byte) '-');
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
