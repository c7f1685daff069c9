package dev.seedbed.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SQLite 3.41 and later.
 *
 * <p>The lock of a run is the write lock of the database file, taken by BEGIN IMMEDIATE before anything is read; other
 * processes are kept out as well. Transactions are begun by statements, so that the connection stays in auto-commit mode
 * for JDBC. A statement timeout is not known to SQLite and is ignored. Foreign keys are enforced on a connection that a
 * run owns; inside the caller's transaction that cannot be switched on, and only {@link #checkConstraints} looks.
 */
final class SqliteDialect implements Dialect {
    private static final String INCOMING = """
            select m.name || '/' || f.id, 'main', m.name, f."from", 'main', f."table", f."to",
                   case when f.on_update = 'CASCADE' then 1 else 0 end
            from sqlite_master m, pragma_foreign_key_list(m.name) f
            where m.type = 'table'
            order by m.name, f.id, f.seq
            """;

    private static final Pattern CODE = Pattern.compile("^\\[(SQLITE_\\w+)]\\s*");
    private static final Pattern DETAIL = Pattern.compile("(?s)^[^(]*\\((.*)\\)\\s*$");
    private static final Pattern VIOLATED = Pattern.compile("(?s)(?:UNIQUE|CHECK|NOT NULL) constraint failed: (.*)$");
    private static final Pattern OF_COLUMN =
            Pattern.compile("(?:UNIQUE|NOT NULL) constraint failed: [^.,]+\\.([^,)]+)");
    private static final String FOREIGN_KEY_STATE = "23503";

    @Override
    public String product() {
        return "SQLite";
    }

    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema)
            throws SQLException {
        return new SqliteCatalogue().describe(connection, writtenNames, schema);
    }

    @Override
    public @Nullable String identity(Connection connection) throws SQLException {
        return describe(connection, List.of(), null).server().database();
    }

    @Override
    public List<String> tableNames(Connection connection, @Nullable String schema) throws SQLException {
        return SqliteCatalogue.tableNames(connection, schema);
    }

    @Override
    public boolean keepsScale() {
        return false;
    }

    @Override
    public boolean uniqueNullsEqual() {
        return false;
    }

    /** SQLite adds no constraint to a table that is there; an index does the same. */
    @Override
    public String uniqueConstraint(TableName table, List<String> columns, boolean nullsEqual) {
        return "create unique index " + quote(table.name() + "_" + String.join("_", columns)) + " on "
                + quote(table.name()) + " (" + columns.stream().map(this::quote).collect(Collectors.joining(", "))
                + ")";
    }

    @Override
    public List<String> schemaNames(Connection connection) throws SQLException {
        return Statements.column(connection, "select name from pragma_database_list order by seq");
    }

    @Override
    public void beginReading(Connection connection, Duration statementTimeout) throws SQLException {
        Begun.put(
                connection,
                new Begun(
                        List.of("pragma query_only = " + Statements.single(connection, "pragma query_only")),
                        Begun.NOTHING));
        Statements.execute(connection, "pragma query_only = on");
        Statements.execute(connection, "begin");
    }

    @Override
    public void beginWriting(Connection connection, Duration lockTimeout, Duration statementTimeout)
            throws SQLException, LockNotAcquired {
        Begun.put(
                connection,
                new Begun(
                        List.of(
                                "pragma foreign_keys = " + Statements.single(connection, "pragma foreign_keys"),
                                restoreTimeout(connection)),
                        Begun.NOTHING));
        try {
            Statements.execute(connection, "pragma foreign_keys = on");
            lock(connection, "begin immediate", lockTimeout);
        } catch (SQLException | LockNotAcquired e) {
            end(connection);
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>SQLite cannot begin twice: the write lock is taken by a DELETE that deletes nothing, and held until the caller
     * ends the transaction. Where the transaction has read before somebody else wrote, that fails at once.
     */
    @Override
    public AutoCloseable join(Connection connection, Duration lockTimeout) throws SQLException, LockNotAcquired {
        String restore = restoreTimeout(connection);
        String table = Statements.single(
                connection,
                "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite!_%' escape '!' limit 1");
        if (table != null) {
            try {
                lock(connection, "delete from \"main\"." + quote(table) + " where 0", lockTimeout);
            } catch (SQLException | LockNotAcquired e) {
                Statements.execute(connection, restore);
                throw e;
            }
        }
        return () -> Statements.execute(connection, restore);
    }

    private static String restoreTimeout(Connection connection) throws SQLException {
        return "pragma busy_timeout = " + Statements.single(connection, "pragma busy_timeout");
    }

    private void lock(Connection connection, String sql, Duration timeout) throws SQLException, LockNotAcquired {
        long millis =
                timeout.isZero() ? Integer.MAX_VALUE : Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis()));
        Statements.execute(connection, "pragma busy_timeout = " + millis);
        try {
            Statements.execute(connection, sql);
        } catch (SQLException e) {
            String code = code(e);
            if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
                throw new LockNotAcquired(
                        "Another program, or another run of Seedbed, holds the write lock of this database", e);
            }
            throw e;
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        Statements.execute(connection, "commit");
    }

    @Override
    public void end(Connection connection) throws SQLException {
        Begun begun = Begun.take(connection);
        try {
            Statements.execute(connection, "rollback");
        } catch (SQLException e) {
            // After a commit, or where an error has rolled back already, there is nothing to roll back.
            if (!isOfNoTransaction(e)) {
                throw e;
            }
        } finally {
            backToAutoCommit(connection);
            begun.undo(connection);
        }
    }

    /** A savepoint has the driver leave auto-commit mode, into which it goes back with a COMMIT. */
    private void backToAutoCommit(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (!isOfNoTransaction(e)) {
                throw e;
            }
        }
    }

    private boolean isOfNoTransaction(SQLException e) {
        return message(e).contains("no transaction is active");
    }

    @Override
    public void checkConstraints(Connection connection, List<Table> written) throws SQLException {
        for (Table table : written) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select \"parent\", count(*) from pragma_foreign_key_check(?, ?) group by 1 order by 1")) {
                statement.setString(1, table.name().name());
                statement.setString(2, table.name().schema());
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next()) {
                        long count = rows.getLong(2);
                        throw new SQLException(
                                "Table \"" + table.name() + "\" has " + count + (count == 1 ? " row" : " rows")
                                        + " that " + (count == 1 ? "refers" : "refer") + " to no row of \""
                                        + rows.getString(1) + "\".",
                                FOREIGN_KEY_STATE);
                    }
                }
            }
        }
    }

    @Override
    public List<Incoming> incoming(Connection connection, List<Table> tables) throws SQLException {
        return IncomingKeys.read(connection, INCOMING, tables);
    }

    @Override
    public List<ListedValues> listedValues(Connection connection, TableName table) throws SQLException {
        return ListedValues.of(
                checks(connection, table).stream().map(SqliteCheck::condition).toList());
    }

    private static List<SqliteCheck> checks(Connection connection, TableName table) throws SQLException {
        List<SqliteCheck> checks = new ArrayList<>();
        for (String sql : Statements.column(
                connection,
                "select sql from sqlite_master where type = 'table' and lower(name) = lower(?)",
                table.name())) {
            checks.addAll(SqliteDdl.of(sql).checks());
        }
        return checks;
    }

    /** No pragma tells of check constraints: they are read out of the statement that made the table. */
    @Override
    public @Nullable CheckRule checkRule(Connection connection, TableName table, String constraint)
            throws SQLException {
        List<SqliteCheck> meant = checks(connection, table).stream()
                .filter(check -> check.isCalled(constraint))
                .toList();
        if (meant.size() != 1) {
            // Nothing keeps two of them from having one name.
            return null;
        }
        SqliteCheck check = meant.get(0);
        List<String> columns = Statements.column(connection, "select name from pragma_table_xinfo(?)", table.name());
        return new CheckRule(check.columns(columns), check.condition().strip());
    }

    @Override
    public String text(String expression, ColumnType type) {
        return SqliteTypes.text(expression, type);
    }

    @Override
    public String byteOrder(String text) {
        return "(" + text + ") collate binary";
    }

    /**
     * Bytes that stand where a text should equal none, and may be none that can be written down; that they are bytes still
     * is enough, since nobody else writes meanwhile.
     */
    @Override
    public String tells(String live, ColumnType type, String text) {
        String told = Dialect.super.tells(live, type, text);
        return type.kind() == ColumnType.Kind.TEXT ? "(" + told + " or typeof(" + live + ") = 'blob')" : told;
    }

    @Override
    public String typed(String expression, ColumnType type) {
        return SqliteTypes.typed(expression, type);
    }

    @Override
    public String same(String left, String right, ColumnType type) {
        return SqliteTypes.same(left, right, type);
    }

    /** Materialised, or the JSON would be read again for every row of a table that has no index. */
    @Override
    public String rowSet(int columns) {
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            values.append("value ->> ").append(i - 1).append(" as v").append(i).append(", ");
        }
        return "(with r as materialized (select " + values + "key + 1 as ord from json_each(?)) select * from r) as d";
    }

    @Override
    public int bindRowSet(PreparedStatement statement, int index, int columns, List<@Nullable String[]> rows)
            throws SQLException {
        StringBuilder json = new StringBuilder("[");
        for (@Nullable String[] row : rows) {
            json.append(json.length() == 1 ? "[" : ",[");
            for (int i = 0; i < columns; i++) {
                String text = row[i];
                json.append(i == 0 ? "" : ",").append(text == null ? "null" : JsonText.quote(text));
            }
            json.append(']');
        }
        statement.setString(index, json.append(']').toString());
        return index + 1;
    }

    @Override
    public void readAll(Connection connection, String sql, int columns, boolean large, RowReader reader)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            TextRow row = new TextRow(columns);
            while (rows.next()) {
                row.set(rows, 1);
                reader.row(row);
            }
        }
    }

    /** Nothing to do: SQLite numbers past the largest value, and AUTOINCREMENT remembers given values too. */
    @Override
    public void advanceSequence(Connection connection, TableName table, Column column) {}

    @Override
    public Failure failure(SQLException exception) {
        if (FOREIGN_KEY_STATE.equals(exception.getSQLState())) {
            return Failure.FOREIGN_KEY;
        }
        String message = String.valueOf(exception.getMessage());
        return switch (code(exception)) {
            case "SQLITE_BUSY_SNAPSHOT", "SQLITE_BUSY_RECOVERY" -> Failure.TRANSIENT;
            case "SQLITE_BUSY", "SQLITE_BUSY_TIMEOUT", "SQLITE_LOCKED", "SQLITE_LOCKED_SHAREDCACHE" ->
                Failure.LOCK_TIMEOUT;
            case "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID" ->
                Failure.UNIQUE;
            case "SQLITE_CONSTRAINT_FOREIGNKEY" -> Failure.FOREIGN_KEY;
            case "SQLITE_CONSTRAINT_NOTNULL" -> Failure.NOT_NULL;
            case "SQLITE_CONSTRAINT_CHECK" -> Failure.CHECK;
            case "SQLITE_CONSTRAINT_DATATYPE", "SQLITE_MISMATCH", "SQLITE_TOOBIG" -> Failure.VALUE;
            case "SQLITE_INTERRUPT" -> Failure.STATEMENT_TIMEOUT;
            case "SQLITE_AUTH", "SQLITE_PERM" -> Failure.PERMISSION;
            case "SQLITE_NOTADB" -> Failure.CONNECTION;
            default -> {
                String code = code(exception);
                if (code.startsWith("SQLITE_READONLY")) {
                    yield Failure.READ_ONLY;
                }
                if (code.startsWith("SQLITE_CANTOPEN") || message.contains("connection closed")) {
                    yield Failure.CONNECTION;
                }
                boolean isValue = String.valueOf(exception.getSQLState()).startsWith("22");
                yield isValue || message.contains("malformed JSON") ? Failure.VALUE : Failure.OTHER;
            }
        };
    }

    /** The extended result code, which the driver says in the message only; empty for none. */
    private static String code(SQLException exception) {
        Matcher matcher = CODE.matcher(String.valueOf(exception.getMessage()));
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The constraint's name, or {@code table.column, ...} of a key. */
    @Override
    public @Nullable String constraint(SQLException exception) {
        Matcher matcher = VIOLATED.matcher(message(exception));
        if (!matcher.find()) {
            return null;
        }
        String named = matcher.group(1);
        return named.startsWith("index '") ? named.substring(7, named.length() - 1) : named;
    }

    /** Of a key with several columns the first. */
    @Override
    public @Nullable String column(SQLException exception) {
        Matcher matcher = OF_COLUMN.matcher(message(exception));
        return matcher.find() ? matcher.group(1) : null;
    }

    @Override
    public String message(SQLException exception) {
        String message = CODE.matcher(String.valueOf(exception.getMessage())).replaceFirst("");
        Matcher matcher = DETAIL.matcher(message);
        return code(exception).isEmpty() || !matcher.matches() ? message : matcher.group(1);
    }
}
