package dev.seedbed.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Seeds in a directory, and databases to plant them in. */
final class Tiers {
    static final String TABLE = "create table tier (code varchar(20) primary key, name varchar(40) not null unique)";

    private Tiers() {}

    /** A database in memory with the table. */
    static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        ask(database, TABLE);
        return database;
    }

    /** Where the seeds are: tiers, one row for each name. */
    static String seeds(Path directory, String... names) {
        StringBuilder rows = new StringBuilder("tables:\n  tier:\n    key: [code]\n    rows:\n");
        for (String name : names) {
            rows.append("      - {code: ")
                    .append(name.toLowerCase(java.util.Locale.ROOT))
                    .append(", name: ")
                    .append(name)
                    .append("}\n");
        }
        return write(directory, "tiers.yaml", rows.toString());
    }

    static String write(Path directory, String name, String text) {
        try {
            Files.createDirectories(directory.resolve("seeds"));
            Files.writeString(directory.resolve("seeds").resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.resolve("seeds").toString();
    }

    static List<String> ask(DataSource database, String sql) {
        List<String> answers = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        answers.add(rows.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return answers;
    }
}
