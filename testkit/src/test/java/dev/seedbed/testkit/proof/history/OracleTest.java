package dev.seedbed.testkit.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The oracle agrees with itself: no edit lost, nobody brought back, nothing to do in a second run. */
class OracleTest {
    @Test
    void an_engine_with_the_right_rules_passes_500_histories() {
        Histories histories = new Histories(() -> new MemoryPlace(new Rules()), true);
        for (long seed = 0; seed < 500; seed++) {
            assertThat(histories.play(seed)).isNull();
        }
        System.out.println("Oracle: " + histories.tally());
    }
}
