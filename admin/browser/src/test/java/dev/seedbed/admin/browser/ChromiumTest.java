package dev.seedbed.admin.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTest {
    @TempDir
    private Path directory;

    private Path program(String name) throws Exception {
        Path program = Files.createFile(directory.resolve(name));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void a_missing_one_is_told_with_where_it_was_looked_for_and_how_to_install_it() {
        String path = directory + File.pathSeparator + directory.resolve("bin");

        assertThatThrownBy(() -> Chromium.program(null, Map.of("PATH", path)::get))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        The tests of the console need Chromium. There is no chromium, chromium-browser, google-chrome on \
                        the PATH: %s, %s.
                          Debian, Ubuntu:  apt-get install chromium
                          Fedora:          dnf install chromium
                          macOS:           brew install --cask chromium
                          elsewhere:       SEEDBED_CHROMIUM=/where/it/is, a variable, or -DSEEDBED_CHROMIUM=/where/it/is
                        Without the profile "browser" the build needs none.""", directory, directory.resolve("bin"));
    }

    @Test
    void one_that_was_named_and_is_not_there_is_not_looked_for_elsewhere() throws Exception {
        program("chromium");
        String named = directory.resolve("mine").toString();

        assertThatThrownBy(() ->
                        Chromium.program(null, Map.of("PATH", directory.toString(), "SEEDBED_CHROMIUM", named)::get))
                .hasMessageStartingWith("The tests of the console need Chromium. \"" + named
                        + "\", which SEEDBED_CHROMIUM names, is no program that can be started.\n");
    }

    @Test
    void a_property_goes_before_the_variable_and_that_before_the_path() throws Exception {
        Path onPath = program("google-chrome");
        Path variable = program("variable");
        Path property = program("property");
        Map<String, String> both = Map.of("PATH", directory.toString(), "SEEDBED_CHROMIUM", variable.toString());

        assertThat(Chromium.program(property.toString(), both::get)).isEqualTo(property);
        assertThat(Chromium.program(null, both::get)).isEqualTo(variable);
        assertThat(Chromium.program(null, Map.of("PATH", directory.toString())::get))
                .isEqualTo(onPath);
    }
}
