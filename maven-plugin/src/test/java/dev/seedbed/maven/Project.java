package dev.seedbed.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A project with seeds, and its database: a file of H2, or another one. */
final class Project {
    final Path directory;
    final Map<String, String> variables = new HashMap<>();
    private final String url;

    Project(Path directory) {
        this(directory, "jdbc:h2:" + directory.resolve("app") + ";USER=sa", "url: h2:./app\nuser: sa\n");
    }

    /** @param configuration what stands in seedbed.yaml */
    Project(Path directory, String url, String configuration) {
        this.directory = directory;
        this.url = url;
        sql("create table tier (code varchar(20) primary key, price int)");
        file("seedbed.yaml", configuration);
        seeds("{code: starter, price: 12}");
    }

    Project seeds(String row) {
        return file("seeds/tiers.yaml", "tables: {tier: {key: [code], rows: [" + row + "]}}\n");
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

    void sql(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> tiers() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select code || ' ' || price from tier order by code")) {
            List<String> tiers = new ArrayList<>();
            while (rows.next()) {
                tiers.add(rows.getString(1));
            }
            return tiers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A goal of this project, as Maven makes it. */
    <M extends SeedbedMojo> M goal(M goal) {
        Resource resources = new Resource();
        resources.setDirectory(directory.resolve("src/main/resources").toString());
        goal.directory = directory.toFile();
        goal.resources = List.of(resources);
        goal.variables = variables::get;
        return goal;
    }

    /** Runs a goal, and answers what it logged. */
    String run(SeedbedMojo goal) throws AbstractMojoExecutionException {
        List<String> lines = new ArrayList<>();
        goal.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                lines.add(content.toString());
            }

            @Override
            public void warn(CharSequence content) {
                lines.add("WARN " + content);
            }
        });
        goal.execute();
        return String.join("\n", lines).replaceAll("\\(\\d+ ms\\)", "(… ms)").replace(directory.toString(), "…");
    }
}
