package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands that write or print files and need no database. */
class FilesTest extends CommandLineTest {

    @Test
    void new_writes_a_project_that_can_be_read() throws IOException {
        Answer answer = call("new");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEqualTo("""
                        wrote  seedbed.yaml
                        wrote  seeds/roles.yaml
                        wrote  .seedbed/seedbed.schema.json
                        wrote  .seedbed/seed-file.schema.json

                        Next:
                          1. edit seeds/roles.yaml until it names your tables
                          2. seedbed lint
                          3. seedbed plan --url postgres://app@localhost/app
                          4. seedbed fill --url postgres://app@localhost/app
                        """);
        assertThat(Files.readString(directory.resolve("seeds/roles.yaml")))
                .startsWith("# yaml-language-server: $schema=../.seedbed/seed-file.schema.json\n");
        assertThat(directory.resolve(".seedbed/seed-file.schema.json")).isNotEmptyFile();
        assertThat(parsed("fill").settings().seeds()).containsExactly("seeds");
    }

    @Test
    void new_never_overwrites() throws IOException {
        Files.createDirectories(directory.resolve("app/seeds"));
        Path mine = Files.writeString(directory.resolve("app/seeds/roles.yaml"), "mine");
        Answer answer = call("new", "app");

        assertThat(mine).hasContent("mine");
        assertThat(answer.out()).contains("wrote  seedbed.yaml\nkept   seeds/roles.yaml, which is there already\n");
    }

    @Test
    void the_schemas_are_json() {
        assertThat(call("json-schema").out()).startsWith("{").contains("\"$schema\"");
        assertThat(call("json-schema", "seeds").out())
                .isEqualTo(call("json-schema").out());
        assertThat(call("json-schema", "config").out()).startsWith("{").contains("after-migrate");
        assertThat(call("json-schema", "other").code()).isEqualTo(2);
    }

    @Test
    void the_completion_script_is_one_that_bash_takes() throws Exception {
        String script = call("completion").out();
        Path file = Files.writeString(directory.resolve("seedbed.bash"), script);
        Process bash =
                new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();

        assertThat(bash.waitFor()).isZero();
        assertThat(script).contains("json-schema", "--password-env", "complete -F _complete_seedbed");
    }
}
