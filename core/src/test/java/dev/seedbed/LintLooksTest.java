package dev.seedbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lint thinks of values by their look. */
class LintLooksTest {
    private static final String HASH = "$2b$12$" + "a".repeat(53);

    @TempDir
    Path directory;

    private Seeds seeds;

    @BeforeEach
    void seeds() {
        seeds = new Seeds(directory);
    }

    private String warning() {
        List<String> warnings = Seeds.warnings(seeds.unconnected());
        assertThat(warnings).hasSize(1);
        return warnings.get(0);
    }

    @Test
    void an_address_outside_dev_is_user_data_and_is_not_shown() {
        seeds.file("users.yaml", """
                tables:
                  app_user:
                    rows:
                      - {username: ann@corp.example}
                      - {username: ben@corp.example}
                      - {username: eve@corp.example}
                """);
        assertThat(warning()).isEqualTo("""
                Value "a***@corp.example" of column "username" looks like an e-mail address, which would be user data.
                  where: seeds/users.yaml, line 4, column 20 (table app_user, and 2 more values)
                  mend:  let the application create users, or declare them in a seeder of group dev""");
    }

    @Test
    void a_password_hash_outside_dev_is_user_data_and_is_not_shown() {
        seeds.file("users.csv", "username,password_hash\nann," + HASH + "\n");
        assertThat(warning()).isEqualTo("""
                Value "$2b$***" of column "password_hash" looks like a password hash (bcrypt).
                  where: seeds/users.csv, line 2 (table users)
                  mend:  take the password from the environment: {$bcrypt: {$env: NAME}}, or declare users in a seeder of \
                group dev""");
    }

    @Test
    void users_of_group_dev_are_fine() {
        seeds.file("users.yaml", """
                group: dev
                tables:
                  app_user:
                    sensitive: [password_hash]
                    rows: [{username: ann@corp.example, password_hash: "%s"}]
                """.formatted(HASH));
        assertThat(Seeds.warnings(seeds.unconnected())).isEmpty();
    }

    @Test
    void a_literal_in_a_sensitive_column_is_found_wherever_the_table_calls_it_so() {
        seeds.file(
                        "a.yaml",
                        "tables: {setting: {key: [name], sensitive: [value], rows: [{name: a, value: {$env: A}}]}}\n")
                .file("b.yaml", "tables: {setting: {key: [name], rows: [{name: b, value: hunter2}]}}\n");
        assertThat(Seeds.errors(seeds.unconnected())).contains("""
                A value of sensitive column "value" stands in the seeds, in production.
                  where: seeds/b.yaml, line 1, column 57 (table setting)
                  mend:  take it from the environment with $env""");
        assertThat(Seeds.warnings(seeds.unconnected())).isEmpty();
        assertThat(Seeds.errors(seeds.unconnected().environment("test")))
                .noneMatch(error -> error.contains("stands in the seeds"));
        assertThat(Seeds.warnings(seeds.unconnected().environment("test"))).containsExactly("""
                A value of sensitive column "value" stands in the seeds.
                  where: seeds/b.yaml, line 1, column 57 (table setting)
                  mend:  take it from the environment with $env""");
    }

    @Test
    void many_literals_of_a_sensitive_column_are_one_error() {
        seeds.file("a.yaml", """
                tables: {setting: {key: [name], sensitive: [value], rows: [{name: a, value: x}, {name: b, value: y}]}}
                """);
        assertThat(Seeds.errors(seeds.unconnected())).containsExactly("""
                A value of sensitive column "value" stands in the seeds, in production.
                  where: seeds/a.yaml, line 1, column 77 (table setting, and 1 more value)
                  mend:  take it from the environment with $env""");
    }

    @Test
    void a_sensitive_key_is_a_warning() {
        seeds.file(
                "a.yaml", "tables: {setting: {key: [name], sensitive: [name], rows: [{name: {$env: A}, value: x}]}}\n");
        assertThat(Seeds.warnings(seeds.unconnected())).containsExactly("""
                Key column "name" is sensitive: reports cannot say which row is meant, and references to the row show it.
                  where: seeds/a.yaml, line 1, column 20 (table setting)
                  mend:  name another key; ledger, pins and former.jsonl leave out rows with a sensitive one""");
    }

    @Test
    void a_secret_is_a_warning_in_every_group_and_is_not_shown() {
        seeds.file("a.yaml", "group: dev\ntables: {setting: {rows: [{name: a, value: AKIAIOSFODNN7EXAMPLE}]}}\n");
        assertThat(warning()).isEqualTo("""
                Value "AKIA***" of column "value" looks like a secret (an AWS access key).
                  where: seeds/a.yaml, line 2, column 44 (table setting)
                  mend:  revoke it, and take the next one from the environment: {$env: NAME} in a sensitive column""");
    }

    @Test
    void a_secret_in_a_file_or_in_json_is_found() {
        seeds.file(
                        "a.yaml",
                        "tables: {setting: {rows: [{name: a, pem: {$file: k.pem}, data: {x: [{y: sk_live_0123456789}]}}]}}\n")
                .file("k.pem", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n");
        assertThat(Seeds.warnings(seeds.unconnected())).containsExactly("""
                Value "-----BEGIN RSA PRIVATE KEY-----***" of column "pem" looks like a secret (a private key).
                  where: seeds/a.yaml, line 1, column 50 (table setting)
                  mend:  revoke it, and take the next one from the environment: {$env: NAME} in a sensitive column""", """
                Value "sk_live_***" of column "data" looks like a secret (a Stripe key).
                  where: seeds/a.yaml, line 1, column 73 (table setting)
                  mend:  revoke it, and take the next one from the environment: {$env: NAME} in a sensitive column""");
    }

    @Test
    void a_secret_in_sql_is_found() {
        seeds.file("a.yaml", "sql: {file: a.sql, touches: [t], done-when: \"select true\"}\n")
                .file("a.sql", "insert into t values ('ghp_" + "a1".repeat(18) + "');\n");
        assertThat(warning()).isEqualTo("""
                "ghp_***" in "a.sql" looks like a secret (a GitHub token).
                  where: seeds/a.yaml, line 1, column 6
                  mend:  revoke it, and keep the next one out of the seeds""");
    }

    @ParameterizedTest
    @CsvSource({
        "$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bcrypt, $2a$***",
        "{bcrypt}$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bcrypt, $2a$***",
        "'$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA', Argon2, $argon2id$***",
        "pbkdf2_sha256$600000$salt$aGFzaA==, PBKDF2, pbkdf2_sha256$***",
        "scrypt:32768:8:1$salt$0a0b, scrypt, scrypt:***",
        "{SSHA}MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=, LDAP, {SSHA}***",
        "$6$saltsalt$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, crypt, $6$***",
        "5f4dcc3b5aa765d61d8327deb882cf99, a digest in hexadecimal, ***"
    })
    void password_hashes_are_known_by_their_form(String text, String what, String masked) {
        assertThat(TextLook.userData("password", text))
                .isEqualTo(new TextLook(TextLook.Kind.PASSWORD_HASH, what, masked));
    }

    @ParameterizedTest
    @CsvSource({
        "checksum, 5f4dcc3b5aa765d61d8327deb882cf99",
        "password, $1",
        "price, $12.50 a month",
        "text, write to ann@corp.example today",
        "handle, @ann",
        "path, {name}",
        "version, org.example:thing@1.2"
    })
    void other_texts_are_no_user_data(String column, String text) {
        assertThat(TextLook.userData(column, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"GHANA", "ghp_short", "ASIA", "a high xox", "PRIVATE KEY", "sk_live_", "BAKIAIOSFODNN7EXAMPLES"})
    void other_texts_are_no_secrets(String text) {
        assertThat(TextLook.secret(text)).isNull();
    }

    @Test
    void a_hostile_text_costs_little() {
        assertThat(TextLook.secret("-----BEGIN " + "A ".repeat(1_000_000))).isNull();
        assertThat(TextLook.userData("a", "a@" + "a.".repeat(120) + "!")).isNull();
    }
}
