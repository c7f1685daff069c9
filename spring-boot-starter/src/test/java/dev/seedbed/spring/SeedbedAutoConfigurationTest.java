package dev.seedbed.spring;

import static dev.seedbed.spring.Tiers.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.Seeder;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;

class SeedbedAutoConfigurationTest {
    @TempDir
    Path directory;

    private final DataSource database = Tiers.h2();

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SeedbedAutoConfiguration.class))
                .withBean("database", DataSource.class, () -> database)
                .withPropertyValues("seedbed.seeds=" + Tiers.seeds(directory, "Free", "Team"));
    }

    private List<String> codes() {
        return ask(database, "select code from tier order by code");
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        final List<SeedsPlanted> heard = new ArrayList<>();

        @EventListener
        void planted(SeedsPlanted event) {
            heard.add(event);
        }
    }

    @Test
    void a_start_plants_and_says_so_to_those_who_listen() {
        runner().withUserConfiguration(Listening.class).run(context -> {
            assertThat(codes()).containsExactly("free", "team");
            assertThat(context.getBean(Listening.class).heard).singleElement().satisfies(event -> {
                assertThat(event.report().mode()).isEqualTo(Mode.FILL);
                assertThat(event.report().inserted()).isEqualTo(2);
            });
        });
        runner().withUserConfiguration(Listening.class)
                .run(context -> assertThat(context.getBean(Listening.class).heard)
                        .singleElement()
                        .satisfies(event -> assertThat(event.report().outcome()).isEqualTo(Outcome.NOTHING_TO_DO)));
    }

    @Test
    void without_the_library_nothing_is_configured() {
        runner().withClassLoader(new FilteredClassLoader(Seedbed.class)).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(SeedbedAutoConfiguration.class);
            assertThat(codes()).isEmpty();
        });
    }

    @Test
    void it_can_be_switched_off() {
        runner().withPropertyValues("seedbed.enabled=false").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(Seedbed.class);
            assertThat(codes()).isEmpty();
        });
    }

    @Test
    void without_a_data_source_it_stays_away() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SeedbedAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Seedbed.class));
    }

    @Test
    void of_two_data_sources_one_is_to_be_named() {
        ApplicationContextRunner two = runner().withBean("archive", DataSource.class, Tiers::h2);
        two.run(context -> assertThat(context).getFailure().rootCause().hasMessage("""
                The application has several DataSources, and none of them is primary: database, archive.
                  where: seedbed.data-source
                  mend:  name the one that has the seeded tables"""));
        two.withPropertyValues("seedbed.data-source=databse")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("""
                        The application has no DataSource "databse".
                          where: seedbed.data-source
                          mend:  name one of database, archive"""));
        two.withPropertyValues("seedbed.data-source=database").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(codes()).containsExactly("free", "team");
            assertThat(ask(context.getBean("archive", DataSource.class), "select code from tier"))
                    .isEmpty();
        });
    }

    @Test
    void one_that_is_named_has_no_other_connect() {
        runner().withBean(
                        "archive",
                        DataSource.class,
                        () -> {
                            throw new IllegalStateException("the archive is closed today");
                        },
                        definition -> definition.setLazyInit(true))
                .withPropertyValues("seedbed.data-source=database")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(codes()).containsExactly("free", "team");
                });
    }

    @Test
    void the_primary_one_of_two_is_meant() {
        runner().withBean("archive", DataSource.class, Tiers::h2)
                .withBean("main", DataSource.class, () -> database, definition -> definition.setPrimary(true))
                .run(context -> assertThat(codes()).containsExactly("free", "team"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Reading {
        @Bean
        @DependsOnDatabaseInitialization
        List<String> annotated(DataSource database) {
            return ask(database, "select code from tier order by code");
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        String first(JdbcTemplate jdbc) {
            return jdbc.queryForObject("select min(code) from tier", String.class);
        }
    }

    @Test
    void what_reads_the_database_when_it_is_made_finds_the_rows() {
        runner().withUserConfiguration(Reading.class).run(context -> {
            assertThat(context.getBean("annotated")).isEqualTo(List.of("free", "team"));
            assertThat(context.getBean("first")).isEqualTo("free");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class WithJpa {
        private List<String> found = List.of();

        /** Nothing names the database before it. */
        @Bean
        EntityManagerFactory entityManagerFactory(DataSource database) {
            found = ask(database, "select code from tier order by code");
            return (EntityManagerFactory) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {EntityManagerFactory.class},
                    (proxy, method, arguments) -> method.getName().equals("hashCode") ? 1 : null);
        }
    }

    @Test
    void jpa_finds_the_rows_when_it_is_made() {
        runner().withUserConfiguration(WithJpa.class)
                .run(context -> assertThat(context.getBean(WithJpa.class).found).containsExactly("free", "team"));
    }

    static final class Solo implements Seeder {
        @Override
        public void declare(Declarations seeds) {
            seeds.table("tier").key("code").row("code", "solo", "name", "Solo");
        }
    }

    @Test
    void seeders_are_beans() {
        runner().withBean(Seeder.class, Solo::new).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(codes()).containsExactly("free", "solo", "team");
        });
    }

    @Test
    void properties_go_before_the_configuration_file() {
        runner().withPropertyValues("seedbed.after-migrate=off")
                .run(context -> assertThat(codes()).isEmpty());
        // As "after-migrate: off" comes out of application.yaml.
        runner().withPropertyValues("seedbed.after-migrate=false")
                .run(context -> assertThat(codes()).isEmpty());
        runner().withUserConfiguration(Listening.class)
                .withPropertyValues(
                        "seedbed.after-migrate=update", "seedbed.environment=staging", "seedbed.schema=PUBLIC")
                .run(context -> assertThat(context.getBean(Listening.class).heard)
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.report().mode()).isEqualTo(Mode.UPDATE);
                            assertThat(event.report().environment()).isEqualTo("staging");
                            assertThat(event.report().environmentDeclaredBy()).isEqualTo("seedbed.environment");
                        }));
        runner().withPropertyValues("seedbed.after-migrate=sometimes")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("""
                        "sometimes" is none of fill, init, update, off.
                          where: seedbed.after-migrate
                          mend:  write one of them"""));
    }

    @Test
    void a_property_that_there_is_none_of_stops_a_start() {
        runner().withPropertyValues(
                        "seedbed.after-migrat=off",
                        "seedbed.afterMigrate=off",
                        "seedbed.healt.cache=1m",
                        "seedbed.url=x")
                .run(context -> {
                    assertThat(context).getFailure().rootCause().hasMessageContainingAll("""
                            There is no property "seedbed.after-migrat".""", """
                              mend:  write "seedbed.after-migrate\"""", """
                            There is no property "seedbed.healt.cache".""", """
                              mend:  write "seedbed.health.cache\"""", """
                            There is no property "seedbed.url".""", """
                              mend:  remove it; known properties are seedbed.run,""");
                    assertThat(codes()).isEmpty();
                });
        runner().withPropertyValues(
                        "SEEDBED_URL=x", "seedbed.admin.path=/a", "seedbed.seeds[0]=" + directory.resolve("seeds"))
                .withSystemProperties("seedbed.terminal=out")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void a_place_is_named_where_an_environment_is_none() {
        runner().withPropertyValues("seedbed.environment=dev")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("""
                        "dev" is no known environment.
                          where: seedbed.environment
                          mend:  did you mean "development"? the known ones are development, test, staging, \
                        production; list others under "environments" in seedbed.yaml"""));
    }

    @Test
    void a_row_of_an_administrator_never_stops_a_start_unless_it_is_to() {
        ask(database, "insert into tier values ('crew', 'Team')");
        runner().withPropertyValues("seedbed.on-blocked=fail")
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(SeedException.class));
        assertThat(codes()).containsExactly("crew");
        runner().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(codes()).containsExactly("crew", "free");
        });
    }

    @Test
    void a_database_that_is_marked_for_another_environment_stops_the_start() {
        Seedbed.on(database).environment("development").build().mark();
        runner().run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("This database is marked \"development\", and the run is for \"production\""));
        assertThat(codes()).isEmpty();
    }

    @Test
    void a_new_release_plants_what_is_new_and_leaves_what_somebody_changed() {
        runner().run(context -> assertThat(context).hasNotFailed());
        ask(database, "update tier set name = 'Gratis' where code = 'free'");
        runner().withPropertyValues("seedbed.seeds=" + Tiers.seeds(directory, "Free", "Team", "Solo"))
                .run(context -> assertThat(ask(database, "select name from tier order by name"))
                        .containsExactly("Gratis", "Solo", "Team"));
    }
}
