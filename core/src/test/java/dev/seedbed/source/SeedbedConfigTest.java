package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedbedConfigTest {
    @TempDir
    Path directory;

    private SeedbedConfig read(String yaml) throws IOException {
        Files.writeString(directory.resolve("seedbed.yaml"), yaml);
        return SeedbedConfig.readFrom(directory);
    }

    private String error(String yaml) {
        return SeedsDirectory.error(() -> read(yaml))
                .replace(directory.toString().replace('\\', '/') + "/", "");
    }

    @Test
    void without_a_file_everything_has_its_default() throws IOException {
        SeedbedConfig config = SeedbedConfig.readFrom(directory);
        assertThat(config).isSameAs(SeedbedConfig.DEFAULTS);
        assertThat(config.seeds()).containsExactly("seeds");
        assertThat(config.afterMigrate()).isEqualTo(SeedbedConfig.AfterMigrate.FILL);
        assertThat(config.onBlocked()).isEqualTo(SeedbedConfig.OnBlocked.REPORT);
        assertThat(read("# nothing yet\n")).isEqualTo(config);
        assertThat(read("user: app\n").seeds()).containsExactly("seeds");
    }

    @Test
    void every_key_is_read() throws IOException {
        SeedbedConfig config = read("""
                $schema: https://example.org/seedbed.schema.json
                seeds: [seeds, classpath:more]
                url: jdbc:postgresql://localhost/app
                user: app
                password-env: DB_PASSWORD
                schema: app
                environment: demo
                environments: [demo]
                env: [ADMIN_HASH]
                columns:
                  created_at: {on-insert: {$now: true}}
                  updated_at: {on-insert: {$now: true}, on-update: {$now: true}}
                after-migrate: off
                on-blocked: fail
                lock-timeout: 30s
                statement-timeout: 5m
                releases: v*
                """);
        assertThat(config.seeds()).containsExactly("seeds", "classpath:more");
        assertThat(config.url()).isEqualTo("jdbc:postgresql://localhost/app");
        assertThat(config.user()).isEqualTo("app");
        assertThat(config.passwordEnv()).isEqualTo("DB_PASSWORD");
        assertThat(config.passwordFile()).isNull();
        assertThat(config.schema()).isEqualTo("app");
        assertThat(config.environment()).isEqualTo("demo");
        assertThat(config.environments()).containsExactly("demo");
        assertThat(config.env()).containsExactly("ADMIN_HASH");
        assertThat(config.columns()).containsOnlyKeys("created_at", "updated_at");
        assertThat(SeedsDirectory.plain(config.columns().get("created_at").onInsert()))
                .isEqualTo(Map.of("$now", "true"));
        assertThat(config.columns().get("created_at").onUpdate()).isNull();
        assertThat(config.afterMigrate()).isEqualTo(SeedbedConfig.AfterMigrate.OFF);
        assertThat(config.onBlocked()).isEqualTo(SeedbedConfig.OnBlocked.FAIL);
        assertThat(config.lockTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.statementTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.releases()).isEqualTo("v*");
    }

    @Test
    void everything_wrong_is_said_at_once() {
        assertThat(error("""
                        seed: x
                        seeds: []
                        password: hunter2
                        password-env: A
                        password-file: f
                        environment: Prod
                        env: [1A]
                        columns: {a: {}, b: {on-inser: 1}}
                        after-migrate: fil
                        lock-timeout: 30
                        statement-timeout: 9999h
                        """)).isEqualTo("""
                        A password does not belong into the configuration.
                          where: seedbed.yaml, line 3, column 1
                          mend:  name the environment variable that holds it with "password-env", or a file with "password-file"
                        Unknown key "seed" in the configuration.
                          where: seedbed.yaml, line 1, column 1
                          mend:  write "seeds"; known keys are seeds, url, user, password-env, password-file, schema, environment, environments, env, columns, after-migrate, on-blocked, lock-timeout, statement-timeout, releases, $schema
                        "seeds" in the configuration is empty.
                          where: seedbed.yaml, line 2, column 1
                          mend:  name a directory, or remove the key: it is then "seeds"
                        "password-file" in the configuration stands beside "password-env".
                          where: seedbed.yaml, line 5, column 1
                          mend:  keep one of the two
                        "environment" in the configuration has "Prod" for a name.
                          where: seedbed.yaml, line 6, column 1
                          mend:  write it in lower case: letters, digits, - and _
                        "env" in the configuration has "1A" for a name.
                          where: seedbed.yaml, line 7, column 1
                          mend:  name environment variables: letters, digits and _
                        Column "a" has neither "on-insert" nor "on-update".
                          where: seedbed.yaml, line 8, column 11
                          mend:  write {created_at: {on-insert: {$now: true}}}
                        Unknown key "on-inser" in column "b".
                          where: seedbed.yaml, line 8, column 22
                          mend:  write "on-insert"; known keys are on-insert, on-update
                        "after-migrate" in the configuration is "fil".
                          where: seedbed.yaml, line 9, column 1
                          mend:  write one of fill, init, update, off
                        "lock-timeout" in the configuration is "30", which is no duration.
                          where: seedbed.yaml, line 10, column 1
                          mend:  write a number and a unit, such as 500ms, 30s, 5m or 1h
                        "statement-timeout" in the configuration is "9999h", longer than 24 days.
                          where: seedbed.yaml, line 11, column 1
                          mend:  write a shorter one""");
    }

    @Test
    void a_configuration_that_is_no_mapping_is_an_error() {
        assertThat(error("- a\n")).isEqualTo("""
                        The configuration is a list, but a mapping is expected.
                          where: seedbed.yaml, line 1, column 1
                          mend:  write keys and values, such as seeds: seeds""");
        assertThat(SeedsDirectory.error(() -> SeedbedConfig.read(Path.of("missing.yaml"))))
                .startsWith("The configuration cannot be read: it is not there.\n  where: missing.yaml\n");
    }
}
