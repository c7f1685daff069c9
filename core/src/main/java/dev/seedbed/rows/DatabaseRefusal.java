package dev.seedbed.rows;

import dev.seedbed.database.CheckRule;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said where the database does not take a change. Its own words may quote values, so they are mostly left out. */
final class DatabaseRefusal {
    private final Connection connection;
    private final Dialect dialect;
    private final TableView view;

    /** @param connection on which what failed was taken back */
    DatabaseRefusal(Connection connection, Dialect dialect, TableView view) {
        this.connection = connection;
        this.dialect = dialect;
        this.view = view;
    }

    /** @throws SQLException what failed, where it is no answer to this change */
    RowException of(SQLException e) throws SQLException {
        String constraint = dialect.constraint(e);
        String by = constraint == null ? "" : " (constraint \"" + constraint + "\")";
        Column column = column(e, constraint);
        return switch (dialect.failure(e)) {
            case UNIQUE ->
                refusal(
                        RowException.Why.EXISTS,
                        "Another row of table \"" + view.name() + "\" has a value that only one may have" + by + ".",
                        "give it another value",
                        e);
            case FOREIGN_KEY ->
                refusal(
                        RowException.Why.REFUSED_BY_DATABASE,
                        "A foreign key would lead to no row" + by + ".",
                        "refer to a row that is there, and change what refers to this one first",
                        e);
            case NOT_NULL ->
                refusal(
                        RowException.Why.REFUSED_BY_DATABASE,
                        (column == null
                                        ? "A column of table \"" + view.name() + "\""
                                        : "Column \"" + column.label() + "\"")
                                + " takes no NULL" + by + ".",
                        "give it a value",
                        e);
            case CHECK -> check(e, constraint, by);
            case VALUE ->
                refusal(
                        RowException.Why.REFUSED_BY_DATABASE,
                        "The database does not take these values" + by + said(e) + ".",
                        "change the values",
                        e);
            case TRANSIENT, LOCK_TIMEOUT ->
                refusal(
                        RowException.Why.AGAIN,
                        "Another writer was in the way, and nothing was written.",
                        "do the same again",
                        e);
            case PERMISSION ->
                refusal(
                        RowException.Why.NOT_GRANTED,
                        "The database user of this connection may not do that" + said(e) + ".",
                        "grant it SELECT, INSERT, UPDATE and DELETE on the table, SELECT on tables that refer to it or that it"
                                + " refers to, USAGE on the sequences of its ids, and SELECT and INSERT on the ledger",
                        e);
            case OTHER ->
                refusal(
                        RowException.Why.REFUSED_BY_DATABASE,
                        "The database refused the change" + said(e) + ".",
                        "look at the triggers of the table",
                        e);
            default -> throw e;
        };
    }

    /** A rule over one column is told beside it, in the words of the catalogue. */
    private RowException check(SQLException e, @Nullable String constraint, String by) throws SQLException {
        CheckRule rule = constraint == null
                ? null
                : dialect.checkRule(connection, view.table().name(), constraint);
        Column column = rule == null || rule.columns().size() != 1
                ? null
                : view.table().column(rule.columns().get(0));
        if (rule == null || column == null || !view.columns().listed().contains(column)) {
            return refusal(
                    RowException.Why.REFUSED_BY_DATABASE,
                    "The database does not take these values" + by + said(e) + ".",
                    "change the values",
                    e);
        }
        return refusal(
                RowException.Why.REFUSED_BY_DATABASE,
                "The database has a rule for column \"" + column.label() + "\" that this value does not keep"
                        + (rule.condition().equals(constraint) ? "" : by) + ".",
                "give it a value for which this holds: " + rule.condition(),
                column,
                e);
    }

    private String said(SQLException e) {
        return view.secrets().isEmpty() ? ": " + dialect.message(e) : ", SQLSTATE " + e.getSQLState();
    }

    private RowException refusal(RowException.Why why, String message, @Nullable String mend, SQLException e) {
        return refusal(why, message, mend, column(e, dialect.constraint(e)), e);
    }

    private RowException refusal(
            RowException.Why why, String message, @Nullable String mend, @Nullable Column column, SQLException e) {
        // What the database says in full may quote values.
        Throwable cause = view.secrets().isEmpty() ? e : null;
        return new RowException(
                why,
                List.of(new Problem(message, view.where(), mend)),
                column == null ? List.of() : List.of(column.label()),
                null,
                cause);
    }

    /** The column that the database names, or of a constraint that it names the first; null for none. */
    private @Nullable Column column(SQLException e, @Nullable String constraint) {
        String named = dialect.column(e);
        if (named == null && constraint != null) {
            named = Stream.concat(
                            view.table().uniqueKeys().stream()
                                    .filter(key -> key.name().equalsIgnoreCase(constraint))
                                    .map(UniqueKey::columns),
                            view.table().foreignKeys().stream()
                                    .filter(key -> key.name().equalsIgnoreCase(constraint))
                                    .map(ForeignKey::columns))
                    .flatMap(List::stream)
                    .findFirst()
                    .orElse(null);
        }
        Column column = named == null ? null : view.table().column(named);
        return column != null && view.columns().listed().contains(column) ? column : null;
    }
}
