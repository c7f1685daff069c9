package dev.seedbed.flyway;

import dev.seedbed.testkit.walk.Snippets;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlywayPageTest {
    @Test
    void the_code_of_the_page_is_code_that_a_test_runs() throws IOException {
        Snippets.standIn(
                Path.of("..", "docs", "flyway.md"),
                "java",
                Path.of("src", "test", "java", "dev", "seedbed", "flyway", "SeedbedCallbackTest.java"));
    }
}
