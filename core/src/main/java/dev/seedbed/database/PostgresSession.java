package dev.seedbed.database;

import dev.seedbed.database.Dialect.Failure;
import dev.seedbed.database.Dialect.LockNotAcquired;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run sets for its transaction on PostgreSQL: settings, time limits, and the lock that all runs share. */
final class PostgresSession {
    /** The advisory lock that all runs on one database share: "seedbed" in ASCII. */
    private static final long LOCK = 0x73656564626564L;

    /**
     * Values read as text must not depend on who connects: time zone, date style and the like are set for the
     * transaction alone, since a pool may hand the session to somebody else. Compiling a query takes more than it saves:
     * the planner takes the questions to the catalogue for costly ones, and a server with LLVM would spend 30 ms on one.
     */
    static final String SETTINGS = """
            select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), \
            set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true), \
            set_config('extra_float_digits', '1', true), set_config('jit', 'off', true)""";

    private static final String JOINED_SETTINGS =
            "'TimeZone', 'DateStyle', 'IntervalStyle', 'bytea_output', 'extra_float_digits', 'jit',"
                    + " 'lock_timeout', 'default_toast_compression'";

    private static final String QUICK_COMPRESSION =
            " from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)";

    private PostgresSession() {}

    /** Statements that settle a transaction which only reads; one of them answers with a row. */
    static String reading(Duration statementTimeout) {
        return "set transaction isolation level repeatable read, read only; " + SETTINGS
                + timeout("statement_timeout", statementTimeout);
    }

    /**
     * Settles the transaction that was just begun, and takes the lock. Where somebody decided that transactions of this
     * role, database or connection only read, that stands: the first row to be written is refused.
     */
    static void write(Connection connection, Duration lockTimeout, Duration statementTimeout)
            throws SQLException, LockNotAcquired {
        Statements.execute(
                connection,
                "set transaction isolation level read committed; " + SETTINGS + timeout("lock_timeout", lockTimeout));
        lock(connection);
        if (!statementTimeout.isZero()) {
            Statements.execute(
                    connection, timeout("statement_timeout", statementTimeout).substring(2));
        }
    }

    /**
     * Has long texts that the transaction writes compressed by LZ4 where the server has it: it takes a fifth of the time of
     * what it uses else. A column that says how it is compressed stays with that.
     */
    static void compressQuickly(Connection connection) throws SQLException {
        Statements.execute(connection, "select set_config(name, 'lz4', true)" + QUICK_COMPRESSION);
    }

    /** False where the server can only compress in its own way. */
    static boolean compressesQuickly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet known = statement.executeQuery("select 1" + QUICK_COMPRESSION)) {
            return known.next();
        }
    }

    /** Settles the caller's transaction and takes the lock; closing restores the settings. */
    static AutoCloseable join(Connection connection, Duration lockTimeout) throws SQLException, LockNotAcquired {
        List<String[]> before = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select name, current_setting(name, true) from unnest(array["
                                + JOINED_SETTINGS + "]) as s(name) where current_setting(name, true) is not null");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                before.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        Statements.execute(connection, SETTINGS + timeout("lock_timeout", lockTimeout));
        lock(connection);
        return () -> {
            try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, true)")) {
                for (String[] setting : before) {
                    statement.setString(1, setting[0]);
                    statement.setString(2, setting[1]);
                    statement.execute();
                }
            }
        };
    }

    private static void lock(Connection connection) throws SQLException, LockNotAcquired {
        try {
            Statements.execute(connection, "select pg_advisory_xact_lock(" + LOCK + ")");
        } catch (SQLException e) {
            if (PostgresErrors.failure(e) == Failure.LOCK_TIMEOUT) {
                throw new LockNotAcquired(e);
            }
            throw e;
        }
    }

    /** The setting of a limit, as an expression. */
    static String limit(String setting, Duration timeout) {
        return "set_config('" + setting + "', '" + Math.max(1, timeout.toMillis()) + "', true)";
    }

    /** A further statement behind others; empty for no limit. */
    static String timeout(String setting, Duration timeout) {
        return timeout.isZero() ? "" : "; set local " + setting + " = " + Math.max(1, timeout.toMillis());
    }
}
