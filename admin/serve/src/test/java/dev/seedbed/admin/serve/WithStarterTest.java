package dev.seedbed.admin.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The service mounted in an application with migrations, whose seeds the starter plants. */
class WithStarterTest {
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.requestMatchers("/actuator/**")
                            .permitAll()
                            .anyRequest()
                            .denyAll())
                    .build();
        }
    }

    private static ConfigurableApplicationContext start(String database, AtomicReference<String> password) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.datasource.url", "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1"),
                Map.entry("spring.flyway.locations", "classpath:together/migrations"),
                Map.entry("seedbed.seeds", "classpath:together/seeds"),
                Map.entry("seedbed.environment", "development"),
                Map.entry("management.endpoints.web.exposure.include", "health,metrics,seedbed"),
                Map.entry("management.endpoint.health.show-components", "always"),
                Map.entry("seedbed.admin.enabled", "true"),
                Map.entry("seedbed.admin.first-account", "admin")));
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("told", (dev.seedbed.admin.FirstPassword)
                        (account, generated, until) -> password.set(generated)));
        return application.run("--spring.autoconfigure.exclude=");
    }

    @Test
    void migrations_come_first_then_the_seeds_and_the_services_own_tables_beside_them() {
        String database = "together" + UUID.randomUUID();
        AtomicReference<String> password = new AtomicReference<>("");
        try (ConfigurableApplicationContext context = start(database, password)) {
            JdbcClient sql = JdbcClient.create(context.getBean(DataSource.class));
            assertThat(sql.sql("select count(*) from \"flyway_schema_history\" where \"type\" = 'SQL'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            assertThat(sql.sql("select found from look").query(Integer.class).list())
                    .as("tables that were there when the migration ran")
                    .containsExactly(0);
            assertThat(sql.sql("select version from seedbed_admin_history")
                            .query(Integer.class)
                            .list())
                    .isNotEmpty();
            assertThat(sql.sql("select code from tier order by code")
                            .query(String.class)
                            .list())
                    .containsExactly("starter", "team");
            assertThat(context.getBeansOfType(Seedbed.class)).hasSize(1);

            String root = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
            Http admin = new Http(root + "/seedbed/api/v1")
                    .signIn("admin", password.get())
                    .changePassword(password.get(), "wooden-giraffe-paints-41-lakes");
            assertThat(admin.get("/tables/tier/rows").body()).contains("\"starter\"", "\"team\"");
            admin.update();
            assertThat(new Http(root).get("/actuator/metrics").body())
                    .contains("seedbed.run", "seedbed.admin.changes", "http.server.requests");
            assertThat(new Http(root).get("/actuator/health").body()).contains("\"seeds\"", "\"db\"");
            assertThat(new Http(root).get("/readyz").status()).isEqualTo(403);
        }
        try (ConfigurableApplicationContext again = start(database, password)) {
            assertThat(JdbcClient.create(again.getBean(DataSource.class))
                            .sql("select count(*) from tier")
                            .query(Integer.class)
                            .list())
                    .isEqualTo(List.of(2));
        }
    }
}
