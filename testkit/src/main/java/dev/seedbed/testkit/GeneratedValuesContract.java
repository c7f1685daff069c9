package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.SeedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Values that are made when a row is planted, and what must never be shown. */
public interface GeneratedValuesContract extends OnDatabase {
    private void account() {
        db().sql(
                        "create table account (name varchar(20) primary key, id varchar(36), secret varchar(100), at timestamp,"
                                + " motd varchar(200))");
    }

    @Test
    default void uuids_are_made_once_for_each_row_and_never_compared() {
        account();
        String seeds = """
                tables:
                  account:
                    on-insert: {id: {$uuid: %s}}
                    rows: [{name: a}, {name: b}, {name: c, id: fixed}]
                """;

        db().plantTwice(seeds.formatted("v7"));
        List<String> seven = db().rows("select id from account where name < 'c' order by name");
        db().sql("delete from account");
        db().plantTwice(seeds.formatted("v4"));
        List<String> four = db().rows("select id from account where name < 'c' order by name");

        assertThat(seven).extracting(id -> UUID.fromString(id).version()).containsOnly(7);
        assertThat(four).extracting(id -> UUID.fromString(id).version()).containsOnly(4);
        assertThat(new HashSet<>(seven)).hasSize(2);
        assertThat(db().rows("select id from account where name = 'c'")).containsExactly("fixed");
    }

    @Test
    default void now_is_the_moment_of_the_run() {
        account();
        Clock clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

        db().seeds("tables: {account: {rows: [{name: a, at: {$now: true}}]}}")
                .clock(clock)
                .build()
                .fill();

        assertThat(db().value("select at from account")).startsWith("2026-03-04 05:06:07");
        assertThat(db().fill("tables: {account: {rows: [{name: a, at: {$now: true}}]}}")
                        .writes())
                .isFalse();
    }

    @Test
    default void a_generated_value_follows_one_that_was_edited() {
        account();
        String seeds = "tables: {account: {rows: [{name: a, id: {$uuid: v4}}]}}";
        db().fill(seeds);
        db().sql("update account set id = 'by hand'");

        assertThat(db().fill(seeds).changes()).isEmpty();
    }

    @Test
    default void generated_values_are_never_keys() {
        account();

        assertThat(db().failure("tables: {account: {key: [id], rows: [{name: a, id: {$uuid: v4}}]}}"))
                .isEqualTo("""
                Key column "id" has a generated value.
                  where: seeds/seeds.yaml, line 1, column 52 (table account)
                  mend:  a key identifies a row by its meaning: declare its value, or choose another key""");
    }

    @Test
    default void bcrypt_hashes_what_it_is_given() {
        account();

        db().plantTwice("tables: {account: {sensitive: [secret], rows: [{name: a, secret: {$bcrypt: geheim}}]}}");

        assertThat(db().value("select secret from account")).startsWith("$2").hasSize(60);
    }

    @Test
    default void an_allowed_environment_variable_fills_a_sensitive_column() {
        account();
        Map<String, String> files = Map.of(
                "../seedbed.yaml",
                "env: [API_TOKEN]",
                "a.yaml",
                "tables: {account: {sensitive: [secret], rows: [{name: a, secret: {$env: API_TOKEN}}]}}");

        db().files(files)
                .environmentVariables(name -> name.equals("API_TOKEN") ? "s3cr3t-token" : null)
                .build()
                .fill();

        assertThat(db().rows("select secret from account")).containsExactly("s3cr3t-token");
    }

    @Test
    default void a_variable_that_is_not_allowed_is_an_error_that_does_not_show_it() {
        account();

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().seeds("tables: {account: {rows: [{name: a, motd: {$env: HOME_SECRET}}]}}")
                                .environmentVariables(name -> "hush-hush")
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                Seeds may not read the environment variable "HOME_SECRET".
                  where: seeds/seeds.yaml, line 1, column 50 (table account, column motd)
                  mend:  list it under "env" in seedbed.yaml""");
    }

    @Test
    default void a_variable_in_a_column_that_is_not_sensitive_is_an_error() {
        account();
        Map<String, String> files = Map.of(
                "../seedbed.yaml",
                "env: [API_TOKEN]",
                "a.yaml",
                "tables: {account: {rows: [{name: a, secret: {$env: API_TOKEN}}]}}");

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files)
                                .environmentVariables(name -> "hush-hush")
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                "$env" stands in column "secret", which is not sensitive.
                  where: seeds/a.yaml, line 1, column 45 (table account)
                  mend:  list the column under "sensitive\"""");
    }

    @Test
    default void a_variable_that_is_not_set_is_an_error() {
        account();

        Map<String, String> files = Map.of(
                "../seedbed.yaml",
                "env: [API_TOKEN]",
                "a.yaml",
                "tables: {account: {sensitive: [secret], rows: [{name: a, secret: {$env: API_TOKEN}}]}}");

        String message = db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files)
                                .environmentVariables(name -> null)
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                The environment variable "API_TOKEN" is not set.
                  where: seeds/a.yaml, line 1, column 73 (table account, column secret)
                  mend:  set it for the run""");
    }

    @Test
    default void a_file_beside_the_seeds_fills_a_column() {
        account();
        Map<String, String> files = Map.of(
                "a.yaml", "tables: {account: {rows: [{name: a, motd: {$file: texts/motd.txt}}]}}",
                "texts/motd.txt", "Line one\r\nLine \"two\"\n");

        db().files(files).build().fill();

        assertThat(db().value("select motd from account")).isEqualTo("Line one\nLine \"two\"\n");
        assertThat(db().files(files).build().fill().writes()).isFalse();
    }

    @Test
    default void sensitive_values_are_masked_in_every_report_and_error() {
        account();
        String seeds = """
                tables:
                  account:
                    sensitive: [secret]
                    managed: []
                    rows: [{name: a, secret: hunter2}]
                """;

        Report planned = db().seeds(seeds).build().plan(dev.seedbed.plan.Mode.FILL);
        Report applied = db().fill(seeds);
        db().sql("update account set secret = 'edited-secret'");
        Report kept = db().fill(seeds);

        for (Report report : List.of(planned, applied, kept)) {
            assertThat(ReportJson.of(report)).doesNotContain("hunter2").doesNotContain("edited-secret");
        }
        assertThat(db().value("select secret from account")).isEqualTo("edited-secret");
    }

    @Test
    default void a_sensitive_value_that_does_not_fit_is_not_shown() {
        account();

        assertThat(db().failure("tables: {account: {sensitive: [secret], rows: [{name: a, secret: "
                        + "tell-nobody".repeat(20) + "}]}}"))
                .isEqualTo("""
                        Value "***" does not fit column "secret" (%s): it has 220 characters, and the column takes 100.
                          where: seeds/seeds.yaml, line 1, column 66 (table account)
                          mend:  change the value, or the type of the column""".formatted(db().spelled("varchar(100)")));
    }

    @Test
    default void a_sensitive_unique_value_that_clashes_is_not_shown() {
        db().sql(
                        "create table token (name varchar(20) primary key, secret varchar(50) unique)",
                        "insert into token values ('live', 'tell-nobody')");

        assertThat(
                        db().failure(
                                        "tables: {token: {key: [name], sensitive: [secret], rows: [{name: a, secret: tell-nobody}]}}"))
                .isEqualTo("""
                        Row name=a of table "token" is blocked: another row holds secret "***" already, and it must be unique.
                          where: seeds/seeds.yaml, line 1, column 59 (table token)
                          mend:  settle the clash, or plant the other rows with --allow-blocked""");
    }
}
