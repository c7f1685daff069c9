package dev.seedbed.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD_HASH",
                "passwordHash",
                "passwordhash",
                "user_pwd",
                "clientSecret",
                "client_secret",
                "token",
                "access_token",
                "refreshTokens",
                "api_key",
                "apiKey",
                "apikey",
                "API_KEYS",
                "private_key",
                "hash",
                "salt",
                "otp_seed",
                "credentials",
            })
    void names_of_secrets_are_noticed(String name) {
        assertThat(SensitiveNames.looks(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "key",
                "code",
                "credential_type",
                "keyboard",
                "monkey",
                "tokenizer",
                "compass",
                "hashtag",
                "api_url",
                "primary_key",
                "permission",
                "passed",
                "author",
            })
    void other_names_are_not(String name) {
        assertThat(SensitiveNames.looks(name)).isFalse();
    }

    @Test
    void a_yes_or_no_and_a_moment_are_no_secrets() {
        assertThat(SensitiveNames.looks(column("is_secret", ColumnType.Kind.BOOLEAN)))
                .isFalse();
        assertThat(SensitiveNames.looks(column("password_changed_at", ColumnType.Kind.TIMESTAMP)))
                .isFalse();
        assertThat(SensitiveNames.looks(column("secret", ColumnType.Kind.BINARY)))
                .isTrue();
    }

    private static Column column(String name, ColumnType.Kind kind) {
        return new Column(name, name, ColumnType.of(kind, "type"), true, null, false, Column.Identity.NONE, null);
    }
}
