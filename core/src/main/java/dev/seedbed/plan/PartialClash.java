package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Clashes over unique indexes that cover some rows only, or expressions: the rows to insert are laid out as rows of the
 * table, so that the database evaluates the index's own predicate and expressions over them.
 */
final class PartialClash {
    /** Defaults that mean the same for every row; others are not known before the insert. */
    private static final Pattern CONSTANT =
            Pattern.compile("(?:'(?:[^']|'')*'|-?[0-9.]+|true|false|NULL)(?:::[\\w \"\\[\\](),.]+)?");

    private final Connection connection;
    private final Dialect dialect;
    private final PlannedTable table;

    PartialClash(Connection connection, Dialect dialect, PlannedTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    void run() throws SQLException {
        for (UniqueKey key : table.table().table().uniqueKeys()) {
            if (!key.plain() && !key.expressions().isEmpty()) {
                run(key);
            }
        }
    }

    private void run(UniqueKey key) throws SQLException {
        Map<String, List<BoundRow>> batches = new LinkedHashMap<>();
        try (BoundTable.Cursor rows = table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                String form = form(key, row);
                if (form != null) {
                    List<BoundRow> batch = batches.computeIfAbsent(form, f -> new ArrayList<>());
                    batch.add(row);
                    if (batch.size() >= dialect.rowSetLimit()) {
                        ask(key, batch);
                        batch.clear();
                    }
                }
            }
        }
        for (List<BoundRow> batch : batches.values()) {
            if (!batch.isEmpty()) {
                ask(key, batch);
            }
        }
    }

    /** Which columns are given how; null where the index asks for one whose value is not known yet. */
    private @Nullable String form(UniqueKey key, BoundRow row) {
        StringBuilder form = new StringBuilder();
        for (Column column : table.table().table().columns()) {
            Cell cell = cell(row, column);
            boolean unknown = cell instanceof Cell.Reference
                    || cell instanceof Cell.Generated
                    || cell == null && !isConstant(column);
            if (unknown && mentions(key, column)) {
                return null;
            }
            form.append(cell instanceof Cell.Text ? 't' : cell instanceof Cell.Null ? 'n' : '-');
        }
        return form.toString();
    }

    private @Nullable Cell cell(BoundRow row, Column column) {
        int index = table.table().layout().index(column);
        if (index < 0) {
            return null;
        }
        Cell cell = row.cells()[index];
        return cell == null ? table.table().layout().onInsert()[index] : cell;
    }

    private static boolean isConstant(Column column) {
        if (column.computed() || column.identity() != Column.Identity.NONE) {
            return false;
        }
        return column.defaultSql() == null
                || CONSTANT.matcher(column.defaultSql()).matches();
    }

    private static boolean mentions(UniqueKey key, Column column) {
        String predicate = key.predicate();
        return key.expressions().stream().anyMatch(expression -> expression.contains(column.name()))
                || predicate != null && predicate.contains(column.name());
    }

    private void ask(UniqueKey key, List<BoundRow> rows) throws SQLException {
        List<@Nullable String[]> staged = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        int width = 0;
        for (Column column : table.table().table().columns()) {
            Cell cell = cell(rows.get(0), column);
            String value;
            if (cell instanceof Cell.Text) {
                value = dialect.typed("d.v" + ++width, column.type());
            } else if (cell == null && isConstant(column) && column.defaultSql() != null) {
                value = column.defaultSql();
            } else {
                value = "cast(null as " + column.type().sql() + ")";
            }
            columns.add(value + " as " + dialect.quote(column.name()));
        }
        for (BoundRow row : rows) {
            List<@Nullable String> texts = new ArrayList<>();
            for (Column column : table.table().table().columns()) {
                if (cell(row, column) instanceof Cell.Text text) {
                    texts.add(text.text());
                }
            }
            staged.add(texts.toArray(new String[0]));
        }
        StringBuilder expressions = new StringBuilder();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < key.expressions().size(); i++) {
            expressions
                    .append(", (")
                    .append(key.expressions().get(i))
                    .append(") as e")
                    .append(i);
            same.add("l.e" + i + " = n.e" + i);
        }
        String where = key.predicate() == null ? "" : " where " + key.predicate();
        String sql = "select n.seedbed_ord from (select seedbed_ord" + expressions
                + " from (select d.ord as seedbed_ord, "
                + String.join(", ", columns) + " from " + dialect.rowSet(width) + ") x" + where + ") n join (select 1"
                + expressions + " from " + dialect.quote(table.table().table().name()) + where + ") l on "
                + String.join(" and ", same);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, staged);
            try (ResultSet clashes = statement.executeQuery()) {
                while (clashes.next()) {
                    table.decide(
                            rows.get(clashes.getInt(1) - 1).ordinal(),
                            Fate.BLOCKED,
                            new PlannedTable.Detail(
                                    "unique-clash",
                                    "another row has the same value in the unique index \"" + key.name() + "\""));
                }
            }
        }
    }
}
