package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of a plan inside a transaction, the rows of a table together, and counts what arrives. */
final class Writer implements AutoCloseable {
    /** Rows of tables that are not all alike are staged in portions of this size; they sit in memory meanwhile. */
    private static final int STAGED_PORTION = 20_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Plan plan;
    private final NotAllowed notAllowed;
    private final ValuesOnInsert values;
    private final Progress progress;
    private final boolean sensitive;
    private final boolean diagnose;
    private final Written written;
    private final StagedInsert staged;
    private final BulkInsert bulk;
    private final EmptyStatement emptying;
    private boolean held;

    /**
     * A writer for one transaction.
     *
     * @param plan what is to be written
     * @param sensitive true where the database may quote values that are to be masked
     * @param diagnose puts a savepoint before each statement, to find the row that makes one fail
     */
    Writer(
            Connection connection,
            Dialect dialect,
            Plan plan,
            ValuesOnInsert values,
            Progress progress,
            boolean sensitive,
            boolean diagnose) {
        this.connection = connection;
        this.dialect = dialect;
        this.plan = plan;
        this.notAllowed = new NotAllowed(dialect, plan);
        this.values = values;
        this.progress = progress;
        this.sensitive = sensitive;
        this.diagnose = diagnose;
        this.written = new Written(connection, dialect, plan, notAllowed, diagnose);
        this.staged = new StagedInsert(connection, dialect, notAllowed);
        this.emptying = new EmptyStatement(connection, dialect, notAllowed);
        boolean remembers = plan.catalogue().table(LedgerView.TABLE) != null;
        this.bulk = new BulkInsert(connection, dialect, values, progress, written, staged, remembers);
    }

    /** How many rows went into the tables that were loaded. */
    Map<PlannedTable, Integer> loaded() {
        return bulk.loaded();
    }

    /** To be called once the ledger was told what was written, or nothing is to be written any more. */
    @Override
    public void close() {
        bulk.close();
    }

    /** Writes everything, checks the constraints, and moves sequences; the caller commits. */
    void write() throws SQLException, RowsLost {
        held = HeldRows.areNeeded(plan);
        for (PlannedTable table : held ? plan.tables() : List.<PlannedTable>of()) {
            hold(table);
        }
        for (Step step : plan.steps()) {
            if (step instanceof Step.Detach detach) {
                emptying.run(detach);
            } else if (step instanceof Step.Empty empty) {
                emptying.run(empty);
                empty.tables().forEach(table -> written.changed(table.table()));
            } else if (step instanceof Step.Load load) {
                bulk.load(load.table());
            } else if (step instanceof Step.Insert insert) {
                insert(insert);
            } else if (step instanceof Step.Rename rename) {
                update(rename.table(), changes -> changes.rename(rename.rows()));
            } else if (step instanceof Step.Update update) {
                update(update.table(), ChangeStatement::update);
            } else if (step instanceof Step.Retire retire) {
                retire(retire);
            } else if (step instanceof Step.Close close) {
                close(close);
            } else if (step instanceof Step.InsertTogether together) {
                insert(together);
            } else if (step instanceof Step.Sql sql && !sql.done()) {
                new SqlScript(connection, dialect, sensitive).run(plan.catalogue(), sql.sql());
            }
        }
        written.checkConstraints();
        if (!dialect.advancesAfterCommit()) {
            written.advanceSequences();
        }
    }

    private void hold(PlannedTable table) throws SQLException, RowsLost {
        try {
            new HeldRows(connection, dialect).take(table, values);
        } catch (SQLException e) {
            throw notAllowed.update(e, table.table());
        }
    }

    /** What is done to rows that are there. */
    @FunctionalInterface
    private interface Changing {
        void run(ChangeStatement changes) throws SQLException, RowsLost;
    }

    private void update(PlannedTable table, Changing changing) throws SQLException, RowsLost {
        try {
            changing.run(new ChangeStatement(connection, dialect, table, values, held, diagnose));
            written.changed(table.table().table());
        } catch (SQLException e) {
            throw notAllowed.update(e, table.table());
        }
    }

    private void retire(Step.Retire step) throws SQLException, RowsLost {
        try {
            new ChangeStatement(connection, dialect, step.table(), values, held, diagnose).retire(step.rows());
            written.changed(step.table().table().table());
        } catch (SQLException e) {
            throw notAllowed.retire(e, step.table().table());
        }
    }

    private void close(Step.Close step) throws SQLException, RowsLost {
        try {
            new CloseStatement(connection, dialect).run(step);
        } catch (SQLException e) {
            throw notAllowed.close(e, step.table().table());
        }
    }

    private void insert(Step.InsertTogether step) throws SQLException, RowsLost {
        try {
            new TogetherStatement(connection, dialect, values).run(step).forEach(written::add);
        } catch (SQLException e) {
            throw notAllowed.insert(
                    e,
                    step.inserts().stream()
                            .map(insert -> insert.table().table())
                            .toList());
        }
    }

    private void insert(Step.Insert step) throws SQLException, RowsLost {
        PlannedTable table = step.table();
        int rows = step.rows() == null ? table.inserts() : step.rows().cardinality();
        boolean large = rows > dialect.rowSetLimit() && dialect.copies(connection);
        try {
            if (large && !diagnose && table.uniform() && step.deferred().isEmpty()) {
                bulk.run(step, rows);
            } else {
                portions(step, rows, large);
            }
        } catch (SQLException e) {
            throw notAllowed.insert(e, List.of(table.table()));
        }
    }

    private void portions(Step.Insert step, int rows, boolean large) throws SQLException, RowsLost {
        int portion = large ? STAGED_PORTION : dialect.rowSetLimit();
        RowTexts texts = new RowTexts(step.table().table(), values);
        Map<InsertForm, List<RowTexts.Staged>> batches = new LinkedHashMap<>();
        Map<InsertForm, List<BoundRow>> origins = new LinkedHashMap<>();
        long done = 0;
        try (BoundTable.Cursor cursor = step.table().openInserts(step.rows())) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                BitSet deferred = step.deferred().get(row.ordinal());
                RowTexts.Staged one = texts.stage(row, deferred, Map.of());
                List<RowTexts.Staged> batch = batches.computeIfAbsent(one.form(), f -> new ArrayList<>());
                List<BoundRow> origin = origins.computeIfAbsent(one.form(), f -> new ArrayList<>());
                batch.add(one);
                origin.add(row);
                if (batch.size() >= portion) {
                    send(step.table(), one.form(), batch, origin);
                    batch.clear();
                    origin.clear();
                }
                if ((++done & 0xfff) == 0) {
                    progress.at("planting", step.table().table().writtenName(), done, rows);
                }
            }
        }
        for (Map.Entry<InsertForm, List<RowTexts.Staged>> batch : batches.entrySet()) {
            if (!batch.getValue().isEmpty()) {
                send(
                        step.table(),
                        batch.getKey(),
                        batch.getValue(),
                        Objects.requireNonNull(origins.get(batch.getKey())));
            }
        }
    }

    private void send(PlannedTable table, InsertForm form, List<RowTexts.Staged> batch, List<BoundRow> origins)
            throws SQLException, RowsLost {
        written.add(form);
        List<@Nullable String[]> rows = new ArrayList<>(batch.size());
        batch.forEach(one -> rows.add(one.texts()));
        if (!diagnose) {
            RowsLost.expect(table, rows.size(), send(form, rows, !table.wasEmpty()));
            return;
        }
        Savepoint savepoint = connection.setSavepoint();
        try {
            RowsLost.expect(table, rows.size(), send(form, rows, !table.wasEmpty()));
        } catch (SQLException e) {
            connection.rollback(savepoint);
            throw RowFailure.find(
                    connection,
                    dialect,
                    table.table(),
                    origins,
                    e,
                    (from, to) -> send(form, rows.subList(from, to), true));
        }
    }

    private long send(InsertForm form, List<@Nullable String[]> rows, boolean guarded) throws SQLException {
        if (rows.size() > dialect.rowSetLimit()) {
            int[] next = {0};
            return staged.run(form, () -> next[0] < rows.size() ? rows.get(next[0]++) : null, guarded);
        }
        try (PreparedStatement statement =
                connection.prepareStatement(form.sql(dialect, dialect.rowSet(form.width()), true, true))) {
            dialect.bindRowSet(statement, 1, form.width(), rows);
            return statement.executeUpdate();
        }
    }
}
