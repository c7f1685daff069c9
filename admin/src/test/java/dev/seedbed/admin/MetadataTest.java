package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors are told of the properties, and what the page does. */
class MetadataTest {
    private static JsonNode metadata() throws IOException {
        try (InputStream file =
                AdminProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(file));
        }
    }

    /** Names of properties, with their types and what they are where nobody says. */
    private static Map<String, String> properties(String prefix, Class<?> type) {
        Map<String, String> properties = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                properties.putAll(properties(name, component.getType()));
                continue;
            }
            properties.put(name, type(component) + " " + defaultOf(type, component));
        }
        return properties;
    }

    private static String type(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == boolean.class) {
            return "java.lang.Boolean";
        }
        return type == int.class
                ? "java.lang.Integer"
                : component.getGenericType().getTypeName().replace(" ", "");
    }

    /** The annotation stands on the parameter of the constructor. */
    private static String defaultOf(Class<?> type, RecordComponent component) {
        int index = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        DefaultValue value = type.getDeclaredConstructors()[0].getParameters()[index].getAnnotation(DefaultValue.class);
        return value == null ? "" : String.join(",", value.value());
    }

    @Test
    void editors_are_told_of_each_property_and_of_no_other() throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        for (JsonNode property : metadata().path("properties")) {
            JsonNode value = property.path("defaultValue");
            told.put(
                    property.path("name").asString(),
                    property.path("type").asString() + " "
                            + (value.isArray()
                                    ? value.valueStream()
                                            .map(JsonNode::asString)
                                            .collect(Collectors.joining(","))
                                    : value.asString("")));
            assertThat(property.path("description").asString()).endsWith(".");
        }

        assertThat(new TreeMap<>(told)).isEqualTo(properties("seedbed.admin", AdminProperties.class));
    }

    @Test
    void groups_are_the_records_that_properties_stand_in() throws Exception {
        for (JsonNode group : metadata().path("groups")) {
            assertThat(Class.forName(group.path("type").asString()).isRecord()).isTrue();
        }
        assertThat(metadata().path("groups").size()).isEqualTo(13);
    }

    @Test
    void the_page_has_each_property_in_its_table() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "admin.md")).split("\n## Properties\n")[1];

        for (String name : properties("seedbed.admin", AdminProperties.class).keySet()) {
            String last = name.substring(name.lastIndexOf('.'));
            assertThat(page.contains("`" + name + "`") || page.contains("`" + last + "`"))
                    .as(name)
                    .isTrue();
        }
    }
}
