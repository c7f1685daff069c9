package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest extends CommandLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fill --url U --seeds a --seeds b --allow-blocked --format json",
                "--url U --seeds a --seeds b --allow-blocked --format json fill",
                "--url=U --format json fill --seeds a,b --allow-blocked",
            })
    void options_stand_before_or_after_the_command(String line) {
        Session session = parsed(line.split(" "));

        assertThat(session.connection.url).isEqualTo("U");
        assertThat(session.settings().seeds()).containsExactly("a", "b");
        assertThat(session.run.allowBlocked).isTrue();
        assertThat(session.run.restore).isFalse();
        assertThat(session.output.json()).isTrue();
    }

    @Test
    void after_the_command_goes_before_what_stands_before_it() {
        assertThat(parsed("--env", "test", "fill", "--env", "staging").seeds.environment)
                .isEqualTo("staging");
    }

    @Test
    void every_option_of_a_run_is_taken() {
        Session session = parsed(
                "plan",
                "--user",
                "u",
                "--password-env",
                "PW",
                "--password-file",
                "f",
                "--schema",
                "s",
                "--seeder",
                "x,y",
                "--table",
                "t",
                "--config",
                "c.yaml",
                "--actor",
                "anna",
                "--reason",
                "release",
                "--quiet",
                "--verbose",
                "--no-color",
                "--restore",
                "--changes",
                "o",
                "--lock-timeout",
                "5m",
                "--mode",
                "init");

        assertThat(session.connection.user).isEqualTo("u");
        assertThat(session.connection.passwordEnv).isEqualTo("PW");
        assertThat(session.connection.passwordFile).isEqualTo(Path.of("f"));
        assertThat(session.connection.schema).isEqualTo("s");
        assertThat(session.seeds.seeders).containsExactly("x", "y");
        assertThat(session.seeds.tables).containsExactly("t");
        assertThat(session.output.config).isEqualTo(Path.of("c.yaml"));
        assertThat(session.run.lockTimeout).isEqualTo(Duration.ofMinutes(5));
        assertThat(session.heading("plan").actor()).isEqualTo("anna");
    }

    @Test
    void a_command_without_a_report_refuses_to_give_one_as_json() {
        for (String[] line : new String[][] {{"demo", "--format", "json"}, {"--format", "json", "new"}}) {
            Answer answer = call(line);

            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.out()).startsWith("{\"format\": 1,").contains("takes no option --format.");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "1h, PT1H", "0, PT0S"})
    void times_have_a_unit(String text, Duration time) {
        assertThat(parsed("fill", "--statement-timeout", text).run.statementTimeout)
                .isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fill --lock-timeout soon | \"soon\" is not a time such as 500ms, 30s, 5m or 1h",
                "fill --lock-timeout 5 | \"5\" is not a time such as 500ms, 30s, 5m or 1h",
                "plan --mode upsert | \"upsert\" is no mode; there are init, fill",
                "fill --format xml | \"xml\" is neither text nor json",
                "graph --as png | \"png\" is none of text, mermaid and svg",
                "fill --sedes x | There is no option --sedes.",
                "fill --ulr x | mend:  did you mean --url? \"seedbed fill --help\"",
                "fill --password=x | mend:  did you mean --password-env? ",
                "--ulr=x fill | mend:  did you mean --url? \"seedbed --help\"",
                "fil | There is no command \"fil\".",
                "fil | mend:  did you mean fill? ",
                "foo | There is no command \"foo\".",
                "fill sqlite:x.db | The command \"fill\" takes no \"sqlite:x.db\".",
                "fill sqlite:x.db | mend:  an address stands behind --url; ",
                "demo --quiet | The command \"demo\" takes no option --quiet.",
                "--quiet demo | The command \"demo\" takes no option --quiet.",
                "new --config x | The command \"new\" takes no option --config.",
                "completion --verbose | The command \"completion\" takes no option --verbose.",
                "--allow-blocked lint | The command \"lint\" takes no option --allow-blocked.",
            })
    void a_mistake_exits_2_and_says_what_would_be_right(String line, String expected) {
        Answer answer = call(line.split(" "));

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("error: ").contains(expected).contains("--help\" says what there is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan --lock-timeout | Option --lock-timeout has no value. | plan --lock-timeout | write --lock-timeout TIME; ",
                "fill --url --user x | Option --url has no value. | fill --url | write --url URL; ",
                "fill --format | Option --format has no value. | fill --format | write --format text or json; ",
                "fill --url a --url b | Option --url is given more than once. | fill --url | leave all but one out; ",
                "fill --quiet=3 | Option --quiet takes no value, and is given \"3\". | fill --quiet=3 | write --quiet alone; ",
                "fill --lock-timeout soon | \"soon\" is not a time such as 500ms, 30s, 5m or 1h. | fill --lock-timeout soon | ''",
                "fill sqlite:x.db | The command \"fill\" takes no \"sqlite:x.db\". | fill sqlite:x.db | an address stands behind --url; ",
                "new --config x | The command \"new\" takes no option --config. | new --config | leave it out; ",
                "--config x new | The command \"new\" takes no option --config. | new --config | ''",
            })
    void a_mistake_is_said_as_what_where_and_mend(String line, String what, String where, String mend) {
        assertThat(call(line.split(" ")).err()).isEqualTo("""
                        error: %s
                          where: seedbed %s
                          mend:  %s"seedbed %s --help" says what there is
                        """.formatted(
                        what, where, mend == null || mend.isEmpty() ? "" : mend + " ", where.split(" ")[0]));
    }

    @Test
    void a_mistake_above_all_commands_is_said_likewise() {
        assertThat(call("help", "nope").err()).isEqualTo("""
                        error: There is no command "nope".
                          where: seedbed nope
                          mend:  "seedbed --help" says what there is
                        """);
        assertThat(call("mark").err()).isEqualTo("""
                        error: No environment is named.
                          where: seedbed mark
                          mend:  say what the database is for, such as "seedbed mark test"
                        """);
        assertThat(call("fill", "--env", "prod", "--url", "h2:mem:").err()).isEqualTo("""
                        error: "prod" is not an environment.
                          where: --env
                          mend:  write "production"; known ones are development, test, staging, production; more go under\
                         "environments:" in seedbed.yaml
                        """);
        variables.put("SEEDBED_URL", "oracle://db1");
        assertThat(call("fill").err()).isEqualTo("""
                        error: "oracle://db1" is not an address of a database that Seedbed knows.
                          where: SEEDBED_URL
                          mend:  write jdbc:…, postgres://user@host/database, sqlite:path/to/file or h2:./path/to/file
                        """);
    }
}
