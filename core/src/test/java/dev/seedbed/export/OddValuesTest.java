package dev.seedbed.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Values that databases with loose types and no checks hold, and that no seed file could: named, and left out alone. */
class OddValuesTest {
    @TempDir
    Path directory;

    private DataSource h2() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return dataSource;
    }

    private DataSource sqlite() {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + directory.resolve("test.db"));
        return dataSource;
    }

    private List<String> leftOut(DataSource dataSource, String table, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        Seedbed seedbed = Seedbed.on(dataSource)
                .baseDirectory(directory)
                .seeds("out")
                .discoverSeeders(false)
                .build();
        ExportReport report = seedbed.export(ExportRequest.of(directory.resolve("out"), table));
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        return report.leftOut().stream()
                .map(left -> left.column() + ", " + left.row() + ": " + left.reason())
                .toList();
    }

    @Test
    void a_nul_character() throws SQLException {
        assertThat(leftOut(
                        h2(),
                        "t",
                        "create table t (k varchar(5) primary key, v varchar(9))",
                        "insert into t values ('a', 'x'), ('b', 'x' || char(0))"))
                .containsExactly("v, k=b: it has a NUL character, which no seed file holds");
    }

    @Test
    void a_binary_value_that_h2_does_not_read_back() throws SQLException {
        assertThat(leftOut(
                        h2(),
                        "t",
                        "create table t (k varchar(5) primary key, v varchar(9), b varbinary(5000))",
                        "insert into t values ('a', 'x', X'00'), ('b', 'y', cast(space(3000) as varbinary))"))
                .containsExactly("b, null: the database does not read its own text back as the same value"
                        + " (BINARY VARYING(5000))");
    }

    @Test
    void what_a_column_of_sqlite_holds_that_is_none_of_its_type() throws SQLException {
        assertThat(
                        leftOut(
                                sqlite(),
                                "t",
                                "create table t (k varchar(5) not null primary key, n integer, v varchar(3), b boolean)",
                                "insert into t values ('a', 1, 'abc', 1), ('b', 'many', 'x', 0), ('c', 2, 'abcd', 1), ('d', 3, 'x', 7)"))
                .containsExactly(
                        "n, k=b: it is no value of the column's type (INTEGER)",
                        "v, k=c: it is longer than varchar(3) takes",
                        "b, k=d: it is no value of the column's type (boolean)");
    }

    @Test
    void a_reference_that_leads_nowhere() throws SQLException {
        assertThat(leftOut(
                        sqlite(),
                        "c",
                        "create table p (id integer primary key, code varchar(5) not null unique)",
                        "create table c (k varchar(5) not null primary key, p_id integer references p(id))",
                        "insert into p values (1, 'p')",
                        "insert into c values ('a', 1), ('b', 2), ('c', null)"))
                .containsExactly("p_id, k=b: it refers to a row that does not exist");
    }

    @Test
    void numbers_that_their_type_would_round_are_named_and_their_column_stays() throws SQLException {
        assertThat(leftOut(
                        sqlite(),
                        "t",
                        "create table t (k varchar(5) primary key, price numeric(10, 2), f double, data json)",
                        "insert into t values ('a', 9.99, 1.5, '{\"a\": 1}'), ('b', 9.999, 1, '1'), ('c', 1, 'x', '2'),"
                                + " ('d', 2, 2, 'nope')"))
                .containsExactly(
                        "price, k=b: it is no value of the column's type (numeric(10, 2))",
                        "f, k=c: it is no value of the column's type (double)",
                        "data, k=d: it is no value of the column's type (json)");
        assertThat(directory.resolve("out/t.yaml"))
                .content()
                .contains("- {k: a, price: 9.99, f: 1.5, data: {\"a\": 1}}");
    }
}
