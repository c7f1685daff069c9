package dev.seedbed.cli.demo;

import dev.seedbed.cli.connect.Address;
import dev.seedbed.cli.connect.Database;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** A real PostgreSQL server on a free port, out of a jar that the build fetched. */
public final class PostgresDemo implements DemoDatabase {
    private final EmbeddedPostgres server;
    private final Database database;

    private PostgresDemo(EmbeddedPostgres server) {
        this.server = server;
        this.database = connected(server, "demo");
    }

    /**
     * Starts the server.
     *
     * @throws SeedException where its program is not on the class path, or it does not start
     */
    public static PostgresDemo start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            try (Connection connection = connected(server, "postgres").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database demo");
            }
            return new PostgresDemo(server);
        } catch (NoClassDefFoundError e) {
            throw new SeedException(
                    new Problem(
                            "PostgreSQL is not on the class path.",
                            null,
                            "start it with ./seedbed demo --postgres in a checkout, or take ./seedbed demo"),
                    e);
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new SeedException(
                    new Problem(
                            "PostgreSQL did not start: " + e.getMessage(),
                            null,
                            "--verbose says more; ./seedbed demo tells the same story on H2"),
                    e);
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
        }
    }
}
