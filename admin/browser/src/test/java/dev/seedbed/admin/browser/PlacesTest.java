package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** That no page is forgotten. */
class PlacesTest {
    private static final Path TEMPLATES = Path.of("..", "src", "main", "jte");

    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "console.md");

    private static final Pattern PICTURE = Pattern.compile("<img src=\"console/([^\"]+)-light\\.png\"");

    /** Parts for a script to put in their place: they are seen where they are put. */
    private static final Set<String> PARTS = Set.of("/tables/{table}/choices", "/assets/{version}/{name}");

    private static Set<String> answered() {
        DispatcherServlet servlet = (DispatcherServlet) Worlds.empty()
                .bean("seedbedAdminServlet", ServletRegistrationBean.class)
                .getServlet();
        Set<String> patterns = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping : servlet.getWebApplicationContext()
                .getBeansOfType(RequestMappingHandlerMapping.class)
                .values()) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                if (info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                    patterns.addAll(info.getPatternValues());
                }
            }
        }
        patterns.removeIf(pattern -> pattern.startsWith("/api/") || PARTS.contains(pattern));
        return patterns;
    }

    @Test
    void every_address_that_answers_with_a_page_is_visited() {
        Set<String> visited = Places.all().stream().map(Place::pattern).collect(Collectors.toCollection(TreeSet::new));

        assertThat(answered()).hasSizeGreaterThan(25);
        assertThat(visited).containsAll(answered());
    }

    private static Set<String> templates() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jte"))
                    .map(name -> name.substring(0, name.length() - ".jte".length()))
                    .filter(name -> !name.equals("layout"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void every_template_of_a_page_is_seen() throws IOException {
        assertThat(Places.all()).extracting(Place::template).containsAll(templates());
        assertThat(templates())
                .containsAll(Places.all().stream().map(Place::template).toList());
    }

    @Test
    void every_page_has_a_picture() throws IOException {
        Set<String> addresses = answered();
        addresses.remove("");
        List<Place> pictured = Places.all().stream()
                .filter(place -> Pictures.NAMES.contains(place.name()))
                .toList();

        assertThat(pictured).extracting(Place::name).containsExactlyInAnyOrderElementsOf(Pictures.NAMES);
        assertThat(pictured).extracting(Place::pattern).containsAll(addresses);
        assertThat(pictured).extracting(Place::template).containsAll(templates());
    }

    @Test
    void the_documentation_shows_every_picture() throws IOException {
        Set<String> shown = PICTURE.matcher(Files.readString(DOCUMENTATION))
                .results()
                .map(picture -> picture.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).containsExactlyInAnyOrderElementsOf(Pictures.NAMES);
    }

    @Test
    void each_place_has_a_name_of_its_own() {
        assertThat(Places.all()).extracting(Place::name).doesNotHaveDuplicates();
    }
}
