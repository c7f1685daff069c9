package dev.seedbed.liquibase;

import static dev.seedbed.liquibase.Project.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedbedCommandStepTest {
    private static final String CHANGES = "changes.sql";

    @TempDir
    Path directory;

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    @Test
    void ten_updates_at_once_have_one_writer() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        DataSource database = server.dataSource(server.newDatabase());
        Project project = Project.tiers(directory)
                .file("own.sql", "--liquibase formatted sql\n")
                .file("seedbed.yaml", "after-migrate: off\n");
        // Liquibase itself does not bear ten that make its tables at once.
        new LiquibaseCalls().update(database, project.directory, "own.sql", "");
        project.file("seedbed.yaml", "after-migrate: fill\n");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        CyclicBarrier start = new CyclicBarrier(10);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // One Liquibase each, as in ten processes: within one, its lock is not for threads.
            Calls liquibase = OtherLiquibase.of("5.0.4");
            calls.add(threads.submit(() -> {
                start.await();
                liquibase.update(database, project.directory, CHANGES, "");
                return null;
            }));
        }
        for (Future<?> call : calls) {
            call.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(ask(database, "select code from tier")).containsExactly("free");
        assertThat(ask(database, "select count(distinct xmin::text) from tier")).containsExactly("1");
    }

    @Test
    void a_context_that_names_an_environment_declares_it() throws Exception {
        DataSource database = h2();
        Project project = Project.tiers(directory);
        Calls liquibase = new LiquibaseCalls();
        liquibase.update(database, project.directory, CHANGES, "ddl");
        assertThat(ask(database, "select code from tier")).containsExactly("free");
        liquibase.update(database, project.directory, CHANGES, "ddl, Development");
        assertThat(ask(database, "select code from tier order by code")).containsExactly("dev", "free");
        assertThatThrownBy(() -> liquibase.update(database, project.directory, CHANGES, "test,production"))
                .hasMessageContaining("""
                        The contexts declare several environments: production, test.
                          where: contexts
                          mend:  give the one that this database is for; a run has one environment""");
    }

    @Test
    void a_new_release_plants_what_is_new_and_leaves_what_somebody_changed() throws Exception {
        DataSource database = h2();
        Project project = Project.tiers(directory);
        new LiquibaseCalls().update(database, project.directory, CHANGES, "");
        ask(database, "update tier set name = 'Gratis'");
        project.file("changes.sql", """
                        --liquibase formatted sql
                        --changeset me:1
                        create table permission (name varchar(40) primary key);
                        --changeset me:2
                        create table tier (code varchar(20) primary key, name varchar(40) not null unique,
                          permission varchar(40) references permission);
                        --changeset me:3
                        create table tier_limit (code varchar(20) primary key, users int);
                        """)
                .file("seeds/limits.yaml", "tables: {tier_limit: {rows: [{code: free, users: 3}]}}");
        new LiquibaseCalls().update(database, project.directory, CHANGES, "");
        assertThat(ask(database, "select users from tier_limit")).containsExactly("3");
        assertThat(ask(database, "select name from tier")).containsExactly("Gratis");
    }

    @Test
    void a_change_that_runs_once_is_warned_of() throws Exception {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger log = Logger.getLogger("");
        log.addHandler(handler);
        try {
            Project project =
                    Project.tiers(directory).file("once.xml", EveryLiquibaseTest.AT_A_PLACE.formatted("false"));
            new LiquibaseCalls().update(h2(), project.directory, "once.xml", "");
            assertThat(said)
                    .contains("WARNING Change set seeds of once.xml plants seeds once and never again: give it"
                            + " runAlways=\"true\", so that later seeds are planted there, too.");
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void a_mode_that_is_none_is_an_error_before_anything_runs() throws Exception {
        DataSource database = h2();
        Project project = Project.tiers(directory)
                .file(
                        "wrong.xml",
                        EveryLiquibaseTest.AT_A_PLACE.formatted("true").replace("\"fill\"", "\"reset\""));
        assertThatThrownBy(() -> new LiquibaseCalls().update(database, project.directory, "wrong.xml", ""))
                .hasMessageContaining("\"reset\" is none of fill, init, update, off.");
        assertThat(ask(database, "select count(*) from information_schema.tables where table_name = 'TIER'"))
                .containsExactly("0");
    }
}
