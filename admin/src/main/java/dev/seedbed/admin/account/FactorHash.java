package dev.seedbed.admin.account;

/**
 * What codes of a second factor are made with. A secret tells by its length, so that those of both kinds go on together when
 * this is set otherwise.
 */
public enum FactorHash {
    /** HMAC-SHA-1, which every authenticator knows. */
    SHA1("HmacSHA1", 20),
    /** HMAC-SHA-256, which some authenticators take for SHA-1: their codes are wrong. */
    SHA256("HmacSHA256", 35);

    private final String mac;
    private final int secretBytes;

    FactorHash(String mac, int secretBytes) {
        this.mac = mac;
        this.secretBytes = secretBytes;
    }

    /** The name for {@link javax.crypto.Mac}. */
    String mac() {
        return mac;
    }

    /** As long as what the function gives, at least, and a whole number of Base32 letters without padding. */
    int secretBytes() {
        return secretBytes;
    }

    static FactorHash of(int secretBytes) {
        return secretBytes == SHA256.secretBytes ? SHA256 : SHA1;
    }

    /** @param secret in Base32: eight letters for five bytes */
    static FactorHash of(String secret) {
        return of(secret.length() * 5 / 8);
    }
}
