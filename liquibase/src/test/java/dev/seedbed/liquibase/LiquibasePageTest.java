package dev.seedbed.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LiquibasePageTest {
    @Test
    void the_change_set_of_the_page_is_the_one_that_is_run() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "liquibase.md")).replaceAll("\\s+", "");
        String run = EveryLiquibaseTest.AT_A_PLACE.formatted("true").replaceAll("\\s+", "");
        assertThat(page)
                .contains(run.substring(
                        run.indexOf("<changeSetid=\"seeds\""), run.indexOf("<changeSetid=\"customers\"")));
    }
}
