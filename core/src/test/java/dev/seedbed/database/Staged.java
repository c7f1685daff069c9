package dev.seedbed.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Statements over row sets, in the forms that a run sends; {@code {rows}} stands for the row set. */
final class Staged {
    private final Connection connection;
    private final Dialect dialect;

    Staged(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Rows of a query as text, NULL as {@code null}, cells joined by a bar. */
    List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return read(rows);
        }
    }

    List<String> query(String sql, int columns, List<@Nullable String[]> rows) throws SQLException {
        try (PreparedStatement statement = prepare(sql, columns, rows);
                ResultSet result = statement.executeQuery()) {
            return read(result);
        }
    }

    int update(String sql, int columns, List<@Nullable String[]> rows) throws SQLException {
        try (PreparedStatement statement = prepare(sql, columns, rows)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, int columns, List<@Nullable String[]> rows) throws SQLException {
        int sets = sql.split("\\{rows}", -1).length - 1;
        PreparedStatement statement = connection.prepareStatement(sql.replace("{rows}", dialect.rowSet(columns)));
        int index = 1;
        for (int i = 0; i < sets; i++) {
            index = dialect.bindRowSet(statement, index, columns, rows);
        }
        return statement;
    }

    private static List<String> read(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                cells.add(Objects.toString(rows.getString(i)));
            }
            lines.add(String.join("|", cells));
        }
        return lines;
    }

    /** A column of a table, as the catalogue describes it. */
    Column column(String table, String column) throws SQLException {
        return Objects.requireNonNull(table(table).column(column));
    }

    Table table(String table) throws SQLException {
        return Objects.requireNonNull(
                dialect.describe(connection, List.of(table), null).table(table));
    }

    /** Writes a text into a column as a run does, and returns the live value and whether it is the same again. */
    List<String> roundTrip(String table, String columnName, @Nullable String text) throws SQLException {
        Column column = column(table, columnName);
        String name = dialect.quote(column.name());
        String target = dialect.quote(table(table).name());
        List<@Nullable String[]> rows = row(text);
        execute("delete from " + target);
        update(
                "insert into " + target + " (" + name + ") select " + dialect.typed("d.v1", column.type())
                        + " from {rows} order by d.ord",
                1,
                rows);
        return query(
                "select " + dialect.text("t." + name, column.type()) + ", (case when "
                        + dialect.same("t." + name, dialect.typed("d.v1", column.type()), column.type())
                        + " then 'same' else 'other' end) from {rows} join " + target + " t on 1 = 1",
                1,
                rows);
    }

    /** The forms of a run over 5,000 rows of two tables called target (id, code) and t (k, n, ref). */
    void plantFiveThousand() throws SQLException {
        List<@Nullable String[]> targets = new ArrayList<>();
        List<@Nullable String[]> rows = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            targets.add(new @Nullable String[] {"code-" + i});
            rows.add(new @Nullable String[] {"key-" + i, String.valueOf(i), i % 10 == 0 ? null : "code-" + i});
        }
        ColumnType code = column("target", "code").type();
        ColumnType k = column("t", "k").type();
        ColumnType n = column("t", "n").type();
        String typedKey = dialect.typed("d.v1", k);
        check(
                5_000,
                update(
                        "insert into target (code) select " + dialect.typed("d.v1", code)
                                + " from {rows} where not exists (select 1 from target x where x.code = "
                                + dialect.typed("d.v1", code) + ") order by d.ord",
                        1,
                        targets));
        String insert = "insert into t (k, n, ref) select " + typedKey + ", " + dialect.typed("d.v2", n)
                + ", r1.id from {rows} left join target r1 on "
                + dialect.same("r1.code", dialect.typed("d.v3", code), code)
                + " where (d.v3 is null or r1.id is not null) and not exists (select 1 from t x where x.k = " + typedKey
                + ") order by d.ord";
        check(5_000, update(insert, 3, rows));
        check(0, update(insert, 3, rows));
        check(
                5_000,
                query(
                                "select d.ord, " + dialect.text("t.n", n) + ", (case when "
                                        + dialect.same("t.n", dialect.typed("d.v2", n), n)
                                        + " then 1 else 0 end), r1.code from {rows} join t on t.k = " + typedKey
                                        + " left join target r1 on r1.id = t.ref where "
                                        + dialect.same("t.n", dialect.typed("d.v2", n), n),
                                3,
                                rows)
                        .size());
        for (int from = 0; from < rows.size(); from += dialect.rowSetLimit()) {
            List<@Nullable String[]> some = rows.subList(from, Math.min(rows.size(), from + dialect.rowSetLimit()));
            check(
                    some.size(),
                    update(
                            "update t set n = (select " + dialect.typed("d.v2", n) + " + 1 from {rows} where "
                                    + typedKey + " = t.k) where exists (select 1 from {rows} where " + typedKey
                                    + " = t.k)",
                            3,
                            some));
        }
        check(
                500,
                update(
                        "update t set ref = (select r1.id from {rows} join target r1 on r1.code = "
                                + dialect.typed("d.v1", code)
                                + " where d.ord = 1) where exists (select 1 from {rows} where d.ord = 1) and ref is null",
                        1,
                        targets));
        check(
                7,
                query("select t.k, r1.code from t left join target r1 on r1.id = t.ref limit 7")
                        .size());
    }

    private static void check(int expected, int actual) {
        if (expected != actual) {
            throw new AssertionError("Expected " + expected + " rows, not " + actual + ".");
        }
    }

    static List<@Nullable String[]> row(@Nullable String... texts) {
        List<@Nullable String[]> rows = new ArrayList<>();
        rows.add(Arrays.copyOf(texts, texts.length));
        return rows;
    }
}
