package dev.seedbed.spring;

import static dev.seedbed.spring.Tiers.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.PostgresServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ReflectionUtils;

/** A real application on a real PostgreSQL, with migrations by Flyway. */
@ExtendWith(OutputCaptureExtension.class)
class StartedApplicationTest {
    private static final PostgresServer SERVER = PostgresServer.of(18);

    @TempDir
    Path directory;

    private final String name = SERVER.newDatabase();
    private final DataSource database = SERVER.dataSource(name);

    @BeforeEach
    void migrations() throws IOException {
        StartedApplication.EXITS.clear();
        StartedApplication.RUNNERS.clear();
        Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(directory.resolve("migrations/V1__tiers.sql"), Tiers.TABLE);
        Tiers.seeds(directory, "Free", "Team");
    }

    private ConfigurableApplicationContext start(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--spring.datasource.url=" + SERVER.url(name),
                "--spring.flyway.locations=filesystem:" + directory.resolve("migrations"),
                "--spring.liquibase.enabled=false",
                "--spring.datasource.hikari.maximum-pool-size=4",
                "--seedbed.seeds=" + directory.resolve("seeds")));
        for (String each : more) {
            args.removeIf(other -> name(other).equals(name(each)));
            args.add(each);
        }
        return StartedApplication.start(args.toArray(String[]::new));
    }

    private static String name(String argument) {
        return argument.replaceFirst("=.*", "");
    }

    private List<String> codes() {
        return ask(database, "select code from tier order by code");
    }

    @Test
    void the_first_start_plants_between_migrations_and_beans_and_the_second_takes_no_transaction_id() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean("found")).isEqualTo(List.of("free", "team"));
            assertThat(context.containsBean("seedsHealthIndicator")).isTrue();
            assertThat(StartedApplication.RUNNERS).containsExactly("own");
        }
        String before =
                ask(database, "select pg_snapshot_xmax(pg_current_snapshot())").get(0);
        start().close();
        assertThat(ask(database, "select pg_snapshot_xmax(pg_current_snapshot())"))
                .containsExactly(before);
    }

    /** The groups of health stand in another package on each Spring Boot. */
    @Test
    void the_health_of_seeds_is_no_part_of_liveness_and_of_readiness_where_somebody_says_so()
            throws ReflectiveOperationException {
        try (ConfigurableApplicationContext context = start(
                "--management.endpoint.health.probes.enabled=true",
                "--management.endpoint.health.group.readiness.include=readinessState,seeds")) {
            assertThat(isMember(context, "liveness", "livenessState")).isTrue();
            assertThat(isMember(context, "liveness", "seeds")).isFalse();
            assertThat(isMember(context, "readiness", "seeds")).isTrue();
        }
    }

    private static boolean isMember(ConfigurableApplicationContext context, String group, String name)
            throws ReflectiveOperationException {
        Object groups = context.getBean("healthEndpointGroups");
        Object found = method(groups, "get").invoke(groups, group);
        return (boolean) method(found, "isMember").invoke(found, name);
    }

    private static Method method(Object of, String name) {
        Method found = ReflectionUtils.findMethod(of.getClass(), name, String.class);
        found.setAccessible(true);
        return found;
    }

    @Test
    void a_start_logs_what_came_of_it_in_a_line_that_needs_no_keys_and_values(CapturedOutput output) {
        start().close();
        assertThat(output)
                .containsPattern("INFO SeedsInitializer fill on " + name
                        + " in production: Planted 2 rows in 1 table\\. \\(\\d+ ms\\)\n");
        start().close();
        assertThat(output).contains("fill on " + name + " in production: Nothing to do; 2 unchanged. (");
    }

    @Test
    void seeds_come_after_liquibase_too() throws IOException {
        Files.writeString(
                directory.resolve("changes.sql"),
                "--liquibase formatted sql\n--changeset me:1\n" + Tiers.TABLE + ";\n");
        try (ConfigurableApplicationContext context = start(
                "--spring.flyway.enabled=false",
                "--spring.liquibase.enabled=true",
                "--spring.liquibase.change-log=file:" + directory.resolve("changes.sql"))) {
            assertThat(context.getBean("found")).isEqualTo(List.of("free", "team"));
        }
    }

    @Test
    void seeds_come_after_both_where_an_application_has_both() throws IOException {
        Files.writeString(
                directory.resolve("changes.sql"),
                "--liquibase formatted sql\n--changeset me:1\ncreate table role (code varchar(20) primary key);\n");
        Tiers.write(directory, "roles.yaml", "tables: {role: {key: [code], rows: [{code: admin}]}}");
        start(
                        "--spring.flyway.baseline-on-migrate=true",
                        "--spring.flyway.baseline-version=0",
                        "--spring.liquibase.enabled=true",
                        "--spring.liquibase.change-log=file:" + directory.resolve("changes.sql"))
                .close();
        assertThat(codes()).containsExactly("free", "team");
        assertThat(ask(database, "select code from role")).containsExactly("admin");
    }

    @Test
    void ten_starts_at_once_have_one_writer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        CyclicBarrier gate = new CyclicBarrier(10);
        List<Future<?>> starts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            starts.add(threads.submit(() -> {
                gate.await();
                start().close();
                return null;
            }));
        }
        for (Future<?> each : starts) {
            each.get();
        }
        threads.shutdown();
        assertThat(codes()).containsExactly("free", "team");
        assertThat(ask(database, "select count(distinct xmin::text) from tier")).containsExactly("1");
    }

    /** Whichever of the two stands first on the class path. */
    @Test
    void seeds_come_behind_the_scripts_of_spring_boot() throws IOException {
        Path script = Files.writeString(
                directory.resolve("data.sql"), "insert into tier select 'script', 'found ' || count(*) from tier");
        start("--spring.sql.init.mode=always", "--spring.sql.init.data-locations=file:" + script)
                .close();
        assertThat(ask(database, "select name from tier order by code")).containsExactly("Free", "found 0", "Team");
    }

    @Test
    void a_bad_seed_stops_the_start_and_says_why_and_nothing_is_written(CapturedOutput output) {
        Tiers.write(directory, "more.yaml", "tables: {teir: {rows: [{code: a}]}}");
        assertThatThrownBy(this::start).hasRootCauseMessage("""
                The database has no table "teir".
                  where: %s/more.yaml, line 1, column 10 (table teir)
                  mend:  did you mean "tier"? Otherwise run the migrations first""".formatted(directory.resolve("seeds")));
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The seeds were not planted, and nothing was written.\n\nThe database has no table \"teir\".")
                .contains("Action:\n\ndid you mean \"tier\"? Otherwise run the migrations first");
        assertThat(codes()).isEmpty();
    }

    @Test
    void a_plan_is_printed_and_saved_and_neither_migrates_nor_starts_the_application(CapturedOutput output) {
        start("--seedbed.run=plan");
        assertThat(output).contains("error: The database has no table \"tier\".");
        assertThat(StartedApplication.EXITS).containsExactly(1);
        start("--seedbed.after-migrate=off").close();
        start("--seedbed.run=plan", "--seedbed.out=" + directory.resolve("plan.json"));
        assertThat(output).contains("2 rows to insert. Nothing written.").contains("next: --seedbed.run=update\n");
        assertThat(codes()).isEmpty();
        start("--seedbed.run=apply", "--seedbed.plan=" + directory.resolve("plan.json"));
        assertThat(output).contains("""
                error: "update production" was not confirmed.
                  where: %s
                  mend:  add --seedbed.yes, or the database's name: --seedbed.confirm=NAME
                """.formatted(name));
        assertThat(codes()).isEmpty();
        start("--seedbed.run=apply", "--seedbed.plan=" + directory.resolve("plan.json"), "--seedbed.yes");
        assertThat(codes()).containsExactly("free", "team");
        assertThat(StartedApplication.EXITS).containsExactly(1, 0, 4, 0);
    }

    @Test
    void a_command_prints_what_the_command_line_prints(CapturedOutput output) {
        start("--seedbed.run=status", "--seedbed.exit-code");
        start("--seedbed.run=init", "--seedbed.format=json");
        assertThat(output).contains("\"outcome\": \"applied\",\n \"mode\": \"init\"");
        start("--seedbed.run=status", "--seedbed.exit-code");
        assertThat(output).contains("Up to date: --seedbed.run=update would write nothing.");
        ask(database, "delete from tier");
        start("--seedbed.run=status", "--seedbed.exit-code");
        start("--seedbed.run=update", "--seedbed.confirm=other");
        start("--seedbed.run=update", "--seedbed.confirm=" + name);
        start("--seedbed.run=look");
        assertThat(output).contains("error: \"look\" is nothing to run.");
        assertThat(codes()).containsExactly("free", "team");
        assertThat(StartedApplication.EXITS).containsExactly(1, 0, 0, 3, 4, 0, 2);
    }
}
