package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The schemas for editors and the readers know the same keys and words. */
class SchemaTest {
    private static Node.Mapping schema(String name) throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/dev/seedbed/schema/" + name)) {
            Document document = Document.parse(Objects.requireNonNull(in, name).readAllBytes(), name, true);
            assertThat(document.problems().list()).isEmpty();
            return (Node.Mapping) document.root();
        }
    }

    private static Node.Mapping at(Node.Mapping from, String... path) {
        Node.Mapping current = from;
        for (String step : path) {
            current = (Node.Mapping) Objects.requireNonNull(current.get(step), step);
        }
        return current;
    }

    private static Set<String> properties(Node.Mapping schema) {
        return at(schema, "properties").entries().keySet();
    }

    private static List<String> texts(Node list) {
        return ((Node.Sequence) list)
                .items().stream().map(item -> ((Node.Scalar) item).text()).toList();
    }

    private static void sameKeys(Node.Mapping schema, Collection<String> known) {
        assertThat(properties(schema)).containsExactlyInAnyOrderElementsOf(known);
        assertThat(((Node.Scalar) schema.get("additionalProperties")).text()).isEqualTo("false");
    }

    @Test
    void seed_files_have_the_keys_of_their_reader() throws IOException {
        Node.Mapping schema = schema("seed-file.schema.json");
        // The short form of another module, whose own test holds it.
        List<String> keys = new ArrayList<>(DocumentFormat.KEYS.names());
        keys.add("casbin");
        sameKeys(schema, keys);
        sameKeys(at(schema, "definitions", "table"), TableReader.KEYS.names());
        sameKeys(at(schema, "definitions", "csv"), TableReader.CSV_KEYS.names());
        sameKeys(at(schema, "definitions", "grid"), TableReader.GRID_KEYS.names());
        sameKeys(at(schema, "definitions", "sql"), SqlReader.KEYS.names());
        assertThat(properties(at(schema, "definitions", "row")))
                .containsExactlyInAnyOrderElementsOf(RowReader.DIRECTIVES.names());
        assertThat(properties(at(schema, "definitions", "retired")))
                .containsExactlyInAnyOrderElementsOf(RowReader.RETIRED_DIRECTIVES.names());
    }

    @Test
    void seed_files_have_the_words_of_their_reader() throws IOException {
        Node.Mapping schema = schema("seed-file.schema.json");
        assertThat(texts(at(schema, "properties", "group").get("enum")))
                .containsExactlyElementsOf(DocumentFormat.GROUPS.keySet());
        assertThat(texts(at(schema, "definitions", "table", "properties", "missing")
                        .get("enum")))
                .containsExactlyElementsOf(TableReader.MISSING.keySet());
    }

    @Test
    void the_configuration_has_the_keys_and_words_of_its_reader() throws IOException {
        Node.Mapping schema = schema("seedbed.schema.json");
        sameKeys(schema, ConfigReader.KEYS.names());
        sameKeys(at(schema, "definitions", "column"), ConfigReader.COLUMN_KEYS.names());
        assertThat(texts(at(schema, "properties", "after-migrate").get("enum")))
                .containsExactlyElementsOf(ConfigReader.AFTER_MIGRATE.keySet());
        assertThat(texts(at(schema, "properties", "on-blocked").get("enum")))
                .containsExactlyElementsOf(ConfigReader.ON_BLOCKED.keySet());
    }

    @Test
    void every_key_is_described() throws IOException {
        List<String> bare = new ArrayList<>();
        for (String name : new String[] {"seed-file.schema.json", "seedbed.schema.json"}) {
            Node.Mapping schema = schema(name);
            List<Node.Mapping> all = new ArrayList<>(List.of(schema));
            at(schema, "definitions").entries().values().forEach(entry -> all.add((Node.Mapping) entry.value()));
            for (Node.Mapping each : all) {
                if (each.get("properties") != null) {
                    at(each, "properties").entries().forEach((key, entry) -> {
                        if (((Node.Mapping) entry.value()).get("description") == null) {
                            bare.add(key);
                        }
                    });
                }
            }
        }
        assertThat(bare).isEmpty();
    }
}
