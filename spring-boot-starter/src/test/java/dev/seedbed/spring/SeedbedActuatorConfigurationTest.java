package dev.seedbed.spring;

import static dev.seedbed.spring.Tiers.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Report;
import dev.seedbed.source.SeedbedConfig;
import dev.seedbed.spring.boot3.SeedsHealthAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

class SeedbedActuatorConfigurationTest {
    private static final String HEALTH = "org.springframework.boot.health.contributor.HealthIndicator";
    private static final String HEALTH_OF_BOOT_3 = "org.springframework.boot.actuate.health.HealthIndicator";
    private static final boolean ON_BOOT_4 = ClassUtils.isPresent(HEALTH, null);

    @TempDir
    Path directory;

    private final DataSource database = Tiers.h2();
    private String seeds;

    @BeforeEach
    void seeds() {
        seeds = Tiers.seeds(directory, "Free");
        Tiers.write(directory, "required.yaml", """
                tables: {tier: {key: [code], rows: [{code: base, name: Base, $required: true}]}}
                """);
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SeedbedAutoConfiguration.class, SeedbedActuatorAutoConfiguration.class))
                .withConfiguration(
                        ON_BOOT_4 ? AutoConfigurations.of() : AutoConfigurations.of(SeedsHealthAutoConfiguration.class))
                .withBean("database", DataSource.class, () -> database)
                .withPropertyValues(
                        "seedbed.seeds=" + seeds,
                        "management.endpoints.web.exposure.include=seeds",
                        "seedbed.health.cache=0s");
    }

    /** The indicator of the Spring Boot that this runs on. */
    private static Supplier<String> health(BeanFactory beans) throws ReflectiveOperationException {
        Class<?> type = Class.forName(ON_BOOT_4 ? HEALTH : HEALTH_OF_BOOT_3);
        Object indicator = beans.getBean(type);
        return () -> {
            try {
                Object health = type.getMethod("health").invoke(indicator);
                return String.valueOf(health);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        };
    }

    @Test
    void health_is_down_only_while_required_rows_are_missing() {
        runner().run(context -> {
            Supplier<String> health = health(context);
            assertThat(health.get()).isEqualTo("UP {}");
            ask(database, "delete from tier where code = 'free'");
            assertThat(health.get()).isEqualTo("UP {}");
            ask(database, "delete from tier where code = 'base'");
            assertThat(health.get()).isEqualTo("DOWN {missing=[tier code=base]}");
        });
    }

    private Seedbed own() {
        Seedbed own = Seedbed.on(database).seeds(seeds).environment("test").build();
        own.fill();
        return own;
    }

    @Test
    void switched_off_nothing_is_asked_of_a_seedbed_that_the_application_has_of_its_own() {
        runner().withPropertyValues("seedbed.enabled=false")
                .withBean(Seedbed.class, this::own)
                .withBean(SimpleMeterRegistry.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("seedsHealthIndicator")
                        .doesNotHaveBean(SeedsEndpoint.class)
                        .doesNotHaveBean(SeedsMetrics.class));
    }

    /** Its beans are there where they were decided about when the application was built. */
    @Test
    void what_an_application_has_that_plants_nothing_asks_nobody() {
        SeedbedProperties off = new SeedbedProperties(
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new SeedbedProperties.Health(null),
                new SeedbedProperties.Endpoint(true));
        ObjectProvider<Seedbed> nobody = new StaticListableBeanFactory().getBeanProvider(Seedbed.class);
        SeedsHealth health = new SeedsHealth(nobody, off);
        assertThat(health.state().up()).isTrue();
        assertThat(health.state().details()).containsEntry("seedbed.enabled", false);
        SeedsEndpoint endpoint = new SeedsEndpoint(nobody, event -> {}, off);
        assertThat(endpoint.drift().getStatus()).isEqualTo(403);
        assertThat(endpoint.update().getStatus()).isEqualTo(403);
        assertThat(endpoint.update().getBody()).contains("This application plants no seeds.");
    }

    @Test
    void a_seedbed_of_the_applications_own_has_its_health_without_a_data_source_among_the_beans() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SeedbedAutoConfiguration.class, SeedbedActuatorAutoConfiguration.class))
                .withConfiguration(
                        ON_BOOT_4 ? AutoConfigurations.of() : AutoConfigurations.of(SeedsHealthAutoConfiguration.class))
                .withBean(Seedbed.class, this::own)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(health(context).get()).isEqualTo("UP {}");
                });
    }

    @Test
    void health_waits_for_no_run_of_the_application() {
        own();
        ask(database, "delete from tier where code = 'free'");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Seedbed held = Seedbed.on(database)
                .seeds(seeds)
                .environment("test")
                .afterMigrate(SeedbedConfig.AfterMigrate.OFF)
                .changes(change -> {
                    running.countDown();
                    await(over);
                })
                .build();
        runner().withBean(Seedbed.class, () -> held).run(context -> {
            CompletableFuture<Report> run = CompletableFuture.supplyAsync(() -> held.plan(Mode.FILL));
            try {
                await(running);
                assertThat(CompletableFuture.supplyAsync(health(context)).get(20, TimeUnit.SECONDS))
                        .isEqualTo("UP {}");
                assertThat(run).isNotDone();
            } finally {
                over.countDown();
            }
            assertThat(run.get().inserted()).isOne();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void health_is_cached_and_can_be_switched_off() {
        runner().withPropertyValues("seedbed.health.cache=1h").run(context -> {
            Supplier<String> health = health(context);
            assertThat(health.get()).isEqualTo("UP {}");
            ask(database, "delete from tier where code = 'base'");
            assertThat(health.get()).isEqualTo("UP {}");
        });
        runner().withPropertyValues("management.health.seeds.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("seedsHealthIndicator"));
        runner().withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("seedsHealthIndicator"));
        runner().withPropertyValues("management.health.defaults.enabled=false", "management.health.seeds.enabled=true")
                .run(context -> assertThat(health(context).get()).startsWith("UP"));
    }

    @Test
    void the_endpoint_tells_the_drift_and_updates_only_where_it_may() {
        runner().run(context -> {
            ask(database, "delete from tier where code = 'base'");
            SeedsEndpoint endpoint = context.getBean(SeedsEndpoint.class);
            assertThat(endpoint.drift().getBody())
                    .contains("\"outcome\": \"planned\"")
                    .contains("\"key\": {\"code\": \"base\"}");
            assertThat(endpoint.update().getStatus()).isEqualTo(403);
            assertThat(endpoint.update().getBody()).contains("This endpoint only reads.");
            assertThat(ask(database, "select code from tier")).containsExactly("free");
        });
        runner().withPropertyValues("seedbed.endpoint.update=true", "seedbed.after-migrate=off")
                .run(context -> {
                    assertThat(context.getBean(SeedsEndpoint.class).update().getBody())
                            .contains("\"outcome\": \"applied\"");
                    assertThat(ask(database, "select code from tier order by code"))
                            .containsExactly("base", "free");
                });
    }

    @Test
    void an_update_that_plants_nothing_is_no_success() {
        ask(database, "insert into tier values ('crew', 'Base')");
        runner().withPropertyValues("seedbed.endpoint.update=true", "seedbed.after-migrate=off")
                .run(context -> {
                    WebEndpointResponse<String> response =
                            context.getBean(SeedsEndpoint.class).update();
                    assertThat(response.getBody()).contains("\"outcome\": \"failed\"");
                    assertThat(response.getStatus()).isEqualTo(500);
                });
    }

    @Test
    void an_endpoint_that_is_not_exposed_is_not_there() {
        runner().withPropertyValues("management.endpoints.web.exposure.include=health")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SeedsEndpoint.class));
    }

    @Test
    void runs_are_timed_and_their_rows_counted() {
        runner().withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("seedbed.run")
                            .tags("mode", "fill", "outcome", "applied")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("seedbed.rows")
                            .tags("mode", "fill", "action", "insert")
                            .counter()
                            .count())
                    .isEqualTo(2);
        });
    }
}
