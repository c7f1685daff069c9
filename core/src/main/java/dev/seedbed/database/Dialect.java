package dev.seedbed.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases: fragments of SQL, capabilities, and the few things that are not SQL. A dialect is
 * stateless and thread-safe; it never commits on its own.
 *
 * <p>Rows that are sent to the database travel as text, all rows of a table together, in a <em>row set</em>: a FROM
 * item with the alias {@code d} and the columns {@code v1 … vn} (text) and {@code ord} (1-based position).
 */
public interface Dialect {
    /** An array element that PostgreSQL itself prints without quotes. */
    Pattern PLAIN_ITEM = Pattern.compile("[^{}\",\\\\\\s]+");

    /** The name people know it by, such as {@code PostgreSQL}. */
    String product();

    String quote(String identifier);

    default String quote(TableName table) {
        return table.schema().isEmpty() ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
    }

    /**
     * Describes tables and, through their foreign keys, those that they refer to, in a constant number of queries.
     *
     * @param writtenNames names as seeds write them, optionally with a schema
     * @param schema where names without a schema are looked for; null for the connection's own search path
     */
    Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema) throws SQLException;

    /**
     * The same, where an earlier description of the same names may still hold: a dialect that can tell cheaply that
     * nothing has changed since returns the earlier one.
     */
    default Catalogue describe(
            Connection connection, List<String> writtenNames, @Nullable String schema, @Nullable Catalogue earlier)
            throws SQLException {
        return describe(connection, writtenNames, schema);
    }

    /**
     * What tells this database from a copy of it: the server's own identifier and the name, or where the file is.
     *
     * @return null where this user may not know
     */
    @Nullable
    String identity(Connection connection) throws SQLException;

    /** Where the connection leads to, as host and port, several with commas in between; null where there is no server. */
    default @Nullable String address(Connection connection) throws SQLException {
        return null;
    }

    /** Names of tables that could have been meant, for an error message. */
    List<String> tableNames(Connection connection, @Nullable String schema) throws SQLException;

    /** Names of schemas that could have been meant, for an error message. */
    List<String> schemaNames(Connection connection) throws SQLException;

    /** The foreign keys, of any table, that lead to some tables. */
    List<Incoming> incoming(Connection connection, List<Table> tables) throws SQLException;

    /** The values that check constraints of a table list for its columns, as far as they list any. */
    List<ListedValues> listedValues(Connection connection, TableName table) throws SQLException;

    /**
     * What a check constraint of a table asks.
     *
     * @param constraint as {@link #constraint} tells it
     * @return null where the catalogue does not tell
     */
    default @Nullable CheckRule checkRule(Connection connection, TableName table, String constraint)
            throws SQLException {
        return null;
    }

    /**
     * An UPDATE of the rows of a table that match those of a query.
     *
     * @param table quoted
     * @param assignments columns, quoted, and the columns of {@code source} that they take
     * @param source a query, called {@code s}
     * @param on how rows of the table, called {@code t}, are matched with it
     * @param guards further conditions, that are not for finding the rows
     */
    default String update(
            String table, Map<String, String> assignments, String source, List<String> on, List<String> guards) {
        List<String> conditions = new ArrayList<>(on);
        conditions.addAll(guards);
        return "update " + table + " as t set "
                + assignments.entrySet().stream()
                        .map(each -> each.getKey() + " = s." + each.getValue())
                        .collect(Collectors.joining(", "))
                + " from (" + source + ") as s where " + String.join(" and ", conditions);
    }

    // --- transactions ---------------------------------------------------------------------------------------------

    /**
     * Begins a transaction that only reads and sees one moment of the database, on a connection in auto-commit mode. What
     * others commit between two of its questions would have it take their rows for strangers'.
     *
     * @param statementTimeout {@link Duration#ZERO} for none
     */
    void beginReading(Connection connection, Duration statementTimeout) throws SQLException;

    /** Begins as {@link #beginReading(Connection, Duration)} and describes, in fewer round trips where that is possible. */
    default Catalogue beginReading(
            Connection connection,
            Duration statementTimeout,
            List<String> writtenNames,
            @Nullable String schema,
            @Nullable Catalogue earlier)
            throws SQLException {
        beginReading(connection, statementTimeout);
        return describe(connection, writtenNames, schema, earlier);
    }

    /**
     * Begins a writing transaction in READ COMMITTED, or what comes nearest, and takes the one lock that all runs of
     * Seedbed on this database share; the lock ends with the transaction.
     *
     * @throws LockNotAcquired where it was not free within {@code lockTimeout}
     */
    void beginWriting(Connection connection, Duration lockTimeout, Duration statementTimeout)
            throws SQLException, LockNotAcquired;

    /** Takes the lock inside the caller's own transaction, and prepares its session; returns what undoes the latter. */
    AutoCloseable join(Connection connection, Duration lockTimeout) throws SQLException, LockNotAcquired;

    void commit(Connection connection) throws SQLException;

    /** Rolls back and leaves the connection as it was before {@code begin}; also after a commit, to the same end. */
    void end(Connection connection) throws SQLException;

    /** Keeps other writers out of a table whose key no constraint protects; does nothing where the lock already does. */
    default void lockTable(Connection connection, TableName table) throws SQLException {}

    /** Has every deferred constraint checked now rather than at COMMIT. */
    void checkConstraints(Connection connection, List<Table> written) throws SQLException;

    /** Names the writing transaction, so that its outcome can be asked for; null where the database cannot tell. */
    default @Nullable String transactionId(Connection connection) throws SQLException {
        return null;
    }

    /** The outcome of a transaction whose COMMIT was lost. */
    default Outcome outcomeOf(Connection connection, String transactionId) throws SQLException {
        return Outcome.UNKNOWN;
    }

    /** What became of a transaction. */
    enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        IN_PROGRESS,
        UNKNOWN
    }

    /**
     * How many rows the current transaction has changed so far, by table, whatever statement, function or trigger did
     * it; the label of a name is its table alone. Empty where the database does not tell tables apart.
     */
    default Map<TableName, Long> changedRows(Connection connection) throws SQLException {
        return Map.of();
    }

    /** Why a database that a catalogue calls read-only takes no rows, as the second part of a sentence. */
    default String readOnlyReason() {
        return "the file of the database cannot be written to, or was opened read-only";
    }

    /** What to do about {@link #readOnlyReason}. */
    default String readOnlyRemedy() {
        return "let this user write to the file and to the directory that holds it";
    }

    // --- fragments ------------------------------------------------------------------------------------------------

    /** A live value as text, in the form that {@link CanonicalText} understands. */
    String text(String expression, ColumnType type);

    /** The same in a query that is read by COPY, which gives texts whether it is asked for them or not. */
    default String copiedText(String expression, ColumnType type) {
        return text(expression, type);
    }

    /** An expression by which texts are ordered by their bytes, whatever the collation of column or database. */
    default String byteOrder(String text) {
        return text;
    }

    /**
     * The condition that a column is told as a text, byte by byte.
     *
     * @param live the column
     * @param text of a row set
     */
    default String tells(String live, ColumnType type, String text) {
        return byteOrder(text(live, type)) + " = " + byteOrder(text);
    }

    /** A text of a row set as a value of the type, without ever truncating it. */
    String typed(String expression, ColumnType type);

    /** True where two values of the type are equal or both NULL. */
    String same(String left, String right, ColumnType type);

    /** The row set of {@code columns} columns for one statement: {@code ... as d}. */
    String rowSet(int columns);

    /**
     * Binds the rows of a {@link #rowSet}.
     *
     * @param rows each with {@code columns} texts, null for NULL
     * @return the index of the next parameter
     */
    int bindRowSet(PreparedStatement statement, int index, int columns, List<@Nullable String[]> rows)
            throws SQLException;

    /**
     * The text of an array in a row set.
     *
     * @param items the elements, null for NULL
     * @param nested for each, whether it is an array literal itself
     */
    default String arrayLiteral(List<@Nullable String> items, List<Boolean> nested) {
        StringBuilder literal = new StringBuilder("{");
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i);
            literal.append(i == 0 ? "" : ",");
            if (item == null) {
                literal.append("NULL");
            } else if (nested.get(i)) {
                literal.append(item);
            } else if (PLAIN_ITEM.matcher(item).matches() && !item.equalsIgnoreCase("null")) {
                literal.append(item);
            } else {
                literal.append('"')
                        .append(item.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return literal.append('}').toString();
    }

    /**
     * What ends a SELECT of rows, called {@code t}, that are to be deleted, so that nobody refers to them any more before
     * the next statement looks; empty where a deletion sees by itself what others wrote while it waited for them.
     */
    default String lockForDeletion() {
        return "";
    }

    /**
     * What ends a SELECT of rows, called {@code t}, that nobody else is to change before the transaction ends; empty where
     * nobody else can.
     */
    default String lockForChange() {
        return "";
    }

    /** Most rows that one row set should carry. */
    default int rowSetLimit() {
        return 5_000;
    }

    /** What stands between the column list and the SELECT of an insert that gives values for identity columns. */
    default String overridingIdentity() {
        return "";
    }

    /** True where a unique constraint can treat NULL as equal to NULL. */
    default boolean uniqueNullsEqual() {
        return true;
    }

    /**
     * DDL that adds a unique constraint, for a message.
     *
     * @param nullsEqual NULL should clash with NULL, where {@link #uniqueNullsEqual} allows it
     */
    default String uniqueConstraint(TableName table, List<String> columns, boolean nullsEqual) {
        return "alter table " + quote(table) + " add unique " + (nullsEqual ? "nulls not distinct " : "") + "("
                + columns.stream().map(this::quote).collect(Collectors.joining(", ")) + ")";
    }

    /** The statement by which a user may create tables in a schema, and use them there. */
    default String grantToCreate(String schema, String user) {
        return "grant usage, create on schema " + quote(schema) + " to " + quote(user);
    }

    /** The statements by which a user may do something with a table. */
    default String grantOn(TableName table, String rights, String user) {
        return "grant usage on schema " + quote(table.schema()) + " to " + quote(user) + "; grant " + rights + " on "
                + quote(table) + " to " + quote(user);
    }

    // --- large sets -----------------------------------------------------------------------------------------------

    /** Reads every row of a query without parameters; the row object is used again for each. */
    void readAll(Connection connection, String sql, int columns, boolean large, RowReader reader) throws SQLException;

    /**
     * Reads every row of a query without parameters, and keeps what came for later.
     *
     * @param mostBytes most that are kept
     * @return null where they were more, or the database cannot; nothing is kept then
     */
    default @Nullable KeptRows keepAll(Connection connection, String sql, long mostBytes) throws SQLException {
        return null;
    }

    /** Rows that were read, as they came. */
    interface KeptRows {
        int count();

        /** What they take in memory. */
        long bytes();

        /** Sets a row to one of them, by its number from 0 on; any thread may. */
        void read(int number, TextRow row);
    }

    /** Reads all rows of some queries without parameters, in one round trip where the database can; none may be large. */
    default void readAll(Connection connection, List<Query> queries) throws SQLException {
        for (Query query : queries) {
            readAll(connection, query.sql(), query.columns(), false, query.reader());
        }
    }

    /**
     * A query whose answer differs as soon as these tables are others, can be used otherwise, or a row of them was
     * inserted, changed or deleted; it does not read what the rows hold.
     *
     * @param described what is known of the tables
     * @param writtenNames the names that lead to them, as for {@link #describe}
     * @return null where the database cannot tell
     */
    default @Nullable String stateQuery(
            Catalogue described, List<String> writtenNames, @Nullable String schema, List<Table> tables) {
        return null;
    }

    /**
     * The answer to a {@link #stateQuery}, in one round trip.
     *
     * @return null where it cannot be asked: in a transaction, or since the tables are no longer what they were
     */
    default @Nullable String readState(Connection connection, Duration statementTimeout, String stateQuery)
            throws SQLException {
        return null;
    }

    /** A query without parameters, and who takes its rows. */
    record Query(String sql, int columns, RowReader reader) {}

    /** Takes the rows of a query one by one. */
    @FunctionalInterface
    interface RowReader {
        void row(TextRow row) throws SQLException;
    }

    /** Yields rows to be written, one by one; null after the last. */
    @FunctionalInterface
    interface RowFeed {
        @Nullable
        String @Nullable [] next();
    }

    /** Yields a file piece by piece, each by handing it to a sink. */
    @FunctionalInterface
    interface FileFeed {
        /** Takes a piece of the file. */
        @FunctionalInterface
        interface Sink {
            void take(byte[] bytes, int from, int length) throws SQLException;
        }

        /** Hands over all pieces. */
        void into(Sink sink) throws SQLException;
    }

    /** True where {@link #copy} and {@link #stage} can be used on a connection, for sets too large for a row set. */
    default boolean copies(Connection connection) throws SQLException {
        return false;
    }

    /** As {@link #copy}, of rows in a CSV file without a header line, in which nothing between two commas means NULL. */
    default long copyFile(Connection connection, String table, List<String> columns, FileFeed file)
            throws SQLException {
        throw new IllegalStateException(product() + " has no COPY.");
    }

    /** Sends rows straight into columns of a table and returns how many arrived. */
    default long copy(Connection connection, String table, List<String> columns, RowFeed feed) throws SQLException {
        throw new IllegalStateException(product() + " has no COPY.");
    }

    /** As {@link #copy}, where rows come one by one; nothing else may use the connection until it is closed. */
    default RowCopy openCopy(Connection connection, String table, List<String> columns) throws SQLException {
        throw new IllegalStateException(product() + " has no COPY.");
    }

    /** True where the server compresses long texts by itself, and takes longer to do so than to store them as they are. */
    default boolean compressesSlowly(Connection connection) throws SQLException {
        return false;
    }

    /** A COPY that is under way; closed before its end, it leaves no row. */
    interface RowCopy extends AutoCloseable {
        /** @param texts in UTF-8 */
        void row(byte[] @Nullable [] texts) throws SQLException;

        /** Returns how many rows arrived. */
        long end() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /**
     * Makes a temporary table out of rows and returns it as a FROM item with the alias and columns of a row set, but
     * without {@code ord}. Its columns have the given types already, short of their limits, so that nothing is cut off
     * before it is assigned.
     */
    default String stage(Connection connection, List<ColumnType> types, RowFeed feed) throws SQLException {
        throw new IllegalStateException(product() + " has no stages.");
    }

    // --- sequences and errors -------------------------------------------------------------------------------------

    /**
     * Moves the sequence behind a column past the largest value in it, never back. Inside the writing transaction,
     * unless {@link #advancesAfterCommit}.
     */
    void advanceSequence(Connection connection, TableName table, Column column) throws SQLException;

    /**
     * True where moving a sequence commits, so that it waits for the COMMIT. Where it is lost there, or the run joins the
     * caller's transaction, the next run that has something to write, on a connection of its own, makes up for it; one
     * with nothing to do writes nothing, so it does not.
     */
    default boolean advancesAfterCommit() {
        return false;
    }

    /**
     * Values that the database would have generated, drawn before the insert for rows that refer to each other.
     *
     * @return as many texts as asked for; empty where it cannot be done
     */
    default List<String> drawValues(Connection connection, Column column, int count) throws SQLException {
        return List.of();
    }

    /** True where rows that refer to each other through NOT NULL columns can be inserted by one statement. */
    default boolean insertsTogether() {
        return false;
    }

    /**
     * True where foreign keys are checked as each row goes in, and not once the statement is through with all of them: the
     * check finds no later row, and no earlier one either where the statement looks into the table itself.
     */
    default boolean checksEachRow() {
        return false;
    }

    /** False where a decimal column keeps the number alone, and not how many digits its type has behind the point. */
    default boolean keepsScale() {
        return true;
    }

    /** False where an index goes on to tell how a key was spelled before it was changed to one that is equal to it. */
    default boolean respellsKeys() {
        return true;
    }

    /** True where the catalogue gives the expressions and predicates of unique indexes in SQL that can be used again. */
    default boolean evaluatesIndexes() {
        return false;
    }

    Failure failure(SQLException exception);

    /** What an error of the database means for a run. */
    enum Failure {
        /** The transaction lost against another: the same again may succeed. */
        TRANSIENT,
        UNIQUE,
        FOREIGN_KEY,
        NOT_NULL,
        CHECK,
        /** A text that is no value of the type, or does not fit it. */
        VALUE,
        PERMISSION,
        LOCK_TIMEOUT,
        STATEMENT_TIMEOUT,
        CONNECTION,
        AUTHENTICATION,
        READ_ONLY,
        OTHER
    }

    /** The constraint that an error names; null for none. */
    default @Nullable String constraint(SQLException exception) {
        return null;
    }

    /** The column that an error names, as the database spells it; null for none. */
    default @Nullable String column(SQLException exception) {
        return null;
    }

    /** The message of an error, without the detail in which values could stand. */
    default String message(SQLException exception) {
        String message = exception.getMessage();
        return message == null ? exception.getClass().getName() : message;
    }

    /** Somebody else holds the lock for longer than a run waits; the message says who, as the first part of a sentence. */
    final class LockNotAcquired extends Exception {
        private static final long serialVersionUID = 1L;

        public LockNotAcquired(Throwable cause) {
            this("Another run of Seedbed holds the lock of this database", cause);
        }

        public LockNotAcquired(String who, Throwable cause) {
            super(who, cause);
        }
    }
}
