package dev.seedbed;

import dev.seedbed.seed.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Seed files of one test, and a database of its own where it wants one. */
final class Seeds {
    private final Path base;
    private final JdbcDataSource database = new JdbcDataSource();

    Seeds(Path base) {
        this.base = base;
        database.setURL("jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    Seeds file(String name, String content) {
        try {
            Path file = base.resolve("seeds").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Seeds sql(String... statements) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    DataSource database() {
        return database;
    }

    Seedbed.Builder unconnected() {
        return with(Seedbed.unconnected());
    }

    Seedbed.Builder connected() {
        return with(Seedbed.on(database));
    }

    Seedbed.Builder with(Seedbed.Builder builder) {
        return builder.baseDirectory(base).seeds("seeds").discoverSeeders(false);
    }

    static List<String> errors(Seedbed.Builder builder) {
        return texts(builder.build().lint().errors());
    }

    static List<String> warnings(Seedbed.Builder builder) {
        return texts(builder.build().lint().warnings());
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
