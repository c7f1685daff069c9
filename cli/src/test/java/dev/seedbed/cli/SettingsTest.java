package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SettingsTest extends CommandLineTest {

    @Test
    void a_flag_goes_before_a_variable_and_that_before_the_configuration() throws IOException {
        configure("url: postgres://config/x\nschema: config\nenvironment: test\nseeds: from-config");
        assertThat(shown("fill")).isEqualTo("jdbc:postgresql://config/x");
        assertThat(settings("fill").schema()).isEqualTo("config");
        assertThat(settings("fill").environment()).isEqualTo(new Environment("test", "configuration"));
        assertThat(settings("fill").seeds()).containsExactly("from-config");

        variables.put("PGHOST", "libpq");
        assertThat(shown("fill")).isEqualTo("jdbc:postgresql://libpq/");
        variables.put("DATABASE_URL", "postgres://common/x?schema=asked");
        assertThat(shown("fill")).isEqualTo("jdbc:postgresql://common/x");
        assertThat(settings("fill").schema()).isEqualTo("asked");
        variables.put("SEEDBED_URL", "postgres://own/x");
        variables.put("SEEDBED_SCHEMA", "variable");
        variables.put("SEEDBED_ENV", "staging");
        variables.put("SEEDBED_SEEDS", "one,two");
        assertThat(shown("fill")).isEqualTo("jdbc:postgresql://own/x");
        assertThat(settings("fill").schema()).isEqualTo("variable");
        assertThat(settings("fill").environment()).isEqualTo(new Environment("staging", "variable"));
        assertThat(settings("fill").seeds()).containsExactly("one", "two");

        assertThat(shown("fill", "--url", "postgres://flag/x")).isEqualTo("jdbc:postgresql://flag/x");
        assertThat(settings("fill", "--schema", "flag").schema()).isEqualTo("flag");
        assertThat(settings("fill", "--env", "test").environment()).isEqualTo(new Environment("test", "flag"));
        assertThat(settings("fill", "--seeds", "flag").seeds()).containsExactly("flag");
    }

    @Test
    void a_comma_may_belong_to_the_name_of_a_place_of_seeds() throws IOException {
        Files.createDirectories(directory.resolve("a,b"));
        Files.createDirectories(directory.resolve("c:d"));

        assertThat(settings("fill", "--seeds", "a,b").seeds()).containsExactly("a,b");
        assertThat(settings("fill", "--seeds", "x,a,b,y,c:d").seeds()).containsExactly("x", "a,b", "y", "c:d");
        assertThat(settings("fill", "--seeds", "a,c").seeds()).containsExactly("a", "c");
        variables.put("SEEDBED_SEEDS", "a,b,c:d");
        assertThat(settings("fill").seeds()).containsExactly("a,b", "c:d");
    }

    @Test
    void a_password_comes_from_where_it_was_said_to_be() throws IOException {
        String url = "postgres://app:in-url@h/x";
        Files.writeString(directory.resolve("secret"), "in-file\n");
        configure("password-env: CONFIGURED");
        variables.put("CONFIGURED", "configured");
        variables.put("PGPASSWORD", "libpq");

        assertThat(settings("fill", "--url", "postgres://app@h/x").password()).isEqualTo("configured");
        assertThat(settings("fill", "--url", url).password()).isEqualTo("in-url");
        variables.put("SEEDBED_PASSWORD", "variable");
        assertThat(settings("fill", "--url", "postgres://app@h/x").password()).isEqualTo("variable");
        assertThat(settings("fill", "--url", url).password()).isEqualTo("in-url");
        variables.put("DATABASE_URL", url);
        assertThat(settings("fill").password()).isEqualTo("variable");
        variables.remove("SEEDBED_PASSWORD");
        assertThat(settings("fill").password()).isEqualTo("in-url");
        variables.put("SEEDBED_PASSWORD", "variable");
        assertThat(settings("fill", "--url", url, "--password-file", "secret").password())
                .isEqualTo("in-file");
        assertThat(settings("fill", "--url", url, "--password-env", "CONFIGURED")
                        .password())
                .isEqualTo("configured");
    }

    @Test
    void what_an_address_of_a_flag_says_goes_before_a_variable() {
        variables.put("SEEDBED_USER", "variable");
        variables.put("SEEDBED_SCHEMA", "variable");

        Settings settings = settings("fill", "--url", "postgres://app@h/x?schema=asked");
        assertThat(settings.schema()).isEqualTo("asked");
        assertThat(settings.database().target(null).user()).isEqualTo("app");
    }

    @Test
    void a_password_that_is_not_where_it_was_said_to_be_is_an_error() {
        assertThatThrownBy(() -> settings("fill", "--url", "postgres://h/x", "--password-env", "GONE")
                        .database())
                .hasMessage(
                        "The environment variable \"GONE\", which is to hold the password, is not set.\n"
                                + "  where: --password-env\n  mend:  set it, or name with --password-env the one that holds the password");
        assertThatThrownBy(() -> settings("fill", "--url", "postgres://h/x", "--password-file", "gone")
                        .database())
                .hasMessage(
                        "There is no password file \"" + directory.resolve("gone") + "\".\n"
                                + "  mend:  write the password into its first line, or name with --password-file the file that holds it");
    }

    @Test
    void what_a_configuration_elsewhere_names_stands_beside_it() throws IOException {
        Files.createDirectories(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/other.yaml"), "seeds: [s, 'classpath:t']\nurl: h2:./app\n");
        Settings settings = settings("fill", "--config", "conf/other.yaml");

        assertThat(settings.seeds()).containsExactly(directory.resolve("conf/s").toString(), "classpath:t");
        assertThat(settings.database()).isNotNull();
        assertThat(settings.database().shown())
                .isEqualTo("jdbc:h2:" + directory.resolve("conf/app") + ";IFEXISTS=TRUE");
    }

    @Test
    void without_a_declaration_the_environment_is_production() {
        assertThat(settings("fill").environment()).isEqualTo(new Environment("production", "default"));
    }

    @Test
    void an_environment_must_be_known() throws IOException {
        configure("environments: [preview]");

        assertThat(settings("fill", "--env", "preview").environment().name()).isEqualTo("preview");
        assertThatThrownBy(() -> settings("fill", "--env", "prodution").environment())
                .hasMessage("""
                        "prodution" is not an environment.
                          where: --env
                          mend:  write "production"; known ones are development, test, staging, production, preview; more go under "environments:" in seedbed.yaml""");
        variables.put("SEEDBED_ENV", "xyz");
        assertThatThrownBy(() -> settings("fill").environment())
                .hasMessageStartingWith(
                        "\"xyz\" is not an environment.\n  where: SEEDBED_ENV\n  mend:  known ones are");
    }

    private void configure(String yaml) throws IOException {
        Files.writeString(directory.resolve("seedbed.yaml"), yaml + "\n");
    }

    private Settings settings(String... args) {
        return parsed(args).settings();
    }

    private String shown(String... args) {
        return settings(args).database().shown();
    }
}
