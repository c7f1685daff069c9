package dev.seedbed.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import dev.seedbed.source.SeedbedConfig.OnBlocked;
import dev.seedbed.testkit.PlainDataSource;
import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.flywaydb.core.api.logging.LogFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class SeedbedCallbackTest {
    private static final String PLANTED = "free|Free|0.00 team|Team|49.00";

    @TempDir
    Path directory;

    private Application onPostgres() {
        return Application.onPostgres(directory);
    }

    private Application onH2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Application.on(database, directory);
    }

    @Test
    void ten_starts_at_once_plant_every_row_once() throws Exception {
        Application application = onPostgres()
                .file(
                        "migrations/V1__tiers.sql",
                        Application.TIERS
                                + "create table planted (code varchar(20), writer xid8 default pg_current_xact_id());"
                                + " create function log() returns trigger language plpgsql as"
                                + " $$ begin insert into planted values (new.code); return null; end $$;"
                                + " create trigger log after insert on tier for each row execute function log();");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                starts.add(threads.submit(() -> application.flyway().migrate()));
            }
            for (Future<?> start : starts) {
                start.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(application.tiers()).isEqualTo(PLANTED);
        assertThat(application.database().rows("select count(*), count(distinct writer) from planted"))
                .containsExactly("2|1");
    }

    @Test
    void a_start_with_nothing_to_do_takes_no_transaction_id() {
        Application application = onPostgres();
        application.flyway().migrate();
        Flyway flyway = application.flyway();
        // Whatever else the server does meanwhile takes one now and then.
        for (int attempt = 1; ; attempt++) {
            String before = application.database().value("select pg_snapshot_xmax(pg_current_snapshot())");
            flyway.migrate();
            String after = application.database().value("select pg_snapshot_xmax(pg_current_snapshot())");
            if (attempt == 3 || before.equals(after)) {
                assertThat(after).isEqualTo(before);
                break;
            }
        }
    }

    /** Flyway makes one by its name. */
    public static final class Heard implements LogCreator {
        static final List<String> INFOS = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Log createLogger(Class<?> type) {
            return (Log) Proxy.newProxyInstance(
                    Log.class.getClassLoader(), new Class<?>[] {Log.class}, (log, method, values) -> {
                        if (method.getName().equals("info")) {
                            INFOS.add((String) values[0]);
                        }
                        return method.getReturnType() == boolean.class ? false : null;
                    });
        }
    }

    @Test
    void what_came_of_it_stands_in_the_log_of_flyway() {
        Application application = onH2();
        Flyway flyway = application
                .configuration()
                .loggers(Heard.class.getName())
                .callbacks(application.callback(builder -> {}))
                .load();
        try {
            flyway.migrate();
            assertThat(Heard.INFOS)
                    .anyMatch(text -> text.startsWith("Seedbed: fill on ")
                            && text.contains("  tiers  tier  2 inserted\n")
                            && text.contains("Planted 2 rows in 1 table."));
            application.database().sql("update tier set code = 'crew' where code = 'team'");
            flyway.migrate();
            assertThat(Heard.INFOS)
                    .anyMatch(
                            text -> text.contains("  ! team  name: Team (here) / Team (declared)  seeds/tiers.yaml:6\n")
                                    && text.contains("another row holds name \"Team\" already"));
        } finally {
            LogFactory.setLogCreator(null);
        }
    }

    @Test
    void the_configuration_beside_the_seeds_chooses_what_follows() {
        Application application = onH2().file("seedbed.yaml", "after-migrate: off\n");
        application.flyway().migrate();
        assertThat(application.tiers()).isEmpty();

        application.file("seedbed.yaml", "after-migrate: init\n");
        application.database().sql("insert into tier (code, name, price) values ('own', 'Own', 1)");
        application.flyway().migrate();
        assertThat(application.tiers()).isEqualTo("own|Own|1.00");

        application.file("seedbed.yaml", "after-migrate: update\n");
        application.file(
                "seeds/tiers.yaml", Application.FREE_AND_TEAM.replace("price: 49}", "price: 59, $was: {price: [49]}}"));
        application.database().sql("insert into tier (code, name, price) values ('team', 'Team', 49)");
        application.flyway().migrate();
        assertThat(application.tiers()).isEqualTo("free|Free|0.00 own|Own|1.00 team|Team|59.00");
    }

    @Test
    void the_variable_declares_the_environment_and_the_program_goes_before_it() {
        Application application = onH2().file("seeds/dev.yaml", """
                group: dev
                tables: {tier: {key: [code], rows: [{code: dev, name: Dev, price: 0}]}}
                """);
        application
                .flyway(builder -> builder.environmentVariables(Map.of("SEEDBED_ENV", "development")::get)
                        .environment("production"))
                .migrate();
        assertThat(application.tiers()).isEqualTo(PLANTED);
        application
                .flyway(builder -> builder.environmentVariables(Map.of("SEEDBED_ENV", "development")::get))
                .migrate();
        assertThat(application.tiers()).isEqualTo("dev|Dev|0.00 " + PLANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.seedbed.flyway.SeedbedCallback", "dev/seedbed/flyway"})
    void by_name_it_finds_configuration_and_seeds_on_the_class_path_of_flyway(String name) throws IOException {
        Application application = onH2();
        try (URLClassLoader classPath = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            Flyway.configure(classPath)
                    .configuration(Map.of("flyway.callbacks", name))
                    .locations("classpath:migrations")
                    .dataSource(application.dataSource())
                    .load()
                    .migrate();
        }
        assertThat(application.tiers()).isEqualTo(PLANTED);
    }

    @Test
    void an_administrators_row_that_blocks_one_of_the_seeds_does_not_stop_a_start() {
        Application application = onPostgres()
                .file("migrations/V2__by_hand.sql", "insert into tier (code, name, price) values ('crew', 'Team', 5);");
        application.flyway().migrate();
        assertThat(application.tiers()).isEqualTo("crew|Team|5.00 free|Free|0.00");

        assertThatThrownBy(() -> application
                        .flyway(builder -> builder.onBlocked(OnBlocked.FAIL))
                        .migrate())
                .hasMessage("Error while executing afterMigrate callback: " + """
                        Row code=team of table "tier" is blocked: another row holds name "Team" already, and it must be unique.
                          where: seeds/tiers.yaml, line 6, column 9 (table tier)
                          mend:  settle the clash, or plant the other rows with "on-blocked: report" in seedbed.yaml""");
    }

    @Test
    void a_database_that_is_marked_for_another_environment_fails_migrate() {
        Application application = onH2();
        application.flyway(builder -> builder.afterMigrate(AfterMigrate.OFF)).migrate();
        Seedbed.on(application.dataSource()).environment("development").build().mark();
        assertThatThrownBy(() -> application.flyway().migrate())
                .hasMessageContaining("This database is marked \"development\", and the run is for \"production\"");
        assertThat(application.tiers()).isEmpty();
    }

    @Test
    void a_migration_that_fails_plants_nothing() {
        Application application = onPostgres().file("migrations/V2__wrong.sql", "create table;");
        assertThatThrownBy(() -> application.flyway().migrate()).isInstanceOf(FlywayException.class);
        assertThat(application.database().count("tier")).isZero();
    }

    @Test
    void baseline_and_clean_plant_nothing() {
        Application application = onPostgres();
        application.database().sql(Application.TIERS);
        application.flyway().baseline();
        assertThat(application.database().count("tier")).isZero();
        application
                .configuration()
                .callbacks(application.callback(builder -> {}))
                .cleanDisabled(false)
                .load()
                .clean();
        assertThat(application.database().rows("select tablename from pg_tables where schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void tables_are_looked_for_where_flyway_makes_them_and_the_role_is_that_of_its_connections() {
        Application application = onPostgres();
        application.database().role("owner_of_tiers");
        application
                .database()
                .sql("create schema app authorization owner_of_tiers", "create table tier (code varchar(20))");
        application
                .configuration()
                .callbacks(application.callback(builder -> {}))
                .schemas("app")
                .initSql("set role owner_of_tiers")
                .load()
                .migrate();
        assertThat(application.database().rows("select code from app.tier order by code"))
                .containsExactly("free", "team");
        assertThat(application.database().count("public.tier")).isZero();
        assertThat(application
                        .database()
                        .rows("select tableowner from pg_tables where tablename = 'tier' and schemaname = 'app'"))
                .containsExactly("owner_of_tiers");
    }

    @Test
    void it_needs_no_connection_beside_those_that_flyway_has_open() throws SQLException {
        DataSource postgres = onPostgres().dataSource();
        Semaphore free = new Semaphore(3);
        PlainDataSource pool = () -> {
            if (!free.tryAcquire()) {
                throw new SQLException("All three connections of the pool are in use.");
            }
            Connection connection = postgres.getConnection();
            connection.setAutoCommit(false);
            return closing(connection, () -> {
                assertThat(connection.getAutoCommit()).isFalse();
                connection.close();
                free.release();
            });
        };
        Application application = Application.on(pool, directory);
        application.flyway().migrate();
        application.flyway().migrate();
        assertThat(application.tiers()).isEqualTo(PLANTED);
    }

    @Test
    void it_does_with_the_one_connection_of_a_database_in_memory() throws SQLException {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        oneConnection(memory);
    }

    @Test
    void it_does_with_the_one_connection_of_h2() throws SQLException {
        JdbcDataSource memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:");
        oneConnection(memory);
    }

    @Test
    void it_does_with_the_one_connection_to_a_server() throws SQLException {
        oneConnection(onPostgres().dataSource());
    }

    /** A DataSource that lends one and the same connection to all who ask, at once. */
    private void oneConnection(DataSource database) throws SQLException {
        try (Connection only = database.getConnection()) {
            PlainDataSource single = () -> closing(only, () -> {});
            Application application = Application.on(single, directory)
                    .file(
                            "migrations/V1__tiers.sql",
                            "create table tier (code varchar(20) primary key, name varchar(40), price int);");
            application.flyway().migrate();
            assertThat(application.tiers()).isEqualTo("free|Free|0 team|Team|49");
            application.file("seeds/tiers.yaml", Application.WRONG);
            assertThatThrownBy(() -> application.flyway().migrate()).hasMessageContaining("seeds/tiers.yaml, line 6");
            assertThat(application.tiers()).isEqualTo("free|Free|0 team|Team|49");
            assertThat(only.getAutoCommit()).isTrue();
        }
    }

    @Test
    void it_does_with_a_file_of_sqlite() {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + directory.resolve("app.db"));
        Application application = Application.on(file, directory)
                .file(
                        "migrations/V1__tiers.sql",
                        "create table tier (code varchar(20) primary key, name varchar(40), price int);");
        application.flyway().migrate();
        List<String> planted = new TestDatabase(file, directory).rows("select code from tier order by code");
        assertThat(planted).containsExactly("free", "team");
        application.flyway().migrate();
    }

    private interface Closing {
        void close() throws SQLException;
    }

    private static Connection closing(Connection connection, Closing closing) {
        return (Connection) Proxy.newProxyInstance(
                SeedbedCallbackTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closing.close();
                        return null;
                    }
                    return method.invoke(connection, arguments);
                });
    }
}
