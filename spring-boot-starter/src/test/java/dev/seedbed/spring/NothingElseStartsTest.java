package dev.seedbed.spring;

import static dev.seedbed.spring.Tiers.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.PriorityOrdered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** An application that is started for one run has work of its own, which must wait. */
@ExtendWith(OutputCaptureExtension.class)
class NothingElseStartsTest {
    private static final List<String> STARTED = new CopyOnWriteArrayList<>();
    private static final List<Integer> EXITS = new ArrayList<>();
    private static List<String> startedBeforeExit = List.of();

    @TempDir
    Path directory;

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void table() {
        STARTED.clear();
        EXITS.clear();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        database.setUser("sa");
        database.setPassword("");
        ask(database, Tiers.TABLE);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    static class Busy {
        @Bean
        RunExit exit() {
            return code -> {
                startedBeforeExit = List.copyOf(STARTED);
                EXITS.add(code);
            };
        }

        @Bean
        Ticking ticking() {
            return new Ticking();
        }

        @Bean
        Consumer consumer() {
            return new Consumer();
        }

        @Bean
        First first() {
            return new First();
        }
    }

    /** A runner that comes before all that are merely ordered. */
    static final class First implements ApplicationRunner, PriorityOrdered {
        @Override
        public void run(ApplicationArguments arguments) {
            STARTED.add("a runner");
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE + 1;
        }
    }

    static final class Ticking {
        final CountDownLatch ticked = new CountDownLatch(1);

        @Scheduled(fixedRate = 1)
        void tick() {
            STARTED.add("a schedule");
            ticked.countDown();
        }
    }

    /** As those that take messages off a queue. */
    static final class Consumer implements SmartLifecycle {
        @Override
        public void start() {
            STARTED.add("a consumer");
        }

        @Override
        public void stop() {
            STARTED.remove("a consumer");
        }

        @Override
        public boolean isRunning() {
            return STARTED.contains("a consumer");
        }
    }

    private ConfigurableApplicationContext start(String... args) {
        return SpringApplication.run(
                Busy.class,
                Stream.concat(
                                Stream.of(
                                        "--spring.datasource.url=" + database.getURL(),
                                        "--spring.flyway.enabled=false",
                                        "--spring.liquibase.enabled=false",
                                        "--seedbed.seeds=" + Tiers.seeds(directory, "Free")),
                                Stream.of(args))
                        .toArray(String[]::new));
    }

    @Test
    void neither_schedules_nor_consumers_nor_runners_start_before_a_run_on_command_ends_the_application() {
        start("--seedbed.run=update", "--seedbed.yes");
        assertThat(EXITS).containsExactly(0);
        assertThat(startedBeforeExit).isEmpty();
        assertThat(ask(database, "select code from tier")).containsExactly("free");
    }

    @Test
    void they_do_in_an_ordinary_start() throws InterruptedException {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(Ticking.class).ticked.await(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(STARTED).contains("a schedule", "a consumer");
        }
    }

    @Test
    void an_application_that_cannot_run_it_says_so(CapturedOutput output) {
        start("--seedbed.run=plan", "--seedbed.enabled=false");
        assertThat(EXITS).containsExactly(2);
        assertThat(output).contains("""
                error: This application plants no seeds: it has no DataSource, or seedbed.enabled is false.
                  where: seedbed.run
                  mend:  configure a DataSource, and leave seedbed.enabled as it is by default
                """);
    }

    @Test
    void what_is_wrong_with_the_properties_is_an_error_of_the_call_and_one_object_as_json(CapturedOutput output) {
        start(
                "--seedbed.run=plan",
                "--seedbed.format=json",
                "--seedbed.data-source=archive",
                "--spring.main.banner-mode=console");
        assertThat(EXITS).containsExactly(2);
        assertThat(output.getOut()).isEqualTo("""
                {"format": 1,
                 "outcome": "failed",
                 "errors": [
                  {"message": "The application has no DataSource \\"archive\\".", "where": "seedbed.data-source", "mend": "name one of dataSource"}]}
                """);
    }
}
