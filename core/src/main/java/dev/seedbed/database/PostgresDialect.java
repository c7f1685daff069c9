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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 14 and later. */
final class PostgresDialect implements Dialect {
    /** The advisory lock that all runs on one database share: "seedbed" in ASCII. */
    private static final long LOCK = 0x73656564626564L;

    /**
     * Values read as text must not depend on who connects: time zone, date style and the like are set for the
     * transaction alone, since a pool may hand the session to somebody else.
     */
    private static final String SETTINGS = """
            select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), \
            set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true), \
            set_config('extra_float_digits', '1', true)""";

    private static final String JOINED_SETTINGS =
            "'TimeZone', 'DateStyle', 'IntervalStyle', 'bytea_output', 'extra_float_digits', 'lock_timeout'";

    /** Types whose {@code =} is missing or means something else than equality. */
    private static final Set<String> COMPARED_AS_TEXT =
            Set.of("xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsquery");

    /** Steps that a sequence is moved by {@code nextval}, which can never move it back, rather than by {@code setval}. */
    private static final long STEPS_BY_NEXTVAL = 10_000;

    private static final int MOST_TOGETHER = 50;

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String quote(String identifier) {
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
    public List<String> tableNames(Connection connection, @Nullable String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select case when pg_table_is_visible(c.oid) then c.relname else n.nspname || '.' || c.relname end
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
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
        prepared(connection, reading(statementTimeout));
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
        return new PostgresCatalogue(reading(statementTimeout) + "; ")
                .describe(connection, writtenNames, schema, earlier);
    }

    private static String reading(Duration statementTimeout) {
        return "set transaction isolation level read committed, read only; " + SETTINGS
                + timeout("statement_timeout", statementTimeout);
    }

    @Override
    public void beginWriting(Connection connection, Duration lockTimeout, Duration statementTimeout)
            throws SQLException, LockNotAcquired {
        connection.setAutoCommit(false);
        execute(
                connection,
                "set transaction isolation level read committed, read write; " + SETTINGS
                        + timeout("lock_timeout", lockTimeout));
        lock(connection);
        if (!statementTimeout.isZero()) {
            execute(connection, timeout("statement_timeout", statementTimeout).substring(2));
        }
    }

    @Override
    public AutoCloseable join(Connection connection, Duration lockTimeout) throws SQLException, LockNotAcquired {
        List<String[]> before = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "select name, current_setting(name) from unnest(array[" + JOINED_SETTINGS + "]) as s(name)");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                before.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        execute(connection, SETTINGS + timeout("lock_timeout", lockTimeout));
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

    private void lock(Connection connection) throws SQLException, LockNotAcquired {
        try {
            execute(connection, "select pg_advisory_xact_lock(" + LOCK + ")");
        } catch (SQLException e) {
            if (failure(e) == Failure.LOCK_TIMEOUT) {
                throw new LockNotAcquired(e);
            }
            throw e;
        }
    }

    private static String timeout(String setting, Duration timeout) {
        return timeout.isZero() ? "" : "; set local " + setting + " = " + Math.max(1, timeout.toMillis());
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
        execute(connection, "lock table " + quote(table) + " in share row exclusive mode");
    }

    @Override
    public void checkConstraints(Connection connection, List<Table> written) throws SQLException {
        execute(connection, "set constraints all immediate");
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
        return single(connection, "select pg_current_xact_id()::text");
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
    public String text(String expression, ColumnType type) {
        return switch (type.kind()) {
            case INTEGER, UUID -> expression;
            case TEXT -> type.bytewise() ? expression : expression + "::text";
            default -> expression + "::text";
        };
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
        if (large && PostgresCopy.available(connection)) {
            PostgresCopy.out(connection, sql, columns, reader);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (large) {
                statement.setFetchSize(1_000);
            }
            try (ResultSet rows = statement.executeQuery()) {
                read(rows, columns, reader);
            }
        }
    }

    @Override
    public void readAll(Connection connection, List<Query> queries) throws SQLException {
        for (int from = 0; from < queries.size(); from += MOST_TOGETHER) {
            List<Query> portion = queries.subList(from, Math.min(from + MOST_TOGETHER, queries.size()));
            String sql = portion.stream().map(Query::sql).collect(Collectors.joining("; "));
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                PostgresAnswers answers = new PostgresAnswers(statement);
                for (Query query : portion) {
                    try (ResultSet rows = answers.next()) {
                        read(rows, query.columns(), query.reader());
                    }
                }
            }
        }
    }

    @Override
    public boolean readUnchanged(
            Connection connection,
            Duration statementTimeout,
            List<String> writtenNames,
            @Nullable String schema,
            Catalogue earlier,
            List<Query> queries)
            throws SQLException {
        Catalogue.Stamp stamp = earlier.stamp();
        if (stamp == null || stamp.state() == null || queries.size() > MOST_TOGETHER || !connection.getAutoCommit()) {
            return false;
        }
        String state = PostgresState.query(connection, stamp, writtenNames, schema);
        // Sent together they are one transaction, in which the settings hold; the time of its start shows that they
        // were.
        String sql = SETTINGS + timeout("statement_timeout", statementTimeout) + "; " + state + "; "
                + queries.stream().map(Query::sql).collect(Collectors.joining("; ")) + "; select now()::text";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            PostgresAnswers answers = new PostgresAnswers(statement);
            answers.nextText();
            String begun;
            try (ResultSet rows = answers.next()) {
                rows.next();
                begun = rows.getString(2);
                if (!earlier.isStamped(rows.getString(1))) {
                    return false;
                }
            }
            for (Query query : queries) {
                try (ResultSet rows = answers.next()) {
                    read(rows, query.columns(), query.reader());
                }
            }
            return begun.equals(answers.nextText());
        } catch (SQLException e) {
            if (failure(e) == Failure.CONNECTION) {
                throw e;
            }
            return false;
        }
    }

    private static void read(ResultSet rows, int columns, RowReader reader) throws SQLException {
        TextRow row = new TextRow(columns);
        while (rows.next()) {
            for (int i = 0; i < columns; i++) {
                row.set(i, rows.getString(i + 1));
            }
            reader.row(row);
        }
    }

    @Override
    public boolean copies(Connection connection) throws SQLException {
        return PostgresCopy.available(connection);
    }

    @Override
    public long copy(Connection connection, String table, List<String> columns, RowFeed feed) throws SQLException {
        return PostgresCopy.in(connection, table, columns, feed);
    }

    @Override
    public String stage(Connection connection, List<ColumnType> types, RowFeed feed) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        for (ColumnType type : types) {
            names.add("v" + (names.size() + 1));
            definitions.add("v" + names.size() + " " + type.cast());
        }
        execute(
                connection,
                "drop table if exists pg_temp.seedbed_stage; create temporary table seedbed_stage ("
                        + String.join(", ", definitions) + ") on commit drop");
        PostgresCopy.in(connection, "pg_temp.seedbed_stage", names, feed);
        return "pg_temp.seedbed_stage d";
    }

    @Override
    public void advanceSequence(Connection connection, TableName table, Column column) throws SQLException {
        String sequence = column.sequence();
        if (sequence == null) {
            return;
        }
        String name = quote(column.name());
        String state = """
                select s.last_value, s.is_called, q.seqincrement, m.largest
                from %1$s s, pg_sequence q,
                     (select case when seqincrement > 0 then max(%2$s) else min(%2$s) end as largest
                      from %3$s, pg_sequence where seqrelid = '%4$s'::regclass group by seqincrement) m
                where q.seqrelid = '%4$s'::regclass""".formatted(sequence, name, quote(table), sequence.replace("'", "''"));
        long steps;
        long largest;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(state)) {
            if (!rows.next() || rows.getObject(4) == null) {
                return;
            }
            long last = rows.getLong(1);
            boolean called = rows.getBoolean(2);
            long increment = rows.getLong(3);
            largest = rows.getLong(4);
            long used = called ? last : last - increment;
            long gap = increment > 0 ? largest - used : used - largest;
            if (gap <= 0) {
                return;
            }
            steps = (gap + Math.abs(increment) - 1) / Math.abs(increment);
        }
        String regclass = "'" + sequence.replace("'", "''") + "'::regclass";
        if (steps <= STEPS_BY_NEXTVAL) {
            execute(connection, "select count(nextval(" + regclass + ")) from generate_series(1, " + steps + ")");
        } else {
            execute(
                    connection,
                    "select setval(" + regclass + ", " + largest + ") from " + sequence + " s where s.last_value < "
                            + largest);
        }
    }

    @Override
    public List<String> drawValues(Connection connection, Column column, int count) throws SQLException {
        String expression = column.sequence() == null
                ? column.defaultSql()
                : "nextval('" + column.sequence().replace("'", "''") + "'::regclass)";
        if (expression == null || column.computed()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select (" + expression + ")::text from generate_series(1, " + count + ")")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
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
        String state = exception.getSQLState();
        if (state == null) {
            return Failure.OTHER;
        }
        return switch (state) {
            case "40001", "40P01" -> Failure.TRANSIENT;
            case "23505", "23P01" -> Failure.UNIQUE;
            case "23503" -> Failure.FOREIGN_KEY;
            case "23502" -> Failure.NOT_NULL;
            case "23514" -> Failure.CHECK;
            case "42501" -> Failure.PERMISSION;
            case "55P03" -> Failure.LOCK_TIMEOUT;
            case "57014" -> Failure.STATEMENT_TIMEOUT;
            case "25006" -> Failure.READ_ONLY;
            case "57P01", "57P02", "57P03" -> Failure.CONNECTION;
            default -> {
                if (state.startsWith("08")) {
                    yield Failure.CONNECTION;
                }
                if (state.startsWith("28")) {
                    yield Failure.AUTHENTICATION;
                }
                yield state.startsWith("22") ? Failure.VALUE : Failure.OTHER;
            }
        };
    }

    @Override
    public @Nullable String constraint(SQLException exception) {
        return PostgresCopy.constraint(exception);
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

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
