package dev.seedbed.admin;

import com.zaxxer.hikari.HikariDataSource;
import dev.seedbed.Seedbed;
import dev.seedbed.admin.web.ContainerErrors;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** The service alone, for one database and its seeds. */
public final class Serve {
    private static final int PORT = 8282;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private Serve() {}

    /**
     * Starts the service. Where it listens, and all else, properties say; what they leave out is as for a service that nobody
     * but its callers reaches.
     *
     * @param port 0 for any that is free
     * @param properties of Spring Boot, as {@code --name=value}
     */
    public static ConfigurableApplicationContext start(
            DataSource database, Seedbed seedbed, int port, List<String> properties) {
        return application(database, seedbed, Map.of("server.port", port)).run(properties.toArray(String[]::new));
    }

    /**
     * The service before it is started, for callers who have more to say.
     *
     * @param defaults properties that anything else goes before; the port is 8282 unless they say otherwise
     */
    public static SpringApplication application(DataSource database, Seedbed seedbed, Map<String, Object> defaults) {
        SpringApplication application = new SpringApplication(Service.class);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seedbed.admin.enabled", "true");
        all.put("server.port", PORT);
        all.put("server.shutdown", "graceful");
        all.put("server.servlet.session.cookie.name", "__Host-seedbed-sign-in");
        all.put("server.servlet.session.cookie.path", "/");
        all.put("server.servlet.session.cookie.secure", "true");
        all.put("server.servlet.session.cookie.http-only", "true");
        all.put("server.servlet.session.cookie.same-site", "lax");
        all.put("server.servlet.session.timeout", "5m");
        all.put("server.error.include-message", "never");
        // Spring Boot believes such headers by itself where it finds itself in Kubernetes.
        all.put("server.forward-headers-strategy", "none");
        all.put("server.tomcat.max-http-form-post-size", "16KB");
        all.put("spring.main.banner-mode", "off");
        all.putAll(defaults);
        application.setDefaultProperties(all);
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean("dataSource", DataSource.class, () -> pool(database));
            beans.registerBean(
                    "seedbed", Seedbed.class, () -> seedbed.through(context.getBean("dataSource", DataSource.class)));
        });
        return application;
    }

    /** Each request asks the service's own tables, and most look at rows: to connect takes longer than either. */
    private static DataSource pool(DataSource database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("seedbed-admin");
        // So long a probe waits to hear that there is no database.
        pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
        pool.setDataSource(database);
        return pool;
    }

    /** Nothing but the service: whatever is not its own is denied, but who asks for the host alone is led to it. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
    static class Service {
        @Bean
        SecurityFilterChain nothingElse(HttpSecurity http, AdminProperties properties) throws Exception {
            AuthenticationEntryPoint denied = new Http403ForbiddenEntryPoint();
            return http.authorizeHttpRequests(all -> all.anyRequest().denyAll())
                    .requestCache(RequestCacheConfigurer::disable)
                    .exceptionHandling(refusals -> refusals.authenticationEntryPoint((request, response, why) -> {
                        if (request.getRequestURI().equals("/")) {
                            response.setHeader("Location", properties.path() + "/");
                            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                        } else {
                            denied.commence(request, response, why);
                        }
                    }))
                    .build();
        }

        @Bean
        static RequestRejectedHandler errorsOfTheFirewall() {
            return (request, response, rejected) -> ContainerErrors.answer(request, response);
        }

        /** Behind Spring Boot's own, and so before it where there is something to be told. */
        @Bean
        static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> errorsOfTheContainer() {
            return factory -> factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ContainerErrors()));
        }
    }
}
