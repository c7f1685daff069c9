package dev.seedbed.cli.demo;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server on a free port, out of a jar that the build fetched. */
public final class PostgresDemo implements DemoDatabase {
    private final EmbeddedPostgres server;
    private final Database database;
    private final Path directory;
    private final Undertaker undertaker;

    private PostgresDemo(Undertaker undertaker, EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
        this.undertaker = undertaker;
        this.database = connected(server, "demo");
    }

    /**
     * Starts the server.
     *
     * @throws SeedException where its program is not on the class path, or it does not start
     */
    public static PostgresDemo start() {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("seedbed-demo-postgres");
            return new PostgresDemo(Undertaker.of(directory), server(directory), directory);
        } catch (NoClassDefFoundError e) {
            remove(directory);
            throw new SeedException(
                    new Problem(
                            "PostgreSQL is not on the class path.",
                            null,
                            "start it with ./seedbed demo --postgres or ./seedbed serve --demo in a checkout, or take"
                                    + " ./seedbed demo"),
                    e);
        } catch (IOException | SQLException | IllegalStateException e) {
            remove(directory);
            throw new SeedException(
                    new Problem(
                            "PostgreSQL did not start: " + e.getMessage(),
                            null,
                            "--verbose says more; ./seedbed demo tells the same story on H2"),
                    e);
        }
    }

    private static EmbeddedPostgres server(Path directory) throws IOException, SQLException {
        // Else programs and data go into a directory that everybody may write to, and the programs stay there.
        System.setProperty("ot.epg.working-dir", directory.toString());
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(Duration.ofMinutes(1))
                // Who uses it stops it when they are done; the undertaker, where they do not come to it.
                .setRegisterShutdownHook(false)
                .start();
        try (Connection connection = connected(server, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database demo");
        }
        return server;
    }

    /** What cannot be deleted is left to the system, which empties its temporary directory. */
    private static void remove(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }

    private static Database connected(EmbeddedPostgres server, String name) {
        return new Database(
                Address.of("postgres://postgres@localhost:" + server.getPort() + "/" + name, Path.of("")),
                "postgres",
                null);
    }

    @Override
    public DataSource dataSource() {
        return database;
    }

    @Override
    public String description() {
        return "a PostgreSQL of its own, brought up on port " + server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop.", e);
        } finally {
            remove(directory);
            undertaker.dismiss();
        }
    }
}
