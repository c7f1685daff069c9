package dev.seedbed.flyway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Migrations and seeds in a directory, and what comes of them in a database. */
final class Project {
    final Path directory;

    Project(Path directory) {
        this.directory = directory;
    }

    /** Two tables, two rows. */
    static Project tiers(Path directory) throws IOException {
        Project project = new Project(directory);
        project.file("migrations/V1__tiers.sql", """
                create table permission (name varchar(40) primary key);
                create table tier (code varchar(20) primary key, name varchar(40) not null unique,
                  permission varchar(40) references permission);
                """);
        project.file("seeds/tiers.yaml", """
                tables:
                  permission:
                    rows:
                      - {name: inventory.view}
                  tier:
                    key: [code]
                    rows:
                      - {code: free, name: Free, permission: {name: inventory.view}}
                """);
        return project;
    }

    Project file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    static List<String> ask(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return ask(connection, sql);
        }
    }

    static List<String> ask(Connection connection, String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        answers.add(rows.getString(1));
                    }
                }
            }
        }
        return answers;
    }
}
