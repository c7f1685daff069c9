package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    @Test
    default void what_changes_in_a_large_table_while_a_run_waits_for_the_lock_is_not_overwritten() throws Exception {
        int rows = 21_000;
        db().sql(
                        "create table role (code varchar(10) primary key)",
                        "create table item (code varchar(20) primary key, price integer not null)");
        StringBuilder csv = new StringBuilder("code,price\n");
        StringBuilder former = new StringBuilder("{\"seedbed\":\"former\",\"version\":1}\n");
        for (int i = 1; i <= rows; i++) {
            csv.append(String.format("i%d,%d%n", i, i % 1_000 == 0 ? 2 : 1));
            if (i % 1_000 == 0) {
                former.append(
                        String.format("{\"table\":\"item\",\"key\":{\"code\":\"i%d\"},\"was\":{\"price\":[1]}}%n", i));
            }
        }
        Map<String, String> release = Map.of("item.csv", csv.toString(), "former.jsonl", former.toString());
        db().files(Map.of("item.csv", csv.toString().replace(",2", ",1")))
                .build()
                .fill();
        db().sql("delete from item where code in ('i1', 'i2')");
        CountDownLatch looked = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            db().joined(connection, ROLES).build().fill();
            Future<Report> waiting = other.submit(() -> db().files(release)
                    .progress((activity, table, done, of) -> {
                        if (activity.equals("comparing")) {
                            looked.countDown();
                        }
                    })
                    .build()
                    .update());
            assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(1_000);
            assertThat(waiting.isDone()).isFalse();
            TestDatabase.sql(
                    connection,
                    "update item set price = 77 where code = 'i3000'",
                    "insert into item values ('i2', 88)",
                    "delete from item where code = 'i4000'");
            connection.commit();

            assertThat(waiting.get().outcome()).isEqualTo(Outcome.APPLIED);
        } finally {
            other.shutdownNow();
        }
        assertThat(db().rows("select code, price from item where code in ('i1', 'i2', 'i3000', 'i5000') order by 1"))
                .containsExactly("i1|1", "i2|88", "i3000|77", "i5000|2");
        assertThat(db().rows("select count(*) from item where price = 2")).containsExactly("20");
        assertThat(db().files(release).build().update().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }
}
