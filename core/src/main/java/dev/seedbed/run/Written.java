package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Plan;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables that a transaction has written, and what is owed to them at its end: constraints and sequences. */
final class Written {
    private final Connection connection;
    private final Dialect dialect;
    private final Plan plan;
    private final NotAllowed notAllowed;
    private final boolean diagnose;
    private final Map<TableName, Table> written = new LinkedHashMap<>();
    private final Map<BoundTable, Set<Column>> explicitIdentities = new LinkedHashMap<>();

    /** @param diagnose puts a savepoint before the check, to find the rows that make it fail */
    Written(Connection connection, Dialect dialect, Plan plan, NotAllowed notAllowed, boolean diagnose) {
        this.connection = connection;
        this.dialect = dialect;
        this.plan = plan;
        this.notAllowed = notAllowed;
        this.diagnose = diagnose;
    }

    /** Takes in the form of rows that are inserted. */
    void add(InsertForm form) {
        BoundTable table = form.table();
        written.put(table.table().name(), table.table());
        for (int index : form.columns()) {
            Column column = table.layout().columns().get(index);
            if (column.sequence() != null) {
                explicitIdentities
                        .computeIfAbsent(table, t -> new LinkedHashSet<>())
                        .add(column);
            }
        }
    }

    /** Takes in a table of which rows were changed or deleted. */
    void changed(Table table) {
        written.put(table.name(), table);
    }

    /** A constraint that is checked this late names no row: rows that refer by plain values are looked through. */
    void checkConstraints() throws SQLException {
        Savepoint savepoint = diagnose ? connection.setSavepoint() : null;
        try {
            dialect.checkConstraints(connection, List.copyOf(written.values()));
        } catch (SQLException e) {
            if (savepoint == null || dialect.failure(e) != Dialect.Failure.FOREIGN_KEY) {
                throw e;
            }
            connection.rollback(savepoint);
            List<Problem> problems = PlainTargets.missing(connection, dialect, plan);
            if (problems.isEmpty()) {
                throw e;
            }
            throw new SeedException(problems);
        }
    }

    /** Moves the sequences behind columns that were given explicit values; last of all, since it is not undone. */
    void advanceSequences() throws SQLException {
        for (Map.Entry<BoundTable, Set<Column>> table : explicitIdentities.entrySet()) {
            for (Column column : table.getValue()) {
                try {
                    dialect.advanceSequence(connection, table.getKey().table().name(), column);
                } catch (SQLException e) {
                    throw notAllowed.advance(e, table.getKey(), column);
                }
            }
        }
    }
}
