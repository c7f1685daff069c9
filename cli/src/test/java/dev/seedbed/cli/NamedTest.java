package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call names and is not there is a mistake of the call, whatever it is. */
class NamedTest extends CommandLineTest {
    @BeforeEach
    void tables() throws SQLException, IOException {
        variables.put("SEEDBED_URL", "h2:./app");
        variables.put("SEEDBED_ENV", "test");
        sql("create table tier (code varchar(20) primary key, price integer)", "insert into tier values ('a', 1)");
        seeds("tables: {tier: {rows: [{code: a, price: 1}]}}");
    }

    private void wrong(String error, String... args) {
        Answer answer = call(args);
        assertThat(answer.err()).startsWith("error: " + error);
        assertThat(answer.code()).isEqualTo(2);
    }

    @Test
    void a_database_that_is_not_there() {
        wrong("There is no SQLite database \"", "update", "--url", "sqlite:none.db");
        wrong("The database does not exist.", "update", "--url", "h2:./none");
        wrong("The database does not exist.", "ledger", "show", "--url", "h2:./none");
    }

    @Test
    void a_schema_that_is_not_there() {
        String error = "The database has no schema \"nope\"";
        wrong(error, "update", "--schema", "nope");
        wrong(error, "plan", "--schema", "nope");
        wrong(error, "lint", "--schema", "nope");
        wrong(error, "ledger", "enable", "--schema", "nope");
        wrong(error, "mark", "test", "--schema", "nope");
        wrong(error, "export", "--schema", "nope", "--table", "tier", "--out", "x");
    }

    @Test
    void a_table_column_or_row_that_is_not_there() {
        call("ledger", "enable");

        wrong("Neither the ledger nor the database knows table \"tire\".", "pin", "tire", "code=a");
        wrong("Neither the ledger nor the database knows table \"tire\".", "unpin", "tire", "code=a");
        wrong("Neither the ledger nor the database knows table \"tire\".", "ledger", "show", "tire", "code=a");
        wrong("Neither the ledger nor the database knows row code=b of table \"tier\".", "pin", "tier", "code=b");
        wrong("Table \"tier\" has no column \"prise\".", "pin", "tier", "code=a", "prise");
        wrong("No seeder has rows for table \"tire\".", "update", "--table", "tire");
    }

    @Test
    void an_environment_that_is_not_one_is_named_as_it_was_given() {
        assertThat(call("mark", "nope").err()).isEqualTo("""
                error: "nope" is not an environment.
                  where: seedbed mark
                  mend:  known ones are development, test, staging, production; more go under "environments:" in seedbed.yaml
                """);
        wrong("\"nope\" is not an environment.", "update", "--env", "nope");
    }

    @Test
    void a_command_that_help_is_asked_for() {
        Answer update = call("help", "update");
        assertThat(update.code()).isZero();
        assertThat(update.out()).isEqualTo(call("update", "--help").out());
        Answer all = call("help");
        assertThat(all.code()).isZero();
        assertThat(all.out()).isEqualTo(call("--help").out());
        assertThat(all.out()).contains("  help         Shows the help of a command, such as: seedbed help update\n");
        assertThat(call("help", "nope").code()).isEqualTo(2);
    }

    @Test
    void json_is_the_answer_and_printed_where_text_is_not() {
        assertThat(call("plan", "--quiet").out()).isEmpty();
        assertThat(call("plan", "--quiet", "--format", "json").out()).contains("\"outcome\": \"planned\"");
        assertThat(call("plan", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "--quiet Prints no text but errors; the object of --format json is the answer, and printed all"
                                + " the same.");
    }

    @Test
    void a_plan_of_a_reset_says_what_is_taken_out_and_planted() {
        call("mark", "test");

        assertThat(call("plan", "--mode", "reset").out())
                .contains("tiers  tier  1 to take out, 1 to insert\n")
                .contains("1 row to take out, 1 to insert. Nothing written. (");
    }
}
