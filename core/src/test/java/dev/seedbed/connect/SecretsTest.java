package dev.seedbed.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource({
        "postgres://u:secret@h/db, postgres://h/db",
        "postgres://u:se@cr/et@h/db?sslmode=require, postgres://h/db?sslmode=require",
        "jdbc:postgresql://h/db?password=secret&ssl=true, jdbc:postgresql://h/db?password=***&ssl=true",
        "jdbc:postgresql://h/db?sslpassword=secret, jdbc:postgresql://h/db?sslpassword=***",
        "jdbc:h2:mem:x;PASSWORD=secret;CIPHER=secret, jdbc:h2:mem:x;PASSWORD=***;CIPHER=***",
        "jdbc:sqlserver://h;user=u;password=secret, jdbc:sqlserver://h;user=***;password=***",
        "jdbc:sqlite:a@b.db, jdbc:sqlite:a@b.db",
        "u:secret@h/db, …h/db",
        "jdbc:oracle:thin:u/secret@h:1521/x, …h:1521/x",
    })
    void an_address_is_shown_without_what_is_secret(String address, String shown) {
        assertThat(Secrets.strip(address)).isEqualTo(shown);
    }

    @Test
    void a_password_is_taken_out_of_a_text() {
        assertThat(Secrets.mask("could not use \"hunter2\" at jdbc:x://a:hunter2@h", "hunter2"))
                .isEqualTo("could not use \"***\" at jdbc:x://h");
    }
}
