package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.web.Visitor;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Mounted in an application that has pages, people and rules of its own. */
class EmbeddedTest {
    private static ConfigurableApplicationContext withSignIn;
    private static ConfigurableApplicationContext bare;

    @RestController
    static class Shopping {
        @GetMapping("/basket")
        String basket() {
            return "basket";
        }

        @GetMapping("/api/v1/accounts")
        String accounts() {
            return "the application's own";
        }
    }

    @RestControllerAdvice
    static class OwnAdvice {
        @ExceptionHandler(Exception.class)
        String everything() {
            return "swallowed";
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Bare {
        @Bean
        Shopping shopping() {
            return new Shopping();
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithSignIn implements WebMvcConfigurer {
        @Bean
        Shopping shopping() {
            return new Shopping();
        }

        @Bean
        OwnAdvice advice() {
            return new OwnAdvice();
        }

        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("boss").password("{noop}b").roles("BOSS").build(),
                    User.withUsername("clerk")
                            .password("{noop}c")
                            .roles("CLERK")
                            .build(),
                    User.withUsername("guest")
                            .password("{noop}g")
                            .roles("GUEST")
                            .build());
        }

        @Override
        @SuppressWarnings("removal")
        public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
            converters.removeIf(each -> each.getClass().getSimpleName().contains("Json"));
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new HandlerInterceptor() {
                @Override
                public boolean preHandle(
                        jakarta.servlet.http.HttpServletRequest request,
                        jakarta.servlet.http.HttpServletResponse response,
                        Object handler) {
                    response.setHeader("X-Own", "here");
                    return true;
                }
            });
        }
    }

    @BeforeAll
    static void start() {
        withSignIn = start(
                WithSignIn.class,
                "--seedbed.admin.path=/ops/seeds",
                "--seedbed.admin.accounts=false",
                "--seedbed.admin.application.sign-in=true",
                "--seedbed.admin.application.roles.ROLE_BOSS=admin",
                "--seedbed.admin.application.roles.ROLE_CLERK=readonly");
        bare = start(Bare.class, "--seedbed.admin.accounts=false");
    }

    private static ConfigurableApplicationContext start(Class<?> type, String... properties) {
        Shop shop = Shop.onH2();
        SpringApplication application = new SpringApplication(type);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "spring.main.banner-mode", "off",
                "logging.level.root", "off",
                "seedbed.admin.enabled", "true"));
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(DataSource.class, shop::dataSource);
            beans.registerBean(Seedbed.class, () -> shop.seedbed("test"));
        });
        return application.run(properties);
    }

    @AfterAll
    static void stop() {
        withSignIn.close();
        bare.close();
    }

    private static String address(ConfigurableApplicationContext context) {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private static Client signedIn(String name, String password) throws Exception {
        Visitor visitor = new Visitor(address(withSignIn));
        visitor.post("/login", "username=" + name + "&password=" + password);
        return new Client(address(withSignIn) + "/ops/seeds/api/v1").cookie(visitor.cookies());
    }

    @Test
    void whoever_is_signed_in_to_the_application_has_the_roles_that_its_authorities_are_mapped_to() throws Exception {
        Client boss = signedIn("boss", "b");
        Client.Answer who = boss.get("/session").expect(200);
        assertThat(who.text("name")).isEqualTo("application:boss");
        assertThat(who.text("kind")).isEqualTo("application");
        assertThat(who.json().path("roles").toString()).isEqualTo("[\"admin\"]");
        boss.get("/accounts").expect(200);

        Client clerk = signedIn("clerk", "c");
        clerk.get("/status").expect(200);
        clerk.get("/accounts").refused(403, "not-allowed");

        Client guest = signedIn("guest", "g");
        assertThat(guest.get("/session").expect(200).json().path("permissions").size())
                .isEqualTo(0);
        guest.get("/status").refused(403, "not-allowed");
        new Client(address(withSignIn) + "/ops/seeds/api/v1").get("/session").refused(401, "not-signed-in");
    }

    @Test
    void a_change_of_theirs_carries_a_token_too() throws Exception {
        Client boss = signedIn("boss", "b");
        Map<String, Object> body = Map.of("name", "made", "roles", List.of("user"));
        boss.post("/accounts", body).refused(403, "csrf");
        boss.get("/session").expect(200);
        assertThat(boss.csrf()).isNotNull();
        boss.post("/accounts", body).expect(201);
    }

    @Test
    void there_is_no_password_here_where_there_are_no_accounts() throws Exception {
        new Client(address(withSignIn) + "/ops/seeds/api/v1")
                .signIn("boss", "b")
                .refused(403, "no-password");
    }

    @Test
    void the_applications_converters_advice_and_interceptors_do_not_reach_in() throws Exception {
        Client boss = signedIn("boss", "b");
        Client.Answer answer = boss.get("/none").refused(404, "not-served");
        assertThat(answer.header("X-Own")).isEmpty();
        assertThat(boss.get("/roles").expect(200).header("Content-Type")).startsWith("application/json");
    }

    @Test
    void the_applications_own_endpoints_are_not_answered_for_under_the_path() throws Exception {
        Client boss = signedIn("boss", "b");
        Client above = new Client(address(withSignIn) + "/ops/seeds").cookie(boss.cookie());
        above.get("/basket").refused(404, "not-served");
        above.get("/login").refused(404, "not-served");
        new Client(address(bare) + "/seedbed").get("/basket").refused(404, "not-served");
        assertThat(boss.get("/accounts").response().body()).doesNotContain("the application's own");
    }

    @Test
    void what_was_closed_before_stays_closed() {
        assertThat(new Client(address(bare)).get("/basket").status()).isEqualTo(401);
        assertThat(new Client(address(withSignIn)).get("/basket").status()).isIn(302, 401);
    }

    @Test
    void the_tables_are_made_after_the_applications_own() {
        try (ConfigurableApplicationContext context = start(
                Bare.class,
                "--spring.sql.init.mode=always",
                "--spring.sql.init.schema-locations=classpath:own-schema.sql",
                "--seedbed.admin.accounts=false")) {
            assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                            .queryForList("select found from own_look", Integer.class))
                    .containsExactly(0);
            assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                            .queryForList("select max(version) from seedbed_admin_history", Integer.class))
                    .containsExactly(4);
        }
    }

    @Test
    void nobody_is_made_an_administrator_where_there_are_no_accounts() {
        assertThat(bare.getBean(dev.seedbed.admin.account.Accounts.class).list("", 10))
                .isEmpty();
    }

    @Test
    void the_service_is_off_unless_somebody_says_so() {
        try (ConfigurableApplicationContext off = start(Bare.class, "--seedbed.admin.enabled=false")) {
            assertThat(off.getBeansOfType(AdminProperties.class)).isEmpty();
            assertThat(off.containsBean("seedbedAdminServlet")).isFalse();
        }
    }
}
