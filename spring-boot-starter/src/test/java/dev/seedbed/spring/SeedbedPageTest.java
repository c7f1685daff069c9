package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.walk.Snippets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SeedbedPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/spring-boot.md");

    @Test
    void the_code_of_the_page_is_code_that_a_test_runs() throws IOException {
        Snippets.standIn(
                PAGE,
                "java",
                ROOT.resolve("spring-boot-starter/src/test/java/dev/seedbed/spring/SeedbedAutoConfigurationTest.java"),
                ROOT.resolve("examples/dashtam/src/test/java/example/dashtam/ProvidersTest.java"));
    }

    @Test
    void each_property_that_the_page_names_is_one() throws IOException {
        String metadata = Files.readString(
                ROOT.resolve("spring-boot-starter/src/main/resources/META-INF/spring-configuration-metadata.json"));
        assertThat(Pattern.compile("(?<![\\w/.:])(?:--)?(seedbed\\.(?!yaml)[a-z]+[a-z.-]*[a-z])")
                        .matcher(Files.readString(PAGE)
                                .replace("timer `seedbed.run`", "")
                                .replace("counter `seedbed.rows`", ""))
                        .results()
                        .map(name -> name.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(metadata).contains("\"name\": \"" + name + "\""));
    }
}
