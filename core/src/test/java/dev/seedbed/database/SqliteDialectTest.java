package dev.seedbed.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.database.Dialect.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SqliteDialectTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private Connection connection;
    private Dialect dialect;
    private Staged staged;

    @BeforeEach
    void open() throws SQLException {
        connection = connect("");
        dialect = Dialects.of(connection);
        staged = new Staged(connection, dialect);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("app.db") + parameters);
    }

    @Test
    void values_survive_the_journey_there_and_back() throws SQLException {
        staged.execute("create table t (txt text, vc varchar(5), nc text collate nocase, i int, b boolean, f real,"
                + " d decimal(10,2), n numeric, x blob, j json, ts timestamp, u uuid, bare)");

        for (String text : List.of("010", "1.10", "NO", "", "null", "😀 é\t\n\"\\'", "a".repeat(3_000_000))) {
            assertThat(staged.roundTrip("t", "txt", text)).containsExactly(text + "|same");
        }
        assertThat(staged.roundTrip("t", "txt", null)).containsExactly("null|same");
        assertThat(staged.roundTrip("t", "nc", "Abc")).containsExactly("Abc|same");
        assertThat(staged.roundTrip("t", "i", "010")).containsExactly("10|same");
        assertThat(staged.roundTrip("t", "i", "9223372036854775807")).containsExactly("9223372036854775807|same");
        assertThat(staged.roundTrip("t", "b", "true")).containsExactly("true|same");
        assertThat(staged.query("select b, typeof(b) from t")).containsExactly("1|integer");
        assertThat(staged.roundTrip("t", "b", null)).containsExactly("null|same");
        assertThat(staged.roundTrip("t", "f", "0.1")).containsExactly("0.1|same");
        assertThat(staged.roundTrip("t", "f", "0.30000000000000004")).containsExactly("0.30000000000000004|same");
        assertThat(staged.roundTrip("t", "d", "12.00")).containsExactly("12|same");
        assertThat(staged.roundTrip("t", "n", "12345678901234567890.5"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("|same");
        assertThat(staged.roundTrip("t", "x", "\\x00ff10")).containsExactly("\\x00ff10|same");
        assertThat(staged.roundTrip("t", "x", "\\x")).containsExactly("\\x|same");
        assertThat(staged.roundTrip("t", "x", null)).containsExactly("null|same");
        assertThat(staged.roundTrip("t", "j", "{\"a\": [1, 2]}")).containsExactly("{\"a\": [1, 2]}|same");
        assertThat(staged.roundTrip("t", "ts", "2024-01-01 10:00:00Z")).containsExactly("2024-01-01 10:00:00Z|same");
        assertThat(staged.roundTrip("t", "u", "5a0f1c1e-0000-4000-8000-000000000001"))
                .hasSize(1);
        assertThat(staged.roundTrip("t", "bare", "010")).containsExactly("010|same");
        assertThatThrownBy(() -> staged.roundTrip("t", "x", "\\xzz"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(dialect.failure(e)).isEqualTo(Failure.VALUE));
    }

    @Test
    @Timeout(20)
    void five_thousand_rows_are_planted_in_every_form_of_statement() throws SQLException {
        staged.execute(
                "create table target (id integer primary key, code varchar(20) not null unique)",
                "create table t (k varchar(20) primary key, n int, ref int references target)");

        staged.plantFiveThousand();
    }

    @Test
    void the_index_on_the_key_is_used() throws SQLException {
        staged.execute(
                "create table t (k text primary key, id int unique, f decimal(5,2) unique, b text collate nocase unique)",
                "create table i (id integer primary key)");

        for (String column : List.of("k", "id", "f", "b")) {
            ColumnType type = staged.column("t", column).type();
            assertThat(staged.query(
                            "explain query plan select 1 from {rows} join t on t." + column + " = "
                                    + dialect.typed("d.v1", type),
                            1,
                            Staged.row("1")))
                    .anyMatch(line -> line.contains("SEARCH t USING COVERING INDEX"));
            assertThat(staged.query(
                            "explain query plan select 1 from {rows} left join t on "
                                    + dialect.same("t." + column, dialect.typed("d.v1", type), type),
                            1,
                            Staged.row("1")))
                    .anyMatch(line -> line.contains("SEARCH t USING COVERING INDEX"));
        }
        assertThat(staged.query(
                        "explain query plan select 1 from {rows} where not exists (select 1 from i x where x.id = d.v1)",
                        1,
                        Staged.row("1")))
                .anyMatch(line -> line.contains("SEARCH x USING INTEGER PRIMARY KEY"));
    }

    @Test
    void writing_excludes_other_writers_until_it_ends() throws Exception {
        staged.execute("create table t (k text)");
        try (Connection other = connect("")) {
            dialect.beginWriting(connection, SHORT, Duration.ZERO);
            staged.execute("insert into t values ('a')");

            assertThatThrownBy(() -> dialect.beginWriting(other, SHORT, Duration.ZERO))
                    .isInstanceOf(Dialect.LockNotAcquired.class);
            dialect.commit(connection);
            dialect.end(connection);
            dialect.beginWriting(other, SHORT, Duration.ZERO);
            assertThat(new Staged(other, dialect).query("select k from t")).containsExactly("a");
            dialect.end(other);
        }
    }

    @Test
    void ending_rolls_back_and_restores_the_session() throws Exception {
        staged.execute("create table t (k text)", "pragma busy_timeout = 1234", "pragma foreign_keys = off");

        dialect.beginWriting(connection, SHORT, Duration.ZERO);
        assertThat(staged.query("pragma foreign_keys")).containsExactly("1");
        staged.execute("insert into t values ('a')");
        dialect.end(connection);

        assertThat(staged.query("select count(*) from t")).containsExactly("0");
        assertThat(staged.query("pragma busy_timeout")).containsExactly("1234");
        assertThat(staged.query("pragma foreign_keys")).containsExactly("0");
        assertThat(connection.getAutoCommit()).isTrue();
        dialect.end(connection);
    }

    @Test
    void reading_cannot_write() throws SQLException {
        staged.execute("create table t (k text)");

        dialect.beginReading(connection, Duration.ZERO);
        assertThatThrownBy(() -> staged.execute("insert into t values ('a')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(dialect.failure(e)).isEqualTo(Failure.READ_ONLY));
        dialect.end(connection);

        staged.execute("insert into t values ('a')");
    }

    @Test
    void a_file_opened_read_only_can_be_read() throws SQLException {
        staged.execute("create table t (k text primary key)", "insert into t values ('a')");
        try (Connection reader = connect("?open_mode=1")) {
            assertThat(dialect.describe(reader, List.of("t"), null).server().readOnly())
                    .isTrue();
            dialect.beginReading(reader, Duration.ZERO);
            assertThat(new Staged(reader, dialect)
                            .query("select k from {rows} join t on t.k = d.v1", 1, Staged.row("a")))
                    .containsExactly("a");
            dialect.end(reader);
            assertThatThrownBy(() -> new Staged(reader, dialect).execute("insert into t values ('b')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(dialect.failure(e)).isEqualTo(Failure.READ_ONLY));
        }
    }

    @Test
    void joining_takes_the_write_lock_inside_the_callers_transaction() throws Exception {
        staged.execute("create table t (k text)", "insert into t values ('kept')");
        connection.setAutoCommit(false);
        try (Connection other = connect("")) {
            try (AutoCloseable joined = dialect.join(connection, SHORT)) {
                assertThatThrownBy(() -> dialect.beginWriting(other, SHORT, Duration.ZERO))
                        .isInstanceOf(Dialect.LockNotAcquired.class);
                dialect.end(other);
                staged.execute("insert into t values ('joined')");
            }
            connection.rollback();
            dialect.beginWriting(other, SHORT, Duration.ZERO);
            assertThatThrownBy(() -> dialect.join(connection, SHORT)).isInstanceOf(Dialect.LockNotAcquired.class);
            dialect.end(other);
        }
        connection.rollback();
        assertThat(staged.query("select k from t")).containsExactly("kept");
    }

    @Test
    void dangling_references_are_counted_before_the_commit() throws SQLException {
        staged.execute(
                "create table p (k text primary key)",
                "create table c (p text references p)",
                "insert into c values ('x'), ('y'), (null)");
        Table table = staged.table("c");

        assertThatThrownBy(() -> dialect.checkConstraints(connection, List.of(table)))
                .hasMessage("Table \"c\" has 2 rows that refer to no row of \"p\".")
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(dialect.failure(e)).isEqualTo(Failure.FOREIGN_KEY));
        dialect.checkConstraints(connection, List.of(staged.table("p")));
    }

    @Test
    void errors_are_told_apart_and_say_no_values() throws SQLException {
        staged.execute(
                "pragma foreign_keys = on",
                "create table p (k text primary key, u text not null, n int constraint small check (n < 5), unique (u, n))",
                "create unique index expr on p (lower(u))",
                "create table c (id integer primary key, p text references p)",
                "create table s (i int) strict",
                "insert into p values ('secret', 'U', 1)");

        expect("insert into p values ('secret', 'V', 1)", Failure.UNIQUE, "p.k", "UNIQUE constraint failed: p.k");
        expect("insert into p values ('b', 'U', 1)", Failure.UNIQUE, "expr", "UNIQUE constraint failed: index 'expr'");
        expect("insert into p values ('b', null, 1)", Failure.NOT_NULL, "p.u", "NOT NULL constraint failed: p.u");
        expect("insert into p values ('b', 'V', 9)", Failure.CHECK, "small", "CHECK constraint failed: small");
        expect("insert into c values (1, 'zzz')", Failure.FOREIGN_KEY, null, "FOREIGN KEY constraint failed");
        expect("insert into c values ('a', null)", Failure.VALUE, null, "datatype mismatch");
        expect("insert into s values ('a')", Failure.VALUE, null, "cannot store TEXT value in INT column s.i");
    }

    @Test
    void a_check_that_an_error_names_is_told_with_its_columns() throws SQLException {
        staged.execute("create table door (k text, width int constraint \"too wide\" check (width < 10), height int"
                + " check (height in (1, (2))), depth int check (door.depth > length('width')) check (depth <9),"
                + " open int, constraint both check (width < height), Constraint fixed check (1 = open or 0),"
                + " constraint twice check (k <> 'a'), constraint twice check (k <> 'b'))");

        assertThat(rule("insert into door (width) values (10)"))
                .isEqualTo(new CheckRule(List.of("width"), "width < 10"));
        assertThat(rule("insert into door (height) values (3)"))
                .isEqualTo(new CheckRule(List.of("height"), "height in (1, (2))"));
        assertThat(rule("insert into door (depth) values (3)"))
                .isEqualTo(new CheckRule(List.of("depth"), "door.depth > length('width')"));
        assertThat(rule("insert into door (depth) values (9)")).isEqualTo(new CheckRule(List.of("depth"), "depth <9"));
        assertThat(rule("insert into door (width, height) values (2, 1)"))
                .isEqualTo(new CheckRule(List.of("width", "height"), "width < height"));
        assertThat(rule("insert into door (open) values (0)"))
                .isEqualTo(new CheckRule(List.of("open"), "1 = open or 0"));
        assertThat(rule("insert into door (k) values ('a')")).isNull();
    }

    @Test
    void a_check_may_hold_long_texts() throws SQLException {
        String text = "it''s ".repeat(20_000);
        staged.execute("create table door (k text check (k <> '" + text + "' and k <> 'a'))");

        assertThat(rule("insert into door (k) values ('a')"))
                .isEqualTo(new CheckRule(List.of("k"), "k <> '" + text + "' and k <> 'a'"));
    }

    private @Nullable CheckRule rule(String sql) throws SQLException {
        SQLException failed = catchThrowableOfType(SQLException.class, () -> staged.execute(sql));
        assertThat(dialect.failure(failed)).isEqualTo(Failure.CHECK);
        return dialect.checkRule(connection, staged.table("door").name(), String.valueOf(dialect.constraint(failed)));
    }

    private void expect(String sql, Failure failure, String constraint, String message) {
        assertThatThrownBy(() -> staged.execute(sql)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(dialect.failure(e)).isEqualTo(failure);
            assertThat(dialect.constraint(e)).isEqualTo(constraint);
            assertThat(dialect.message(e)).isEqualTo(message);
        });
    }

    @Test
    void autoincrement_follows_given_values_by_itself() throws SQLException {
        staged.execute(
                "create table t (id integer primary key autoincrement, k text)", "insert into t values (41, 'a')");

        dialect.advanceSequence(connection, staged.table("t").name(), staged.column("t", "id"));
        staged.execute("insert into t (k) values ('b')");

        assertThat(staged.query("select max(id) from t")).containsExactly("42");
        assertThat(dialect.advancesAfterCommit()).isFalse();
    }

    @Test
    void a_table_is_read_row_by_row() throws SQLException {
        staged.execute("create table t (k int)", "insert into t values (1), (null), (3)");
        AtomicLong sum = new AtomicLong();

        dialect.readAll(
                connection,
                "select k from t",
                1,
                true,
                row -> sum.addAndGet(row.text(0) == null ? 100 : Long.parseLong(row.text(0))));

        assertThat(sum).hasValue(104);
    }
}
