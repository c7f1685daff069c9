package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The schema for editors, which core carries, and the readers of this module know the same keys and words. */
class CasbinSchemaTest {
    private static String schema() throws IOException {
        try (InputStream in = JsonText.class.getResourceAsStream("/dev/seedbed/schema/seed-file.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String at(String json, String... path) {
        String current = json;
        for (String step : path) {
            Map<String, String> members = JsonText.members(current);
            current = members == null
                    ? Objects.requireNonNull(JsonText.items(current)).get(Integer.parseInt(step))
                    : Objects.requireNonNull(members.get(step), step);
        }
        return current;
    }

    private static void sameKeys(String schema, List<String> known) {
        assertThat(Objects.requireNonNull(JsonText.members(at(schema, "properties")))
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(at(schema, "additionalProperties")).isEqualTo("false");
    }

    private static List<String> words(String list) {
        return Objects.requireNonNull(JsonText.items(list)).stream()
                .map(JsonText::unquote)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Test
    void the_short_form_has_the_keys_of_its_readers() throws IOException {
        String casbin = at(schema(), "definitions", "casbin");
        sameKeys(casbin, PolicyFile.KEYS.names());
        String role = at(casbin, "properties", "roles", "additionalProperties", "anyOf", "2", "items");
        sameKeys(role, RoleReader.BLOCK.names());
        String heir = at(casbin, "properties", "inherits", "additionalProperties", "anyOf", "0", "anyOf", "1");
        sameKeys(heir, InheritReader.KEYS.names());
    }

    @Test
    void it_has_the_words_of_its_readers() throws IOException {
        String properties = at(schema(), "definitions", "casbin", "properties");
        assertThat(words(at(properties, "policy", "items", "enum"))).isEqualTo(PolicyFile.FIELDS.names());
        assertThat(words(at(properties, "adapter", "enum"))).isEqualTo(List.copyOf(RuleTableReader.ADAPTERS.keySet()));
    }
}
