package dev.seedbed.testkit.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The histories that the engine passes tell a wrong engine from a right one, and soon. */
class WrongEnginesTest {
    /** Of the 500 that {@code verify} plays. */
    private static final long SOON = 250;

    @ParameterizedTest
    @EnumSource
    void a_wrong_engine_is_caught_soon(Wrong engine) {
        Histories histories = new Histories(engine::place, true);
        String wrong = null;
        long seed = -1;
        while (wrong == null && ++seed < SOON) {
            wrong = histories.glance(seed);
        }

        System.out.println(engine.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": caught by history " + seed);
        assertThat(wrong).isNotNull();
    }
}
