package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Declared values that the database alone can judge: whether it takes them. It is asked before anything is compared with
 * them, and once for seeds and tables that stay the same. Rows that are planted unread are judged by their COPY.
 */
final class JudgedValues {
    private final Connection connection;
    private final Dialect dialect;
    private final RowBinder binder;
    private final BoundTable table;
    private final DeclaredRows declared;

    JudgedValues(Connection connection, Dialect dialect, RowBinder binder, BoundTable table, DeclaredRows declared) {
        this.connection = connection;
        this.dialect = dialect;
        this.binder = binder;
        this.table = table;
        this.declared = declared;
    }

    /** Has the database judge the keys that it is about to look for. */
    boolean takesKeys() throws SQLException {
        List<Integer> columns = new ArrayList<>();
        for (int index : table.layout().key()) {
            if (declared.doubtfulColumns().get(index)) {
                columns.add(index);
            }
        }
        return declared.judged()
                || columns.isEmpty()
                || takes(() -> table.open(binder), (row, doubtful) -> doubtful.retainAll(columns));
    }

    /**
     * Has the database judge the other declared values, those of rows that are there too: a value that fits no column is
     * not a value that somebody changed. What is equal to its live value has been judged by that.
     *
     * @param apart has the rows that are not equal to live ones
     */
    boolean takesValues(ApartRows apart) throws SQLException {
        if (declared.judged()) {
            return true;
        }
        if (declared.doubtfulColumns().isEmpty()) {
            declared.markJudged();
            return true;
        }
        boolean[] compared = table.layout().compared();
        boolean uncompared = declared.doubtfulColumns().stream().anyMatch(column -> !compared[column]);
        boolean alike = true;
        for (int i = 0; i < declared.size() && alike; i++) {
            alike = declared.state(i) == DeclaredRows.UNCHANGED;
        }
        boolean taken = alike && !uncompared
                || takes(
                        uncompared ? () -> table.open(binder) : apart::open,
                        (row, doubtful) -> doubtful.removeIf(
                                column -> declared.state(row.ordinal()) == DeclaredRows.UNCHANGED && compared[column]));
        if (taken) {
            declared.markJudged();
        }
        return taken;
    }

    /** Leaves of the doubtful columns of a row those that are to be asked about. */
    @FunctionalInterface
    private interface Choice {
        void among(BoundRow row, List<Integer> doubtful);
    }

    private boolean takes(Supplier<BoundTable.Cursor> passes, Choice choice) throws SQLException {
        int before = binder.problems().size();
        List<Integer> doubtful = declared.doubtfulColumns().stream().boxed().toList();
        ValueProbe probe = new ValueProbe(connection, dialect, table, binder.problems());
        try (BoundTable.Cursor rows = passes.get()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                List<Integer> columns = new ArrayList<>(doubtful);
                choice.among(row, columns);
                probe.add(row, columns);
            }
        }
        probe.finish();
        return binder.problems().size() == before;
    }
}
