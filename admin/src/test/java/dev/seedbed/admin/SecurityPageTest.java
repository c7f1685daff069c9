package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.walk.Snippets;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The pages say what is so. */
class SecurityPageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern PROPERTY = Pattern.compile("^(seedbed\\.admin\\.[\\w.-]+)=(.*)$", Pattern.MULTILINE);

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name));
    }

    @Test
    void every_test_that_the_page_names_is_there() throws Exception {
        Matcher named = TEST.matcher(page("security.md"));
        Set<String> missing = new TreeSet<>();
        int found = 0;
        while (named.find()) {
            found++;
            if (!isTest(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(50);
    }

    private static boolean isTest(String type, String method) throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            List<Path> sources =
                    files.filter(file -> file.endsWith(type + ".java")).toList();
            if (sources.size() != 1) {
                return false;
            }
            Path source = Path.of("src", "test", "java").relativize(sources.get(0));
            String name = source.toString().replace(".java", "").replace('/', '.');
            return Arrays.stream(Class.forName(name).getDeclaredMethods())
                    .filter(SecurityPageTest::isTest)
                    .anyMatch(each -> each.getName().equals(method));
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void every_row_of_a_table_that_says_what_is_done_names_a_test() throws Exception {
        String met = page("security.md").split("## Not met, or yours")[0];

        assertThat(met.lines()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| ASVS"))
                        .filter(line -> !TEST.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void the_code_of_the_page_is_code_that_a_test_runs() throws Exception {
        Snippets.standIn(
                Path.of("..", "docs", "admin.md"),
                "java",
                Path.of("src", "test", "java", "dev", "seedbed", "admin", "ServeTest.java"));
    }

    @Test
    void the_properties_that_the_page_sets_are_read() throws Exception {
        Matcher set = PROPERTY.matcher(page("admin.md"));
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        while (set.find()) {
            source.put(set.group(1), set.group(2));
        }
        AdminProperties read =
                new Binder(source).bind("seedbed.admin", AdminProperties.class).get();

        assertThat(read.enabled()).isTrue();
        assertThat(read.path()).isEqualTo("/seedbed");
        assertThat(read.accounts()).isFalse();
        assertThat(read.application().signIn()).isTrue();
        assertThat(read.application().roles())
                .containsEntry("ROLE_OPERATIONS", "admin")
                .hasSize(2);
        assertThat(read.jwt().audience()).isEqualTo("seedbed");
        assertThat(read.jwt().jwkSetUri()).isEqualTo("https://login.example/keys");
        assertThat(read.jwt().roles()).containsEntry("deployer", "admin");
        assertThat(read.oidc().clientId()).isEqualTo("seedbed");
        assertThat(read.oidc().roles()).containsEntry("operations", "admin");
    }
}
