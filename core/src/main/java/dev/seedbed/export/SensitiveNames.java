package dev.seedbed.export;

import dev.seedbed.database.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Columns whose names say that they hold secrets. Better one too many than one too few: an option carries them. */
final class SensitiveNames {
    private static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secrets",
            "token",
            "tokens",
            "hash",
            "hashes",
            "salt",
            "apikey",
            "otp",
            "totp",
            "credentials");

    /** Words that only together say it. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("api", "key"),
            List.of("private", "key"),
            List.of("access", "key"),
            List.of("secret", "key"),
            List.of("signing", "key"),
            List.of("encryption", "key"));

    /** Names in one word: {@code passwordhash}, {@code clientsecret}. */
    private static final List<String> PARTS = List.of("password", "passwd", "secret", "apikey", "accesstoken");

    private SensitiveNames() {}

    /** A yes, a no and a moment are no secrets, whatever their name. */
    static boolean looks(Column column) {
        return switch (column.type().kind()) {
            case BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE -> false;
            default -> looks(column.name());
        };
    }

    static boolean looks(String name) {
        List<String> words = Arrays.asList(name.replaceAll("(\\p{Ll}|\\d)(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}]+"));
        return words.stream().anyMatch(WORDS::contains)
                || words.stream().anyMatch(word -> PARTS.stream().anyMatch(word::contains))
                || PAIRS.stream().anyMatch(pair -> follows(words, pair.get(0), pair.get(1)));
    }

    private static boolean follows(List<String> words, String first, String second) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals(first)
                    && (words.get(i).equals(second) || words.get(i).equals(second + "s"))) {
                return true;
            }
        }
        return false;
    }
}
