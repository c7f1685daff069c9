package dev.seedbed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                          3. seedbed plan --mode fill --url postgres://app@localhost/app
                          4. seedbed fill --url postgres://app@localhost/app
                        """);
        assertThat(Files.readString(directory.resolve("seeds/roles.yaml")))
                .startsWith("# yaml-language-server: $schema=../.seedbed/seed-file.schema.json\n");
        assertThat(directory.resolve(".seedbed/seed-file.schema.json")).isNotEmptyFile();
        assertThat(parsed("fill").settings().seeds()).containsExactly("seeds");
    }

    @Test
    void new_names_no_database_where_the_environment_does() {
        variables.put("SEEDBED_URL", "postgres://app@localhost:5433/mine");
        assertThat(call("new").out()).endsWith("""
                          2. seedbed lint
                          3. seedbed plan --mode fill
                          4. seedbed fill
                        """);
    }

    @Test
    void new_never_overwrites() throws IOException {
        Files.createDirectories(directory.resolve("app/seeds"));
        Path mine = Files.writeString(directory.resolve("app/seeds/roles.yaml"), "mine");
        Answer answer = call("new", "app");

        assertThat(mine).hasContent("mine");
        assertThat(answer.out()).isEqualTo("""
                        wrote  seedbed.yaml
                        wrote  .seedbed/seedbed.schema.json
                        wrote  .seedbed/seed-file.schema.json
                        There are seeds already, so no sample was written.

                        Next:
                          1. cd app
                          2. seedbed lint
                          3. seedbed plan --mode fill --url postgres://app@localhost/app
                          4. seedbed fill --url postgres://app@localhost/app
                        """);
        assertThat(call("new", "app").out()).startsWith("""
                        kept   seedbed.yaml, which is there already
                        kept   .seedbed/seedbed.schema.json, which is there already
                        kept   .seedbed/seed-file.schema.json, which is there already
                        There is a seedbed.yaml already, so no sample was written.
                        """);
    }

    @Test
    void new_writes_no_sample_into_a_project_that_has_its_own_way() throws IOException {
        Files.writeString(directory.resolve("seedbed.yaml"), "seeds: db/seeds\n");
        assertThat(call("new").out()).contains("There is a seedbed.yaml already, so no sample was written.\n");
        assertThat(directory.resolve("seeds")).doesNotExist();
    }

    @Test
    void new_brings_schemas_up_to_date() throws IOException {
        call("new");
        Path schema = Files.writeString(directory.resolve(".seedbed/seedbed.schema.json"), "{}");
        Files.delete(directory.resolve("seeds/roles.yaml"));

        assertThat(call("new").out()).startsWith("""
                        kept   seedbed.yaml, which is there already
                        wrote  .seedbed/seedbed.schema.json anew, as this release has it
                        kept   .seedbed/seed-file.schema.json, which is there already
                        There is a seedbed.yaml already, so no sample was written.
                        """);
        assertThat(schema).hasContent(call("json-schema", "config").out());
        assertThat(directory.resolve("seeds/roles.yaml")).doesNotExist();
    }

    @Test
    void a_file_that_cannot_be_read_or_written_is_told_in_words() throws Exception {
        Files.createDirectories(directory.resolve("folder"));
        Files.writeString(directory.resolve("file"), "");
        seeds("tables: {tier: {rows: [{code: a}]}}\n");
        sql("create table tier (code varchar(9) primary key)");
        variables.put("SEEDBED_URL", "h2:./app");

        assertThat(call("lint", "--config", "folder").err()).isEqualTo("""
                        error: The configuration cannot be read: it is a directory.
                          where: %s
                          mend:  check that the file exists and that its permissions let this user read it
                        """.formatted(directory.resolve("folder")));
        assertThat(call("plan", "--out", "folder").err()).isEqualTo("""
                        error: The plan cannot be saved: it is a directory.
                          where: folder
                          mend:  name a file in a directory that can be written to
                        """);
        assertThat(call("apply", "folder").err()).isEqualTo("""
                        error: The plan cannot be read: it is a directory.
                          where: folder
                          mend:  name the file of a plan that was saved
                        """);
        assertThat(call("plan", "--changes", "folder").err()).isEqualTo("""
                        error: The file for the changes cannot be written: it is a directory.
                          where: %s
                          mend:  name a file in a directory that can be written to
                        """.formatted(directory.resolve("folder")));
        assertThat(call("plan", "--password-file", "folder").err())
                .isEqualTo("""
                        error: The password file cannot be read: it is a directory.
                          where: %s
                          mend:  let this user read it, or name with --password-file the file that holds it
                        """.formatted(directory.resolve("folder")));
        assertThat(call("new", "file").err()).isEqualTo("""
                        error: "seedbed.yaml" cannot be written: something else is there by that name.
                          where: %s
                          mend:  name a directory that can be written to
                        """.formatted(directory.resolve("file")));
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
        assertThat(script)
                .startsWith("# Completes the commands and options of seedbed in bash and zsh, as \"seedbed completion\""
                        + " printed it.\n# To use it in a shell: source <(seedbed completion)\n\nif [ -n")
                .contains("json-schema", "--password-env", "complete -F _complete_seedbed")
                .doesNotContain("picocli.info", "see [");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fill --format j | json",
                "fill --env  p | production",
                "plan --mode i | init",
                "graph --as s | svg",
                "json-schema c | config",
                "stat | status",
                "fill --seeds app/ | app/seeds",
                "plan --config seedbed.y | seedbed.yaml",
                "mark s | staging",
                "ledger v | verify",
                "ledger show v | ''",
            })
    void bash_completes_words_as_they_are_documented(String line, String expected) throws Exception {
        Files.createDirectories(directory.resolve("app/seeds"));
        Files.createFile(directory.resolve("seedbed.yaml"));
        Path file = Files.writeString(
                directory.resolve("seedbed.bash"), call("completion").out());
        String[] words = line.strip().split(" +");
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "compopt() { :; }; source " + file + "; COMP_WORDS=(seedbed " + line + "); COMP_CWORD="
                                + words.length + "; _complete_seedbed; echo \"${COMPREPLY[*]}\"")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEqualTo(expected + "\n");
    }
}
