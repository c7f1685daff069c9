package dev.seedbed.admin.account;

import java.security.SecureRandom;

/** Text that nobody could guess, of 138 bits: for people to type, in letters that do not look like others. */
final class RandomText {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 7;
    private static final int GROUP = 4;

    private RandomText() {}

    static String of(SecureRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
