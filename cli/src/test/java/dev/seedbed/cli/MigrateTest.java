package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Migrations and seeds in one command. */
class MigrateTest extends CommandLineTest {
    private static final String TIERS =
            "create table tier (code varchar(20) primary key, name varchar(50) not null unique, price numeric(10, 2));";
    private static final String SEEDS = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 12}
                  - {code: team, name: Team, price: 49}
            """;

    @BeforeEach
    void migrations_and_seeds() throws IOException {
        migration("V1__tiers.sql", TIERS);
        migration("V2__kinds.sql", "create table kind (code varchar(20) primary key);");
        seeds(SEEDS);
        variables.put("SEEDBED_URL", "jdbc:h2:" + directory.resolve("app"));
    }

    private void onSqlite() {
        variables.put("SEEDBED_URL", "jdbc:sqlite:" + directory.resolve("lite.db"));
    }

    private int count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(variables.get("SEEDBED_URL"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void migrations_are_applied_and_seeds_planted_once() {
        Answer first = call("migrate");
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .startsWith("Applied of db/migration:\n  V1__tiers.sql\n  V2__kinds.sql\n\nmigrate for fill on ")
                .contains("Planted 2 rows in 1 table.");

        Answer second = call("migrate");
        assertThat(second.code()).isZero();
        assertThat(second.out())
                .startsWith("No migration of db/migration to apply.\n\nmigrate for fill on ")
                .contains("Nothing to do; 2 unchanged.");
        assertThat(call("migrate", "--quiet")).isEqualTo(new Answer(0, "", ""));
    }

    @Test
    void a_blocked_row_is_an_error_that_quiet_says_too_and_the_rest_is_planted() throws Exception {
        migration(
                "V3__by_hand.sql",
                "alter table tier add constraint one_name unique (name);"
                        + " insert into tier (code, name, price) values ('crew', 'Team', 5);");
        assertThat(call("migrate", "--quiet")).isEqualTo(new Answer(0, "", """
                error: Row code=team of table "tier" is blocked: another row holds name "Team" already, and it must be unique.
                  where: seeds/tiers.yaml, line 6, column 9 (table tier)
                  mend:  settle the clash; the rest is planted
                """));
        assertThat(count("tier")).isEqualTo(2);
        assertThat(call("migrate").out()).contains("Nothing else to do; 1 blocked, 1 unchanged.");
    }

    @Test
    void no_other_command_makes_a_database() throws Exception {
        String marking = "mark test --yes";
        for (String url : List.of("jdbc:h2:" + directory.resolve("app"), "jdbc:sqlite:" + directory.resolve("app"))) {
            variables.put("SEEDBED_URL", url);
            for (String command : List.of("plan", "status", "lint", "graph", "fill", "ledger enable", marking)) {
                assertThat(call(command.split(" "))).as(command).isEqualTo(new Answer(2, "", """
                                error: The database does not exist.
                                  where: %s
                                  mend:  create it and run its migrations, or mend the address; "seedbed migrate" does both
                                """.formatted(url)));
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("db", "seeds");
            }
        }
    }

    @Test
    void a_file_that_is_to_be_there_is_told_with_the_form_that_makes_it() throws Exception {
        assertThat(call("migrate", "--url", "sqlite:lite.db"))
                .isEqualTo(new Answer(2, "", """
                error: There is no SQLite database "%s".
                  where: --url
                  mend:  run the migrations that create it first, or mend the path; "seedbed migrate" makes it where it is given as jdbc:sqlite:…
                """.formatted(directory.resolve("lite.db"))));
        onSqlite();
        assertThat(call("migrate").code()).isZero();
        assertThat(call("migrate", "--url", "sqlite:lite.db").code()).isZero();
    }

    @Test
    void json_is_the_report_with_the_migrations() {
        onSqlite();
        Answer answer = call("migrate", "--format", "json", "--env", "test");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().replaceAll("(durationMillis\": )\\d+", "$1…"))
                .startsWith(
                        "{\"format\": 1,\n \"outcome\": \"applied\",\n \"mode\": \"fill\",\n \"environment\": \"test\",\n")
                .endsWith("""
                         "durationMillis": …,
                         "migrations": [
                          {"version": "1", "description": "tiers", "script": "V1__tiers.sql", "durationMillis": …},
                          {"version": "2", "description": "kinds", "script": "V2__kinds.sql", "durationMillis": …}]}
                        """);
    }

    @Test
    void the_configuration_says_what_follows_and_an_update_is_not_asked_about() throws Exception {
        Files.writeString(directory.resolve("seedbed.yaml"), "after-migrate: off\n");
        assertThat(call("migrate", "--format", "json").out()).matches("""
                \\{"format": 1,
                 "outcome": "applied",
                 "migrations": \\[
                  \\{"version": "1", .*},
                  \\{"version": "2", .*}]}
                """);
        assertThat(call("migrate").out())
                .isEqualTo("No migration of db/migration to apply.\n\nSeeds were left alone: after-migrate is off.\n");
        assertThat(count("tier")).isZero();

        Files.writeString(directory.resolve("seedbed.yaml"), "after-migrate: update\n");
        sql("insert into tier values ('team', 'Team', 39)");
        seeds(SEEDS.replace("price: 49", "price: 49, $was: {price: [39]}"));
        assertThat(call("migrate").out()).contains("migrate for update on ", "1 inserted, 1 updated");
        assertThat(asked).isNull();
    }

    @Test
    void a_migration_that_fails_tells_its_place_and_those_before_it() throws Exception {
        onSqlite();
        migration("V3__wrong.sql", "create table seat (n int);\ninsert into nowhere values (1);\n");
        Answer answer = call("migrate");
        assertThat(answer).isEqualTo(new Answer(1, """
                Applied of db/migration:
                  V1__tiers.sql
                  V2__kinds.sql

                """, """
                error: Migration "V3__wrong.sql" failed: [SQLITE_ERROR] SQL error or missing database (no such table: nowhere).
                  where: db/migration/V3__wrong.sql, line 2
                  mend:  mend it and run again; what it did was rolled back
                """));
        assertThat(count("tier")).isZero();
        assertThat(call("migrate", "--format", "json").out()).isEqualTo("""
                {"format": 1,
                 "outcome": "failed",
                 "errors": [
                  {"message": "Migration \\"V3__wrong.sql\\" failed: [SQLITE_ERROR] SQL error or missing database (no such table: nowhere).", "where": "db/migration/V3__wrong.sql, line 2", "mend": "mend it and run again; what it did was rolled back"}]}
                """);
        migration("V3__wrong.sql", "create table seat (n int);");
        assertThat(call("migrate").code()).isZero();
        assertThat(count("tier")).isEqualTo(2);
    }

    @Test
    void what_a_database_keeps_of_a_migration_that_failed_is_to_be_undone() throws Exception {
        migration("V3__wrong.sql", "create table seat (n int);\ninsert into nowhere values (1);\n");
        String mend = """
                  mend:  undo by hand what it did, delete its row from the table flyway_schema_history, mend it and run again: this
                         database keeps what a script did before it failed
                """;
        assertThat(call("migrate").err()).isEqualTo("""
                error: Migration "V3__wrong.sql" failed: Table "NOWHERE" not found.
                  where: db/migration/V3__wrong.sql, line 2
                """ + mend);
        assertThat(call("migrate").err()).isEqualTo("""
                error: The migrations are not those that this database has had:
                  Detected failed migration to version 3 (wrong).
                  where: db/migration
                """ + mend);
        sql("drop table seat", "delete from \"flyway_schema_history\" where \"success\" = false");
        migration("V3__wrong.sql", "create table seat (n int);");
        assertThat(call("migrate").out()).startsWith("Applied of db/migration:\n  V3__wrong.sql\n");
    }

    @Test
    void migrations_that_do_not_fit_are_said_before_anything_is_done() throws Exception {
        onSqlite();
        migration("V3_seats.sql", "create table seat (n int);");
        assertThat(call("migrate")).isEqualTo(new Answer(1, "", """
                error: The migrations cannot be applied: Invalid SQL filenames found:
                  Invalid versioned migration name format: V3_seats.sql (could not recognise version number 3_seats)
                  where: db/migration
                  mend:  name migrations with V, a version, two underscores and what they do, such as V2__seats.sql
                """));
        Files.delete(directory.resolve("db/migration/V3_seats.sql"));
        call("migrate");
        migration("V1__tiers.sql", TIERS + " -- more");
        assertThat(call("migrate").err()).matches("""
                error: The migrations are not those that this database has had:
                  Migration checksum mismatch for migration version 1
                  -> Applied to database : -?\\d+
                  -> Resolved locally    : -?\\d+
                  where: db/migration
                  mend:  leave migrations that were applied as they were, and write what is to change into a new one
                """);
    }

    @Test
    void a_database_that_was_migrated_otherwise_is_left_alone() throws Exception {
        sql(TIERS);
        Answer answer = call("migrate");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .startsWith("error: The migrations cannot be applied: Found non-empty schema(s) \"PUBLIC\"")
                .endsWith("""
                          where: db/migration
                          mend:  run its migrations with what has run them so far, and then seedbed fill; or take a baseline with Flyway
                        """);
        assertThat(count("tier")).isZero();
    }

    @Test
    void wrong_seeds_leave_the_migrations_and_plant_nothing() throws Exception {
        seeds(SEEDS.replace("price: 49", "price: much"));
        Answer answer = call("migrate");
        assertThat(answer).isEqualTo(new Answer(1, """
                Applied of db/migration:
                  V1__tiers.sql
                  V2__kinds.sql

                """, """
                error: Value "much" does not fit column "price" (NUMERIC(10, 2)): it is not a number.
                  where: seeds/tiers.yaml, line 6, column 41 (table tier)
                  mend:  change the value, or the type of the column
                """));
        assertThat(count("tier")).isZero();
    }

    @Test
    void a_seed_file_that_cannot_be_read_is_said_before_the_first_migration() throws Exception {
        seeds(SEEDS.replace("rows:", "rwos:"));

        Answer answer = call("migrate");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("error: Unknown key \"rwos\" in table \"tier\".\n  where: seeds/tiers.yaml, line ")
                .contains("write \"rows\"");
        assertThat(directory.resolve("app.mv.db")).doesNotExist();
    }

    @Test
    void seeds_that_are_left_alone_are_not_read() throws Exception {
        Files.writeString(directory.resolve("seedbed.yaml"), "after-migrate: off\n");
        seeds("tables: [\n");

        assertThat(call("migrate").code()).isZero();
    }

    @Test
    void a_database_that_is_marked_for_another_environment_is_not_planted() throws Exception {
        assertThat(call("migrate").code()).isZero();
        assertThat(call("mark", "development").code()).isZero();
        seeds(SEEDS + "      - {code: firm, name: Firm, price: 199}\n");
        Answer refused = call("migrate");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .startsWith("error: This database is marked \"development\", and the run is for \"production\"");
        assertThat(count("tier")).isEqualTo(2);
    }

    @Test
    void a_database_that_was_marked_or_has_a_ledger_before_its_first_migration_is_migrated() throws Exception {
        sql();
        assertThat(call("mark", "production").code()).isZero();
        assertThat(call("ledger", "enable").code()).isZero();
        assertThat(call("migrate").out()).startsWith("Applied of db/migration:\n  V1__tiers.sql\n  V2__kinds.sql\n\n");
        assertThat(count("tier")).isEqualTo(2);
        assertThat(call("migrate").out()).startsWith("No migration of db/migration to apply.\n\n");
    }

    @Test
    void no_migration_is_passed_over_for_a_mark() throws Exception {
        Files.writeString(directory.resolve("db/migration/V0__zero.sql"), "create table zero (id integer);\n");
        sql();
        assertThat(call("mark", "production").code()).isZero();
        assertThat(call("migrate").err()).contains("non-empty schema");
    }

    @Test
    void a_wrong_call_migrates_nothing() throws IOException {
        assertThat(call("migrate", "--migrations", "nope")).isEqualTo(new Answer(2, "", """
                error: There is no directory "nope" with migrations.
                  where: --migrations
                  mend:  name the directory of your migrations with --migrations
                """));
        Files.createDirectories(directory.resolve("empty"));
        assertThat(call("migrate", "--migrations", "empty")).isEqualTo(new Answer(2, "", """
                error: The directory "empty" holds no migration.
                  where: --migrations
                  mend:  name the directory of your migrations with --migrations
                """));
        assertThat(call("migrate", "--env", "tset").code()).isEqualTo(2);
        assertThat(call("migrate", "--seeder", "nope").err()).contains("There is no seeder \"nope\".");
        assertThat(call("migrate", "--table", "nope").code()).isEqualTo(2);
        variables.clear();
        assertThat(call("migrate").code()).isEqualTo(2);
        assertThat(directory.resolve("app.mv.db")).doesNotExist();
    }
}
