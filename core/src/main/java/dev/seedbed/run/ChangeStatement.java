package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Incoming;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.Retirement;
import dev.seedbed.plan.RowUpdate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes or deletes rows that are there, the rows of one form together. A row that holds another value than the one that
 * was planned on is left alone, which its count then tells: an edit in between is never lost.
 */
final class ChangeStatement {
    /** Fewer than a row set carries, since some databases look at each staged row for each of a table's. */
    private static final int DELETED_TOGETHER = 200;

    private final Connection connection;
    private final Dialect dialect;
    private final RowTexts texts;
    private final PlannedTable planned;
    private final BoundTable table;
    private final PlannedOn on;
    private final boolean held;
    private final boolean diagnose;

    /**
     * Changes of one table.
     *
     * @param held true where nobody else can have changed the rows, so that whatever they hold is changed
     * @param diagnose finds the row that makes a statement fail
     */
    ChangeStatement(
            Connection connection,
            Dialect dialect,
            PlannedTable planned,
            ValuesOnInsert values,
            boolean held,
            boolean diagnose) {
        this.connection = connection;
        this.dialect = dialect;
        this.planned = planned;
        this.table = planned.table();
        this.texts = new RowTexts(table, values);
        this.on = new PlannedOn(dialect, table, texts);
        this.held = held;
        this.diagnose = diagnose;
    }

    /**
     * A row to be changed.
     *
     * @param at the row, found by its key
     * @param set by index, what columns take
     * @param live by index, what columns hold
     */
    private record Change(BoundRow at, Map<Integer, Cell> set, Map<Integer, Cell> live, PlannedOn.Mark mark) {}

    /** Gives rows, by their ordinals, their new keys. */
    void rename(BitSet rows) throws SQLException, RowsLost {
        List<Change> changes = new ArrayList<>();
        for (RowUpdate update : planned.updates()) {
            if (rows.get(update.row().ordinal())) {
                Map<Integer, Cell> set = new TreeMap<>();
                for (int index : table.layout().key()) {
                    Cell now = update.row().cells()[index];
                    if (now != null && !now.equals(update.located().cells()[index])) {
                        set.put(index, now);
                    }
                }
                changes.add(new Change(
                        update.located(),
                        set,
                        Map.of(),
                        update.restored() ? PlannedOn.Mark.THERE : PlannedOn.Mark.NONE));
            }
        }
        update(changes);
    }

    /** Gives rows their new values, found by the keys that they declare. */
    void update() throws SQLException, RowsLost {
        List<Change> changes = new ArrayList<>();
        for (RowUpdate update : planned.valueUpdates()) {
            Map<Integer, Cell> set = new TreeMap<>();
            BitSet columns = update.columns();
            for (int index = columns.nextSetBit(0); index >= 0; index = columns.nextSetBit(index + 1)) {
                Cell cell = update.row().cells()[index];
                if (cell != null) {
                    set.put(index, cell);
                }
            }
            changes.add(new Change(
                    update.row(),
                    alongWith(set),
                    live(update.live()),
                    update.restored() ? PlannedOn.Mark.TAKEN_OFF : PlannedOn.Mark.NONE));
        }
        update(changes);
    }

    /** Takes out retired rows, or gives them the values that such rows have. */
    void retire(List<Retirement> rows) throws SQLException, RowsLost {
        List<Change> changes = new ArrayList<>();
        Map<String, List<Retirement>> deletions = new LinkedHashMap<>();
        for (Retirement row : rows) {
            if (row.deletes()) {
                deletions
                        .computeIfAbsent(on.form(row.row(), live(row.live())), f -> new ArrayList<>())
                        .add(row);
            } else {
                changes.add(new Change(row.row(), alongWith(row.set()), live(row.live()), PlannedOn.Mark.ANY));
            }
        }
        update(changes);
        for (List<Retirement> alike : deletions.values()) {
            for (int from = 0; from < alike.size(); from += DELETED_TOGETHER) {
                delete(alike.subList(from, Math.min(alike.size(), from + DELETED_TOGETHER)));
            }
        }
    }

    /** The texts that columns are to hold still. */
    private Map<Integer, Cell> live(Map<Integer, Cell> planned) {
        return held ? Map.of() : planned;
    }

    /** What is set, together with what every change brings along. */
    private Map<Integer, Cell> alongWith(Map<Integer, Cell> set) {
        Map<Integer, Cell> all = new TreeMap<>(set);
        @Nullable Cell[] along = table.layout().onUpdate();
        for (int i = 0; i < along.length; i++) {
            Cell cell = along[i];
            if (cell != null) {
                all.putIfAbsent(i, cell);
            }
        }
        return all;
    }

    private void update(List<Change> changes) throws SQLException, RowsLost {
        Map<String, List<Change>> forms = new LinkedHashMap<>();
        for (Change change : changes) {
            StringBuilder form = new StringBuilder(on.form(change.at(), change.live())).append('|');
            on.addForm(form, change.set());
            forms.computeIfAbsent(form.append(change.mark()).toString(), f -> new ArrayList<>())
                    .add(change);
        }
        for (List<Change> alike : forms.values()) {
            for (int from = 0; from < alike.size(); from += dialect.rowSetLimit()) {
                List<Change> some = alike.subList(from, Math.min(alike.size(), from + dialect.rowSetLimit()));
                RowsLost.expect(planned, some.size(), diagnose ? sendDiagnosed(some) : send(some));
            }
        }
    }

    private long sendDiagnosed(List<Change> alike) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return send(alike);
        } catch (SQLException e) {
            connection.rollback(before);
            List<BoundRow> rows = alike.stream().map(Change::at).toList();
            throw RowFailure.find(connection, dialect, table, rows, e, (from, to) -> send(alike.subList(from, to)));
        }
    }

    private long send(List<Change> alike) throws SQLException {
        Change first = alike.get(0);
        StagedSource source = new StagedSource(dialect);
        PlannedOn.Conditions conditions = on.conditions(source, first.at(), first.live(), first.mark());
        Map<String, String> assignments = new LinkedHashMap<>();
        first.set().forEach((index, cell) -> {
            Column column = table.layout().columns().get(index);
            assignments.put(dialect.quote(column.name()), source.add(column.type(), cell));
        });
        Column softDelete = table.layout().softDelete();
        boolean takenOff = softDelete != null && first.mark() == PlannedOn.Mark.TAKEN_OFF;
        if (softDelete != null && takenOff) {
            assignments.put(dialect.quote(softDelete.name()), source.add(softDelete.type(), Cell.Null.INSTANCE));
        }
        List<@Nullable String[]> rows = new ArrayList<>();
        for (Change change : alike) {
            List<@Nullable String> row = new ArrayList<>();
            on.addTexts(row, change.at(), change.live());
            for (Map.Entry<Integer, Cell> set : change.set().entrySet()) {
                StagedSource.addTexts(row, set.getValue(), texts.plain(set.getValue(), set.getKey()));
            }
            if (takenOff) {
                row.add(null);
            }
            rows.add(row.toArray(new String[0]));
        }
        String sql = dialect.update(
                dialect.quote(table.table().name()), assignments, source.sql(), conditions.on(), conditions.guards());
        return execute(sql, source.width(), rows);
    }

    private void delete(List<Retirement> alike) throws SQLException, RowsLost {
        Retirement first = alike.get(0);
        StagedSource source = new StagedSource(dialect);
        PlannedOn.Conditions conditions = on.conditions(source, first.row(), live(first.live()), PlannedOn.Mark.ANY);
        String rowsAsPlanned = dialect.quote(table.table().name()) + " as t where exists (select 1 from ("
                + source.sql() + ") as s where " + String.join(" and ", conditions.all()) + ")";
        StringBuilder sql = new StringBuilder("delete from ").append(rowsAsPlanned);
        for (Incoming key : first.incoming()) {
            List<String> refers = new ArrayList<>();
            for (int i = 0; i < key.columns().size(); i++) {
                refers.add("c." + dialect.quote(key.columns().get(i)) + " = t."
                        + dialect.quote(key.targetColumns().get(i)));
            }
            sql.append(" and not exists (select 1 from ")
                    .append(dialect.quote(key.child()))
                    .append(" as c where ")
                    .append(String.join(" and ", refers))
                    .append(")");
        }
        List<@Nullable String[]> rows = new ArrayList<>();
        for (Retirement retirement : alike) {
            List<@Nullable String> row = new ArrayList<>();
            on.addTexts(row, retirement.row(), live(retirement.live()));
            rows.add(row.toArray(new String[0]));
        }
        if (!first.incoming().isEmpty() && !dialect.lockForDeletion().isEmpty()) {
            lock("select 1 from " + rowsAsPlanned + dialect.lockForDeletion(), source.width(), rows);
        }
        RowsLost.expect(planned, rows.size(), execute(sql.toString(), source.width(), rows));
    }

    private void lock(String sql, int width, List<@Nullable String[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, rows);
            statement.executeQuery().close();
        }
    }

    private long execute(String sql, int width, List<@Nullable String[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, rows);
            return statement.executeUpdate();
        }
    }
}
