package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.casbin.jcasbin.main.SyncedEnforcer;
import org.casbin.jcasbin.model.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresWatcherTest {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String LISTENING =
            "pg_stat_activity where datname = current_database() and query like 'listen%'";

    @TempDir
    Path folder;

    private final Semaphore called = new Semaphore(0);
    private TestDatabase database;

    @BeforeEach
    void migrate() throws IOException {
        database = Dashtam.onPostgres(folder).sql(Dashtam.text("dev/seedbed/casbin/casbin-notify.sql"));
    }

    private PostgresWatcher watcher() throws InterruptedException {
        PostgresWatcher watcher = new PostgresWatcher(database.dataSource(), "casbin_rule", PAUSE);
        watcher.setUpdateCallback(() -> called.release());
        isCalled();
        return watcher;
    }

    private void isCalled() throws InterruptedException {
        assertThat(called.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private void isNotCalled() throws InterruptedException {
        assertThat(called.tryAcquire(600, TimeUnit.MILLISECONDS)).isFalse();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void an_enforcer_follows_a_run() throws Exception {
        DataSource dataSource = database.dataSource();
        String text = Dashtam.text("dashtam/model.conf");
        Model model = new Model();
        model.loadModelFromText(text);
        SyncedEnforcer enforcer = new SyncedEnforcer(model, new ReadOnlyAdapter(dataSource));
        try (PostgresWatcher watcher = new PostgresWatcher(dataSource)) {
            enforcer.setWatcher(watcher);
            assertThat(enforcer.enforce("admin", "accounts", "read")).isFalse();

            Dashtam.seedbed(database).fill();

            until(() -> enforcer.enforce("admin", "accounts", "read"));
        }
    }

    @Test
    void a_run_calls_once_and_one_without_changes_not_at_all() throws Exception {
        try (PostgresWatcher watcher = watcher()) {
            assertThat(watcher).isNotNull();
            Dashtam.seedbed(database).fill();
            isCalled();

            Dashtam.seedbed(database).fill();
            isNotCalled();
        }
    }

    @Test
    void only_a_commit_calls() throws Exception {
        try (PostgresWatcher watcher = watcher();
                Connection connection = database.connect()) {
            assertThat(watcher).isNotNull();
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "insert into casbin_rule (ptype) values ('p')");
            connection.rollback();
            isNotCalled();

            TestDatabase.sql(connection, "insert into casbin_rule (ptype) values ('p')", "delete from casbin_rule");
            connection.commit();
            isCalled();
            isNotCalled();
        }
    }

    @Test
    void update_calls_without_a_trigger() throws Exception {
        database.sql("drop trigger casbin_rule_notify on casbin_rule");
        try (PostgresWatcher watcher = watcher()) {
            watcher.update();
            isCalled();
        }
    }

    @Test
    void a_lost_connection_is_replaced_and_what_was_missed_is_made_up_for() throws Exception {
        try (PostgresWatcher watcher = watcher()) {
            assertThat(watcher).isNotNull();
            database.rows("select pg_terminate_backend(pid) from " + LISTENING);
            isCalled();
            until(() -> database.count(LISTENING) == 1);

            database.sql("delete from casbin_rule");
            isCalled();
        }
    }

    @Test
    void a_callback_that_throws_is_called_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (PostgresWatcher watcher = watcher()) {
            watcher.setUpdateCallback(() -> {
                if (calls.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                }
                called.release();
            });
            database.sql("delete from casbin_rule");
            isCalled();
            assertThat(calls).hasValue(3);

            database.sql("delete from casbin_rule");
            isCalled();
        }
    }

    @Test
    void close_ends_the_thread_and_gives_the_connection_back() throws Exception {
        PostgresWatcher watcher = watcher();

        watcher.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("seedbed-casbin-watcher"))
                .isEmpty();
        until(() -> database.count(LISTENING) == 0);
        database.sql("delete from casbin_rule");
        isNotCalled();
    }

    @Test
    void a_database_that_cannot_be_told_is_an_error() throws SQLException {
        dev.seedbed.testkit.PlainDataSource down = () -> {
            throw new SQLException("down");
        };
        try (PostgresWatcher watcher = new PostgresWatcher(down)) {
            assertThatThrownBy(watcher::update).hasMessage("""
                    Watchers could not be told that rules have changed: down
                      where: channel casbin_rule
                      mend:  call update() again when the database answers""");
        }
    }

    @Test
    void a_channel_that_would_be_more_than_a_name_is_refused() {
        assertThatThrownBy(() -> new PostgresWatcher(database.dataSource(), "x; drop table y"))
                .hasMessage("""
                "x; drop table y" cannot be the name of a channel.
                  mend:  write up to 63 lower-case letters, digits and underscores""");
    }
}
