package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One transaction: all or nothing, and never the caller's decision taken away. */
public interface TransactionContract extends OnDatabase {
    String SEEDS = "tables: {role: {rows: [{code: a}, {code: b}]}}";

    private void role() {
        db().sql("create table role (code varchar(10) primary key)");
    }

    @Test
    default void an_owned_run_commits_and_gives_the_connection_back_as_it_was() throws SQLException {
        role();
        OneConnection pool = new OneConnection(db().dataSource());
        try (pool) {
            Report report = Seedbed.on(pool)
                    .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                    .seeds("seeds")
                    .build()
                    .fill();

            assertThat(report.committed()).isTrue();
            assertThat(pool.taken()).isZero();
            assertThat(pool.real().getAutoCommit()).isTrue();
            assertThat(pool.real().isReadOnly()).isFalse();
            assertThat(db().count("role")).isEqualTo(2);
        }
    }

    @Test
    default void a_connection_that_comes_without_auto_commit_goes_back_so() throws SQLException {
        role();
        OneConnection pool = new OneConnection(db().dataSource());
        try (pool) {
            pool.real().setAutoCommit(false);
            Seedbed.Builder seeds = Seedbed.on(pool)
                    .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                    .seeds("seeds");

            assertThat(seeds.build().plan(Mode.FILL).inserted()).isEqualTo(2);
            assertThat(pool.real().getAutoCommit()).isFalse();
            assertThat(seeds.build().fill().committed()).isTrue();
            assertThat(pool.real().getAutoCommit()).isFalse();
            assertThat(seeds.build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            TestDatabase.sql(pool.real(), "insert into role values ('mine')");
            pool.real().rollback();
        }
        assertThat(db().count("role")).isEqualTo(2);
    }

    @Test
    default void a_connection_that_cannot_be_given_back_takes_nothing_from_what_was_committed() throws SQLException {
        role();
        PlainDataSource pool = () -> failingAt("close", db().dataSource().getConnection());
        Seedbed.Builder seeds = Seedbed.on(pool)
                .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                .seeds("seeds");

        assertThat(seeds.build().fill().outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(seeds.build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(seeds.build().lint().errors()).isEmpty();
        assertThat(db().count("role")).isEqualTo(2);
    }

    /** The row that fails is found by planting again with savepoints, of which some drivers keep a mode. */
    @Test
    default void a_run_that_looks_for_the_row_to_blame_gives_the_connection_back_as_it_was() throws SQLException {
        db().sql("create table role (code varchar(10) primary key check (code <> 'b'))");
        OneConnection pool = new OneConnection(db().dataSource());
        try (pool) {
            Seedbed seedbed = Seedbed.on(pool)
                    .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                    .seeds("seeds")
                    .build();
            for (int again = 0; again < 2; again++) {
                assertThatThrownBy(seedbed::fill).hasMessageContaining("code=b");
                assertThat(pool.real().getAutoCommit()).isTrue();
            }
            pool.real().setAutoCommit(false);
            assertThatThrownBy(seedbed::fill).hasMessageContaining("code=b");
            assertThat(pool.real().getAutoCommit()).isFalse();
            pool.real().rollback();
        }
        assertThat(db().count("role")).isZero();
    }

    /** As pools answer that have taken back a connection that was lost. */
    @Test
    default void why_a_run_failed_is_told_though_its_transaction_cannot_be_ended() {
        db().sql("create table role (code varchar(10) primary key check (code <> 'b'))");
        PlainDataSource pool = () -> failingAt("rollback", db().dataSource().getConnection());

        assertThatThrownBy(() -> Seedbed.on(pool)
                        .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                        .seeds("seeds")
                        .build()
                        .fill())
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("code=b")
                .hasMessageNotContaining("The pool has it back.");
        assertThat(db().count("role")).isZero();
    }

    /** The same connection, one method of which, without arguments, does its work and fails. */
    private static Connection failingAt(String failing, Connection real) {
        return (Connection) Proxy.newProxyInstance(
                TransactionContract.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (method.getName().equals(failing) && arguments == null) {
                            throw new SQLException("The pool has it back.");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    default void a_joined_run_never_commits_and_says_so() throws SQLException {
        role();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);

            Report report = db().joined(connection, SEEDS).build().fill();

            assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(report.committed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.isClosed()).isFalse();
            assertThat(TestDatabase.rows(connection, "select count(*) from role"))
                    .containsExactly("2");
            connection.rollback();
        }
        assertThat(db().count("role")).isZero();
    }

    /** The same connection as a manager of transactions hands it out, which keeps savepoints to itself. */
    private static Connection withoutSavepoints(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                TransactionContract.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("setSavepoint")) {
                        throw new SQLException("Savepoints are the transaction manager's.");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    default void a_transaction_that_takes_no_savepoint_is_read_and_never_written() throws SQLException {
        role();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            Connection managed = withoutSavepoints(connection);

            assertThatThrownBy(() -> db().joined(managed, SEEDS).build().fill()).hasMessage("""
                            The caller's transaction takes no savepoint, so a run that fails halfway could not be taken back.
                              mend:  hand over a DataSource instead: Seedbed.on(dataSource) has a transaction of its own""");
            assertThat(TestDatabase.rows(connection, "select count(*) from role"))
                    .containsExactly("0");
            assertThat(db().joined(managed, SEEDS).build().plan(Mode.FILL).inserted())
                    .isEqualTo(2);
            TestDatabase.sql(connection, "insert into role values ('a'), ('b')");
            assertThat(db().joined(managed, SEEDS).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            connection.rollback();
        }
    }

    @Test
    default void a_plain_rollback_undoes_the_callers_rows_and_ours() throws SQLException {
        role();
        db().sql("create table other (code varchar(10))");
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "insert into other values ('mine')");
            db().joined(connection, SEEDS).build().fill();
            connection.rollback();
        }

        assertThat(db().count("role")).isZero();
        assertThat(db().count("other")).isZero();
    }

    @Test
    default void the_callers_commit_keeps_both() throws SQLException {
        role();
        db().sql("create table other (code varchar(10))");
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "insert into other values ('mine')");
            db().joined(connection, SEEDS).build().fill();
            connection.commit();
        }

        assertThat(db().count("role")).isEqualTo(2);
        assertThat(db().count("other")).isEqualTo(1);
    }

    @Test
    default void a_joined_run_sees_what_the_caller_has_not_committed() throws SQLException {
        role();
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "insert into role values ('a')");

            assertThat(db().joined(connection, SEEDS).build().fill().inserted()).isEqualTo(1);
            connection.rollback();
        }
    }

    @Test
    default void a_joined_run_with_nothing_to_do_leaves_the_transaction_usable() throws SQLException {
        role();
        db().fill(SEEDS);
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);

            assertThat(db().joined(connection, SEEDS).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

            TestDatabase.sql(connection, "insert into role values ('c')");
            connection.commit();
        }
        assertThat(db().count("role")).isEqualTo(3);
    }

    @Test
    default void a_joined_connection_in_auto_commit_mode_is_refused_before_any_write() throws SQLException {
        role();
        try (Connection connection = db().connect()) {
            Throwable thrown =
                    catchThrowable(() -> db().joined(connection, SEEDS).build().fill());

            assertThat(thrown).isInstanceOf(SeedException.class).hasMessageContaining("auto-commit");
        }
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void an_error_in_the_last_table_leaves_nothing_of_the_first() {
        db().sql(
                        "create table role (code varchar(10) primary key)",
                        "create table unit (code varchar(10) primary key, factor integer check (factor > 0))");

        assertThat(db().failure("""
                        tables:
                          role: {rows: [{code: a}, {code: b}]}
                          unit: {rows: [{code: kg, factor: 0}]}
                        """)).contains("unit");
    }

    /** A run inside a transaction that has done something already; the caller then goes on, and commits. */
    private String failsInATransaction(Map<String, String> files) throws SQLException {
        db().sql(
                        "create table role (code varchar(10) primary key)",
                        "create table unit (code varchar(10) primary key, factor integer check (factor > 0))",
                        "create table other (code varchar(10))");
        db().seeds(SEEDS).build().ledger().enable();
        String said;
        try (Connection connection = db().connect()) {
            connection.setAutoCommit(false);
            TestDatabase.sql(connection, "insert into other values ('before')");

            Throwable thrown = catchThrowable(() -> Seedbed.on(connection)
                    .baseDirectory(db().write(files))
                    .seeds("seeds")
                    .environment("development")
                    .build()
                    .update());

            assertThat(thrown).isInstanceOf(SeedException.class);
            assertThat(thrown.getSuppressed()).isEmpty();
            said = String.valueOf(thrown.getMessage());
            TestDatabase.sql(connection, "insert into other values ('after')");
            connection.commit();
        }
        assertThat(db().rows("select code from other")).containsExactly("before", "after");
        assertThat(db().count("role")).isZero();
        assertThat(db().count("unit")).isZero();
        assertThat(db().rows("select kinds from seedbed_ledger")).containsExactly("enabled");
        return said;
    }

    @Test
    default void a_joined_run_that_fails_while_it_writes_leaves_the_transaction_as_it_was() throws SQLException {
        assertThat(failsInATransaction(Map.of("seeds.yaml", """
                tables:
                  role: {rows: [{code: a}, {code: b}]}
                  unit: {rows: [{code: kg, factor: 0}]}
                """))).contains("unit");
    }

    @Test
    default void a_joined_run_whose_sql_fails_leaves_the_transaction_as_it_was() throws SQLException {
        assertThat(failsInATransaction(Map.of(
                        "roles.yaml",
                        SEEDS,
                        "units.yaml",
                        "sql: {file: units.sql, touches: [unit], done-when: 'select count(*) > 0 from unit'}\n",
                        "units.sql",
                        "insert into unit values ('kg', 1);\ninsert into unit values ('kg', 1);\n")))
                .contains("units.sql");
    }

    @Test
    default void a_joined_run_that_cannot_be_planned_leaves_the_transaction_as_it_was() throws SQLException {
        assertThat(failsInATransaction(Map.of(
                        "seeds.yaml", "tables: {role: {rows: [{code: a}]}, unit: {rows: [{code: kg, factor: many}]}}")))
                .contains("it is not a whole number");
    }

    @Test
    default void a_database_that_cannot_be_reached_is_one_clear_error() {
        PlainDataSource unreachable = () -> DriverManager.getConnection("jdbc:postgresql://localhost:1/none");
        Throwable thrown = catchThrowable(() -> Seedbed.on(unreachable)
                .baseDirectory(db().write(Map.of("seeds.yaml", SEEDS)))
                .seeds("seeds")
                .build()
                .fill());

        assertThat(thrown).isInstanceOf(SeedException.class);
        assertThat(((SeedException) thrown).kind()).isEqualTo(SeedException.Kind.FAILED);
    }
}
