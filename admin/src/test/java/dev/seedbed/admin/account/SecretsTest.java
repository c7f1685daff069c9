package dev.seedbed.admin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "a newer key for the secrets of people";
    private static final UUID ANN = UUID.randomUUID();
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void what_is_sealed_with_a_key_tells_nothing_and_is_opened_with_it() {
        Secrets secrets = new Secrets(OLD);
        String sealed = secrets.seal(ANN, SECRET);

        assertThat(secrets.open(ANN, sealed)).isEqualTo(SECRET);
        assertThat(sealed).doesNotContain(Base64.getEncoder().encodeToString(SECRET));
        assertThat(secrets.seal(ANN, SECRET)).isNotEqualTo(sealed);
        assertThat(secrets.toString()).hasSize(8);
        assertThat(secrets.isPlain()).isFalse();
    }

    @Test
    void the_first_key_seals_and_all_open() {
        String old = new Secrets(OLD).seal(ANN, SECRET);
        Secrets both = new Secrets(NEW + ", " + OLD);

        assertThat(both.open(ANN, old)).isEqualTo(SECRET);
        assertThat(both.isOld(old)).isTrue();
        String now = both.seal(ANN, SECRET);
        assertThat(both.isOld(now)).isFalse();
        assertThat(new Secrets(NEW).open(ANN, now)).isEqualTo(SECRET);
    }

    @Test
    void without_a_key_secrets_are_written_as_they_are_and_sealed_once_there_is_one() {
        Secrets none = new Secrets(" ");
        String plain = none.seal(ANN, SECRET);

        assertThat(none.isPlain()).isTrue();
        assertThat(plain).isEqualTo("plain:" + Base64.getEncoder().encodeToString(SECRET));
        assertThat(none.isOld(plain)).isFalse();
        Secrets keyed = new Secrets(OLD);
        assertThat(keyed.open(ANN, plain)).isEqualTo(SECRET);
        assertThat(keyed.isOld(plain)).isTrue();
    }

    @Test
    void what_somebody_else_wrote_and_what_is_another_accounts_is_not_opened() {
        Secrets secrets = new Secrets(OLD);
        String sealed = secrets.seal(ANN, SECRET);
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(9));
        bytes[bytes.length - 1] ^= 1;
        String changed = sealed.substring(0, 9) + Base64.getEncoder().encodeToString(bytes);

        assertThatThrownBy(() -> secrets.open(ANN, changed))
                .isInstanceOf(SeedException.class)
                .hasMessage("A secret of account " + ANN + " is not what the service wrote.\n"
                        + "  where: table seedbed_admin_factor\n"
                        + "  mend:  find out who writes to that table, and reset the second factor of the account");
        assertThatThrownBy(() -> secrets.open(UUID.randomUUID(), sealed)).isInstanceOf(SeedException.class);
    }

    @Test
    void a_key_that_is_not_given_is_named_and_a_short_one_refused() {
        String sealed = new Secrets(OLD).seal(ANN, SECRET);
        String id = sealed.substring(0, 8);

        assertThatThrownBy(() -> new Secrets(NEW).check(sealed)).hasMessage("""
                        Second factors are encrypted with key %s, which is not given.
                          where: table seedbed_admin_factor
                          mend:  give that key too, in seedbed.admin.secret-key, behind the current one; where it is lost, delete the rows of seedbed_admin_factor that begin with it, and have their owners enrol again""".formatted(id));
        assertThatThrownBy(() -> new Secrets("short")).hasMessage("""
                        A key for secrets is shorter than 32 bytes, so that it could be guessed.
                          where: seedbed.admin.secret-key
                          mend:  make one with "openssl rand -hex 32\"""");
        new Secrets(OLD).check(sealed);
    }
}
