package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code export}: what it prints, and what goes on from there. */
class ExportTest extends CommandLineTest {
    @BeforeEach
    void a_database() throws SQLException {
        sql(
                "create table tier (id integer generated always as identity primary key, code varchar(20) not null unique,"
                        + " price numeric(10, 2), api_key varchar(20))",
                "create table grants (tier_id integer not null references tier, name varchar(20) not null,"
                        + " primary key (tier_id, name))",
                "create table log (line varchar(20))",
                "insert into tier (code, price, api_key) values ('team', 49, 'canary'), ('starter', 12, null)",
                "insert into grants select id, 'view' from tier",
                "insert into log values ('a')");
        variables.put("SEEDBED_URL", "h2:./app");
    }

    @Test
    void the_report_says_what_was_written_and_what_was_not() throws IOException {
        Answer answer = call("export", "--table", "*");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).endsWith("""
                  seeds/grants.yaml  grants: 2 rows by tier_id, name
                  seeds/tier.yaml    tier: 2 rows by code
                Left out, since the database fills it in, or it is no seed data:
                  tier.id
                      the database numbers it
                Could not be exported:
                  log
                      it has no natural key: it has no unique key; give it a unique key, or name the columns that
                      identify its rows: --key log=COLUMN,…
                  tier.api_key
                      its name looks sensitive; --include-sensitive exports it and declares it under sensitive
                Next: seedbed lint
                      seedbed status
                """);
        assertThat(Files.readString(directory.resolve("seeds/tier.yaml"))).isEqualTo("""
                # Rows that "seedbed export" found in the database.
                # Left out: id, api_key.
                tables:
                  tier:
                    rows:
                      - {code: starter, price: 12.00}
                      - {code: team, price: 49.00}
                """);
        assertThat(call("lint").code()).isZero();
        assertThat(call("status", "--exit-code").code()).isZero();
    }

    @Test
    void the_report_is_one_object_too() {
        Answer answer = call("export", "--table", "tier,log", "--out", "out", "--format", "json");

        assertThat(answer.code()).isZero();
        assertThat(answer.out().replaceAll("H2 [0-9.]+", "H2").replaceAll("Millis\": \\d+", "Millis\": 1"))
                .isEqualToIgnoringNewLines("""
                {"format": 1,
                 "outcome": "exported",
                 "database": "H2",
                 "directory": "out",
                 "tables": [
                  {"table": "tier", "rows": 2, "key": ["code"], "files": ["tier.yaml"]}],
                 "leftOut": [
                  {"table": "log", "column": null, "row": null, "code": "no-natural-key", "expected": false, "reason": "it has no natural key: it has no unique key", "mend": "give it a unique key, or name the columns that identify its rows: --key log=COLUMN,…"},
                  {"table": "tier", "column": "id", "row": null, "code": "numbered", "expected": true, "reason": "the database numbers it", "mend": null},
                  {"table": "tier", "column": "api_key", "row": null, "code": "sensitive", "expected": false, "reason": "its name looks sensitive", "mend": "--include-sensitive exports it and declares it under sensitive"}],
                 "warnings": [],
                 "durationMillis": 1}
                """);
    }

    @Test
    void files_that_are_there_are_refused_with_exit_code_4() {
        assertThat(call("export", "--table", "tier", "--quiet").out()).isEmpty();

        Answer again = call("export", "--table", "tier");
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.err())
                .contains("The file \"tier.yaml\" is there already.")
                .contains("--force replaces it; --out DIR exports to another directory");
        assertThat(call("export", "--table", "tier", "--force").code()).isZero();
    }

    @Test
    void a_key_can_be_named_and_must_say_of_which_table() throws IOException {
        assertThat(call("export", "--table", "log", "--key", "log=line").code()).isZero();
        assertThat(Files.readString(directory.resolve("seeds/log.yaml"))).contains("key: [line]");

        Answer wrong = call("export", "--table", "log", "--key", "line");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).isEqualTo("""
                error: "line" does not say which table and columns are meant.
                  where: --key
                  mend:  write the table, an equals sign and the columns: --key casbin_rule=ptype,v0,v1
                """);
    }

    @Test
    void what_the_call_lacks_is_said() {
        assertThat(call("export").err()).contains("No table was named to export.");
        assertThat(call("export", "--table", "teir").err()).contains("did you mean \"tier\"?");
        assertThat(call("export", "--table", "teir").code()).isEqualTo(2);
        variables.clear();
        Answer nowhere = call("export", "--table", "tier");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err())
                .contains("No database is named.")
                .contains("  seedbed export --table NAME --url sqlite:path/to/app.db")
                .doesNotContain("without seeds yet");
    }
}
