package example.dashtam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.spring.SeedbedAutoConfiguration;
import dev.seedbed.testkit.PostgresServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@JdbcTest(properties = "spring.test.database.replace=none")
@ImportAutoConfiguration(SeedbedAutoConfiguration.class)
class ProvidersTest {
    @Autowired
    private JdbcTemplate jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        PostgresServer server = PostgresServer.of(18);
        String name = server.newDatabase();
        registry.add("spring.datasource.url", () -> server.url(name));
        registry.add("spring.datasource.username", () -> "postgres");
    }

    @Test
    void a_test_of_a_slice_finds_the_seeds() {
        assertThat(jdbc.queryForList("select slug from providers order by slug", String.class))
                .contains("schwab");
    }
}
