package dev.seedbed.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seeds of both systems in development, where the account is planted too. */
class DemoSeedsTest {

    @Test
    void the_account_for_development_is_planted_with_a_hash_that_no_report_shows() throws SQLException {
        try (DemoFiles files = DemoFiles.unpack();
                DemoDatabase database = new H2Demo();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String system : List.of("dashtam", "inventory")) {
                for (String sql : DemoFiles.schema(system)) {
                    statement.execute(sql);
                }
            }
            Seedbed seedbed = Seedbed.on(database.dataSource())
                    .seeds("seeds")
                    .baseDirectory(files.directory())
                    .environment("development")
                    .build();
            Report report = seedbed.fill();

            assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(ReportJson.of(report))
                    .contains("\"password_hash\": {\"to\": \"***\"}")
                    .doesNotContain("$2");
            try (ResultSet user = statement.executeQuery("select u.password_hash, r.name from app_user u"
                    + " join user_role x on x.user_id = u.id join role r on r.id = x.role_id")) {
                assertThat(user.next()).isTrue();
                assertThat(user.getString(1)).startsWith("$2");
                assertThat(user.getString(2)).isEqualTo("org_owner");
                assertThat(user.next()).isFalse();
            }
            assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
    }
}
