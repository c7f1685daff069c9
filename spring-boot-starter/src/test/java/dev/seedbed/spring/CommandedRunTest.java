package dev.seedbed.spring;

import static dev.seedbed.spring.Tiers.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.seedbed.Seedbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@ExtendWith(OutputCaptureExtension.class)
class CommandedRunTest {
    private static final List<Integer> EXITS = new ArrayList<>();
    private static final List<SeedsPlanted> HEARD = new ArrayList<>();

    @TempDir
    Path directory;

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void table() {
        EXITS.clear();
        HEARD.clear();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        database.setUser("sa");
        database.setPassword("");
        ask(database, Tiers.TABLE);
        Tiers.seeds(directory, "Free");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithWays {
        @Bean
        RunExit exit() {
            return EXITS::add;
        }

        /** Says how its own work went. */
        @Bean
        ExitCodeGenerator own() {
            return () -> 7;
        }

        @EventListener
        void planted(SeedsPlanted event) {
            HEARD.add(event);
            throw new IllegalStateException("nobody is at home");
        }
    }

    /** As where there are several databases, and Spring Boot configures the migrations of none. */
    @Configuration(proxyBeanMethods = false)
    static class OwnMigrations {
        @Bean
        SpringLiquibase ownLiquibase(DataSource database, @Value("${changes}") String changes) {
            SpringLiquibase liquibase = new SpringLiquibase();
            liquibase.setDataSource(database);
            liquibase.setChangeLog(changes);
            return liquibase;
        }
    }

    private ConfigurableApplicationContext start(String... args) {
        return start(WithWays.class, args);
    }

    private ConfigurableApplicationContext start(Class<?> application, String... args) {
        return SpringApplication.run(
                application == WithWays.class
                        ? new Class<?>[] {application}
                        : new Class<?>[] {WithWays.class, application},
                Stream.concat(
                                Stream.of(
                                        "--spring.datasource.url=" + database.getURL(),
                                        "--spring.main.banner-mode=off",
                                        "--spring.main.web-application-type=none",
                                        "--spring.liquibase.enabled=false",
                                        "--seedbed.seeds=" + directory.resolve("seeds")),
                                Stream.of(args))
                        .toArray(String[]::new));
    }

    @Test
    void a_run_is_told_to_those_who_listen_and_its_exit_code_is_nobody_elses() {
        start("--spring.flyway.enabled=false", "--seedbed.run=update", "--seedbed.yes");
        assertThat(HEARD)
                .singleElement()
                .satisfies(event -> assertThat(event.report().inserted()).isEqualTo(1));
        assertThat(EXITS).containsExactly(0);
        assertThat(ask(database, "select code from tier")).containsExactly("free");
    }

    /** HikariCP sets back what was set through it, and H2 was told the rest past it. */
    @Test
    void a_pool_of_connections_gets_them_back_in_their_own_isolation() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database);
            pool.setMaximumPoolSize(1);
            Seedbed.on(pool)
                    .seeds(directory.resolve("seeds").toString())
                    .build()
                    .fill();
            assertThat(ask(
                            pool,
                            "select isolation_level from information_schema.sessions where session_id = session_id()"))
                    .containsExactly("READ COMMITTED");
        }
        assertThat(ask(database, "select code from tier")).containsExactly("free");
    }

    @Test
    void a_flag_with_a_no_is_none() {
        for (String no : List.of("false", "no", "OFF", "0")) {
            start("--spring.flyway.enabled=false", "--seedbed.run=update", "--seedbed.yes=" + no);
        }
        assertThat(EXITS).containsExactly(4, 4, 4, 4);
        assertThat(ask(database, "select code from tier")).isEmpty();
    }

    /** Which else makes tables in the course of a start, and makes them anew with {@code create}. */
    @Test
    void where_a_run_only_looks_hibernate_makes_no_tables() {
        String[] wanted = {
            "--spring.flyway.enabled=false",
            "--spring.jpa.generate-ddl=true",
            "--spring.jpa.hibernate.ddl-auto=create",
            "--spring.jpa.properties.hibernate.hbm2ddl.auto=create",
            "--spring.jpa.properties.jakarta.persistence.schema-generation.database.action=create"
        };
        for (String look : List.of("plan", "status")) {
            assertThat(ddl(start(and(wanted, "--seedbed.run=" + look))))
                    .containsExactly("false", "none", "none", "none");
        }
        assertThat(ddl(start(and(wanted, "--seedbed.run=fill")))).containsExactly("true", "create", "create", "create");
    }

    private static String[] and(String[] arguments, String more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> ddl(ConfigurableApplicationContext context) {
        return Stream.of(
                        "generate-ddl",
                        "hibernate.ddl-auto",
                        "properties.hibernate.hbm2ddl.auto",
                        "properties.jakarta.persistence.schema-generation.database.action")
                .map(name -> context.getEnvironment().getProperty("spring.jpa." + name))
                .toList();
    }

    @Test
    void a_failure_as_json_names_the_options_of_this_call(CapturedOutput output) {
        ask(database, "drop table tier");
        start("--spring.flyway.enabled=false", "--seedbed.run=status", "--seedbed.format=json");
        assertThat(output).contains("--seedbed.schema").doesNotContain(" --schema");
    }

    @Test
    void a_guard_that_says_no_names_the_options_of_this_call(CapturedOutput output) {
        start("--spring.flyway.enabled=false", "--seedbed.run=update");
        assertThat(EXITS).containsExactly(4);
        assertThat(output).contains("mend:  add --seedbed.yes, or the database's name: --seedbed.confirm=NAME");
        assertThat(ask(database, "select code from tier")).isEmpty();
    }

    @Test
    void an_option_that_is_none_is_an_error_of_the_call(CapturedOutput output) {
        start("--spring.flyway.enabled=false", "--seedbed.run=fill", "--seedbed.seedr=tiers");
        assertThat(EXITS).containsExactly(2);
        assertThat(output).contains("""
                error: There is no option "--seedbed.seedr".
                  where: the call
                  mend:  write "seedbed.seeder"; known options are seedbed.run,""");
        assertThat(ask(database, "select code from tier")).isEmpty();
        start(
                "--spring.flyway.enabled=false",
                "--seedbed.run=status",
                "--seedbed.exitCode",
                "--seedbed.health.cache=1m",
                "--seedbed.seeder[0]=tiers",
                "--seeds.of.another=1");
        assertThat(EXITS).containsExactly(2, 3);
        start("--spring.flyway.enabled=false", "--seedbed.run=plan", "--seedbed.format=jason");
        assertThat(output).contains("""
                error: "jason" is no format.
                  where: seedbed.format
                  mend:  write "json"; known formats are text, json
                """);
    }

    @Test
    void a_call_that_is_wrong_migrates_nothing() throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(directory.resolve("migrations/V1__kind.sql"), "create table kind (code varchar(20));");
        String[] flyway = {
            "--spring.flyway.locations=filesystem:" + directory.resolve("migrations"),
            "--spring.flyway.baseline-on-migrate=true",
            "--spring.flyway.baseline-version=0"
        };
        start(Stream.concat(Stream.of(flyway), Stream.of("--seedbed.run=updat")).toArray(String[]::new));
        start(Stream.concat(Stream.of(flyway), Stream.of("--seedbed.run=update", "--seedbed.yess"))
                .toArray(String[]::new));
        assertThat(EXITS).containsExactly(2, 2);
        String tables = "select table_name from information_schema.tables where table_schema = 'PUBLIC' order by 1";
        assertThat(ask(database, tables)).containsExactly("TIER");
        start(Stream.concat(Stream.of(flyway), Stream.of("--seedbed.run=update", "--seedbed.yes"))
                .toArray(String[]::new));
        assertThat(ask(database, tables)).contains("KIND", "TIER");
    }

    @Test
    void a_run_that_only_looks_migrates_nothing_whoever_configures_migrations() throws IOException {
        Files.writeString(
                directory.resolve("changes.sql"),
                "--liquibase formatted sql\n--changeset me:1\ncreate table kind (code varchar(20));\n");
        String[] args = {"--spring.flyway.enabled=false", "--changes=file:" + directory.resolve("changes.sql"), ""};
        String tables = "select table_name from information_schema.tables where table_schema = 'PUBLIC'"
                + " and table_name not like 'DATABASECHANGELOG%' order by 1";
        for (String look : List.of("plan", "status", "updat")) {
            args[2] = "--seedbed.run=" + look;
            start(OwnMigrations.class, args);
        }
        assertThat(EXITS).containsExactly(0, 0, 2);
        assertThat(ask(database, tables)).containsExactly("TIER");
        args[2] = "--seedbed.run=fill";
        start(OwnMigrations.class, args);
        assertThat(ask(database, tables)).containsExactly("KIND", "TIER");
        assertThat(ask(database, "select code from tier")).containsExactly("free");
    }

    @Test
    void json_says_why_an_application_does_not_come_to_its_run(CapturedOutput output) throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(directory.resolve("migrations/V1__wrong.sql"), "create table;");
        assertThatThrownBy(() -> start(
                        "--spring.flyway.locations=filesystem:" + directory.resolve("migrations"),
                        "--spring.flyway.baseline-on-migrate=true",
                        "--spring.flyway.baseline-version=0",
                        "--seedbed.run=update",
                        "--seedbed.format=json"))
                .isInstanceOf(Exception.class);
        assertThat(output.getOut())
                .startsWith(
                        "{\"format\": 1,\n \"outcome\": \"failed\",\n \"errors\": [\n  {\"message\": \"The application"
                                + " failed with org.h2.jdbc.JdbcSQLSyntaxErrorException: Syntax error in SQL statement")
                .endsWith("\"mend\": \"see what it logs\"}]}\n");
        assertThat(EXITS).isEmpty();
    }

    @Test
    void json_is_all_that_an_application_of_two_contexts_prints(CapturedOutput output) {
        new SpringApplicationBuilder(Shared.class)
                .child(WithWays.class)
                .run(
                        "--spring.datasource.url=" + database.getURL(),
                        "--spring.flyway.enabled=false",
                        "--spring.liquibase.enabled=false",
                        "--seedbed.seeds=" + directory.resolve("seeds"),
                        "--seedbed.run=plan",
                        "--seedbed.format=json");
        System.out.println("a line of somebody else's");
        assertThat(output.getOut())
                .startsWith("{\"format\": 1,")
                .endsWith("}\n")
                .doesNotContain("somebody else");
        assertThat(output.getErr()).contains("a line of somebody else's");
    }

    @Configuration(proxyBeanMethods = false)
    static class Shared {}

    @Test
    void a_run_that_is_not_wanted_is_an_ordinary_start_however_it_is_written() {
        assertThatThrownBy(() -> start("--spring.flyway.enabled=false", "--seedbed.run=FALSE"))
                .hasMessage("nobody is at home");
        assertThat(HEARD).hasSize(1);
        assertThat(EXITS).isEmpty();
    }
}
