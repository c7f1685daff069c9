package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that does not let a run in: one clear error, and never a password. */
class AccessTest {
    @TempDir
    Path folder;

    private String fails(TestDatabase files, String url) {
        SeedException thrown = catchThrowableOfType(
                SeedException.class,
                () -> Seedbed.on(PostgresProof.connecting(url))
                        .baseDirectory(
                                files.write(Map.of("a.yaml", "tables: {role: {key: [code], rows: [{code: a}]}}")))
                        .seeds("seeds")
                        .build()
                        .fill());
        assertThat(thrown.kind()).isEqualTo(SeedException.Kind.FAILED);
        assertThat(thrown.getMessage()).contains("mend:").doesNotContain("geheim");
        return thrown.getMessage();
    }

    @Test
    void a_wrong_password_is_never_printed() throws Exception {
        try (PostgresServer server = PostgresServer.own(18, Map.of())) {
            String name = server.newDatabase();
            TestDatabase database = new TestDatabase(server.dataSource(name), folder);
            Path hba = Path.of(database.value("show hba_file"));
            Files.writeString(hba, "host all app all scram-sha-256\n" + Files.readString(hba));
            database.sql("create role app login password 'right'", "select pg_reload_conf()");
            Thread.sleep(200);

            String message = fails(
                    database,
                    "jdbc:postgresql://localhost:" + server.port() + "/" + name + "?user=app&password=geheim");

            assertThat(message).isEqualTo("""
                    The database does not accept this user and password: FATAL: password authentication failed for user "app".
                      where: SQLSTATE 28P01
                      mend:  check the user, and the variable or file that holds the password""");
        }
    }

    @Test
    void a_server_that_is_not_there_is_one_clear_error() {
        TestDatabase database = new TestDatabase(PostgresServer.of(18).dataSource("postgres"), folder);

        assertThat(fails(database, "jdbc:postgresql://localhost:1/app?user=app&password=geheim"))
                .isEqualTo("""
                The database cannot be reached: Connection to localhost:1 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.
                  where: SQLSTATE 08001
                  mend:  check host and port in the URL, and that the server runs""");
    }

    @Test
    void a_database_that_is_not_there_is_one_clear_error() {
        PostgresServer server = PostgresServer.of(18);
        TestDatabase database = new TestDatabase(server.dataSource("postgres"), folder);

        String message = fails(database, server.url("nowhere") + "&password=geheim");

        assertThat(message).isEqualTo("""
                The server has no such database: FATAL: database "nowhere" does not exist.
                  where: SQLSTATE 3D000
                  mend:  create it, or correct its name in the URL""");
    }
}
