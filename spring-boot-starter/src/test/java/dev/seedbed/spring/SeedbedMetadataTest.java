package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SeedbedMetadataTest {
    @Test
    void editors_are_told_of_each_property_and_of_no_other() throws IOException {
        Set<String> properties = new TreeSet<>();
        add("seedbed", SeedbedProperties.class, properties);
        add("seedbed", RunProperties.class, properties);

        URL metadata = Objects.requireNonNull(
                SeedbedProperties.class.getResource("/META-INF/spring-configuration-metadata.json"));
        String text = new String(metadata.openStream().readAllBytes(), StandardCharsets.UTF_8);
        String listed = text.substring(text.indexOf("\"properties\""));
        Set<String> told = new TreeSet<>();
        Pattern.compile("\"name\": \"(seedbed\\.[a-z.-]+)\",\\s+\"type\"")
                .matcher(listed)
                .results()
                .forEach(each -> told.add(each.group(1)));
        assertThat(told).isEqualTo(properties);
    }

    private static void add(String prefix, Class<?> type, Set<String> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (component.getType().isRecord()) {
                add(name, component.getType(), into);
            } else {
                into.add(name);
            }
        }
    }
}
