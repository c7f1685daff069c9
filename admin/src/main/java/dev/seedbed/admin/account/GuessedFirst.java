package dev.seedbed.admin.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is guessed first, and so adds nothing to a password: the account's name and its parts, {@code seedbed} and
 * {@code admin}, the 1,000 most common passwords, four or more keys in a row, and what stood in the password before. In
 * capitals, with digits for letters ({@code p4ssw0rd}) and with signs between its letters it is the same. Thread-safe.
 */
final class GuessedFirst {
    private static final int MOST_COMMON = 1_000;

    /** Shorter words stand in many others by chance. */
    private static final int SHORTEST_COMMON = 4;

    private static final int SHORTEST_NAME = 3;
    private static final int SHORTEST_ROW = 4;
    private static final int SHORTEST_REPETITION = 3;

    private static final List<String> OF_SERVICE = List.of("seedbed", "admin");

    /** Rows and columns of keyboards, and the alphabet. */
    private static final List<String> ROWS = List.of(
            "1234567890",
            "qwertyuiop",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "qsdfghjklm",
            "zxcvbnm",
            "yxcvbnm",
            "wxcvbn",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
            "abcdefghijklmnopqrstuvwxyz");

    private static final String MISSPELT = "013457@$!";
    private static final List<String> MEANT = List.of("o", "il", "e", "a", "s", "t", "a", "s", "i");

    private final List<String> words = Stream.of(OF_SERVICE, common(), rows())
            .flatMap(List::stream)
            .distinct()
            .toList();

    private static List<String> common() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .limit(MOST_COMMON)
                    .filter(each -> each.length() >= SHORTEST_COMMON)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> rows() {
        return ROWS.stream()
                .flatMap(row -> Stream.of(row, new StringBuilder(row).reverse().toString()))
                .flatMap(GuessedFirst::parts)
                .toList();
    }

    private static Stream<String> parts(String row) {
        Stream.Builder<String> parts = Stream.builder();
        for (int from = 0; from < row.length(); from++) {
            for (int to = from + SHORTEST_ROW; to <= row.length(); to++) {
                parts.add(row.substring(from, to));
            }
        }
        return parts.build();
    }

    /**
     * What is left of a password without as much of that as can be; the password where none of it is there. Signs beside
     * what is taken out go with it.
     *
     * @param name of the account
     */
    String without(String password, String name) {
        int[] places = places(password);
        int[] left = new int[places.length + 1];
        int[] taking = new int[places.length];
        for (int at = places.length - 1; at >= 0; at--) {
            left[at] = 1 + left[at + 1];
            for (int length : lengths(password, places, at, name)) {
                if (left[at + length] < left[at]) {
                    left[at] = left[at + length];
                    taking[at] = length;
                }
            }
        }
        BitSet taken = new BitSet();
        for (int at = 0; at < places.length; at += Math.max(1, taking[at])) {
            for (int i = at; i < at + taking[at]; i++) {
                taken.set(places[i]);
            }
        }
        return taken.isEmpty() ? password : left(password, taken);
    }

    /** How much may be taken out at a place. */
    private int[] lengths(String password, int[] places, int at, String name) {
        IntStream known = Stream.concat(names(name), words.stream())
                .filter(word -> begins(password, places, at, word))
                .mapToInt(String::length);
        return IntStream.concat(known, IntStream.rangeClosed(SHORTEST_REPETITION, repeated(password, places, at)))
                .toArray();
    }

    /** Where letters stand, and what may stand for letters. */
    private static int[] places(String password) {
        return IntStream.range(0, password.length())
                .filter(i -> {
                    char each = password.charAt(i);
                    return Character.isLetterOrDigit(each) || MISSPELT.indexOf(each) >= 0;
                })
                .toArray();
    }

    /** All of it, and its parts. */
    private static Stream<String> names(String name) {
        String[] parts = name.split("[^a-z0-9]+");
        return Stream.concat(Stream.of(String.join("", parts)), Arrays.stream(parts))
                .filter(each -> each.length() >= SHORTEST_NAME);
    }

    private static boolean begins(String password, int[] places, int at, String word) {
        if (word.length() > places.length - at) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (!isFor(password.charAt(places[at + i]), word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFor(char written, char meant) {
        int misspelt = MISSPELT.indexOf(written);
        return Character.toLowerCase(written) == meant
                || (misspelt >= 0 && MEANT.get(misspelt).indexOf(meant) >= 0);
    }

    /** So much of what stands at a place stood before it. */
    private static int repeated(String password, int[] places, int at) {
        int longest = 0;
        for (int from = 0; from < at; from++) {
            int length = 0;
            while (at + length < places.length
                    && Character.toLowerCase(password.charAt(places[from + length]))
                            == Character.toLowerCase(password.charAt(places[at + length]))) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static String left(String password, BitSet taken) {
        StringBuilder left = new StringBuilder();
        int from = 0;
        while (from < password.length()) {
            int to = taken.nextSetBit(from);
            to = to < 0 ? password.length() : to;
            left.append(withoutSignsAround(password.substring(from, to)));
            from = taken.nextClearBit(to);
        }
        return left.toString();
    }

    private static String withoutSignsAround(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
