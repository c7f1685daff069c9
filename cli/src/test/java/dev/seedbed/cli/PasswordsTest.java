package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.SeedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an address looks like, what is printed never has its password. */
class PasswordsTest extends CommandLineTest {
    private static final List<String> SCHEMES = List.of(
            "postgres:",
            "postgresql:",
            "POSTGRES:",
            "postgress:",
            "sqlite:",
            "sqlite3:",
            "h2:",
            "h2:tcp:",
            "h2:mem:",
            "h2:file:",
            "mysql:",
            "mariadb:",
            "oracle:",
            "jdbc:",
            "jdbc:postgresql:",
            "jdbc:sqlite:",
            "jdbc:h2:",
            "jdbc:h2:tcp:",
            "jdbc:mysql:",
            "jdbc:oracle:thin:",
            "jdbc:other:",
            "");

    private static final List<String> CREDENTIALS = List.of(
            "user:%s@localhost:1/x",
            "user:%s@x",
            ":%s@localhost:1/x",
            "user:%s@",
            "user:%s@localhost:99999/x",
            "user:%s@localhost:abc/x",
            "user:%s@[::1/x",
            "user:%s@localhost:1/x?a=b@c",
            "localhost:1/x?user=app&password=%s",
            "localhost:1/x?PASSWORD=%s&ssl=true",
            "localhost:1/x;USER=app;PASSWORD=%s",
            "localhost/x?sslpassword=%s",
            "x?key=%s",
            "host=localhost user=app password=%s");

    private static final List<String> WITHOUT_HOST = List.of("user:%s/x", "user:%s", "localhost:1,user:%s/x");

    private static final List<String> PASSWORDS = List.of(
            "hunter2", "p%40ss%2Fw0rd", "pa:ss:w0rd", "pa@ss@w0rd", "pa/ss/w0rd", "geh eim", "ge\"heim", "gé#heim");

    @Test
    void of_no_address_the_password_is_shown() {
        List<String> leaks = new ArrayList<>();
        int looks = 0;
        for (String scheme : SCHEMES) {
            for (String slashes : List.of("", "/", "//", "///")) {
                for (String password : PASSWORDS) {
                    for (String credentials : CREDENTIALS) {
                        look(scheme + slashes + credentials.formatted(password), password, leaks);
                        looks++;
                    }
                }
                for (String credentials : slashes.equals("//") ? WITHOUT_HOST : List.<String>of()) {
                    look(scheme + slashes + credentials.formatted("hunter2"), "hunter2", leaks);
                }
            }
        }
        assertThat(looks).isGreaterThan(9_000);
        assertThat(leaks).isEmpty();
    }

    /** Without connecting: a driver might take part of an address for the name of a file, and make it. */
    private void look(String url, String password, List<String> leaks) {
        String shown;
        try {
            Address address = Address.of(url, directory);
            Database database = new Database(address, address.user(), address.password());
            shown = address.shown() + address + database.shown() + database.target("x");
        } catch (SeedException e) {
            shown = e.getMessage();
            if (password.equals("hunter2")) {
                shown += call("plan", "--verbose", "--url", url);
                shown += call("plan", "--format=json", "--url", url);
            }
        }
        String decoded = password.contains("%") ? "p@ss/w0rd" : password;
        for (String form : List.of(password, decoded, URLEncoder.encode(decoded, StandardCharsets.UTF_8))) {
            if (shown.contains(form)) {
                leaks.add(url + " in " + shown);
            }
        }
    }

    /** What drivers say on loggers of their own. */
    private static final class Records extends Handler implements AutoCloseable {
        final List<String> texts = new ArrayList<>();

        Records() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            texts.add(record.getMessage() + java.util.Arrays.toString(record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fill --password hunter2",
                "fill --password=hunter2",
                "fill --db-password hunter2 --url h2:mem:",
                "fill sqlite://user:hunter2@x",
                "fill --urll sqlite:user:hunter2@x",
                "fill --urll=postgres://user:hunter2@x",
                "--urll=postgres://user:hunter2@x",
            })
    void of_a_wrong_call_no_password_is_printed(String line) {
        Answer answer = call(line.split(" "));

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out() + answer.err()).isNotBlank().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://localhost:99999/x, postgres://localhost:99999",
        "postgresql://localhost:abc/x, postgres://localhost:***",
        "'postgres://db1:5432,db2:0/x', 'postgres://db1:5432,db2:0'",
        "postgres://localhost/x?port=abc, postgres://localhost:***",
        "jdbc:postgresql://localhost:99999/x, postgres://localhost:99999",
        "jdbc:postgresql://localhost:abc/x, postgres://localhost:***",
        "postgres://app:hunter2/x, postgres://app:***",
    })
    void a_port_that_is_none_is_one_clear_error(String url, String shown) {
        try (Records records = new Records()) {
            assertThat(call("plan", "--url", url)).isEqualTo(new Answer(2, "", """
                            error: The port in "%s" is not a number from 1 to 65535.
                              where: --url
                              mend:  write postgres://user@host:5432/database, and the password into SEEDBED_PASSWORD
                            """.formatted(shown)));
            assertThat(records.texts).isEmpty();
        }
    }

    @Test
    void what_a_driver_says_holds_no_password() {
        try (Records records = new Records()) {
            for (String url : List.of(
                    "postgres://user:hunter2@localhost:1/x",
                    "jdbc:postgresql://localhost:1/x?password=hunter2",
                    "jdbc:postgresql://localhost?password=hunter2",
                    "jdbc:h2:tcp://user:hunter2@localhost:1/x",
                    "h2:tcp://localhost:1/x;PASSWORD=hunter2",
                    "jdbc:h2:mem:x;PASSWORD=hunter2;NONSENSE=1",
                    "jdbc:other://user:hunter2@x")) {
                Address address = Address.of(url, directory);
                assertThatThrownBy(() -> new Database(address, address.user(), address.password()).getConnection())
                        .as(url)
                        .hasMessageNotContaining("hunter2");
            }
            assertThat(records.texts).isEmpty();
        }
    }

    @Test
    void a_file_with_a_user_is_one_clear_error() {
        assertThat(call("plan", "--url", "sqlite://user:pw@x").err()).isEqualTo("""
                error: "sqlite://x" names a user or a host, which a file of SQLite does not have.
                  where: --url
                  mend:  write sqlite:path/to/file
                """);
        assertThat(call("plan", "--url", "h2://user:pw@x").err()).isEqualTo("""
                error: "h2://x" names a user or a host, which a file of H2 does not have.
                  where: --url
                  mend:  write h2:./path/to/file, and --user
                """);
    }
}
