package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.walk.Snippets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CasbinPageTest {
    private static final Path PAGE = Path.of("..", "docs", "casbin.md");
    private static final Path TESTS = Path.of("src", "test", "java", "dev", "seedbed", "casbin");

    @Test
    void the_code_of_the_page_is_code_that_a_test_runs() throws IOException {
        Snippets.standIn(PAGE, "java", TESTS.resolve("Dashtam.java"), TESTS.resolve("PostgresWatcherTest.java"));
    }

    @Test
    void its_seeds_are_seeds_that_a_test_plants_or_reads() throws IOException {
        Snippets.standIn(
                PAGE,
                "yaml",
                Path.of("src", "test", "resources", "dashtam", "seeds", "rbac.yaml"),
                TESTS.resolve("CasbinFormatTest.java"));
    }

    @Test
    void its_trigger_is_the_one_of_the_jar() throws IOException {
        Snippets.standIn(
                PAGE, "sql", Path.of("src", "main", "resources", "dev", "seedbed", "casbin", "casbin-notify.sql"));
    }

    @Test
    void its_messages_are_those_that_a_test_sees() throws IOException {
        assertThat(Files.readString(PAGE).replaceAll("\n +", " ")).contains("warning: " + DashtamTest.TWIN);
        assertThat(Files.readString(PAGE))
                .contains(
                        "Row ptype=g, v0=user, v1=readonly, v2=, v3=NULL, v4=NULL, v5=NULL of table \"casbin_rule\" is"
                                + " blocked: the table holds this key more than once.");
    }
}
