package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What else is wrong with seeds in which something was found wrong already, so that all of it can be mended together:
 * values that the database does not take, and rows with one key beside rows that are wrong themselves.
 */
final class FurtherProblems {
    private static final int MOST_ROWS = 10_000;

    private final Connection connection;
    private final Dialect dialect;
    private final RowBinder binder;
    private final Problems problems;

    FurtherProblems(Connection connection, Dialect dialect, BoundTables tables, Settings settings, Problems problems) {
        this.connection = connection;
        this.dialect = dialect;
        // What this binder finds was found before.
        this.binder = new RowBinder(dialect, tables, settings, new Problems());
        this.problems = problems;
    }

    /** @param flawed the tables of which not every row could be bound, so that nobody has looked for duplicates yet */
    void find(List<BoundTable> tables, Set<BoundTable> flawed) {
        for (BoundTable table : tables) {
            try {
                find(table, flawed.contains(table));
            } catch (SQLException | SeedException e) {
                // What was found before is said all the same.
                return;
            }
        }
    }

    private void find(BoundTable table, boolean flawed) throws SQLException {
        List<Integer> columns = DoubtfulColumns.uncertain(table);
        if (columns.isEmpty() && !flawed) {
            return;
        }
        ValueProbe probe = new ValueProbe(connection, dialect, table, problems);
        Map<List<@Nullable String>, Location> keys = new HashMap<>();
        try (BoundTable.Cursor rows = table.open(binder)) {
            BoundRow row = rows.next();
            for (int count = 0; row != null && count < MOST_ROWS; row = rows.next(), count++) {
                probe.add(row, columns);
                List<@Nullable String> key = flawed ? key(table, row) : null;
                Location earlier =
                        key == null ? null : keys.putIfAbsent(key, row.seed().at());
                if (earlier != null) {
                    problems.add(Duplicates.problem(
                            table,
                            "key " + table.describeKey(row),
                            earlier,
                            row.seed().at()));
                }
            }
        }
        probe.finish();
    }

    /** The whole key of a row in the form in which it is compared; null where part of it is wrong. */
    private static @Nullable List<@Nullable String> key(BoundTable table, BoundRow row) {
        if (!table.knows(row.seed().columns())) {
            return null;
        }
        List<@Nullable String> key = new ArrayList<>();
        for (int index : table.layout().key()) {
            Cell cell = row.cells()[index];
            if (cell instanceof Cell.Text text) {
                key.add(ComparedText.of(table.layout().columns().get(index).type(), text.text()));
            } else if (cell instanceof Cell.Reference reference) {
                key.add(ReferenceCheck.describe(reference.shape(), reference.leaves()));
            } else if (cell instanceof Cell.Null) {
                key.add(null);
            } else {
                return null;
            }
        }
        return key;
    }
}
