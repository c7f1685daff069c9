package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation of the console shows each page that the service answers with, light and dark. */
class PicturedPagesTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "console.md");
    private static final Path PICTURES = Path.of("..", "docs", "console");

    private static final Pattern SHOWN = Pattern.compile(
            "srcset=\"console/([^\"]+)-dark\\.png\">\\s+<img src=\"console/\\1-light\\.png\" alt=\"[^\"]+\"");

    /** A line of the list of all pages. */
    private static final Pattern LISTED = Pattern.compile(
            "^\\| [^|]+ \\| (?:`(?<address>/[^`|]*)`[^|]*|any) \\| \\[light]\\(console/(?<name>[^)]+)-light\\.png\\),"
                    + " \\[dark]\\(console/\\k<name>-dark\\.png\\) \\|$",
            Pattern.MULTILINE);

    /** Parts for a script to put in their place, and no pages. */
    private static final Set<String> PARTS = Set.of("/tables/{table}/choices", "/assets/{version}/{name}");

    private record Page(String address, String name) {}

    private static String documentation() {
        try {
            return Files.readString(DOCUMENTATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Page> listed() {
        return LISTED.matcher(documentation())
                .results()
                .map(line -> new Page(line.group(1) == null ? "any" : line.group(1), line.group(2)))
                .toList();
    }

    private static Stream<String> addresses(String... methods) {
        return Endpoint.all(Served.shared()).stream()
                .filter(endpoint -> Set.of(methods).contains(endpoint.method()))
                .map(Endpoint::path)
                .filter(path -> !path.startsWith("/api/") && !path.isEmpty() && !PARTS.contains(path));
    }

    @Test
    void every_address_that_answers_with_a_page_is_listed_with_a_picture() {
        Set<String> pages = addresses("GET").collect(Collectors.toCollection(TreeSet::new));

        assertThat(pages).hasSizeGreaterThan(25);
        assertThat(listed()).extracting(Page::address).containsAll(pages);
    }

    @Test
    void every_address_that_is_listed_answers() {
        Set<String> answered = addresses("GET", "POST").collect(Collectors.toSet());
        answered.add("any");

        assertThat(answered).containsAll(listed().stream().map(Page::address).toList());
    }

    @Test
    void every_picture_is_listed_and_shown_once_and_is_there_light_and_dark() throws IOException {
        List<String> names = listed().stream().map(Page::name).toList();
        List<String> shown = SHOWN.matcher(documentation())
                .results()
                .map(picture -> picture.group(1))
                .toList();

        assertThat(names).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(shown);
        try (Stream<Path> files = Files.list(PICTURES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(names.stream()
                            .flatMap(name -> Stream.of(name + "-light.png", name + "-dark.png"))
                            .toList());
        }
    }
}
