package dev.seedbed.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A real application, with whatever Spring Boot configures by itself. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StartedApplication {
    static final List<Integer> EXITS = new ArrayList<>();
    static final List<String> RUNNERS = new CopyOnWriteArrayList<>();

    /** In the place of the end of the JVM; nothing of the application has run before it. */
    @Bean
    RunExit exit() {
        return code -> {
            if (!RUNNERS.isEmpty()) {
                throw new AssertionError("the application has started");
            }
            EXITS.add(code);
        };
    }

    /** What the application itself does once it has started. */
    @Bean
    CommandLineRunner own() {
        return args -> RUNNERS.add("own");
    }

    /** What it finds in the table while its beans are made. */
    @Bean
    @org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization
    List<String> found(DataSource database) {
        return Tiers.ask(database, "select code from tier order by code");
    }

    static ConfigurableApplicationContext start(String... args) {
        RUNNERS.clear();
        return SpringApplication.run(
                StartedApplication.class,
                Stream.concat(
                                Stream.of("--spring.main.banner-mode=off", "--spring.main.web-application-type=none"),
                                Stream.of(args))
                        .toArray(String[]::new));
    }
}
