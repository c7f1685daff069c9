package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands on a database: exit codes, and what stands where. */
class RunTest extends CommandLineTest {

    private static final String SEEDS = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 12}
                  - {code: team, name: Team, price: 49}
            """;

    @BeforeEach
    void a_database_with_a_table_and_seeds() throws SQLException, IOException {
        sql("create table tier (code varchar(20) primary key, name varchar(50) not null unique, price numeric(10, 2))");
        seeds(SEEDS);
        variables.put("SEEDBED_URL", "h2:./app");
    }

    @Test
    void a_plan_is_shown_and_nothing_is_written() {
        Answer answer = call("plan");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("plan for update on ")
                .contains("  tiers  tier  2 to insert\n")
                .contains("tier (code)\n  + starter  seeds/tiers.yaml:5\n  + team     seeds/tiers.yaml:6\n")
                .contains("2 rows to insert. Nothing written.")
                .endsWith("next: seedbed update\n");
        assertThat(call("plan").out()).contains("2 to insert");
    }

    @Test
    void the_next_command_has_the_options_of_this_one_and_never_a_password() throws SQLException {
        variables.clear();
        assertThat(call("plan", "--url", "h2:./app", "--env", "test", "--seeder", "tiers", "--actor", "anna")
                        .out())
                .endsWith("next: seedbed update --url h2:./app --env test --seeder tiers\n");
        sql("create user app password 'secret' admin");
        assertThat(call("plan", "--mode", "init", "--seeds", "seeds", "--url", "h2:./app;USER=app;PASSWORD=secret")
                        .out())
                .endsWith("next: seedbed init --url 'jdbc:h2:" + directory.resolve("app")
                        + ";IFEXISTS=TRUE' --user app --seeds seeds    password in SEEDBED_PASSWORD\n");
        assertThat(RepeatedOptions.of(parsed("plan", "--url", "postgres://app@db1/x?sslmode=require"))
                        .options())
                .isEqualTo(" --url 'postgres://app@db1/x?sslmode=require'");
        assertThat(RepeatedOptions.of(parsed("plan", "--url", "postgres://app:pw@db1/x", "--config", "it's.yaml")))
                .hasToString(
                        "Call[form=Form[program=seedbed , option=--], options= --config 'it'\\''s.yaml' --url postgres://app@db1/x,"
                                + " note=password in SEEDBED_PASSWORD, command=null]");
    }

    @Test
    void fill_plants_once() {
        Answer first = call("fill");
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("Planted 2 rows in 1 table.");

        Answer second = call("fill");
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("Nothing to do; 2 unchanged.");
    }

    @Test
    void an_update_of_production_wants_the_name_typed_or_yes() {
        Answer nobody = call("update");
        assertThat(nobody.code()).isEqualTo(4);
        assertThat(nobody.err()).isEqualTo("""
                        error: "update production" was not confirmed.
                          where: %s
                          mend:  type the database's name when asked, or add --yes
                        """.formatted(directory.resolve("app")));
        typed = "other";
        assertThat(call("update").code()).isEqualTo(4);
        assertThat(asked)
                .isEqualTo("update production: type the database's name (" + directory.resolve("app") + ") to go on: ");
        typed = "app";
        assertThat(call("update").out()).contains("Planted 2 rows in 1 table.");
        typed = null;
        assertThat(call("update").code()).isZero();
    }

    @Test
    void a_marked_database_refuses_flag_variable_and_configuration_and_is_reset_only_where_marked() throws IOException {
        assertThat(call("reset", "--env", "test", "--yes").code()).isEqualTo(4);
        assertThat(call("mark", "staging", "--quiet").code()).isZero();
        assertThat(call("fill", "--env", "test").code()).isEqualTo(4);
        variables.put("SEEDBED_ENV", "development");
        assertThat(call("update", "--yes").code()).isEqualTo(4);
        assertThat(call("reset", "--yes").code()).isEqualTo(4);
        assertThat(call("status").code()).isEqualTo(4);
        variables.remove("SEEDBED_ENV");
        Files.writeString(directory.resolve("seedbed.yaml"), "environment: test\n");
        assertThat(call("plan").code()).isEqualTo(4);
        assertThat(call("fill").err())
                .startsWith("error: This database is marked \"staging\", and the run is for"
                        + " \"test\" (declared by the configuration file).");

        assertThat(call("mark", "test").code()).isEqualTo(4);
        assertThat(call("mark", "test", "--yes").out())
                .isEqualTo("Marked test, which was staging: " + directory.resolve("app") + "\n");
        assertThat(call("reset").code()).isEqualTo(4);
        assertThat(call("reset", "--yes").code()).isZero();
        assertThat(call("reset", "--yes").out()).contains("Took out 2 rows, planted 2 in 1 table.");
        assertThat(call("mark", "tset").code()).isEqualTo(2);
    }

    @Test
    void status_says_by_its_exit_code_whether_seeds_wait() throws SQLException {
        assertThat(call("status").code()).isZero();
        assertThat(call("status", "--exit-code", "--quiet")).isEqualTo(new Answer(3, "", ""));
        call("fill");
        assertThat(call("status", "--exit-code").code()).isZero();

        sql("update tier set price = 39 where code = 'team'");
        Answer customised = call("status", "--exit-code");
        assertThat(customised.code()).isZero();
        assertThat(customised.out())
                .contains("customised              1  other values here than declared; they stay")
                .contains("= team  price: 39.00 (here) / 49.00 (declared)  seeds/tiers.yaml:6\n\n  = customised: ");
    }

    @Test
    void sql_that_would_run_is_something_to_do() throws SQLException, IOException {
        sql("create table lone (n int)");
        Files.delete(directory.resolve("seeds/tiers.yaml"));
        Files.writeString(
                directory.resolve("seeds/a.yaml"),
                "sql: {file: x.sql, touches: [lone], done-when: select count(*) > 0 from lone}\n");
        Files.writeString(
                directory.resolve("seeds/x.sql"), "insert into lone select 1 where not exists (select 1 from lone);\n");

        assertThat(call("status", "--mode", "init", "--exit-code").code()).isEqualTo(3);
        assertThat(call("status", "--mode", "init").out())
                .contains("  sql to run              1  effect unknown\n")
                .endsWith("Seeds wait: seedbed init would run SQL of seeder \"a\".\n");
        assertThat(call("plan", "--mode", "init").out())
                .contains("  a  x.sql  SQL to run, effect unknown\n")
                .contains("\nSQL of seeder \"a\" to run, effect unknown. Nothing written. (")
                .contains("next: seedbed init");
        assertThat(call("plan", "--mode", "init", "--format", "json").out())
                .contains("\"sql\": [\n  {\"seeder\": \"a\", \"file\": \"x.sql\"}]");

        Answer init = call("init");
        assertThat(init.code()).isZero();
        assertThat(init.out())
                .contains("  a  x.sql  SQL ran, effect unknown\n")
                .contains("\nRan SQL of seeder \"a\", effect unknown. (");
        assertThat(call("status", "--mode", "init", "--exit-code").code()).isZero();
        assertThat(call("init").out()).contains("\nNothing to do. (");
    }

    @Test
    void json_is_one_object_on_standard_output() {
        Answer answer = call("fill", "--format", "json", "--env", "test");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .startsWith("""
                        {"format": 1,
                         "outcome": "applied",
                         "mode": "fill",
                         "environment": "test",
                         "environmentDeclaredBy": "flag",
                         "database": "H2 2.\
                        """)
                .contains("\"columns\": {\"code\": {\"to\": \"starter\"}")
                .contains("\"source\": \"seeds/tiers.yaml:5\"");
    }

    @Test
    void every_change_goes_into_the_file_of_changes() {
        assertThat(call("plan", "--changes", "changes.jsonl").code()).isZero();

        assertThat(directory.resolve("changes.jsonl")).content().hasLineCount(2).contains("\"code\": \"missing\"");
    }

    @Test
    void a_blocked_row_fails_the_run_and_waits_in_the_plan() throws SQLException {
        sql("insert into tier values ('pro', 'Team', 20)");

        assertThat(call("plan").out()).contains("! team", "unique-clash: ").contains("next: mend the blocked rows");
        assertThat(call("status", "--exit-code").code()).isEqualTo(3);
        Answer fill = call("fill");
        assertThat(fill.code()).isEqualTo(1);
        assertThat(fill.err()).isEqualTo("""
                        error: Row code=team of table "tier" is blocked: another row holds name "Team" already, and it must be unique.
                          where: seeds/tiers.yaml, line 6, column 9 (table tier)
                          mend:  settle the clash, or plant the other rows with --allow-blocked
                        """);
        assertThat(call("status").out()).contains("missing                 1");

        Answer others = call("fill", "--allow-blocked");
        assertThat(others.code()).isZero();
        assertThat(others.out()).endsWith("next: mend the blocked rows, then run seedbed fill\n");
        assertThat(call("status").out()).doesNotContain("missing   ");
        assertThat(call("fill", "--allow-blocked").out())
                .contains("\nNothing else to do; 1 blocked, 1 unchanged. (")
                .endsWith("next: mend the blocked rows, then run seedbed fill\n");
        assertThat(call("plan").out())
                .contains("\nNothing to write; 1 blocked, 1 unchanged. Nothing written. (")
                .endsWith("next: mend the blocked rows, then run seedbed update\n");
    }

    @Test
    void init_skips_what_is_not_empty() throws SQLException {
        sql("insert into tier values ('pro', 'Pro', 20)");
        Answer answer = call("init");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("warning: ").contains("Nothing to do");
    }

    @Test
    void a_seed_file_that_is_wrong_fails_with_its_place() throws IOException {
        seeds(SEEDS.replace("price: 49", "prize: 49"));
        Answer answer = call("fill");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).isEqualTo("""
                        error: Table "tier" has no column "prize".
                          where: seeds/tiers.yaml, line 6, column 41 (table tier)
                          mend:  did you mean "price"?
                        """);
    }

    @Test
    void a_table_that_no_seeder_has_rows_for_is_a_usage_error() {
        for (String command : new String[] {"fill", "init", "plan", "status"}) {
            assertThat(call(command, "--table", "nope")).isEqualTo(new Answer(2, "", """
                            error: No seeder has rows for table "nope".
                              where: seedbed %s
                              mend:  the seeded tables are tier
                            """.formatted(command)));
        }
        assertThat(call("fill", "--table", "teir")).isEqualTo(new Answer(2, "", """
                            error: No seeder has rows for table "teir".
                              where: seedbed fill
                              mend:  did you mean "tier"?
                            """));
    }

    @Test
    void what_is_named_and_not_there_is_a_usage_error() throws IOException {
        assertThat(call("fill", "--config", "nope.yaml"))
                .isEqualTo(new Answer(
                        2,
                        "",
                        "error: There is no configuration file \"" + directory.resolve("nope.yaml")
                                + "\".\n  where: --config\n  mend:  mend the path\n"));
        for (String command : new String[] {"fill", "plan", "lint", "graph"}) {
            assertThat(call(command, "--seeds", "nope"))
                    .isEqualTo(new Answer(
                            2,
                            "",
                            "error: There is no seeds directory or file \""
                                    + directory.resolve("nope")
                                    + "\".\n  where: nope\n  mend:  create it (\"seedbed new\" writes a first seeder),"
                                    + " or name another: --seeds, SEEDBED_SEEDS, or \"seeds\" in seedbed.yaml\n"));
        }
        assertThat(call("fill", "--seeder", "nope").code()).isEqualTo(2);
        assertThat(call("fill", "--password-file", "nope").code()).isEqualTo(2);
        variables.put("SEEDBED_SEEDS", "nope");
        assertThat(call("fill").code()).isEqualTo(2);
        variables.remove("SEEDBED_SEEDS");
        Files.writeString(directory.resolve("seedbed.yaml"), "seeds: nope\n");
        assertThat(call("fill").code()).isEqualTo(2);
    }

    @Test
    void a_failure_as_json_names_the_database_all_the_same() throws IOException {
        seeds(SEEDS.replace("price: 49", "prize: 49"));

        assertThat(call("fill", "--format", "json").out())
                .contains(
                        "\"outcome\": \"failed\"",
                        "\"database\": \"H2 2.",
                        "\"target\": {\"host\": null, \"database\": \"");
    }

    @Test
    void lint_and_graph_need_no_database() {
        variables.clear();

        assertThat(call("lint").code()).isZero();
        assertThat(call("lint").out()).startsWith("The seeds were checked without a database");
        assertThat(call("graph", "--quiet").out()).isEqualTo("""
                          1  tiers
                             tier

                        Drawn without a database: its foreign keys may order the seeders otherwise (--url looks at them).
                        """);
        assertThat(call("graph", "--as", "svg").out()).startsWith("<svg ");
    }

    @Test
    void lint_of_seeds_that_cannot_be_read_saw_no_database() throws IOException {
        seeds("tables: [");
        Answer lint = call("lint");

        assertThat(lint.code()).isEqualTo(1);
        assertThat(lint.out())
                .isEqualTo(
                        "The seeds cannot be read, and were not checked against the database: 1 error, 0 warnings.\n");
        assertThat(call("lint", "--format", "json").out()).contains("\"withDatabase\": false");
    }

    @Test
    void lint_says_whether_it_saw_a_database() {
        assertThat(call("lint", "--format", "json").out())
                .startsWith("{\"format\": 1,\n \"withDatabase\": true,\n \"errors\": [],\n");
    }
}
