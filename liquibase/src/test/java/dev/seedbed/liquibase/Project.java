package dev.seedbed.liquibase;

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

/** A changelog and seeds in a directory, and what comes of them in a database. */
final class Project {
    final Path directory;

    private Project(Path directory) {
        this.directory = directory;
    }

    /** Two tables, two rows, and an account for development. */
    static Project tiers(Path directory) throws IOException {
        return new Project(directory)
                .file("changes.sql", """
                        --liquibase formatted sql
                        --changeset me:1
                        create table permission (name varchar(40) primary key);
                        --changeset me:2
                        create table tier (code varchar(20) primary key, name varchar(40) not null unique,
                          permission varchar(40) references permission);
                        """)
                .file("seeds/tiers.yaml", """
                        tables:
                          permission:
                            rows:
                              - {name: inventory.view}
                          tier:
                            key: [code]
                            rows:
                              - {code: free, name: Free, permission: {name: inventory.view}}
                        """)
                .file("seeds/dev.yaml", """
                        group: dev
                        tables: {tier: {key: [code], rows: [{code: dev, name: Development}]}}
                        """);
    }

    Project file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    static List<String> ask(DataSource database, String sql) throws SQLException {
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
        }
        return answers;
    }
}
