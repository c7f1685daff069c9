package dev.seedbed.admin.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.cli.serve.Served;
import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is under way when the service is told to stop: it waits for a row that somebody else holds. */
class GracefulStopTest {
    private static final String PASSWORD = "wooden-giraffe-paints-41-lakes";

    @TempDir
    private Path directory;

    /** Somebody in the middle of changing a row. */
    private record Holder(Connection connection) implements AutoCloseable {
        static Holder of(Tiers tiers) throws Exception {
            Connection connection = tiers.database().getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select * from tier for update");
            }
            return new Holder(connection);
        }

        @Override
        public void close() throws Exception {
            connection.rollback();
            connection.close();
        }
    }

    private static void await(Tiers tiers, String question) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (tiers.text(question).equals("t")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(question);
    }

    private static void awaitRunThatWaits(Tiers tiers) throws InterruptedException {
        await(
                tiers,
                "select count(*) > 0 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    }

    private Tiers released(PostgresServer server, String database) throws Exception {
        Tiers tiers = Tiers.on(server.dataSource(database), directory);
        tiers.seedbed().ledger().enable();
        tiers.seedbed().update();
        tiers.release(15);
        return tiers;
    }

    @Test
    void it_is_let_finish() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        Tiers tiers = released(server, server.newDatabase());
        Served served = new StandaloneService()
                .start(new ServeRequest(
                        tiers.database(), tiers.seedbed(), 0, null, List.of("admin"), account -> {}, false, List.of()));
        Thread stop = new Thread(served::close);
        try (Holder holder = Holder.of(tiers)) {
            new Http(served.address())
                    .signIn("admin", served.accounts().get(0).password())
                    .update();
            awaitRunThatWaits(tiers);
            stop.start();
            Thread.sleep(300);
            assertThat(holder.connection().isClosed()).isFalse();
            assertThat(stop.isAlive()).isTrue();
        }
        stop.join();

        assertThat(tiers.text("select price from tier")).isEqualTo("15.00");
        assertThat(tiers.text("select outcome from seedbed_admin_run")).isEqualTo("applied");
    }

    @Test
    void when_its_time_is_over_the_process_ends_and_all_of_it_is_rolled_back() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        String database = server.newDatabase();
        Tiers tiers = released(server, database);
        Files.writeString(directory.resolve("seedbed.yaml"), "environment: development\n");
        Child child = Child.start(
                directory,
                "--port=0",
                "--url",
                "postgres://postgres@localhost:" + server.port() + "/" + database,
                "--first-account=ann",
                "--seedbed.admin.run-grace=500ms");
        try (Holder holder = Holder.of(tiers)) {
            String password = child.says("its password (\\S+)$");
            new Http(child.says("API +(\\S+)$"))
                    .signIn("ann", password)
                    .changePassword(password, PASSWORD)
                    .update();
            awaitRunThatWaits(tiers);

            assertThat(child.terminated()).isEqualTo(143);
            assertThat(holder.connection().isClosed()).isFalse();
        } finally {
            child.process().destroyForcibly();
        }
        await(tiers, "select count(*) = 1 from pg_stat_activity where datname = current_database()");

        assertThat(tiers.text("select price from tier")).isEqualTo("12.00");
        assertThat(tiers.text("select outcome is null and finished_at is null from seedbed_admin_run"))
                .isEqualTo("t");
        assertThat(tiers.seedbed().ledger().verify(null).isWhole()).isTrue();
        assertThat(Files.readString(child.said()))
                .contains("A run goes on while the service stops; the database does all of it, or nothing.")
                .doesNotContain("\tat ");
    }
}
