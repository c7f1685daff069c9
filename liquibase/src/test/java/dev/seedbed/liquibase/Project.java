package dev.seedbed.liquibase;

import dev.seedbed.testkit.PlainDataSource;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A changelog and seeds in a directory, which is on the class path of Liquibase, and a database. */
final class Project {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    final TestDatabase database;
    private final Path directory;
    private final Map<String, String> connection;
    private final List<String> changeSets = new ArrayList<>();

    private Project(Path directory, TestDatabase database, Map<String, String> connection) {
        this.directory = directory;
        this.database = database;
        this.connection = connection;
    }

    static Project onPostgres(Path directory) {
        PostgresServer server = PostgresServer.of(18);
        String name = server.newDatabase();
        return new Project(
                directory, new TestDatabase(server.dataSource(name), directory), Map.of("url", server.url(name)));
    }

    static Project onH2(Path directory) {
        String url = "jdbc:h2:mem:door" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        PlainDataSource byHand = () -> DriverManager.getConnection(url, "sa", "");
        return new Project(
                directory, new TestDatabase(byHand, directory), Map.of("url", url, "username", "sa", "password", ""));
    }

    static Project onSqlite(Path directory) {
        String url = "jdbc:sqlite:" + directory.resolve("app.db");
        PlainDataSource byHand = () -> DriverManager.getConnection(url);
        return new Project(directory, new TestDatabase(byHand, directory), Map.of("url", url));
    }

    /** With a table {@code tier} and one seed for it. */
    Project withTiers() {
        return changeSet("tier", "- sql: {sql: 'create table tier (code varchar(20) primary key, price int)'}")
                .file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: [{code: starter, price: 12}]}}\n");
    }

    Project file(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds a changeset, whose changes stand in one line. */
    Project changeSet(String id, String changes) {
        return changeSet(id, "", changes);
    }

    Project changeSet(String id, String attributes, String changes) {
        changeSets.add("  - changeSet:\n      id: " + id + "\n      author: app\n" + attributes
                + "      changes:\n        " + changes + "\n");
        return file("changelog.yaml", "databaseChangeLog:\n" + String.join("", changeSets));
    }

    Map<String, String> update(String version, String... more) {
        return call(version, "update", more);
    }

    /** @param more arguments and settings, each name followed by its value */
    Map<String, String> call(String version, String command, String... more) {
        Map<String, String> arguments = new HashMap<>(connection);
        arguments.put("command", command);
        arguments.put("directory", directory.toString());
        arguments.put("changelogFile", "changelog.yaml");
        for (int i = 0; i < more.length; i += 2) {
            arguments.put(more[i], more[i + 1]);
        }
        return Liquibases.of(version).apply(arguments);
    }
}
