package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** For databases whose lock belongs to the transaction: a joined run holds it until its caller commits. */
public interface HeldLockContract extends OnDatabase {
    String ROLES = "tables: {role: {rows: [{code: a}, {code: b}]}}";

    @Test
    default void a_run_that_does_not_get_the_lock_gives_up_with_a_clear_error() throws SQLException {
        db().sql("create table role (code varchar(10) primary key)");
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            db().joined(connection, ROLES).build().fill();

            Throwable thrown = catchThrowable(() -> db().seeds("tables: {role: {rows: [{code: c}]}}")
                    .lockTimeout(Duration.ofMillis(300))
                    .build()
                    .fill());

            assertThat(thrown)
                    .isInstanceOf(SeedException.class)
                    .hasMessage(
                            """
                            %s for longer than 300 milliseconds.
                              mend:  wait for it to end, or raise the lock timeout""".formatted(
                                            db().isPostgres()
                                                    ? "Another run of Seedbed holds the lock of this database"
                                                    : "Another program, or another run of Seedbed, holds the write lock of this database"));
            connection.rollback();
        }
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void a_joined_run_that_does_not_get_the_lock_leaves_the_transaction_as_it_was() throws SQLException {
        db().sql("create table role (code varchar(10) primary key)", "create table other (code varchar(10))");
        try (Connection connection = db().connect();
                Connection second = db().connect()) {
            connection.setAutoCommit(false);
            db().joined(connection, ROLES).build().fill();
            second.setAutoCommit(false);
            assertThat(TestDatabase.rows(second, "select code from other")).isEmpty();

            Throwable thrown = catchThrowable(() -> db().joined(second, ROLES)
                    .lockTimeout(Duration.ofMillis(300))
                    .build()
                    .fill());

            assertThat(thrown)
                    .isInstanceOf(SeedException.class)
                    .hasMessageContaining("for longer than 300 milliseconds");
            connection.rollback();
            TestDatabase.sql(second, "insert into other values ('after')");
            second.commit();
        }
        assertThat(db().rows("select code from other")).containsExactly("after");
    }

    @Test
    default void a_run_waits_for_the_one_that_holds_the_lock() throws Exception {
        db().sql("create table role (code varchar(10) primary key)");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            db().joined(connection, ROLES).build().fill();
            Future<Report> waiting = other.submit(() -> db().seeds("tables: {role: {rows: [{code: b}, {code: c}]}}")
                    .build()
                    .fill());
            Thread.sleep(300);
            assertThat(waiting.isDone()).isFalse();
            connection.commit();

            assertThat(waiting.get().inserted()).isEqualTo(1);
        } finally {
            other.shutdownNow();
        }
        assertThat(db().rows("select code from role order by 1")).containsExactly("a", "b", "c");
    }
}
