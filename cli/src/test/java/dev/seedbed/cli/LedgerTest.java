package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.rows.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands about the ledger, on a database that runs remember. */
class LedgerTest extends CommandLineTest {

    @BeforeEach
    void a_database_with_a_table_and_seeds() throws SQLException, IOException {
        sql("create table tier (code varchar(20) primary key, name varchar(50), price numeric(10, 2))");
        Files.createDirectories(directory.resolve("seeds"));
        Files.writeString(directory.resolve("seeds/tiers.yaml"), """
                tables:
                  tier:
                    key: [code]
                    rows:
                      - {code: starter, name: Starter, price: 12}
                      - {code: team, name: Team, price: 49}
                """);
        variables.put("SEEDBED_URL", "h2:./app");
    }

    @Test
    void a_ledger_is_made_and_tells_who_set_what() {
        assertThat(call("ledger", "enable", "--actor", "anna")).isEqualTo(new Answer(0, """
                        The ledger is there: runs write down from now on what they do.
                        next: let the application's role do no more than append; "seedbed ledger sql" says how
                        """, ""));
        assertThat(call("ledger", "enable").out()).isEqualTo("The ledger was there already; nothing was changed.\n");
        assertThat(call("update", "--yes", "--actor", "ci", "--reason", "release 1")
                        .code())
                .isZero();
        assertThat(call("pin", "tier", "code=starter", "price", "--actor", "berta", "--reason", "agreed"))
                .isEqualTo(new Answer(
                        0, "Column price of row code=starter of table tier is pinned: runs leave it as it is.\n", ""));
        assertThat(call("pin", "tier", "code=starter", "price").out())
                .isEqualTo("Column price of row code=starter of table tier was pinned already.\n");

        assertThat(call("ledger", "show", "tier", "code=starter").out())
                .startsWith("tier  code=starter\n\nset last, by column; another value here was set past Seedbed\n")
                .containsPattern("  name: Starter  planted 20[-0-9]+ [0-9:]+ UTC by ci, entry 2: release 1\n")
                .containsPattern("  price is pinned  pinned .* by berta, entry 3: agreed\n")
                .containsPattern("what happened\n  20.*UTC  planted by ci  update, seeder tiers, entry 2, run .*\n"
                        + "      name: Starter\n      price: 12.00\n"
                        + "      release 1\n  20.*UTC  pinned price by berta  pin, entry 3, run .*\n      agreed\n");
        assertThat(call("ledger", "show").out())
                .containsPattern("UTC  pin by berta  production, run .*\n  agreed\n  tier  pinned 1\n")
                .containsPattern("UTC  update by ci  .*\n  release 1\n  tier  planted 2  seeder tiers\n")
                .containsPattern("UTC  enable by anna  ");
        assertThat(call("ledger", "show", "tier", "code=starter", "--format", "json")
                        .out())
                .startsWith(
                        "{\"format\": 1,\n \"table\": \"tier\",\n \"key\": {\"code\": \"starter\"},\n \"known\": true,\n"
                                + " \"standing\": \"there\",\n")
                .contains(
                        "{\"column\": \"price\", \"text\": \"12.00\", \"entry\": 2}",
                        "\"pins\": [\n  {\"column\": \"price\"");
        assertThat(call("ledger", "show", "--format", "json").out()).contains("\"counts\": {\"planted\": 2}");

        assertThat(call("unpin", "tier", "code=starter").out())
                .isEqualTo("Row code=starter of table tier is no longer pinned.\n");
        assertThat(call("unpin", "tier", "code=starter"))
                .isEqualTo(new Answer(0, "Row code=starter of table tier was not pinned.\n", ""));
        assertThat(call("unpin", "tier", "code=starter", "--format", "json").out())
                .contains("\"outcome\": \"nothing-to-do\"");
        call("pin", "tier", "code=starter");
        assertThat(call("unpin", "tier", "code=starter", "price")).isEqualTo(new Answer(1, "", """
                        error: Column "price" of row code=starter of table "tier" is pinned with its whole row.
                          where: table tier
                          mend:  unpin the row, and pin the columns that are to stay
                        """));
    }

    @Test
    void rows_that_were_there_before_the_ledger_are_something_to_write_down() {
        call("update", "--yes");
        call("ledger", "enable");

        assertThat(call("plan").out())
                .contains("\nNo row to write; 2 unchanged. 2 rows are new to the ledger. Nothing written. (")
                .contains("\nnext: seedbed update");
        assertThat(call("status").out())
                .contains("\nUp to date: seedbed update would write no row; 2 rows are new to the ledger.");
        assertThat(call("update", "--yes").out()).contains("\nWrote 2 rows down in the ledger; 2 unchanged. (");
        assertThat(call("plan").out()).contains("\nNothing to do; 2 unchanged. Nothing written. (");
    }

    @Test
    void damage_is_an_exit_code() throws SQLException {
        call("ledger", "enable");
        call("update", "--yes");
        String head = call("ledger", "head").out();
        assertThat(head).matches("2:[0-9a-f]{64}\n");
        Answer whole = call("ledger", "verify", "--head", head);
        assertThat(whole.code()).isZero();
        assertThat(whole.out())
                .startsWith("The ledger is whole, as far as can be told: 2 entries.\nhead  " + head)
                .doesNotContain("--head");
        assertThat(call("ledger", "verify").out())
                .contains("Entries that were cut off the end are not missed without a head that")
                .endsWith("note  --head HEAD names such a head: what \"ledger head\" printed at some time.\n");

        sql("update seedbed_ledger set body = replace(body, '49', '48') where seq = 2");
        Answer damaged = call("ledger", "verify");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.err())
                .startsWith("error: Entry 2 was changed after it was written: its hash is not that of what it says.\n"
                        + "  where: ledger, entry 2 (");
        assertThat(damaged.out()).startsWith("The ledger is damaged: 1 problem; 2 entries.\n");
        assertThat(call("ledger", "verify", "--format", "json").out())
                .startsWith("{\"format\": 1,\n \"whole\": false,");
        sql("delete from seedbed_ledger where seq = 2");
        assertThat(call("ledger", "verify", "--head", head).err())
                .startsWith("error: Entry 2 is missing: it was cut off the end.\n");
    }

    @Test
    void a_ledger_whose_key_is_not_given_is_not_called_damaged() {
        variables.put("SEEDBED_LEDGER_KEY", "0123456789abcdef0123456789abcdef");
        call("ledger", "enable");
        call("update", "--yes");
        variables.remove("SEEDBED_LEDGER_KEY");

        Answer answer = call("ledger", "verify");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).startsWith("The ledger cannot be verified without its key: 2 problems; 2 entries.\n");
        assertThat(answer.err()).contains("mend:  give that key too: SEEDBED_LEDGER_KEY");
    }

    @Test
    void without_a_ledger_it_says_how_to_have_one() {
        for (String[] args : new String[][] {{"pin", "tier", "code=team"}, {"ledger", "show"}, {"ledger", "verify"}}) {
            Answer answer = call(args);
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err())
                    .contains(", and this database has none.\n", "make one with \"seedbed ledger enable\"");
        }
        assertThat(call("ledger", "sql").out()).contains("create table seedbed_ledger (", "grant select, insert on");
    }

    private Tables tables() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + directory.resolve("app"));
        return Seedbed.on(database)
                .discoverSeeders(false)
                .baseDirectory(directory)
                .seeds("seeds")
                .build()
                .tables();
    }

    /** Changes the row {@code team} as anna does. */
    private void change(Map<String, String> values) {
        Tables tables = tables();
        Map<String, String> key = Map.of("code", "team");
        String version = Objects.requireNonNull(tables.row("tier", key).version());
        tables.by("anna", "agreed").change("tier", key, version, values);
    }

    @Test
    void what_was_there_before_the_ledger_is_shown_as_nobodys() {
        call("update", "--yes");
        call("ledger", "enable");
        change(Map.of("price", "55"));

        String shown = call("ledger", "show", "tier", "code=team").out();

        assertThat(shown)
                .containsPattern("  name: Team  there before the ledger, met 20[-0-9]+ [0-9:]+ UTC, entry 2\n")
                .containsPattern("  20.*UTC  adopted: there before the ledger  change, seeder tiers, entry 2, run .*\n"
                        + "      name: Team\n      price: 49.00\n  20")
                .containsPattern("  20.*UTC  changed by anna  change, .*\n      price: 49.00 → 55.00\n      agreed\n");
        assertThat(shown)
                .containsPattern("\n  price: 55.00  changed 20[-0-9]+ [0-9:]+ UTC by anna, entry 2: agreed\n")
                .doesNotContainPattern("name: Team .*anna");
    }

    @Test
    void of_a_row_that_a_person_made_it_tells_who_set_what_and_not_that_it_is_gone() {
        call("ledger", "enable");
        call("update", "--yes");
        Tables tables = tables();
        Map<String, String> key = Map.of("code", "own");
        tables.by("berta", null).create("tier", Map.of("code", "own", "name", "Own", "price", "5"));
        String version = Objects.requireNonNull(tables.row("tier", key).version());
        tables.by("anna", "agreed").change("tier", key, version, Map.of("price", "7.5"));

        assertThat(call("ledger", "show", "tier", "code=own").out())
                .containsPattern("\n  name: Own  created .* by berta, entry 3\n")
                .containsPattern("\n  price: 7.50  changed .* by anna, entry 4: agreed\n")
                .containsPattern("  created by berta  .*\n(      .*\n)*      name: Own\n")
                .endsWith("      price: 5.00 → 7.50\n      agreed\n");
    }

    @Test
    void of_a_row_that_a_person_marked_as_deleted_it_says_that_and_not_that_it_is_gone() throws Exception {
        sql("alter table tier add column ended_at timestamp");
        Path seeds = directory.resolve("seeds/tiers.yaml");
        Files.writeString(
                seeds, Files.readString(seeds).replace("key: [code]", "key: [code]\n    soft-delete: ended_at"));
        call("ledger", "enable");
        call("update", "--yes", "--actor", "root");
        Tables tables = tables();
        Map<String, String> key = Map.of("code", "team");
        String version = Objects.requireNonNull(tables.row("tier", key).version());
        tables.by("anna", "not sold").delete("tier", key, version);

        assertThat(call("ledger", "show", "tier", "code=team").out())
                .containsPattern("\n  name: Team  planted .* by root, entry 2\n")
                .containsPattern("\n      ended_at: NULL → 20[-0-9]+ [0-9:.]+\n      not sold\n")
                .doesNotContain("gone")
                .containsPattern("\n\nThe row is there, marked as deleted, as far as the ledger knows:"
                        + " deleted .* by anna, entry 3: not sold\\.\n$");
        assertThat(call("ledger", "show", "tier", "code=team", "--format", "json")
                        .out())
                .contains("\"standing\": \"marked\"");
    }

    @Test
    void of_a_row_that_a_person_deleted_it_says_that_it_is_gone_and_who_deleted_it() {
        call("ledger", "enable");
        call("update", "--yes");
        Tables tables = tables();
        Map<String, String> key = Map.of("code", "team");
        String version = Objects.requireNonNull(tables.row("tier", key).version());
        tables.by("anna", "not sold").delete("tier", key, version);

        assertThat(call("ledger", "show", "tier", "code=team").out())
                .contains("      name: Team → gone\n")
                .containsPattern(
                        "\n\nThe row is gone, as far as the ledger knows: deleted .* by anna, entry 3: not sold.\n$");
        assertThat(call("ledger", "show", "tier", "code=team", "--format", "json")
                        .out())
                .contains("\"standing\": \"deleted\"");
    }

    @Test
    void of_a_row_that_has_another_key_it_says_which() {
        call("ledger", "enable");
        call("update", "--yes");
        change(Map.of("code", "crew"));

        assertThat(call("ledger", "show", "tier", "code=team").out())
                .endsWith("\n\nThe row has another key since: code=crew.\n");
        assertThat(call("ledger", "show", "tier", "code=crew").out())
                .containsPattern("\n  name: Team  planted .*, entry 2\n")
                .endsWith("      code: team → crew\n      agreed\n");
    }

    @Test
    void what_people_changed_is_shown_from_what_to_what() {
        call("ledger", "enable");
        call("update", "--yes");
        change(Map.of("price", "55", "name", "Crew"));

        assertThat(call("ledger", "show", "tier", "code=team").out())
                .containsPattern("  20.*UTC  changed by anna  change, seeder tiers, entry 3, run .*\n")
                .contains("      price: 49.00 → 55.00\n", "      name: Team → Crew\n", "      agreed\n")
                .containsPattern("\n  name: Crew  changed .* by anna, entry 3: agreed\n")
                .containsPattern("\n  price: 55.00  changed .* by anna, entry 3: agreed\n")
                .doesNotContain("gone", "another key since", "does not know");
        assertThat(call("ledger", "show", "tier", "code=team", "--format", "json")
                        .out())
                .contains("\"what\": \"changed\"")
                .containsPattern("\"before\": \\{.*\"price\": \"49.00\"");
        assertThat(call("ledger", "verify").code()).isZero();
    }

    @Test
    void a_default_that_was_a_decision_and_counts_as_planted_again_is_not_shown_as_a_change() {
        call("ledger", "enable");
        call("update", "--yes");
        Tables tables = tables();
        Map<String, String> key = Map.of("code", "team");
        for (Map<String, String> values : List.of(Map.of("price", "55", "name", "Crew"), Map.of("price", "49"))) {
            String version = Objects.requireNonNull(tables.row("tier", key).version());
            tables.by("anna", null).change("tier", key, version, values);
        }

        tables.by("anna", null)
                .restore(
                        "tier",
                        key,
                        Objects.requireNonNull(tables.row("tier", key).version()),
                        null);

        assertThat(call("ledger", "show", "tier", "code=team").out())
                .contains("      name: Crew → Team\n", "      price: 49.00, as before; counts as planted since\n");
    }

    @Test
    void what_a_run_changed_is_shown_from_what_to_what() throws IOException {
        call("ledger", "enable");
        call("update", "--yes");
        Path seeds = directory.resolve("seeds/tiers.yaml");
        Files.writeString(seeds, Files.readString(seeds).replace("price: 12", "price: 15"));
        call("update", "--yes", "--actor", "ci", "--reason", "release 2");

        assertThat(call("ledger", "show", "tier", "code=starter").out())
                .containsPattern("  20.*UTC  updated by ci  update, seeder tiers, entry 3, run .*\n"
                        + "      price: 12.00 → 15.00\n      release 2\n");
        assertThat(call("ledger", "show", "tier", "code=starter", "--format", "json")
                        .out())
                .containsPattern("\"before\": \\{.*\"price\": \"12.00\"");
    }

    @Test
    void what_is_called_wrongly_is_a_usage_error() {
        assertThat(call("ledger").err()).startsWith("error: Nothing says what to do.\n");
        assertThat(call("ledger", "shoe").err()).startsWith("error: \"ledger\" knows no \"shoe\".\n");
        assertThat(call("ledger", "verify", "tier").err()).startsWith("error: \"ledger verify\" takes no \"tier\".\n");
        assertThat(call("ledger", "show", "--head", "x").code()).isEqualTo(2);
        assertThat(call("ledger", "show", "tier").err()).startsWith("error: No row is named.\n");
        assertThat(call("pin", "tier").code()).isEqualTo(2);
        assertThat(call("pin", "tier", "code=team", "name", "price").err())
                .startsWith("error: \"price\" is a second column.\n");
        variables.clear();
        assertThat(call("pin", "tier", "code=team")).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err())
                    .startsWith("error: No database is named.\n")
                    .contains("  seedbed pin --url ");
        });
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + directory.resolve("app"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
