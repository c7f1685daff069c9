package dev.seedbed.benchmarks.spring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What every tool that looks at the rows does at least: takes the same files into memory and fetches all rows of their tables
 * in one round trip. Parses and compares nothing.
 */
@Component
@ConditionalOnProperty("looking")
class Looking implements InitializingBean {
    private static final String FILE_END = ".yaml";

    private final DataSource dataSource;
    private final Path seeds;

    Looking(DataSource dataSource, @Value("${looking}") Path seeds) {
        this.dataSource = dataSource;
        this.seeds = seeds;
    }

    @Override
    public void afterPropertiesSet() throws IOException, SQLException {
        StringBuilder sql = new StringBuilder();
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(seeds, "*" + FILE_END)) {
            for (Path file : files) {
                bytes += Files.readAllBytes(file).length;
                String name = file.getFileName().toString();
                sql.append("select code, name, sort_order from ")
                        .append(name, 0, name.length() - FILE_END.length())
                        .append(';');
            }
        }
        if (bytes == 0 || rows(sql.toString()) == 0) {
            throw new IllegalStateException("There was nothing to look at.");
        }
    }

    private int rows(String sql) throws SQLException {
        int count = 0;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            boolean more = statement.execute(sql);
            while (more) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getString(1);
                        rows.getString(2);
                        rows.getString(3);
                        count++;
                    }
                }
                more = statement.getMoreResults();
            }
        }
        return count;
    }
}
