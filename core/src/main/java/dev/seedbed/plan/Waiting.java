package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is there and waits for {@code update}: rows under a former key, and retired rows. */
final class Waiting {
    private final Connection connection;
    private final Dialect dialect;
    private final RowBinder binder;
    private final List<RowChange> changes;

    Waiting(Connection connection, Dialect dialect, RowBinder binder, List<RowChange> changes) {
        this.connection = connection;
        this.dialect = dialect;
        this.binder = binder;
        this.changes = changes;
    }

    void run(PlannedTable table) throws SQLException {
        if (table.inserts() > 0 && !table.table().streamed()) {
            renames(table);
        }
        for (BoundTable.Part part : table.table().parts()) {
            for (SeedTable.Retired retired : part.seeds().retired()) {
                retired(table, part, retired);
            }
        }
    }

    private void renames(PlannedTable table) throws SQLException {
        List<BoundRow> renamed = new ArrayList<>();
        try (BoundTable.Cursor rows = table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (!row.seed().directives().formerly().isEmpty()) {
                    renamed.add(row);
                }
            }
        }
        for (BoundRow row : renamed) {
            for (Map<String, SeedValue> formerly : row.seed().directives().formerly()) {
                BoundRow former = bind(table, row.part(), formerly, row);
                if (former != null && exists(table, former)) {
                    table.decide(
                            row.ordinal(),
                            Fate.KEEP,
                            new PlannedTable.Detail(
                                    "rename-waiting",
                                    "there under its former key "
                                            + table.table().describeKey(former) + "; waits for update"));
                    table.foundUnderFormerKey(row.ordinal(), texts(table, former));
                    break;
                }
            }
        }
    }

    private void retired(PlannedTable table, BoundTable.Part part, SeedTable.Retired retired) throws SQLException {
        BoundRow row = bind(table, part, retired.columns(), retired.at());
        if (row != null && exists(table, row)) {
            changes.add(new RowChange(
                    part.unit().name(),
                    part.seeds().table(),
                    table.table().naturalKey(row),
                    Action.KEEP,
                    "retire-waiting",
                    Map.of(),
                    "retired, and still there; waits for update",
                    retired.at()));
        }
    }

    private @Nullable BoundRow bind(
            PlannedTable table, BoundTable.Part part, Map<String, SeedValue> formerly, BoundRow now) {
        Map<String, SeedValue> key = new LinkedHashMap<>();
        for (int index : table.table().layout().key()) {
            SeedValue value = BoundTable.declared(table.table(), now.seed(), index);
            if (value != null) {
                key.put(table.table().layout().columns().get(index).name(), value);
            }
        }
        for (Map.Entry<String, SeedValue> former : formerly.entrySet()) {
            Column column = table.table().table().column(former.getKey());
            key.put(column == null ? former.getKey() : column.name(), former.getValue());
        }
        return bind(table, part, key, now.seed().at());
    }

    private @Nullable BoundRow bind(PlannedTable table, BoundTable.Part part, Map<String, SeedValue> key, Location at) {
        int before = binder.problems().size();
        for (String name : key.keySet()) {
            if (table.table().table().column(name) == null) {
                binder.problems()
                        .add(
                                "Table \"" + table.table() + "\" has no column \"" + name + "\".",
                                at,
                                "table " + table.table(),
                                "correct its name");
                return null;
            }
        }
        BoundRow row = binder.bindKey(
                table.table(),
                part,
                new SeedRow(List.copyOf(key.keySet()), List.copyOf(key.values()), SeedRow.Directives.NONE, at));
        return binder.problems().size() > before ? null : row;
    }

    private int[] forms(PlannedTable table, BoundRow row) {
        int[] key = table.table().layout().key();
        int[] forms = new int[key.length];
        for (int k = 0; k < key.length; k++) {
            forms[k] = table.table()
                    .form(key[k], row.cells()[key[k]] instanceof Cell.Reference reference ? reference.shape() : null);
        }
        return forms;
    }

    private List<@Nullable String> texts(PlannedTable table, BoundRow row) {
        return new LiveQuery(dialect, table.table())
                .texts(row, table.table().layout().key(), forms(table, row));
    }

    private boolean exists(PlannedTable table, BoundRow row) throws SQLException {
        int[] key = table.table().layout().key();
        int[] forms = forms(table, row);
        LiveQuery query = new LiveQuery(dialect, table.table());
        List<@Nullable String> texts = query.texts(row, key, forms);
        boolean[] isNull = new boolean[texts.size()];
        for (int i = 0; i < isNull.length; i++) {
            isNull[i] = texts.get(i) == null;
        }
        String condition = query.condition(key, forms, isNull);
        String sql =
                "select d.ord from " + query.from() + " join " + dialect.rowSet(isNull.length) + " on " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<@Nullable String[]> staged = new ArrayList<>();
            staged.add(texts.toArray(new String[0]));
            dialect.bindRowSet(statement, 1, isNull.length, staged);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
