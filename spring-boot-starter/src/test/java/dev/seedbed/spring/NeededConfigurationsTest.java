package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class NeededConfigurationsTest {
    private static final String RUN = CommandedRunAutoConfiguration.class.getName();
    private static final String ACTUATOR = SeedbedActuatorAutoConfiguration.class.getName();
    private static final String START = SeedbedAutoConfiguration.class.getName();

    private final MockEnvironment environment = new MockEnvironment();
    private ClassLoader loader = getClass().getClassLoader();

    private List<String> needed(String... names) {
        NeededConfigurations filter = new NeededConfigurations();
        filter.setEnvironment(environment);
        filter.setBeanClassLoader(loader);
        boolean[] needed = filter.match(names, null);
        return Arrays.stream(names)
                .filter(name -> name != null && needed[Arrays.asList(names).indexOf(name)])
                .toList();
    }

    @Test
    void an_ordinary_start_needs_no_commanded_run() {
        assertThat(needed(RUN, START, "other.AutoConfiguration")).containsExactly(START, "other.AutoConfiguration");

        environment.setProperty("seedbed.run", "plan");
        assertThat(needed(RUN, START)).containsExactly(RUN, START);
    }

    @Test
    void without_anybody_who_asks_there_is_nothing_for_an_actuator() throws IOException {
        assertThat(needed(ACTUATOR, START)).containsExactly(ACTUATOR, START);

        try (URLClassLoader alone = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            loader = alone;
            assertThat(needed(ACTUATOR, null, START)).containsExactly(START);
        }
    }

    @Test
    void it_is_found_and_knows_the_configurations_by_their_names() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation(loader).load(AutoConfigurationImportFilter.class))
                .hasAtLeastOneElementOfType(NeededConfigurations.class);
        assertThat(ImportCandidates.load(AutoConfiguration.class, loader)).contains(RUN, ACTUATOR, START);
    }
}
