package dev.seedbed.admin.account;

import java.security.SecureRandom;

/** Text that nobody could guess: for people to type, in letters that do not look like others. */
final class RandomText {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 7;
    private static final int GROUP = 4;

    private RandomText() {}

    /** Of 138 bits. */
    static String of(SecureRandom random) {
        StringBuilder text = new StringBuilder(letters(random, GROUP));
        for (int i = 1; i < GROUPS; i++) {
            text.append('-').append(letters(random, GROUP));
        }
        return text.toString();
    }

    /** So many letters and digits; each is worth almost five bits. */
    static String letters(SecureRandom random, int many) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
