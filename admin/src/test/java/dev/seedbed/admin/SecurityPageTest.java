package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.application.CasbinMapping;
import dev.seedbed.admin.application.TableMapping;
import dev.seedbed.testkit.walk.Snippets;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        return isTestHere(type, method) || isTestOfServedAlone(type, method);
    }

    /** Its classes come after these. */
    private static boolean isTestOfServedAlone(String type, String method) throws IOException {
        Path source = Path.of("serve", "src", "test", "java", "dev", "seedbed", "admin", "serve", type + ".java");
        return Files.exists(source)
                && Pattern.compile("@Test\\s+void " + method + "\\(")
                        .matcher(Files.readString(source))
                        .find();
    }

    private static boolean isTestHere(String type, String method) throws IOException, ClassNotFoundException {
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
        List<String> rows = rows("| ASVS | what is done | shown by |");

        assertThat(rows).filteredOn(row -> !TEST.matcher(row).find()).isEmpty();
        assertThat(rows).hasSizeGreaterThan(50);
    }

    /** The rows of all tables that have this head. */
    private static List<String> rows(String head) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean in = false;
        for (String line : page("security.md").lines().toList()) {
            in = line.equals(head) || in && line.startsWith("|");
            if (in && !line.equals(head) && !line.startsWith("|--")) {
                rows.add(line);
            }
        }
        return rows;
    }

    /** The numbers of all requirements of levels 1 and 2. */
    private static Set<String> standard() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "asvs-5.0.0.txt")).stream()
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What a text names: "1.2.3", "1.2.3 to 1.2.5", and chapters and sections where they are all that stands there. */
    private static Set<String> numbers(String text, Set<String> standard, Pattern number) {
        Set<String> numbers = new TreeSet<>();
        Matcher named = number.matcher(text);
        while (named.find()) {
            String from = named.group(1);
            if (named.group(2) == null) {
                Set<String> meant = standard.stream()
                        .filter(each -> each.equals(from) || each.startsWith(from + "."))
                        .collect(Collectors.toSet());
                numbers.addAll(meant.isEmpty() ? Set.of("none is " + from) : meant);
                continue;
            }
            String section = from.substring(0, from.lastIndexOf('.') + 1);
            int last = Integer.parseInt(named.group(2).substring(section.length()));
            for (int i = Integer.parseInt(from.substring(section.length())); i <= last; i++) {
                numbers.add(standard.contains(section + i) ? section + i : "none is " + section + i);
            }
        }
        return numbers;
    }

    @Test
    void every_requirement_of_levels_1_and_2_is_on_the_page_and_no_other() throws Exception {
        Set<String> standard = standard();
        Pattern whole = Pattern.compile("\\b(\\d+\\.\\d+\\.\\d+)(?: to (\\d+\\.\\d+\\.\\d+))?");
        Pattern any = Pattern.compile("\\b(\\d+(?:\\.\\d+){0,2})(?: to (\\d+\\.\\d+\\.\\d+))?");
        String[] parts = page("security.md")
                .replaceFirst("ASVS 5.0.0|Standard 5.0.0", "")
                .split("(?m)^## Does not apply$");
        String[] rest = parts[1].split("(?m)^## Not met, or yours$");
        Set<String> met = numbers(parts[0], standard, whole);
        Set<String> apart = new TreeSet<>();
        for (String row : rows("| ASVS | why |")) {
            apart.addAll(numbers(row.split("\\|")[1], standard, any));
        }
        Set<String> unmet = new TreeSet<>();
        for (String row : rows("| ASVS | |")) {
            unmet.addAll(numbers(row.split("\\|")[1], standard, any));
        }

        assertThat(standard).hasSize(253);
        assertThat(rest).hasSize(2);
        Set<String> all = new TreeSet<>(met);
        all.addAll(apart);
        all.addAll(unmet);
        assertThat(all).isEqualTo(new TreeSet<>(standard));
        assertThat(met).doesNotContainAnyElementsOf(apart);
        assertThat(unmet).doesNotContainAnyElementsOf(apart);
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
                .containsEntry("org_owner", "admin")
                .hasSize(4);
        assertThat(read.application().casbin())
                .isEqualTo(new CasbinMapping("casbin_rule", List.of("ptype", "v0", "v1", "v2"), null));
        assertThat(read.application().tables())
                .isEqualTo(new TableMapping(
                        new TableMapping.Assignments("user_role", "user_id", "role_id", Map.of()),
                        new TableMapping.Named("app_user", "id", "username", Map.of()),
                        new TableMapping.Named("role", "id", "name", Map.of("is_system_role", "true")),
                        null));
        assertThat(read.jwt().audience()).isEqualTo("seedbed");
        assertThat(read.jwt().jwkSetUri()).isEqualTo("https://login.example/keys");
        assertThat(read.jwt().roles()).containsEntry("deployer", "admin");
        assertThat(read.oidc().clientId()).isEqualTo("seedbed-console");
        assertThat(read.oidc().roles()).containsEntry("operations", "admin");
    }
}
