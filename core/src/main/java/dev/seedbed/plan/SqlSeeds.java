package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SqlSeed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** SQL seeders: whether they have anything left to do. */
public final class SqlSeeds {
    private SqlSeeds() {}

    /**
     * Asks a seeder's {@code done-when}.
     *
     * @throws SeedException where the query fails, or answers anything but one boolean
     */
    public static boolean done(Connection connection, Dialect dialect, SqlSeed sql) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.doneWhen())) {
            if (!rows.next() || rows.getMetaData().getColumnCount() != 1) {
                throw wrong(sql, "answers no single value", null);
            }
            boolean done = rows.getBoolean(1);
            if (rows.wasNull() || rows.next()) {
                throw wrong(sql, "answers no single boolean", null);
            }
            return done;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            throw wrong(sql, "fails: " + dialect.message(e), e);
        }
    }

    private static SeedException wrong(
            SqlSeed sql, String what, java.lang.@org.jspecify.annotations.Nullable Throwable cause) {
        return new SeedException(
                Problem.of(
                        "The \"done-when\" of \"" + sql.file() + "\" " + what + ".",
                        sql.at(),
                        "write a query that answers one boolean, such as select exists(select 1 from role)"),
                cause);
    }
}
