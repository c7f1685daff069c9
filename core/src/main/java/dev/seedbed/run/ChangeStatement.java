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

    ChangeStatement(Connection connection, Dialect dialect, PlannedTable planned, ValuesOnInsert values) {
        this.connection = connection;
        this.dialect = dialect;
        this.planned = planned;
        this.table = planned.table();
        this.texts = new RowTexts(table, values);
    }

    /**
     * A row to be changed.
     *
     * @param at the row, found by its key
     * @param set by index, what columns take
     * @param live by index, what columns hold
     */
    private record Change(BoundRow at, Map<Integer, Cell> set, Map<Integer, Cell> live, Mark mark) {}

    /** How the mark of rows that were deleted by hand has to be. */
    private enum Mark {
        NONE,
        THERE,
        /** It has to be there, and is taken off. */
        TAKEN_OFF,
        ANY
    }

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
                changes.add(new Change(update.located(), set, Map.of(), update.restored() ? Mark.THERE : Mark.NONE));
            }
        }
        update(changes);
    }

    /** Gives rows their new values, found by the keys that they declare. */
    void update() throws SQLException, RowsLost {
        List<Change> changes = new ArrayList<>();
        for (RowUpdate update : planned.valueUpdates()) {
            Map<Integer, Cell> set = new TreeMap<>();
            update.columns().stream().forEach(index -> {
                Cell cell = update.row().cells()[index];
                if (cell != null) {
                    set.put(index, cell);
                }
            });
            changes.add(new Change(
                    update.row(), alongWith(set), update.live(), update.restored() ? Mark.TAKEN_OFF : Mark.NONE));
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
                        .computeIfAbsent(form(row.row(), row.live()), f -> new ArrayList<>())
                        .add(row);
            } else {
                changes.add(new Change(row.row(), alongWith(row.set()), row.live(), Mark.ANY));
            }
        }
        update(changes);
        for (List<Retirement> alike : deletions.values()) {
            for (int from = 0; from < alike.size(); from += DELETED_TOGETHER) {
                delete(alike.subList(from, Math.min(alike.size(), from + DELETED_TOGETHER)));
            }
        }
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
            String form = form(change.at(), change.live()) + "|" + form(change.set()) + change.mark();
            forms.computeIfAbsent(form, f -> new ArrayList<>()).add(change);
        }
        for (List<Change> alike : forms.values()) {
            for (int from = 0; from < alike.size(); from += dialect.rowSetLimit()) {
                send(alike.subList(from, Math.min(alike.size(), from + dialect.rowSetLimit())));
            }
        }
    }

    private String form(BoundRow at, Map<Integer, Cell> live) {
        StringBuilder form = new StringBuilder();
        for (int index : table.layout().key()) {
            Cell cell = key(at, index);
            form.append(StagedSource.form(cell)).append(cell instanceof Cell.Null ? "n " : " ");
        }
        return form.append('|').append(form(new TreeMap<>(live))).toString();
    }

    private static String form(Map<Integer, Cell> cells) {
        StringBuilder form = new StringBuilder();
        cells.forEach((index, cell) -> form.append(index)
                .append(':')
                .append(StagedSource.form(cell))
                .append(cell instanceof Cell.Null ? "n " : " "));
        return form.toString();
    }

    private static Cell key(BoundRow at, int index) {
        Cell cell = at.cells()[index];
        return cell == null ? Cell.Null.INSTANCE : cell;
    }

    /** The conditions by which a row is found, and under which it is changed. */
    private record Conditions(List<String> on, List<String> guards) {}

    private Conditions conditions(StagedSource source, BoundRow at, Map<Integer, Cell> live) {
        List<String> on = new ArrayList<>();
        for (int index : table.layout().key()) {
            Column column = table.layout().columns().get(index);
            Cell cell = key(at, index);
            on.add(
                    cell instanceof Cell.Null
                            ? live(column) + " is null"
                            : live(column) + " = s." + source.add(column.type(), cell));
        }
        List<String> guards = new ArrayList<>();
        new TreeMap<>(live).forEach((index, cell) -> {
            Column column = table.layout().columns().get(index);
            if (cell instanceof Cell.Null) {
                guards.add(live(column) + " is null");
            } else if (cell instanceof Cell.Reference) {
                guards.add(live(column) + " = s." + source.add(column.type(), cell));
            } else {
                // By its text, since a column may hold what is no value of its type.
                guards.add(dialect.byteOrder(dialect.text(live(column), column.type())) + " = "
                        + dialect.byteOrder("s." + source.addText()));
            }
        });
        return new Conditions(on, guards);
    }

    private void addTexts(List<@Nullable String> row, BoundRow at, Map<Integer, Cell> live) {
        for (int index : table.layout().key()) {
            Cell cell = key(at, index);
            if (!(cell instanceof Cell.Null)) {
                row.addAll(StagedSource.texts(cell, texts.plain(cell, index)));
            }
        }
        new TreeMap<>(live).forEach((index, cell) -> {
            if (!(cell instanceof Cell.Null)) {
                row.addAll(StagedSource.texts(cell, texts.plain(cell, index)));
            }
        });
    }

    private String live(Column column) {
        return "t." + dialect.quote(column.name());
    }

    private void send(List<Change> alike) throws SQLException, RowsLost {
        Change first = alike.get(0);
        StagedSource source = new StagedSource(dialect);
        Conditions conditions = conditions(source, first.at(), first.live());
        Map<String, String> assignments = new LinkedHashMap<>();
        first.set().forEach((index, cell) -> {
            Column column = table.layout().columns().get(index);
            assignments.put(dialect.quote(column.name()), source.add(column.type(), cell));
        });
        Column softDelete = table.layout().softDelete();
        boolean takenOff = softDelete != null && first.mark() == Mark.TAKEN_OFF;
        if (softDelete != null && first.mark() != Mark.ANY) {
            conditions.guards().add(live(softDelete) + (first.mark() == Mark.NONE ? " is null" : " is not null"));
        }
        if (softDelete != null && takenOff) {
            assignments.put(dialect.quote(softDelete.name()), source.add(softDelete.type(), Cell.Null.INSTANCE));
        }
        List<@Nullable String[]> rows = new ArrayList<>();
        for (Change change : alike) {
            List<@Nullable String> row = new ArrayList<>();
            addTexts(row, change.at(), change.live());
            change.set().forEach((index, cell) -> row.addAll(StagedSource.texts(cell, texts.plain(cell, index))));
            if (takenOff) {
                row.add(null);
            }
            rows.add(row.toArray(new String[0]));
        }
        String sql = dialect.update(
                dialect.quote(table.table().name()), assignments, source.sql(), conditions.on(), conditions.guards());
        execute(sql, source.width(), rows);
    }

    private void delete(List<Retirement> alike) throws SQLException, RowsLost {
        Retirement first = alike.get(0);
        StagedSource source = new StagedSource(dialect);
        Conditions conditions = conditions(source, first.row(), first.live());
        List<String> found = new ArrayList<>(conditions.on());
        found.addAll(conditions.guards());
        String rowsAsPlanned = dialect.quote(table.table().name()) + " as t where exists (select 1 from ("
                + source.sql() + ") as s where " + String.join(" and ", found) + ")";
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
            addTexts(row, retirement.row(), retirement.live());
            rows.add(row.toArray(new String[0]));
        }
        if (!first.incoming().isEmpty() && !dialect.lockForDeletion().isEmpty()) {
            lock("select 1 from " + rowsAsPlanned + dialect.lockForDeletion(), source.width(), rows);
        }
        execute(sql.toString(), source.width(), rows);
    }

    private void lock(String sql, int width, List<@Nullable String[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, rows);
            statement.executeQuery().close();
        }
    }

    private void execute(String sql, int width, List<@Nullable String[]> rows) throws SQLException, RowsLost {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, rows);
            RowsLost.expect(planned, rows.size(), statement.executeUpdate());
        }
    }
}
