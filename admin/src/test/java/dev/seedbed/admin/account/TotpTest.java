package dev.seedbed.admin.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_rfc_6238(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    /** Those of the document are for a secret of 32 bytes; these were made by another program. */
    @ParameterizedTest
    @CsvSource({"59, 967393", "1111111109, 185214", "20000000000, 944191"})
    void codes_of_sha_256_are_those_of_others(long second, String code) {
        byte[] secret = "12345678901234567890123456789012345".getBytes(StandardCharsets.US_ASCII);
        assertThat(Totp.code(secret, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void a_code_is_good_for_its_step_and_the_one_before_and_after() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        for (long step : List.of(-1L, 0L, 1L)) {
            long at = Totp.step(now) + step;
            assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, at), now)).hasValue(at);
        }
        for (long step : List.of(-2L, 2L)) {
            assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, Totp.step(now) + step), now))
                    .isEmpty();
        }
        for (String none : List.of("", "050470", "50471", "0050471", "٠٥٠٤٧١", "abcdef")) {
            assertThat(Totp.stepOf(SECRET, none, now)).isEmpty();
        }
    }
}
