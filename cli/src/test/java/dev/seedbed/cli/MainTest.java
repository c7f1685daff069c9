package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest extends CommandLineTest {

    @Test
    void version_is_asked_for_by_an_option() {
        Answer answer = call("--version");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith("seedbed ");
    }

    @Test
    void without_a_command_there_is_help_and_a_usage_error() {
        Answer answer = call();

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("Usage: seedbed COMMAND [options]", "Commands:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "new",
                "init",
                "fill",
                "update",
                "reset",
                "migrate",
                "mark",
                "plan",
                "apply",
                "status",
                "ledger",
                "pin",
                "unpin",
                "lint",
                "record",
                "export",
                "graph",
                "serve",
                "json-schema",
                "completion"
            })
    void every_command_explains_itself_with_examples_and_exit_codes(String command) {
        Answer answer = call(command, "--help");

        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .startsWith("Usage: seedbed " + command)
                .contains("Examples:\n  ", "seedbed " + command)
                .contains("Exit codes:\n   0   done, or nothing to do\n")
                .contains("\n   5   ");
        assertThat(answer.out().lines())
                .allMatch(line -> line.length() <= 100)
                // What is wrapped twice, by hand and by width, leaves a line of a word or two.
                .noneMatch(line -> line.strip().matches("(a project|the system's|it|off|…\\.\\.\\..*)"));
        assertThat(answer.out().contains("--format json"))
                .isEqualTo(answer.out().contains("--format=text|json"));
        assertThat(call("--help").out()).contains("\n  " + command + " ");
    }

    @Test
    void a_run_without_a_database_says_how_to_start() {
        Answer answer = call("init");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).isEqualTo("""
                        error: No database is named.
                          where: --url, SEEDBED_URL, DATABASE_URL, PGHOST or PGDATABASE, and url in seedbed.yaml are not set
                          mend:  name the database, with its tables already made by your migrations:
                                   seedbed init --url postgres://app@localhost/app    password in SEEDBED_PASSWORD
                                   seedbed init --url sqlite:path/to/app.db
                                   seedbed init --url h2:./data/app
                                 without seeds yet:    seedbed new     writes seedbed.yaml and a first seeder
                                 without a database:   seedbed demo    shows it all on one of its own
                        """);
    }

    @Test
    void with_format_json_an_error_is_the_object_on_standard_output() {
        Answer answer = call("fill", "--env", "staging", "--format", "json");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).startsWith("""
                        {"format": 1,
                         "outcome": "failed",
                         "mode": "fill",
                         "environment": "staging",
                         "environmentDeclaredBy": "flag",
                         "database": null,
                         "target": null,
                         "tables": [],
                         "changes": [],
                         "warnings": [],
                         "errors": [
                          {"message": "No database is named.",\
                        """);
        assertThat(call("--nonsense", "--format", "json").out())
                .startsWith(
                        "{\"format\": 1,\n \"outcome\": \"failed\",\n \"errors\": [\n  {\"message\": \"There is no option --nonsense.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fill --url postgres://app:hunter2@localhost:1/x",
                "fill --url postgres://app:hunter2@localhost:1/x --verbose",
                "fill --url postgres://app:hunter2@localhost:1/x --format json",
                "plan --url jdbc:postgresql://localhost:1/x?password=hunter2&user=app --verbose",
                "fill --url mysql://app:hunter2@localhost/x",
                "fill --url oracle:thin:app/x@h?password=hunter2",
                "fill postgres://app:hunter2@localhost:1/x",
                "fill --env VARIABLE --verbose --url postgres://app:hunter2@localhost:1/x",
            })
    void a_password_is_never_printed(String line) {
        variables.put("SEEDBED_PASSWORD", "hunter2");
        Answer answer = call(line.split(" "));

        assertThat(answer.code()).isNotZero();
        assertThat(answer.out() + answer.err()).isNotBlank().doesNotContain("hunter2");
    }

    @Test
    void a_stack_trace_is_printed_only_with_verbose() {
        assertThat(call("fill", "--env", "x").err()).doesNotContain("\tat ");
        assertThat(call("fill", "--env", "x", "--url", "h2:mem:", "--verbose").err())
                .contains("\tat ");
    }
}
