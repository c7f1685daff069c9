package dev.seedbed.admin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.access.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuessedFirstTest {
    private static final String NAME = "anna";

    /** Of no list that the service has. */
    private static final List<String> UNRELATED = List.of(
            "wooden",
            "giraffe",
            "paints",
            "lakes",
            "turnip",
            "walnut",
            "kettle",
            "meadow",
            "violin",
            "candle",
            "ladder",
            "harvest",
            "lantern",
            "pebble",
            "saddle",
            "thistle",
            "umbrella",
            "velvet",
            "whisker",
            "zeppelin");

    private final GuessedFirst guessedFirst = new GuessedFirst();
    private final Passwords passwords = new Passwords();

    private boolean isTaken(String password, String name) {
        try {
            passwords.check(password, name);
            return true;
        } catch (Refused e) {
            assertThat(e.code()).isEqualTo("weak-password");
            return false;
        }
    }

    @Test
    void passwords_of_such_words_alone_are_refused_however_they_are_joined() {
        List<String> words = List.of(NAME, "seedbed", "admin", "password", "qwerty", "12345");
        List<String> weak = new ArrayList<>();
        for (String first : words) {
            for (String second : words) {
                for (String between : List.of("", "-", "1!")) {
                    for (String end : List.of("", "!", "2024")) {
                        weak.add(first + between + second + end);
                        weak.add(first + between + second + between + first + end);
                    }
                }
            }
        }
        weak.removeIf(each -> each.length() < Passwords.SHORTEST);

        assertThat(weak).hasSizeGreaterThan(400);
        assertThat(weak.stream().filter(each -> isTaken(each, NAME))).isEmpty();
        assertThat(weak.stream()
                        .map(each -> each.substring(0, 1).toUpperCase(Locale.ROOT) + each.substring(1))
                        .filter(each -> isTaken(each, NAME)))
                .isEmpty();
        assertThat(weak.stream()
                        .map(each -> each.replace('a', '4').replace('o', '0').replace('e', '3'))
                        .filter(each -> isTaken(each, NAME)))
                .isEmpty();
    }

    @Test
    void passwords_of_such_words_alone_are_refused_with_signs_within_them_and_digits_around_them() {
        for (String weak : List.of(
                "seedbed-admin-1",
                "anna-seedbed-1",
                "password-password",
                "seedbed-admin-2",
                "AdminSeedbed!",
                "seedbedadmin",
                "passwordadmin1",
                "anna-anna-anna",
                "s-e-e-d-b-e-d-a-d-m-i-n",
                "pass.word.ad.min",
                "P@$$w0rd-@dm1n!",
                "seedbed-admin-20241127",
                "asdf-fdsa-qwer-rewq",
                "giraffe-giraffe-giraffe",
                "1qaz-2wsx-3edc-4rfv",
                "dragon shadow monkey")) {
            assertThat(isTaken(weak, NAME)).describedAs(weak).isFalse();
        }
        assertThat(isTaken("smith-example-anna", "anna.smith@example.org")).isFalse();
        assertThat(isTaken("annasmith-example-7", "anna.smith@example.org")).isFalse();
    }

    @Test
    void good_passwords_are_taken_also_with_such_a_word_in_them() {
        for (String good : List.of(
                "wooden-giraffe-paints-41-lakes",
                "correct-horse-battery-walnut",
                "my seedbed grows purple turnips",
                "anna keeps eleven quiet llamas",
                "seedbed-walnut-kettle-meadow",
                "administrators dislike wet umbrellas",
                "dragon thistle paints wooden ladder",
                "Die Gärtnerin gießt Lauch im März",
                "8273 6481 7263 5904",
                "x7#Kp9!2mQ4z",
                "прохладный чайник и зонт")) {
            assertThat(isTaken(good, NAME)).describedAs(good).isTrue();
        }
    }

    @Test
    void words_that_have_nothing_to_do_with_each_other_are_taken_and_nearly_all_random_characters() {
        Random random = new Random(7);
        String characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!$%&/()=?+*#";
        List<String> phrases = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            List<String> words = new ArrayList<>(UNRELATED);
            Collections.shuffle(words, random);
            phrases.add(String.join(i % 2 == 0 ? "-" : " ", words.subList(0, 4)));
            StringBuilder text = new StringBuilder();
            random.ints(16, 0, characters.length()).forEach(each -> text.append(characters.charAt(each)));
            texts.add(text.toString());
        }

        assertThat(phrases.stream().filter(each -> !isTaken(each, NAME))).isEmpty();
        assertThat(texts.stream().filter(each -> !isTaken(each, NAME))).hasSizeLessThan(3);
        assertThat(Stream.generate(passwords::generate).limit(200).filter(each -> !isTaken(each, NAME)))
                .isEmpty();
    }

    @Test
    void what_is_guessed_first_goes_with_the_signs_around_it_and_nothing_else_does() {
        assertThat(guessedFirst.without("seedbed-wooden-lakes-Admin", NAME)).isEqualTo("wooden-lakes");
        assertThat(guessedFirst.without("wooden-lakes-#7", NAME)).isEqualTo("wooden-lakes-#7");
        assertThat(guessedFirst.without("lakes+lakes+lakes!", NAME)).isEqualTo("lakes");
        assertThat(guessedFirst.without("zyzyzyzyzyzy", NAME)).isEqualTo("zy");
        assertThat(guessedFirst.without("dragonseedbed2024", NAME)).isEqualTo("2024");
        assertThat(guessedFirst.without("----------------", NAME)).isEqualTo("----------------");
        assertThat(guessedFirst.without("", NAME)).isEmpty();
    }

    @Test
    void who_wrote_such_a_password_is_told_what_adds_nothing_to_it() {
        assertThatThrownBy(() -> passwords.check("seedbed-admin-1", NAME)).hasMessage("""
                The new password could be guessed: too little is left of it without the account's name, the words seedbed and admin, common passwords, keys in a row, and what it repeats.
                  where: newPassword
                  mend:  take four or more words that have nothing to do with each other, or have a password manager make one""");
    }
}
