package dev.seedbed.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.SeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres://app@db1/shop, jdbc:postgresql://db1/shop, app, -",
                "postgresql://app:se%40cret@db1:6432/shop, jdbc:postgresql://db1:6432/shop, app, se@cret",
                "postgres://db1/shop, jdbc:postgresql://db1/shop, -, -",
                "postgresql+asyncpg://app:pw@db1/shop, jdbc:postgresql://db1/shop, app, pw",
                "postgresql+psycopg2://app@db1/shop, jdbc:postgresql://db1/shop, app, -",
                "postgres://app:p/w@x@db1/shop, jdbc:postgresql://db1/shop, app, p/w@x",
                "postgres://app:a+b@[::1]:5432/shop, jdbc:postgresql://[::1]:5432/shop, app, a+b",
                "'postgres://app@db1:1,db2:2/shop', 'jdbc:postgresql://db1:1,db2:2/shop', app, -",
                "postgres://app:secret@db1, jdbc:postgresql://db1/app, app, secret",
                "postgres:///shop?host=db1&port=6432&user=u&password=p, jdbc:postgresql://db1:6432/shop, u, p",
                "postgres://db1/a%20b, jdbc:postgresql://db1/a%20b, -, -",
                "jdbc:postgresql://db1/shop?user=u&ssl=true&password=p%26q, jdbc:postgresql://db1/shop?ssl=true, u, p&q",
                "jdbc:postgresql://db1/shop?password=p, jdbc:postgresql://db1/shop, -, p",
                "jdbc:h2:mem:x;USER=sa;MODE=LEGACY;PASSWORD=p, jdbc:h2:mem:x;MODE=LEGACY, sa, p",
                "h2:mem:x, jdbc:h2:mem:x, -, -",
                "h2:tcp://localhost/~/x;user=sa, jdbc:h2:tcp://localhost/~/x, sa, -",
                "h2:~/x, jdbc:h2:~/x;IFEXISTS=TRUE, -, -",
                "h2:/var/x;IFEXISTS=FALSE, jdbc:h2:/var/x;IFEXISTS=FALSE, -, -",
                "jdbc:other:x, jdbc:other:x, -, -",
            })
    void the_forms_of_an_address(String written, String jdbc, String user, String password) {
        Address address = Address.of(written, directory);

        assertThat(address.jdbcUrl()).isEqualTo(jdbc);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
    }

    @Test
    void parameters_of_libpq_become_those_of_the_driver() {
        Address address = Address.of(
                "postgres://db1/shop?sslmode=require&application_name=x&connect_timeout=3"
                        + "&target_session_attrs=read-write&schema=crm",
                directory);

        assertThat(address.properties())
                .isEqualTo(Map.of(
                        "sslmode", "require",
                        "ApplicationName", "x",
                        "connectTimeout", "3",
                        "targetServerType", "primary"));
        assertThat(address.schema()).isEqualTo("crm");
    }

    @Test
    void files_are_found_from_the_working_directory() throws Exception {
        Files.createFile(directory.resolve("app.db"));
        String jdbc = "jdbc:sqlite:" + directory.resolve("app.db");

        assertThat(Address.of("sqlite:app.db", directory).jdbcUrl()).isEqualTo(jdbc);
        assertThat(Address.of("sqlite:./app.db", directory).jdbcUrl()).isEqualTo(jdbc);
        assertThat(Address.of("sqlite://" + directory + "/app.db", directory).jdbcUrl())
                .isEqualTo(jdbc);
        assertThat(Address.of("sqlite:///" + directory + "/app.db", directory).jdbcUrl())
                .isEqualTo(jdbc);
        assertThat(Address.of("h2:./data/app", directory).jdbcUrl())
                .isEqualTo("jdbc:h2:" + directory.resolve("data/app") + ";IFEXISTS=TRUE");
    }

    @Test
    void a_file_that_is_not_there_is_not_made() {
        assertThatThrownBy(() -> Address.of("sqlite:ap.db", directory))
                .hasMessage("There is no SQLite database \"" + directory.resolve("ap.db") + "\".\n"
                        + "  mend:  run the migrations that create it first, or mend the path; "
                        + "\"seedbed migrate\" makes it where it is given as jdbc:sqlite:…");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://u:secret@h/db", "jdbc:mariadb://h/db?user=u&password=secret"})
    void mysql_is_answered_honestly(String written) {
        assertThatThrownBy(() -> Address.of(written, directory))
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.USAGE))
                .hasMessageStartingWith("MySQL and MariaDB are not supported yet: ")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oracle://u:secret@h/db", "shop", "", "u:secret@h/db://x@"})
    void an_unknown_form_lists_the_known_ones(String written) {
        assertThatThrownBy(() -> Address.of(written, directory))
                .hasMessageContaining("is not an address of a database that Seedbed knows.")
                .hasMessageContaining("write jdbc:…, postgres://user@host/database, sqlite:path/to/file")
                .hasMessageNotContaining("secret");
    }

    @Test
    void variables_of_libpq_name_a_database_too() {
        Map<String, String> variables =
                Map.of("PGHOST", "db1", "PGPORT", "6432", "PGDATABASE", "shop", "PGUSER", "app", "PGPASSWORD", "p");
        Address address = Addresses.ofVariables(variables::get, directory);

        assertThat(address).isNotNull();
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db1:6432/shop");
        assertThat(address.user()).isEqualTo("app");
        assertThat(address.password()).isEqualTo("p");
        assertThat(Addresses.ofVariables(Map.of("PGUSER", "app")::get, directory))
                .isNull();
    }
}
