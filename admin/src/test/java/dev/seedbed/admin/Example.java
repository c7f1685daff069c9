package dev.seedbed.admin;

import dev.seedbed.Seedbed;
import dev.seedbed.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** One of the project's example systems, planted on PostgreSQL: its own tables and its own seeds. */
public final class Example {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private final DataSource dataSource;
    private final String seeds;

    private Example(String name, List<String> scripts) {
        PostgresServer server = PostgresServer.of(18);
        dataSource = server.dataSource(server.newDatabase());
        Path resources = EXAMPLES.resolve(Path.of(name, "src", "main", "resources"));
        seeds = resources.resolve("seeds").toString();
        try {
            for (String script : scripts) {
                sql(Files.readString(resources.resolve(script)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seedbed().init();
    }

    public static Example dashtam() {
        return new Example("dashtam", List.of("db/migration/V1__casbin_rule.sql", "db/migration/V2__providers.sql"));
    }

    public static Example inventory() {
        return new Example("inventory", List.of("db/changelog/tables.sql", "db/changelog/ledger.sql"));
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public Seedbed seedbed() {
        return Seedbed.on(dataSource).seeds(seeds).environment("production").build();
    }

    public void sql(String statements) {
        try (Connection connection = dataSource.getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
