package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyTest extends CommandLineTest {
    private static final String SEEDS = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 12, $was: {price: [9]}}
                  - {code: team, name: Team, price: 49}
            """;

    @BeforeEach
    void tables() throws SQLException, IOException {
        variables.put("SEEDBED_URL", "h2:./app");
        sql(
                "create table tier (code varchar(20) primary key, name varchar(20), price numeric(10, 2))",
                "insert into tier values ('starter', 'Starter', 9)");
        seeds(SEEDS);
    }

    @Test
    void a_plan_is_saved_reviewed_and_applied() throws IOException {
        Answer plan = call("plan", "--out", "plan.json");
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).contains("~ starter  price: 9.00 → 12.00").endsWith("next: seedbed apply plan.json\n");
        assertThat(Files.readString(directory.resolve("plan.json"))).contains("\"code\": \"default-moved\"");

        Answer apply = call("apply", "plan.json", "--yes");
        assertThat(apply.err()).isEmpty();
        assertThat(apply.code()).isZero();
        assertThat(apply.out()).contains("Planted 1 row, updated 1 in 1 table.");
    }

    @Test
    void a_stale_plan_is_refused_with_what_has_moved() throws SQLException {
        call("plan", "--out", "plan.json");
        sql("update tier set price = 10");

        Answer apply = call("apply", "plan.json", "--yes");

        assertThat(apply.code()).isEqualTo(4);
        assertThat(apply.err())
                .startsWith(
                        "error: The update of row code=starter of table \"tier\" is not to be done any more as it was"
                                + " planned.\n  where: price 9.00 → 12.00\n")
                .contains("  mend:  look at the row, and plan again\n");
    }

    @Test
    void what_is_no_saved_plan_is_an_error_of_use() throws IOException {
        assertThat(call("apply", "none.json").code()).isEqualTo(2);
        assertThat(call("apply", "none.json").err()).contains("There is no such file.");
        Files.writeString(directory.resolve("other.json"), "{\"format\": 1}");
        Answer other = call("apply", "other.json");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("The file is no saved plan.\n  where: other.json\n");
    }

    @Test
    void plan_says_how_secrets_are_in_a_saved_plan() throws IOException, SQLException {
        sql("alter table tier add column token varchar(20)");
        seeds("tables: {tier: {sensitive: [token], rows: [{code: pro, name: Pro, token: hush}]}}");
        variables.put("SEEDBED_ENV", "test");

        assertThat(call("plan", "--out", "plan.json").out()).endsWith("""
                next: seedbed apply plan.json
                note: secrets take part in this plan. "plan.json" holds none, but a salted slow hash, so that apply notices another
                secret: whoever has the file can try guesses. With SEEDBED_LEDGER_KEY set, now and for apply, nobody can.
                """);
        assertThat(call("plan", "--out", "plan.json", "--quiet").out()).isEmpty();
        variables.put("SEEDBED_LEDGER_KEY", "a key of the ledger for tests");
        assertThat(call("plan", "--out", "plan.json").out()).endsWith("next: seedbed apply plan.json\n");
        assertThat(Files.readString(directory.resolve("plan.json"))).doesNotContain("hush");
        assertThat(call("apply", "plan.json").code()).isZero();
    }
}
