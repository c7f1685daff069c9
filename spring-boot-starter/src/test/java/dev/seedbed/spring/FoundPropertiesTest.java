package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class FoundPropertiesTest {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> ofSystem = new LinkedHashMap<>();

    private StandardEnvironment environment(boolean attached) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, ofSystem));
        if (attached) {
            ConfigurationPropertySources.attach(environment);
        }
        return environment;
    }

    private SeedbedProperties found() {
        SeedbedProperties found = FoundProperties.in(environment(true));
        assertThat(FoundProperties.in(environment(false))).isEqualTo(found);
        return found;
    }

    private SeedbedProperties bound() {
        return Binder.get(environment(true)).bindOrCreate("seedbed", SeedbedProperties.class);
    }

    @Test
    void one_by_one_they_are_as_bound_together() {
        assertThat(found()).isEqualTo(bound());

        properties.put("seedbed.seeds", "a, b");
        properties.put("seedbed.environment", "${where}");
        properties.put("where", "staging");
        properties.put("seedbed.afterMigrate", false);
        properties.put("seedbed.on_blocked", "fail");
        properties.put("seedbed.schema", "");
        properties.put("seedbed.dataSource", "${nowhere}");
        ofSystem.put("SEEDBED_ACTOR", "release");
        ofSystem.put("SEEDBED_REASON", "2.1");
        assertThat(found())
                .isEqualTo(bound())
                .isEqualTo(new SeedbedProperties(
                        true,
                        List.of("a", "b"),
                        "staging",
                        "false",
                        "fail",
                        "",
                        "${nowhere}",
                        "release",
                        "2.1",
                        new SeedbedProperties.Health(null),
                        new SeedbedProperties.Endpoint(false)));

        properties.remove("seedbed.seeds");
        properties.put("seedbed.seeds[0]", "a,b");
        properties.put("seedbed.seeds[1]", "c");
        assertThat(found()).isEqualTo(bound());
        assertThat(found().seeds()).containsExactly("a,b", "c");

        properties.remove("seedbed.seeds[0]");
        properties.remove("seedbed.seeds[1]");
        ofSystem.put("SEEDBED_SEEDS_0", "d");
        assertThat(found()).isEqualTo(bound());
        assertThat(found().seeds()).containsExactly("d");
    }

    @Test
    void those_that_are_no_texts_are_read_too_and_refused_where_they_are_malformed() {
        properties.put("seedbed.actor", "release");
        properties.put("seedbed.health.cache", "5m");
        ofSystem.put("SEEDBED_ENDPOINT_UPDATE", "true");
        assertThat(found()).isEqualTo(bound()).satisfies(read -> {
            assertThat(read.actor()).isEqualTo("release");
            assertThat(read.health().cache()).isEqualTo(Duration.ofMinutes(5));
            assertThat(read.endpoint().update()).isTrue();
        });
        for (String name : List.of("seedbed.enabled", "seedbed.health.cache", "seedbed.endpoint.update")) {
            properties.clear();
            properties.put(name, "flase");
            assertThatThrownBy(this::found)
                    .as(name)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(name.substring(0, name.lastIndexOf('.')));
        }
    }

    @Test
    void a_text_where_a_group_belongs_is_refused() {
        for (String name : List.of("seedbed.endpoint", "seedbed.health")) {
            properties.clear();
            properties.put(name, "true");
            assertThatThrownBy(this::found).as(name).isInstanceOf(BindException.class);
        }
    }

    @Test
    void a_child_has_properties_of_its_own() {
        StandardEnvironment child = new StandardEnvironment();
        child.getPropertySources()
                .addFirst(new MapPropertySource("of the child", Map.of("seedbed.schema", "x", "seedbed.sedes", "y")));

        child.merge(environment(true));

        assertThat(FoundProperties.in(child).schema()).isEqualTo("x");
        assertThatThrownBy(() -> UnknownProperties.refuse(child)).hasMessageContaining("seedbed.sedes");
    }
}
