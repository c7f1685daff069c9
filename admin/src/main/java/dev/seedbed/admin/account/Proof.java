package dev.seedbed.admin.account;

import java.util.Locale;

/** What somebody has shown to have a session. */
public enum Proof {
    /** The password of an account, and no more. */
    PASSWORD,
    /** Also a code of the second factor. */
    CODE,
    /** Also a recovery code, in place of the second factor. */
    RECOVERY_CODE,
    /** What the provider of OpenID Connect asks for. */
    PROVIDER;

    /** As it is written into the table and the trail. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Proof of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
