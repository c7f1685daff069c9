package dev.seedbed.flyway;

import static dev.seedbed.flyway.Project.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class SeedbedCallbackTest {
    private static final PostgresServer SERVER = PostgresServer.of(18);

    @TempDir
    Path directory;

    private final DataSource postgres = SERVER.dataSource(SERVER.newDatabase());

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    @Test
    void ten_migrates_at_once_plant_each_row_once() throws Exception {
        Project project = Project.tiers(directory)
                .file("migrations/V2__log.sql", "create table log (line varchar(40));")
                .file("seeds/log.yaml", "tables: {log: {key: [line], rows: [{line: a}, {line: b}]}}");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        CyclicBarrier start = new CyclicBarrier(10);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(threads.submit(() -> {
                start.await();
                new FlywayCalls().migrate(postgres, project.directory);
                return null;
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();
        assertThat(ask(postgres, "select line from log order by line")).containsExactly("a", "b");
        assertThat(ask(postgres, "select count(distinct xmin::text) from log")).containsExactly("1");
        assertThat(ask(postgres, "select count(*) from tier")).containsExactly("1");
    }

    @Test
    void a_new_release_plants_what_is_new_and_leaves_what_somebody_changed() throws Exception {
        DataSource database = h2();
        Project project = Project.tiers(directory);
        new FlywayCalls().migrate(database, project.directory);
        ask(database, "update tier set name = 'Gratis'");
        project.file("migrations/V2__limits.sql", "create table tier_limit (code varchar(20) primary key, users int);")
                .file("seeds/limits.yaml", "tables: {tier_limit: {rows: [{code: free, users: 3}]}}");
        new FlywayCalls().migrate(database, project.directory);
        assertThat(ask(database, "select users from tier_limit")).containsExactly("3");
        assertThat(ask(database, "select name from tier")).containsExactly("Gratis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev/seedbed/flyway", "dev.seedbed.flyway.SeedbedCallback"})
    void flyway_finds_the_callback_by_its_setting_and_the_seeds_on_the_class_path(String callbacks) throws Exception {
        DataSource database = h2();
        Flyway.configure()
                .configuration(Map.of("flyway.callbacks", callbacks))
                .dataSource(database)
                .load()
                .migrate();
        assertThat(ask(database, "select name from shipped_role order by name")).containsExactly("admin", "member");
    }

    @Test
    void code_names_the_callback_or_says_more_to_it() throws Exception {
        DataSource database = h2();
        Flyway.configure()
                .dataSource(database)
                .callbacks(new SeedbedCallback())
                .load()
                .migrate();
        assertThat(ask(database, "select count(*) from shipped_role")).containsExactly("2");
        ask(database, "delete from shipped_role");
        Flyway.configure()
                .dataSource(database)
                .callbacks(new SeedbedCallback(
                        builder -> builder.environment("staging").seeds("classpath:seeds")))
                .load()
                .migrate();
        assertThat(ask(database, "select count(*) from shipped_role")).containsExactly("2");
    }

    @Test
    void code_may_say_that_nothing_follows() throws Exception {
        DataSource database = h2();
        Flyway.configure()
                .dataSource(database)
                .callbacks(new SeedbedCallback(builder -> builder.afterMigrate(AfterMigrate.OFF)))
                .load()
                .migrate();
        assertThat(ask(database, "select name from shipped_role")).isEmpty();
    }

    @Test
    void a_database_in_the_memory_of_its_only_connection_is_joined() throws Exception {
        try (Connection only = new SQLiteDataSource().getConnection()) {
            DataSource database = new OneConnectionSource(only);
            Project project = Project.tiers(directory);
            new FlywayCalls().migrate(database, project.directory);
            assertThat(ask(only, "select code from tier")).containsExactly("free");
            new FlywayCalls().migrate(database, project.directory);
            assertThat(ask(only, "select code from tier")).containsExactly("free");
            project.file("seeds/more.yaml", "tables: {tier: {rows: [{code: team}]}, nowhere: {rows: [{a: 1}]}}");
            assertThatThrownBy(() -> new FlywayCalls().migrate(database, project.directory))
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("The database has no table \"nowhere\".");
            assertThat(ask(only, "select code from tier")).containsExactly("free");
        }
    }

    @Test
    void a_file_of_sqlite_is_planted_over_a_connection_of_its_own() throws Exception {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + directory.resolve("app.db"));
        Project project = Project.tiers(directory);
        new FlywayCalls().migrate(database, project.directory);
        assertThat(ask(database, "select code from tier")).containsExactly("free");
    }

    @Test
    void tables_without_a_schema_are_those_of_flyways_default_schema() throws Exception {
        ask(postgres, "create schema billing");
        Project project = Project.tiers(directory);
        Flyway.configure()
                .dataSource(postgres)
                .defaultSchema("billing")
                .locations("filesystem:" + project.directory.resolve("migrations"))
                .callbacks(new SeedbedCallback(builder ->
                        builder.baseDirectory(project.directory).seeds("seeds").discoverSeeders(false)))
                .load()
                .migrate();
        assertThat(ask(postgres, "select code from billing.tier")).containsExactly("free");
    }

    @Test
    void a_row_of_an_administrator_that_holds_a_unique_name_does_not_fail_migrate() throws Exception {
        DataSource database = h2();
        Project project = Project.tiers(directory);
        new FlywayCalls().migrate(database, project.directory);
        ask(database, "insert into tier (code, name) values ('crew', 'Team')");
        project.file("seeds/more.yaml", """
                tables:
                  tier: {key: [code], rows: [{code: team, name: Team}, {code: solo, name: Solo}]}
                """);
        new FlywayCalls().migrate(database, project.directory);
        assertThat(ask(database, "select code from tier order by code")).containsExactly("crew", "free", "solo");
    }
}
