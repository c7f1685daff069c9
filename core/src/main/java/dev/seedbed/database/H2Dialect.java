package dev.seedbed.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * H2 2.2 and later.
 *
 * <p>H2 has no lock that a session could take without writing a row or creating a table. Runs therefore share a lock of
 * this JVM, by database: that covers every embedded and every in-memory database. Runs in different JVMs on one H2
 * server, or through {@code AUTO_SERVER}, are not kept apart by it: there a unique key turns the slower run's insert
 * into an error, after which it may be run again, and a table without a unique key is not protected.
 *
 * <p>H2 knows no read-only transactions. It has no function that reads hexadecimal digits: binary values of at most
 * 1,024 bytes can be sent; and arrays of at most 1,000 elements.
 */
final class H2Dialect implements Dialect {
    /** The level at which a transaction sees one moment; JDBC has no name for it. */
    private static final int SNAPSHOT = 6;

    private static final String CHECKS = """
            select c.check_clause
            from information_schema.check_constraints c
            join information_schema.table_constraints t
              on t.constraint_schema = c.constraint_schema and t.constraint_name = c.constraint_name
            where t.constraint_type = 'CHECK' and t.table_schema = ? and t.table_name = ?
            order by c.constraint_name
            """;

    private static final String INCOMING = """
            select r.constraint_schema || '.' || r.constraint_name, c.table_schema, c.table_name, c.column_name,
                   t.table_schema, t.table_name, t.column_name,
                   case when r.update_rule = 'CASCADE' then 1 else 0 end
            from information_schema.referential_constraints r
            join information_schema.key_column_usage c
              on c.constraint_schema = r.constraint_schema and c.constraint_name = r.constraint_name
            join information_schema.key_column_usage t
              on t.constraint_schema = r.unique_constraint_schema and t.constraint_name = r.unique_constraint_name
                 and t.ordinal_position = c.position_in_unique_constraint
            order by 1, c.ordinal_position
            """;

    @Override
    public String product() {
        return "H2";
    }

    /** There is no right of one schema but to own it. */
    @Override
    public String grantToCreate(String schema, String user) {
        return "grant alter any schema to " + quote(user);
    }

    @Override
    public String grantOn(TableName table, String rights, String user) {
        return "grant " + rights + " on " + quote(table) + " to " + quote(user);
    }

    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema)
            throws SQLException {
        return new H2Catalogue(connection).describe(writtenNames, schema);
    }

    @Override
    public @Nullable String identity(Connection connection) throws SQLException {
        return Statements.single(connection, "select coalesce(database_path(), 'memory ' || database())");
    }

    @Override
    public List<String> tableNames(Connection connection, @Nullable String schema) throws SQLException {
        return new H2Catalogue(connection).tableNames(schema);
    }

    @Override
    public List<String> schemaNames(Connection connection) throws SQLException {
        return Statements.column(connection, "select schema_name from information_schema.schemata order by 1");
    }

    @Override
    public void beginReading(Connection connection, Duration statementTimeout) throws SQLException {
        begin(connection, Begun.NOTHING, SNAPSHOT, Duration.ZERO, statementTimeout);
    }

    @Override
    public void beginWriting(Connection connection, Duration lockTimeout, Duration statementTimeout)
            throws SQLException, LockNotAcquired {
        Runnable release = lock(connection, lockTimeout);
        try {
            begin(connection, release, Connection.TRANSACTION_READ_COMMITTED, lockTimeout, statementTimeout);
        } catch (SQLException | RuntimeException e) {
            release.run();
            endAfter(connection, e);
            throw e;
        }
    }

    private void endAfter(Connection connection, Exception cause) {
        try {
            end(connection);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void begin(
            Connection connection, Runnable release, int isolation, Duration lockTimeout, Duration statementTimeout)
            throws SQLException {
        List<String> restore = settings(connection);
        restore.add(isolate(connection.getTransactionIsolation()));
        Begun.put(connection, new Begun(restore, release));
        // As it is put back: a pool that saw the one and not the other would give the connection to others so.
        Statements.execute(connection, isolate(isolation));
        prepare(connection, lockTimeout);
        if (!statementTimeout.isZero()) {
            Statements.execute(connection, "set query_timeout " + millis(statementTimeout));
        }
        connection.setAutoCommit(false);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The lock is let go of by what this returns, although the caller has not committed by then. The caller's
     * isolation level is left as it is: under REPEATABLE READ or SNAPSHOT the run sees what the transaction first saw.
     */
    @Override
    public AutoCloseable join(Connection connection, Duration lockTimeout) throws SQLException, LockNotAcquired {
        Begun begun = new Begun(settings(connection), lock(connection, lockTimeout));
        try {
            prepare(connection, lockTimeout);
        } catch (SQLException e) {
            begun.undo(connection);
            throw e;
        }
        return () -> begun.undo(connection);
    }

    /** Settings of the session, none of which commits. */
    private static void prepare(Connection connection, Duration lockTimeout) throws SQLException {
        Statements.execute(connection, "set time zone 'UTC'");
        if (!lockTimeout.isZero()) {
            Statements.execute(connection, "set lock_timeout " + millis(lockTimeout));
        }
    }

    private static List<String> settings(Connection connection) throws SQLException {
        List<String> restore = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT LOCK_TIMEOUT(), SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS
                        WHERE SETTING_NAME IN ('TIME ZONE', 'QUERY_TIMEOUT')""")) {
            while (rows.next()) {
                if (restore.isEmpty()) {
                    restore.add("set lock_timeout " + rows.getInt(1));
                }
                restore.add("set " + rows.getString(2) + " '" + rows.getString(3) + "'");
            }
        }
        restore.replaceAll(sql -> sql.startsWith("set QUERY_TIMEOUT") ? sql.replace("'", "") : sql);
        return restore;
    }

    private static String isolate(int level) {
        String name = switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "read uncommitted";
            case Connection.TRANSACTION_REPEATABLE_READ -> "repeatable read";
            case Connection.TRANSACTION_SERIALIZABLE -> "serializable";
            case Connection.TRANSACTION_READ_COMMITTED -> "read committed";
            default -> "snapshot";
        };
        return "set session characteristics as transaction isolation level " + name;
    }

    private static long millis(Duration duration) {
        return Math.min(Integer.MAX_VALUE, Math.max(1, duration.toMillis()));
    }

    /** Takes the lock of the database, and returns what lets go of it, once. */
    private static Runnable lock(Connection connection, Duration timeout) throws SQLException, LockNotAcquired {
        String database;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select database_path(), database()")) {
            rows.next();
            database = rows.getString(1) == null ? "mem:" + rows.getString(2) : rows.getString(1);
        }
        if (database.equalsIgnoreCase("mem:unnamed")) {
            // A private database of this one connection.
            return Begun.NOTHING;
        }
        Semaphore lock = Begun.lock(database);
        try {
            long wait = timeout.isZero() ? Long.MAX_VALUE : timeout.toMillis();
            if (!lock.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
                throw new LockNotAcquired(new SQLException("Not free within " + wait + " ms.", "HYT00"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockNotAcquired(e);
        }
        return Begun.once(lock::release);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void end(Connection connection) throws SQLException {
        Begun begun = Begun.take(connection);
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } finally {
            begun.undo(connection);
        }
    }

    /** H2 checks every constraint at once. */
    @Override
    public void checkConstraints(Connection connection, List<Table> written) {}

    @Override
    public List<Incoming> incoming(Connection connection, List<Table> tables) throws SQLException {
        return IncomingKeys.read(connection, INCOMING, tables);
    }

    /** H2 has no UPDATE … FROM. */
    @Override
    public String update(
            String table, Map<String, String> assignments, String source, List<String> on, List<String> guards) {
        return "merge into " + table + " as t using (" + source + ") as s on (" + String.join(" and ", on)
                + ") when matched" + (guards.isEmpty() ? "" : " and " + String.join(" and ", guards))
                + " then update set "
                + assignments.entrySet().stream()
                        .map(each -> "t." + each.getKey() + " = s." + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public List<ListedValues> listedValues(Connection connection, TableName table) throws SQLException {
        return ListedValues.of(Statements.column(connection, CHECKS, table.schema(), table.name()));
    }

    @Override
    public @Nullable CheckRule checkRule(Connection connection, TableName table, String constraint)
            throws SQLException {
        return CheckRule.read(
                connection,
                "select column_name from information_schema.constraint_column_usage"
                        + " where table_schema = ? and table_name = ? and constraint_name = ?",
                "select c.check_clause from information_schema.check_constraints c"
                        + " join information_schema.table_constraints t"
                        + " on t.constraint_schema = c.constraint_schema and t.constraint_name = c.constraint_name"
                        + " where t.table_schema = ? and t.table_name = ? and c.constraint_name = ?",
                table,
                constraint);
    }

    @Override
    public String text(String expression, ColumnType type) {
        return H2Types.text(expression, type);
    }

    @Override
    public String lockForChange() {
        return " for update";
    }

    /** Its own order of texts is that of UTF-16 units, unless the database has a collation. */
    @Override
    public String byteOrder(String text) {
        return "rawtohex(stringtoutf8(cast(" + text + " as varchar)))";
    }

    @Override
    public String typed(String expression, ColumnType type) {
        return H2Types.typed(expression, type);
    }

    @Override
    public String same(String left, String right, ColumnType type) {
        return left + " is not distinct from " + right;
    }

    @Override
    public String rowSet(int columns) {
        StringBuilder names = new StringBuilder();
        StringBuilder arrays = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            arrays.append(i == 1 ? "" : ", ").append("cast(? as varchar array)");
            names.append('v').append(i).append(", ");
        }
        return "unnest(" + arrays + ") with ordinality as d(" + names + "ord)";
    }

    @Override
    public String arrayLiteral(List<@Nullable String> items, List<Boolean> nested) {
        return H2Types.arrayLiteral(items, nested);
    }

    @Override
    public int bindRowSet(PreparedStatement statement, int index, int columns, List<@Nullable String[]> rows)
            throws SQLException {
        for (int column = 0; column < columns; column++) {
            @Nullable String[] texts = new @Nullable String[rows.size()];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = rows.get(row)[column];
            }
            statement.setObject(index + column, texts);
        }
        return index + columns;
    }

    /** A row set has no index: an update that looks into it reads all of it for every row of the table. */
    @Override
    public int rowSetLimit() {
        return 1_000;
    }

    @Override
    public boolean checksEachRow() {
        return true;
    }

    @Override
    public boolean respellsKeys() {
        return false;
    }

    @Override
    public String overridingIdentity() {
        return "overriding system value ";
    }

    @Override
    public void readAll(Connection connection, String sql, int columns, boolean large, RowReader reader)
            throws SQLException {
        // Without this H2 gathers the whole result before it gives the first row.
        if (large) {
            Statements.execute(connection, "set lazy_query_execution 1");
        }
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery(sql)) {
                TextRow row = new TextRow(columns);
                while (rows.next()) {
                    row.set(rows, 1);
                    reader.row(row);
                }
            }
        } finally {
            if (large) {
                Statements.execute(connection, "set lazy_query_execution 0");
            }
        }
    }

    @Override
    public boolean advancesAfterCommit() {
        return true;
    }

    @Override
    public void advanceSequence(Connection connection, TableName table, Column column) throws SQLException {
        H2Sequences.advance(connection, this, table, column);
    }

    @Override
    public Failure failure(SQLException exception) {
        return H2Errors.failure(exception);
    }

    @Override
    public @Nullable String constraint(SQLException exception) {
        return H2Errors.constraint(exception);
    }

    @Override
    public @Nullable String column(SQLException exception) {
        return H2Errors.column(exception);
    }

    @Override
    public String message(SQLException exception) {
        return H2Errors.message(exception);
    }
}
