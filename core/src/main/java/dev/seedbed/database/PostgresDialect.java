package dev.seedbed.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 14 and later. */
final class PostgresDialect implements Dialect {
    private static final String CHECKS = """
            select pg_get_expr(k.conbin, k.conrelid)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where k.contype = 'c' and n.nspname = ? and c.relname = ?
            order by k.conname
            """;

    private static final String OF_CHECK = """
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            %swhere k.contype = 'c' and n.nspname = ? and c.relname = ? and k.conname = ?
            """;

    private static final String INCOMING = """
            select k.oid::text, cn.nspname, c.relname, ca.attname, tn.nspname, t.relname, ta.attname,
                   case when k.confupdtype = 'c' then 1 else 0 end
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
            join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
            cross join lateral unnest(k.conkey, k.confkey) with ordinality as p(c, t, ord)
            join pg_attribute ca on ca.attrelid = c.oid and ca.attnum = p.c
            join pg_attribute ta on ta.attrelid = t.oid and ta.attnum = p.t
            where k.contype = 'f' and k.conparentid = 0
            order by k.oid, p.ord
            """;

    /** Types whose {@code =} is missing or means something else than equality. */
    private static final Set<String> COMPARED_AS_TEXT =
            Set.of("xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsquery", "jsonpath");

    @Override
    public String readOnlyReason() {
        return "the database is a standby";
    }

    @Override
    public String readOnlyRemedy() {
        return "run against the primary";
    }

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema)
            throws SQLException {
        return new PostgresCatalogue("").describe(connection, writtenNames, schema, null);
    }

    @Override
    public Catalogue describe(
            Connection connection, List<String> writtenNames, @Nullable String schema, @Nullable Catalogue earlier)
            throws SQLException {
        return new PostgresCatalogue("").describe(connection, writtenNames, schema, earlier);
    }

    @Override
    public @Nullable String identity(Connection connection) throws SQLException {
        return Statements.single(connection, "select " + PostgresMarker.IDENTITY);
    }

    @Override
    public @Nullable String address(Connection connection) throws SQLException {
        return PostgresCatalogue.address(connection);
    }

    @Override
    public List<String> tableNames(Connection connection, @Nullable String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select case when pg_table_is_visible(c.oid) then c.relname else n.nspname || '.' || c.relname end
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
                  and n.nspname !~ '^pg_(toast|temp)'
                order by 1 limit 5000""")) {
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    @Override
    public List<String> schemaNames(Connection connection) throws SQLException {
        return Statements.column(
                connection, "select nspname from pg_namespace where nspname !~ '^pg_(toast|temp)' order by 1");
    }

    @Override
    public void beginReading(Connection connection, Duration statementTimeout) throws SQLException {
        connection.setAutoCommit(false);
        prepared(connection, PostgresSession.reading(statementTimeout));
    }

    @Override
    public Catalogue beginReading(
            Connection connection,
            Duration statementTimeout,
            List<String> writtenNames,
            @Nullable String schema,
            @Nullable Catalogue earlier)
            throws SQLException {
        connection.setAutoCommit(false);
        return new PostgresCatalogue(PostgresSession.reading(statementTimeout) + "; ")
                .describe(connection, writtenNames, schema, earlier);
    }

    @Override
    public void beginWriting(Connection connection, Duration lockTimeout, Duration statementTimeout)
            throws SQLException, LockNotAcquired {
        connection.setAutoCommit(false);
        PostgresSession.write(connection, lockTimeout, statementTimeout);
    }

    @Override
    public AutoCloseable join(Connection connection, Duration lockTimeout) throws SQLException, LockNotAcquired {
        return PostgresSession.join(connection, lockTimeout);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void end(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void lockTable(Connection connection, TableName table) throws SQLException {
        Statements.execute(connection, "lock table " + quote(table) + " in share row exclusive mode");
    }

    @Override
    public void checkConstraints(Connection connection, List<Table> written) throws SQLException {
        Statements.execute(connection, "set constraints all immediate");
    }

    @Override
    public Map<TableName, Long> changedRows(Connection connection) throws SQLException {
        Map<TableName, Long> changed = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select n.nspname, c.relname, sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)
                        from pg_stat_xact_user_tables s
                        join pg_class c on c.oid = coalesce(pg_partition_root(s.relid), s.relid)
                        join pg_namespace n on n.oid = c.relnamespace
                        where c.relpersistence <> 't' group by 1, 2""")) {
            while (rows.next()) {
                changed.put(new TableName(rows.getString(1), rows.getString(2), rows.getString(2)), rows.getLong(3));
            }
        }
        return changed;
    }

    @Override
    public @Nullable String transactionId(Connection connection) throws SQLException {
        return Statements.single(connection, "select pg_current_xact_id()::text");
    }

    @Override
    public Outcome outcomeOf(Connection connection, String transactionId) throws SQLException {
        String status;
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_xact_status(cast(cast(? as text) as xid8))")) {
            statement.setString(1, transactionId);
            try (ResultSet rows = statement.executeQuery()) {
                status = rows.next() ? rows.getString(1) : null;
            }
        }
        if (status == null) {
            return Outcome.UNKNOWN;
        }
        return switch (status) {
            case "committed" -> Outcome.COMMITTED;
            case "aborted" -> Outcome.ROLLED_BACK;
            default -> Outcome.IN_PROGRESS;
        };
    }

    @Override
    public List<Incoming> incoming(Connection connection, List<Table> tables) throws SQLException {
        return IncomingKeys.read(connection, INCOMING, tables);
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
                "select a.attname "
                        + OF_CHECK.formatted(
                                "join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey) "),
                "select pg_get_expr(k.conbin, k.conrelid) " + OF_CHECK.formatted(""),
                table,
                constraint);
    }

    @Override
    public String text(String expression, ColumnType type) {
        return switch (type.kind()) {
            case INTEGER, UUID -> expression;
            case TEXT -> type.bytewise() ? expression : expression + "::text";
            default -> expression + "::text";
        };
    }

    /** A conversion that does what COPY does anyway takes a third of the time in which a table is read. */
    @Override
    public String copiedText(String expression, ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE -> expression;
            default -> text(expression, type);
        };
    }

    @Override
    public String byteOrder(String text) {
        return "(" + text + ")::text collate \"C\"";
    }

    @Override
    public String typed(String expression, ColumnType type) {
        return type.cast().equals("text") ? expression : "(" + expression + ")::" + type.cast();
    }

    @Override
    public String same(String left, String right, ColumnType type) {
        if (type.kind() == ColumnType.Kind.JSON) {
            return "(" + left + ")::jsonb is not distinct from (" + right + ")::jsonb";
        }
        if (COMPARED_AS_TEXT.contains(type.sql())) {
            return "(" + left + ")::text is not distinct from (" + right + ")::text";
        }
        return switch (type.kind()) {
            case CHAR -> left + " is not distinct from (" + right + ")::bpchar";
            case DECIMAL, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE ->
                left + " is not distinct from (" + right + ")::" + type.sql();
            default -> left + " is not distinct from " + right;
        };
    }

    @Override
    public String rowSet(int columns) {
        StringBuilder names = new StringBuilder();
        StringBuilder arrays = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            arrays.append(i == 1 ? "" : ", ").append("?::text[]");
            names.append('v').append(i).append(", ");
        }
        return "unnest(" + arrays + ") with ordinality as d(" + names + "ord)";
    }

    @Override
    public int bindRowSet(PreparedStatement statement, int index, int columns, List<@Nullable String[]> rows)
            throws SQLException {
        for (int column = 0; column < columns; column++) {
            @Nullable String[] texts = new @Nullable String[rows.size()];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = rows.get(row)[column];
            }
            Array array = statement.getConnection().createArrayOf("text", texts);
            statement.setArray(index + column, array);
        }
        return index + columns;
    }

    @Override
    public String overridingIdentity() {
        return "overriding system value ";
    }

    @Override
    public void readAll(Connection connection, String sql, int columns, boolean large, RowReader reader)
            throws SQLException {
        PostgresReading.one(connection, sql, columns, large, reader);
    }

    @Override
    public @Nullable KeptRows keepAll(Connection connection, String sql, long mostBytes) throws SQLException {
        return PostgresCopy.available(connection) ? PostgresCopy.keep(connection, sql, mostBytes) : null;
    }

    @Override
    public void readAll(Connection connection, List<Query> queries) throws SQLException {
        PostgresReading.together(connection, queries);
    }

    @Override
    public @Nullable String stateQuery(
            Catalogue described, List<String> writtenNames, @Nullable String schema, List<Table> tables) {
        Catalogue.Stamp stamp = described.stamp();
        return stamp == null || !stamp.versioned()
                ? null
                : PostgresState.withRows(stamp, writtenNames, schema, tables, this);
    }

    @Override
    public @Nullable String readState(Connection connection, Duration statementTimeout, String stateQuery)
            throws SQLException {
        if (!connection.getAutoCommit()) {
            return null;
        }
        // Sent together they are one transaction, in which the time limit holds.
        String limit = statementTimeout.isZero()
                ? ""
                : "select " + PostgresSession.limit("statement_timeout", statementTimeout) + "; ";
        try (PreparedStatement statement = connection.prepareStatement(limit + stateQuery)) {
            PostgresAnswers answers = new PostgresAnswers(statement);
            if (!limit.isEmpty()) {
                answers.nextText();
            }
            return answers.nextText();
        } catch (SQLException e) {
            if (failure(e) == Failure.CONNECTION) {
                throw e;
            }
            return null;
        }
    }

    @Override
    public boolean copies(Connection connection) throws SQLException {
        return PostgresCopy.available(connection);
    }

    @Override
    public long copyFile(Connection connection, String table, List<String> columns, FileFeed file) throws SQLException {
        return PostgresCopy.file(connection, table, columns, file);
    }

    @Override
    public long copy(Connection connection, String table, List<String> columns, RowFeed feed) throws SQLException {
        return PostgresCopy.in(connection, table, columns, feed);
    }

    @Override
    public boolean compressesSlowly(Connection connection) throws SQLException {
        return !PostgresSession.compressesQuickly(connection);
    }

    @Override
    public RowCopy openCopy(Connection connection, String table, List<String> columns) throws SQLException {
        PostgresSession.compressQuickly(connection);
        return PostgresCopy.open(connection, table, columns);
    }

    @Override
    public String stage(Connection connection, List<ColumnType> types, RowFeed feed) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        for (ColumnType type : types) {
            names.add("v" + (names.size() + 1));
            definitions.add("v" + names.size() + " " + type.cast());
        }
        Statements.execute(
                connection,
                "drop table if exists pg_temp.seedbed_stage; create temporary table seedbed_stage ("
                        + String.join(", ", definitions) + ") on commit drop");
        PostgresCopy.in(connection, "pg_temp.seedbed_stage", names, feed);
        return "pg_temp.seedbed_stage d";
    }

    @Override
    public void advanceSequence(Connection connection, TableName table, Column column) throws SQLException {
        PostgresSequences.advance(connection, this, table, column);
    }

    @Override
    public List<String> drawValues(Connection connection, Column column, int count) throws SQLException {
        return PostgresSequences.draw(connection, column, count);
    }

    @Override
    public boolean insertsTogether() {
        return true;
    }

    @Override
    public boolean evaluatesIndexes() {
        return true;
    }

    @Override
    public Failure failure(SQLException exception) {
        return PostgresErrors.failure(exception);
    }

    @Override
    public @Nullable String constraint(SQLException exception) {
        return PostgresCopy.constraint(exception);
    }

    @Override
    public @Nullable String column(SQLException exception) {
        return PostgresCopy.column(exception);
    }

    /** A DELETE that waits for a row which others only refer to goes on without looking again. */
    @Override
    public String lockForDeletion() {
        return lockForChange();
    }

    @Override
    public String lockForChange() {
        return " for update of t";
    }

    @Override
    public String message(SQLException exception) {
        return PostgresCopy.message(exception);
    }

    /** Through a prepared statement, which the server keeps where a connection is used again and again. */
    private static void prepared(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
