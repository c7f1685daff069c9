package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class SeedFailureAnalyzerTest {
    @Test
    void all_that_is_wrong_is_said_with_places_and_remedies() {
        FailureAnalysis analysis = new SeedFailureAnalyzer()
                .analyze(new IllegalStateException(
                        "bean",
                        new SeedException(List.of(
                                new Problem("The row has no key.", "seeds/tiers.yaml, line 3", "add \"code\""),
                                new Problem("It is late.", null, null)))));
        assertThat(analysis.getDescription()).isEqualTo("""
                The seeds were not planted, and nothing was written.

                The row has no key.
                  where: seeds/tiers.yaml, line 3
                It is late.""");
        assertThat(analysis.getAction()).isEqualTo("add \"code\"");
    }

    @Test
    void what_is_wrong_with_the_admin_service_says_nothing_of_the_seeds() {
        FailureAnalysis analysis = new SeedFailureAnalyzer()
                .analyze(new BeanCreationException(
                        "webServer",
                        "not made",
                        new BeanCreationException(
                                "seedbedAdminDatabase",
                                "not made",
                                new SeedException(new Problem("It is late.", "seedbed.admin", null)))));
        assertThat(analysis.getDescription()).isEqualTo("""
                The admin service did not start.

                It is late.
                  where: seedbed.admin""");
    }

    @Test
    void settings_are_named_as_properties() {
        FailureAnalysis analysis = new SeedFailureAnalyzer()
                .analyze(new SeedException(new Problem(
                        "Row code=team is blocked.",
                        null,
                        "correct --schema, or plant the other rows with --allow-blocked")));
        assertThat(analysis.getAction())
                .isEqualTo("correct seedbed.schema, or plant the other rows with seedbed.on-blocked=report");
    }

    @Test
    void a_lost_commit_is_not_called_a_start_without_seeds() {
        FailureAnalysis analysis = new SeedFailureAnalyzer()
                .analyze(new SeedException(
                        SeedException.Kind.UNKNOWN,
                        List.of(new Problem("The connection was lost at COMMIT.", "app", "run again")),
                        null));
        assertThat(analysis.getDescription()).isEqualTo("""
                Whether the seeds were planted is not known.

                The connection was lost at COMMIT.
                  where: app""");
    }
}
