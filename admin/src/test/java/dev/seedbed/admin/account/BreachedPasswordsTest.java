package dev.seedbed.admin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreachedPasswordsTest {
    @TempDir
    private Path directory;

    private static String hash(String password) throws Exception {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(List<String> passwords, String end) throws Exception {
        Random counts = new Random(1);
        TreeSet<String> lines = new TreeSet<>();
        for (String password : passwords) {
            lines.add(hash(password) + ":" + counts.nextInt(1, 1 << counts.nextInt(1, 30)));
        }
        return Files.writeString(directory.resolve("breached"), String.join(end, lines) + end);
    }

    @Test
    void ten_thousand_of_the_most_common_that_are_long_enough_are_none() throws Exception {
        BreachedPasswords breached = new BreachedPasswords(null);

        for (String common :
                List.of("1qaz2wsx3edc", "PolniyPizdec0211", "q1w2e3r4t5y6", "ghjcnjgfhjkm", "frephiotohaij65")) {
            assertThat(breached.contains(common)).describedAs(common).isTrue();
        }
        assertThat(breached.contains("wooden-giraffe-paints-41-lakes")).isFalse();
        assertThat(BreachedPasswordsTest.class
                        .getResourceAsStream("breached.txt")
                        .readAllBytes())
                .hasSize(10_000 * 41);
    }

    @Test
    void each_that_a_file_has_is_found_and_no_other() throws Exception {
        List<String> passwords =
                IntStream.range(0, 1_000).mapToObj(i -> "leaked-password-" + i).toList();
        for (String end : List.of("\n", "\r\n")) {
            BreachedPasswords breached = new BreachedPasswords(file(passwords, end));

            assertThat(passwords).allMatch(breached::contains);
            assertThat(IntStream.range(0, 1_000).mapToObj(i -> "another-password-" + i))
                    .noneMatch(breached::contains);
        }
        BreachedPasswords one = new BreachedPasswords(Files.writeString(
                directory.resolve("one"), hash("leaked-password-1").toLowerCase(java.util.Locale.ROOT)));
        assertThat(one.contains("leaked-password-1")).isTrue();
        assertThat(one.contains("leaked-password-2")).isFalse();
    }

    @Test
    void a_file_that_is_none_is_refused_at_the_start() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path words = Files.writeString(directory.resolve("words"), "password\n123456\n");
        Path unsorted = Files.writeString(directory.resolve("unsorted"), "F".repeat(40) + "\n" + "0".repeat(40) + "\n");
        for (Path none : List.of(empty, words, unsorted)) {
            assertThatThrownBy(() -> new BreachedPasswords(none))
                    .isInstanceOf(SeedException.class)
                    .hasMessage("The file \"" + none + "\" is no list of breached passwords.\n"
                            + "  where: seedbed.admin.breached-passwords\n"
                            + "  mend:  name one of SHA-1 hashes in hexadecimal digits, one a line, in their order");
        }
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> new BreachedPasswords(missing))
                .hasMessage("The file of breached passwords \"" + missing + "\" cannot be read.\n"
                        + "  where: seedbed.admin.breached-passwords\n"
                        + "  mend:  name a file that is there, and let this user read it");
    }

    @Test
    void a_file_that_is_gone_later_lets_no_password_through() throws Exception {
        Path file = file(List.of("leaked-password-1"), "\n");
        Passwords passwords = new Passwords(file);
        assertThatThrownBy(() -> passwords.check("leaked-password-1", "ann")).hasMessage("""
                The new password was found in breaches of other services.
                  where: newPassword
                  mend:  take four or more words that have nothing to do with each other, or have a password manager make one""");
        Files.delete(file);

        assertThatThrownBy(() -> passwords.check("wooden-giraffe-paints-41-lakes", "ann"))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith("The file of breached passwords");
    }
}
