package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.Step;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of a plan inside a transaction, the rows of a table together, and counts what arrives. */
final class Writer {
    /** Rows of tables that are not all alike are staged in portions of this size; they sit in memory meanwhile. */
    private static final int STAGED_PORTION = 20_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Plan plan;
    private final NotAllowed notAllowed;
    private final ValuesOnInsert values;
    private final Progress progress;
    private final boolean diagnose;
    private final Set<Table> written = new LinkedHashSet<>();
    private final Map<BoundTable, Set<Column>> explicitIdentities = new LinkedHashMap<>();
    private final Map<PlannedTable, Integer> loaded = new LinkedHashMap<>();

    /**
     * A writer for one transaction.
     *
     * @param plan what is to be written
     * @param diagnose puts a savepoint before each statement, to find the row that makes one fail
     */
    Writer(
            Connection connection,
            Dialect dialect,
            Plan plan,
            ValuesOnInsert values,
            Progress progress,
            boolean diagnose) {
        this.connection = connection;
        this.dialect = dialect;
        this.plan = plan;
        this.notAllowed = new NotAllowed(dialect, plan);
        this.values = values;
        this.progress = progress;
        this.diagnose = diagnose;
    }

    /** Writes everything, checks the constraints, and moves sequences; the caller commits. */
    void write() throws SQLException, RowsLost {
        for (Step step : plan.steps()) {
            if (step instanceof Step.Load load) {
                load(load.table());
            } else if (step instanceof Step.Insert insert) {
                insert(insert);
            } else if (step instanceof Step.Close close) {
                close(close);
            } else if (step instanceof Step.InsertTogether together) {
                insert(together);
            } else if (step instanceof Step.Sql sql && !sql.done()) {
                SqlScript.run(connection, dialect, plan.catalogue(), sql.sql());
            }
        }
        checkConstraints();
        if (!dialect.advancesAfterCommit()) {
            advanceSequences();
        }
    }

    /** A constraint that is checked this late names no row: rows that refer by plain values are looked through. */
    private void checkConstraints() throws SQLException {
        Savepoint savepoint = diagnose ? connection.setSavepoint() : null;
        try {
            dialect.checkConstraints(connection, List.copyOf(written));
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

    private void close(Step.Close step) throws SQLException, RowsLost {
        try {
            new CloseStatement(connection, dialect).run(step);
        } catch (SQLException e) {
            throw notAllowed.close(e, step.table().table());
        }
    }

    private void insert(Step.InsertTogether step) throws SQLException, RowsLost {
        try {
            note(new TogetherStatement(connection, dialect, values).run(step));
        } catch (SQLException e) {
            throw notAllowed.insert(
                    e,
                    step.inserts().stream()
                            .map(insert -> insert.table().table())
                            .toList());
        }
    }

    private void note(List<InsertForm> forms) {
        forms.forEach(this::note);
    }

    private void note(InsertForm form) {
        BoundTable table = form.table();
        written.add(table.table());
        for (int index : form.columns()) {
            Column column = table.layout().columns().get(index);
            if (column.sequence() != null) {
                explicitIdentities
                        .computeIfAbsent(table, t -> new LinkedHashSet<>())
                        .add(column);
            }
        }
    }

    /** Moves the sequences behind columns that were given explicit values; last of all, since it is not undone. */
    private void advanceSequences() throws SQLException {
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

    private void insert(Step.Insert step) throws SQLException, RowsLost {
        PlannedTable table = step.table();
        int rows = step.rows() == null ? table.inserts() : step.rows().cardinality();
        boolean large = rows > dialect.rowSetLimit() && dialect.copies(connection);
        try {
            if (large && !diagnose && table.uniform() && step.deferred().isEmpty()) {
                bulk(step, rows);
            } else {
                portions(step, rows, large);
            }
        } catch (SQLException e) {
            throw notAllowed.insert(e, List.of(table.table()));
        }
    }

    /**
     * All rows by one COPY: into the table itself where no reference has to be resolved, since what the plan found
     * missing is missing still, or a unique key says otherwise, or the table is locked; else through a stage.
     */
    private void bulk(Step.Insert step, int rows) throws SQLException, RowsLost {
        BoundTable table = step.table().table();
        RowTexts texts = new RowTexts(table, values);
        try (BoundTable.Cursor cursor = step.table().openInserts(step.rows())) {
            BoundRow first = java.util.Objects.requireNonNull(cursor.next());
            InsertForm form = texts.uniformForm(first);
            note(form);
            Feed feed = new Feed(cursor, first, texts, form, rows);
            long arrived;
            if (form.plain()) {
                arrived =
                        dialect.copy(connection, dialect.quote(table.table().name()), form.columnNames(dialect), feed);
            } else {
                String stage = stage(form, feed);
                try (PreparedStatement statement = connection.prepareStatement(
                        form.sql(dialect, stage, false, !step.table().wasEmpty()))) {
                    arrived = statement.executeLargeUpdate();
                }
            }
            RowsLost.expect(step.table(), rows, arrived);
        }
    }

    private void load(PlannedTable planned) throws SQLException, RowsLost {
        BoundTable table = planned.table();
        RowTexts texts = new RowTexts(table, values);
        try (BoundTable.Cursor cursor = planned.openLoad()) {
            BoundRow first = cursor.next();
            long arrived = 0;
            long given = 0;
            if (first != null) {
                InsertForm form = texts.uniformForm(first);
                note(form);
                Feed feed = new Feed(cursor, first, texts, form, -1);
                arrived =
                        dialect.copy(connection, dialect.quote(table.table().name()), form.columnNames(dialect), feed);
                given = feed.given;
            }
            RowsLost.expect(planned, given, arrived);
            loaded.put(planned, Math.toIntExact(given));
        }
    }

    /** How many rows went into the tables that were loaded. */
    Map<PlannedTable, Integer> loaded() {
        return loaded;
    }

    /** Hands rows to a COPY, one by one. */
    private final class Feed implements Dialect.RowFeed {
        private final BoundTable.Cursor cursor;
        private final RowTexts texts;
        private final InsertForm form;
        private final long of;
        private @Nullable BoundRow next;
        private long given;

        Feed(BoundTable.Cursor cursor, BoundRow first, RowTexts texts, InsertForm form, long of) {
            this.cursor = cursor;
            this.next = first;
            this.texts = texts;
            this.form = form;
            this.of = of;
        }

        @Override
        public @Nullable String @Nullable [] next() {
            BoundRow row = next;
            if (row == null) {
                return null;
            }
            next = cursor.next();
            if ((++given & 0xfff) == 0) {
                progress.at("planting", form.table().writtenName(), given, of);
            }
            return texts.uniformTexts(form, row);
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
                RowTexts.Staged staged = texts.stage(row, deferred, Map.of());
                List<RowTexts.Staged> batch = batches.computeIfAbsent(staged.form(), f -> new ArrayList<>());
                List<BoundRow> origin = origins.computeIfAbsent(staged.form(), f -> new ArrayList<>());
                batch.add(staged);
                origin.add(row);
                if (batch.size() >= portion) {
                    send(step.table(), staged.form(), batch, origin);
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
                        java.util.Objects.requireNonNull(origins.get(batch.getKey())));
            }
        }
    }

    private void send(PlannedTable table, InsertForm form, List<RowTexts.Staged> batch, List<BoundRow> origins)
            throws SQLException, RowsLost {
        note(form);
        List<@Nullable String[]> rows = new ArrayList<>(batch.size());
        batch.forEach(staged -> rows.add(staged.texts()));
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
                    connection, dialect, table.table(), form, rows, origins, e, (f, some) -> send(f, some, true));
        }
    }

    private long send(InsertForm form, List<@Nullable String[]> rows, boolean guarded) throws SQLException {
        if (rows.size() > dialect.rowSetLimit()) {
            int[] next = {0};
            String stage = stage(form, () -> next[0] < rows.size() ? rows.get(next[0]++) : null);
            try (PreparedStatement statement = connection.prepareStatement(form.sql(dialect, stage, false, guarded))) {
                return statement.executeLargeUpdate();
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(form.sql(dialect, dialect.rowSet(form.width()), true, true))) {
            dialect.bindRowSet(statement, 1, form.width(), rows);
            return statement.executeUpdate();
        }
    }

    private String stage(InsertForm form, Dialect.RowFeed rows) throws SQLException {
        try {
            return dialect.stage(connection, form.types(), rows);
        } catch (SQLException e) {
            throw notAllowed.stage(e, form.table());
        }
    }
}
