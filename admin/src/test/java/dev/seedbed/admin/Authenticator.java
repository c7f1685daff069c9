package dev.seedbed.admin;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** What people have on their phone: written apart from what the service does, by RFC 6238. */
public final class Authenticator {
    private final byte[] secret;
    private long step;

    public Authenticator(String secret) {
        this.secret = Base32.decode(secret);
        this.step = System.currentTimeMillis() / 30_000;
    }

    /** The code of when it was given the secret, or a later one after {@link #next}. */
    public String code() {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int at = hash[19] & 15;
            int number = (hash[at] & 127) << 24
                    | (hash[at + 1] & 255) << 16
                    | (hash[at + 2] & 255) << 8
                    | (hash[at + 3] & 255);
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The code after the one before; a little early it is taken too, so that nobody waits for it. */
    public String next() {
        step++;
        return code();
    }
}
