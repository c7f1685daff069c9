package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoTest extends CommandLineTest {

    @Test
    void the_story_is_as_told_and_fits_a_terminal() {
        Answer answer = call("demo");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("seedbed status", "Nothing to do", "On your own database");
        assertThat(answer.out().lines().filter(line -> line.codePointCount(0, line.length()) > 80))
                .isEmpty();
    }
}
