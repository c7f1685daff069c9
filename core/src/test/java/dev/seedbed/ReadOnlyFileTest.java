package dev.seedbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyFileTest {
    @TempDir
    Path directory;

    @Test
    void a_database_in_a_file_that_cannot_be_written_to_says_so() throws Exception {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:" + directory.resolve("app"));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table role (code varchar(10) primary key)");
        }
        dataSource.setUrl(dataSource.getUrl() + ";ACCESS_MODE_DATA=r");
        Path seeds = Files.writeString(directory.resolve("role.csv"), "code\na\n");

        Report report = Seedbed.on(dataSource).seeds(seeds.toString()).build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.errors()).singleElement().satisfies(error -> {
            assertThat(error.message())
                    .isEqualTo(
                            "Rows are to be planted, but the file of the database cannot be written to, or was opened"
                                    + " read-only.");
            assertThat(error.mend()).isEqualTo("let this user write to the file and to the directory that holds it");
        });
    }
}
