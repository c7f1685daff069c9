package dev.seedbed.admin.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.seedbed.admin.serve.UpdateRule.NotTaken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a release brings along is as new as SECURITY.md says. */
class LibrariesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

    private HttpServer server;
    private final Map<String, String> times = new ConcurrentHashMap<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String time = times.get(exchange.getRequestURI().getPath());
            if (time != null) {
                exchange.getResponseHeaders().set("Last-Modified", time);
            }
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    /** A repository that has versions of {@code org.example:some}; behind a version and a bar since when. */
    private LibraryRegistry maven(String... versions) {
        StringBuilder metadata = new StringBuilder("<metadata><versioning><versions>");
        for (String each : versions) {
            String[] parts = each.split("\\|");
            metadata.append("<version>").append(parts[0]).append("</version>");
            String pom = "/org/example/some/" + parts[0] + "/some-" + parts[0] + ".pom";
            if (parts.length > 1) {
                times.put(pom, parts[1]);
            }
            answer(pom, "<project/>");
        }
        answer("/org/example/some/maven-metadata.xml", metadata + "</versions></versioning></metadata>");
        return LibraryRegistry.maven(address());
    }

    private String address() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    private static List<String> broken(LibraryRegistry registry, String version, String... notTaken) throws Exception {
        return new UpdateRule(Duration.ofDays(90), NotTaken.of(List.of(notTaken)), NOW)
                .broken(List.of(new Library(registry, "org.example:some", version)));
    }

    @Test
    void a_library_whose_newer_version_is_there_for_longer_is_told() throws Exception {
        LibraryRegistry registry =
                maven("1.8.0", "1.9.0|Wed, 01 Apr 2026 10:00:00 GMT", "1.10.0|Mon, 29 Jun 2026 10:00:00 GMT", "2.0.0");

        assertThat(broken(registry, "1.8.0"))
                .containsExactly("org.example:some is 1.8.0, and 1.9.0 is there since 2026-04-01: a newer version is"
                        + " taken within 90 days, best 1.10.0.");
    }

    @Test
    void what_is_there_for_a_short_time_or_is_of_another_line_or_no_release_is_not() throws Exception {
        LibraryRegistry registry = maven(
                "1.9.0",
                "1.10.0|Thu, 02 Apr 2026 13:00:00 GMT",
                "1.11.0-RC1|Wed, 01 Jan 2025 10:00:00 GMT",
                "1.11.0-M2|Wed, 01 Jan 2025 10:00:00 GMT",
                "1.12.0-snapshot.1|Wed, 01 Jan 2025 10:00:00 GMT",
                "2.0.0|Wed, 01 Jan 2025 10:00:00 GMT");

        assertThat(broken(registry, "1.9.0")).isEmpty();
    }

    @Test
    void where_the_registry_does_not_tell_since_when_it_is_told_at_once() throws Exception {
        assertThat(broken(maven("7.8.0.202609011348-r", "7.8.1.202611041320-r"), "7.8.0.202609011348-r"))
                .containsExactly("org.example:some is 7.8.0.202609011348-r, and 7.8.1.202611041320-r is there since"
                        + " nobody knows when: a newer version is taken within 90 days, best 7.8.1.202611041320-r.");
    }

    @Test
    void a_version_that_is_not_taken_has_a_reason_and_a_last_day() throws Exception {
        LibraryRegistry registry = maven("1.9.0", "1.10.0|Wed, 01 Apr 2026 10:00:00 GMT");

        assertThat(broken(registry, "1.9.0", "# why", "org.example:some 1.10.0 2026-06-30 was not published whole"))
                .isEmpty();
        assertThat(broken(registry, "1.9.0", "org.example 1.10.0 2026-06-30 was not published whole"))
                .isEmpty();
        assertThat(broken(registry, "1.9.0", "org.example:some 1.10.0 2026-06-29 was not published whole"))
                .hasSize(1);
        assertThat(broken(registry, "1.9.0", "org.example:some 1.11.0 2026-06-30 was not published whole"))
                .hasSize(2)
                .contains("org.example:some 1.11.0 is not taken for a reason, and nothing is older.");
        assertThatThrownBy(() -> broken(registry, "1.9.0", "org.example:some 1.10.0 2026-06-30"))
                .hasMessage("\"org.example:some 1.10.0 2026-06-30\" gives no reason.");
    }

    @Test
    void a_registry_that_does_not_answer_or_does_not_know_the_version_is_no_good_news() throws Exception {
        assertThat(broken(maven("1.9.0"), "1.9.1")).containsExactly("org.example:some 1.9.1 is not in its registry.");
        assertThatThrownBy(() -> broken(LibraryRegistry.maven(address() + "/none"), "1.9.0"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("/none/org/example/some/maven-metadata.xml was answered with 404.");
    }

    @Test
    void copies_of_scripts_are_looked_for_where_scripts_are() throws Exception {
        answer(
                "/@some/script",
                "{\"versions\": {\"4.0.0\": {}, \"4.0.1\": {}, \"4.1.0-beta2\": {}}, \"time\": {\"4.0.1\":"
                        + " \"2026-01-01T23:05:38.123+00:00\"}}");

        assertThat(new UpdateRule(Duration.ofDays(90), List.of(), NOW)
                        .broken(List.of(new Library(LibraryRegistry.npm(address()), "@some/script", "4.0.0"))))
                .containsExactly("@some/script is 4.0.0, and 4.0.1 is there since 2026-01-01: a newer version is taken"
                        + " within 90 days, best 4.0.1.");
    }

    @Test
    void what_a_release_asks_for_is_read_out_of_the_poms() throws Exception {
        Map<String, String> libraries = ReleasedLibraries.of(ROOT);

        assertThat(libraries)
                .containsKeys(
                        "org.slf4j:slf4j-api",
                        "org.snakeyaml:snakeyaml-engine",
                        "de.siegmar:fastcsv",
                        "org.eclipse.jgit:org.eclipse.jgit",
                        "org.flywaydb:flyway-core",
                        "info.picocli:picocli",
                        "org.postgresql:postgresql",
                        "org.xerial:sqlite-jdbc",
                        "com.h2database:h2",
                        "at.favre.lib:bcrypt",
                        "org.casbin:jcasbin",
                        "gg.jte:jte-runtime",
                        "org.bouncycastle:bcprov-jdk18on",
                        "org.springframework.boot:spring-boot-starter-webmvc",
                        "org.springframework.boot:spring-boot-starter-security")
                .doesNotContainKeys("org.assertj:assertj-core", "org.liquibase:liquibase-core");
        assertThat(libraries.values()).allMatch(version -> version.matches("\\d+\\..*"));
        Path vendor = ROOT.resolve("admin/src/main/resources/dev/seedbed/admin/console/vendor");
        Map<String, String> copies = ReleasedLibraries.copies(ROOT);
        assertThat(copies).containsOnlyKeys("htmx.org", "@picocss/pico");
        assertThat(vendor.resolve("htmx.min.js")).content().contains("this.version=\"" + copies.get("htmx.org") + "\"");
        assertThat(vendor.resolve("pico.min.css")).content().contains("v" + copies.get("@picocss/pico") + " ");
    }

    /** Within how many days a newer version is taken. */
    private static Duration written() throws IOException {
        Matcher days = Pattern.compile(
                        "\\| a newer version of the same major line, and no known hole \\| (\\d+) days \\|")
                .matcher(Files.readString(ROOT.resolve("SECURITY.md")));
        assertThat(days.find()).isTrue();
        return Duration.ofDays(Long.parseLong(days.group(1)));
    }

    private static List<NotTaken> notTaken() throws IOException {
        return NotTaken.of(Files.readAllLines(ROOT.resolve("build").resolve("libraries-not-taken.txt")));
    }

    @Test
    void the_page_says_the_days_and_each_exception_has_a_reason() throws Exception {
        assertThat(written()).isEqualTo(Duration.ofDays(90));
        assertThat(notTaken()).allMatch(each -> !each.reason().isBlank());
    }

    /** Asks the registries: Maven Central or what {@code seedbed.central} says, and npm's or what {@code seedbed.npm} says. */
    @Tag("slow")
    @Test
    void nothing_that_a_release_brings_along_is_older_than_the_page_says() throws Exception {
        LibraryRegistry central =
                LibraryRegistry.maven(System.getProperty("seedbed.central", "https://repo.maven.apache.org/maven2"));
        LibraryRegistry npm = LibraryRegistry.npm(System.getProperty("seedbed.npm", "https://registry.npmjs.org"));
        List<Library> libraries = new ArrayList<>();
        ReleasedLibraries.of(ROOT).forEach((name, version) -> libraries.add(new Library(central, name, version)));
        ReleasedLibraries.copies(ROOT).forEach((name, version) -> libraries.add(new Library(npm, name, version)));

        assertThat(new UpdateRule(written(), notTaken(), Instant.now()).broken(libraries))
                .isEmpty();
    }
}
