package dev.seedbed.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @TempDir
    Path directory;

    @Test
    void a_connection_is_made_each_time() throws SQLException {
        Database database = database("h2:mem:", null, null);

        try (Connection one = database.getConnection();
                Connection other = database.getConnection()) {
            assertThat(one).isNotSameAs(other);
            assertThat(one.getMetaData().getDatabaseProductName()).isEqualTo("H2");
        }
    }

    @Test
    void a_wrong_password_is_not_repeated() throws SQLException {
        String name = "h2:mem:wrong;DB_CLOSE_DELAY=-1";
        try (Connection connection = database(name, "app", "right-password").getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> database(name, "app", "wrong-password").getConnection())
                    .hasMessage("""
                            The database refused user "app" or the password.
                              where: jdbc:h2:mem:wrong;DB_CLOSE_DELAY=-1 (user app)
                              mend:  check the user, and the password, which came from the address""");
            statement.execute("shutdown");
        }
    }

    @Test
    void a_database_that_does_not_exist_is_not_made() {
        assertThatThrownBy(() -> database("h2:./app", null, null).getConnection())
                .hasMessage("""
                        The database does not exist.
                          where: jdbc:h2:%s;IFEXISTS=TRUE
                          mend:  create it and run its migrations, or mend the address; "seedbed migrate" does both where it is given as jdbc:h2:…, without ;IFEXISTS=TRUE""".formatted(directory.resolve("app")));
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"jdbc:h2:, app.mv.db", "jdbc:h2:file:, app.mv.db", "jdbc:sqlite:, app", "jdbc:sqlite:file:, app"})
    void a_file_that_jdbc_would_make_is_made_where_it_is_to_be_alone(String scheme, String file) throws SQLException {
        String url = scheme + directory.resolve("app");

        assertThatThrownBy(() -> database(url, "sa", null).getConnection())
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.USAGE))
                .hasMessage("""
                        The database does not exist.
                          where: %s (user sa)
                          mend:  create it and run its migrations, or mend the address; "seedbed migrate" does both""".formatted(url));
        assertThat(directory).isEmptyDirectory();

        database(url, "sa", null).makingFile().getConnection().close();
        assertThat(directory.resolve(file)).exists();
        database(url, "sa", null).getConnection().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:nioMemFS:x", "jdbc:sqlite::memory:", "jdbc:sqlite:"})
    void memory_needs_no_file(String url) throws SQLException {
        try (Connection connection = database(url, null, null).getConnection()) {
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    @Test
    void an_address_may_say_itself_whether_a_file_is_made() throws SQLException {
        database("jdbc:h2:" + directory.resolve("one") + ";IFEXISTS=FALSE", null, null)
                .getConnection()
                .close();
        database("jdbc:sqlite:" + directory.resolve("two") + "?open_mode=6", null, null)
                .getConnection()
                .close();
        database("jdbc:sqlite:file:" + directory.resolve("three") + "?mode=rwc", null, null)
                .getConnection()
                .close();

        assertThat(directory.resolve("one.mv.db")).exists();
        assertThat(directory.resolve("two")).exists();
        assertThat(directory.resolve("three")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:%s?open_mode=1", "jdbc:sqlite:file:%s?mode=rw"})
    void a_mode_that_makes_no_file_lacks_it_as_any(String url) {
        assertThatThrownBy(() -> database(url.formatted(directory.resolve("app")), null, null)
                        .getConnection())
                .hasMessageContaining("The database does not exist.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void where_a_file_cannot_be_made_its_directory_is_asked_for() {
        String url = "jdbc:sqlite:" + directory.resolve("data/app.db");
        for (Database each :
                List.of(database(url, null, null), database(url, null, null).makingFile())) {
            assertThatThrownBy(each::getConnection).hasMessage("""
                            The database does not exist.
                              where: %s
                              mend:  make the directory %s first, or mend the address""".formatted(url, directory.resolve("data")));
        }
    }

    @Test
    void a_server_that_is_not_there_cannot_be_reached() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> database("postgres://app:secret@localhost:" + port + "/shop", "app", "secret")
                        .getConnection())
                .hasMessage("""
                        The database cannot be reached: Connection to localhost:%1$d refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.
                          where: jdbc:postgresql://localhost:%1$d/shop (user app)
                          mend:  check that the server runs and that host and port are right""".formatted(port));
    }

    @Test
    void a_host_that_is_not_known_is_named() {
        assertThatThrownBy(() -> database("postgres://app@nowhere.invalid/shop", "app", null)
                        .getConnection())
                .hasMessage("""
                        There is no host "nowhere.invalid": its name leads to no address.
                          where: jdbc:postgresql://nowhere.invalid/shop (user app)
                          mend:  mend the host in the address, or the name service of this machine""");
    }

    @Test
    void a_server_without_ssl_is_told_from_one_that_is_not_there() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread refusing = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().readNBytes(8);
                    socket.getOutputStream().write('N');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            refusing.start();
            assertThatThrownBy(() -> database(
                                    "postgres://app@localhost:" + server.getLocalPort() + "/shop?sslmode=require",
                                    "app",
                                    null)
                            .getConnection())
                    .hasMessage("""
                            The server does not offer SSL, which the address asks for.
                              where: jdbc:postgresql://localhost:%d/shop (user app)
                              mend:  leave sslmode off, or let the server offer SSL""".formatted(server.getLocalPort()));
            refusing.join();
        }
    }

    @Test
    void a_file_of_h2_is_named_without_its_ending() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + directory.resolve("app"))) {
            assertThat(connection.isValid(0)).isTrue();
        }
        assertThatThrownBy(() -> database("h2:app.mv.db", null, null).getConnection())
                .hasMessage("""
                        The database does not exist.
                          where: jdbc:h2:%s;IFEXISTS=TRUE
                          mend:  leave off ".mv.db", which H2 adds to the name by itself""".formatted(directory.resolve("app.mv.db")));
    }

    @Test
    void an_address_tells_where_it_leads() {
        assertThat(database("postgres://app:secret@db1:5433/shop?sslmode=require", "app", "secret")
                        .target("public"))
                .isEqualTo(new Report.Target("db1", "shop", "public", "app"));
        assertThat(database("h2:mem:shop;DB_CLOSE_DELAY=-1", null, null).target(null))
                .isEqualTo(new Report.Target(null, "mem:shop", null, null));
    }

    @Test
    void a_missing_driver_is_answered_with_the_databases_there_are() {
        assertThatThrownBy(() -> database("jdbc:oracle:thin:@h", null, null).getConnection())
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.USAGE))
                .hasMessage("""
                        There is no JDBC driver for addresses that begin with "jdbc:oracle:".
                          where: …h
                          mend:  use PostgreSQL 14 or later, H2 2 or SQLite 3, which are all that Seedbed knows, and put its driver on the class path""");
    }

    @Test
    void a_refused_connection_without_a_user_is_told_how_to_name_one() throws SQLException {
        String file = "jdbc:h2:" + directory.resolve("app");
        try (Connection connection = DriverManager.getConnection(file, "sa", "")) {
            assertThat(connection.isValid(0)).isTrue();
        }
        assertThatThrownBy(() -> database("h2:./app", null, null).getConnection())
                .hasMessage("""
                        The database refused the connection: no user was named, and no password.
                          where: %s;IFEXISTS=TRUE
                          mend:  name the user, such as --user sa, by which H2 knows who made the file; SEEDBED_USER and "user" in seedbed.yaml do as well.
                                 A password stands in SEEDBED_PASSWORD, or where --password-env or --password-file say""".formatted(file));
        assertThatThrownBy(() -> database("h2:./app", null, "wrong").getConnection())
                .hasMessage("""
                        The database refused the connection: no user was named.
                          where: %s;IFEXISTS=TRUE
                          mend:  name the user, such as --user sa, by which H2 knows who made the file; SEEDBED_USER and "user" in seedbed.yaml do as well.
                                 Check the password too, which came from the address""".formatted(file));
        assertThatThrownBy(() -> database("h2:./app", "app", null).getConnection())
                .hasMessage("""
                        The database refused user "app" or the password.
                          where: %s;IFEXISTS=TRUE (user app)
                          mend:  check the user; no password was given: set SEEDBED_PASSWORD, or name where it is with --password-env or
                                 --password-file""".formatted(file));
        try (Connection connection = database("h2:./app", "sa", null).getConnection()) {
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    @Test
    void a_value_that_the_driver_does_not_know_is_told_from_a_server_that_is_not_there() {
        assertThatThrownBy(() -> database("postgres://app@localhost/shop?sslmode=wat", "app", null)
                        .getConnection())
                .hasMessage("""
                        "wat" is no value of "sslmode".
                          where: jdbc:postgresql://localhost/shop (user app)
                          mend:  write disable, allow, prefer, require, verify-ca or verify-full, in the address or PGSSLMODE""");
        assertThatThrownBy(() -> database("postgres://app@localhost/shop?gssencmode=wat", "app", null)
                        .getConnection())
                .hasMessage("""
                        "wat" is no value of "gssEncMode".
                          where: jdbc:postgresql://localhost/shop (user app)
                          mend:  mend it in the address; the documentation of the PostgreSQL driver lists its values""");
    }

    private Database database(String written, String user, String password) {
        return new Database(Address.of(written, directory), user, password);
    }
}
