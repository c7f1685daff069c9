package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.RefShape;
import dev.seedbed.plan.Step;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Inserts rows that need each other through columns that take no NULL: their identifiers are drawn first, and one
 * statement inserts all of them, since foreign keys are checked at its end.
 */
final class TogetherStatement {
    private final Connection connection;
    private final Dialect dialect;
    private final ValuesOnInsert values;

    TogetherStatement(Connection connection, Dialect dialect, ValuesOnInsert values) {
        this.connection = connection;
        this.dialect = dialect;
        this.values = values;
    }

    /** A row of the circle and what is known of it before it is inserted, by column of its layout or beside it. */
    private record Member(PlannedTable table, BoundRow row, Map<String, String> drawn, Map<Integer, String> known) {}

    /** Inserts them and returns the forms of the statements used. */
    List<InsertForm> run(Step.InsertTogether step) throws SQLException, RowsLost {
        List<Member> members = new ArrayList<>();
        for (Step.Insert insert : step.inserts()) {
            try (BoundTable.Cursor rows = insert.table().openInserts(insert.rows())) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    members.add(new Member(insert.table(), row, new HashMap<>(), new HashMap<>()));
                }
            }
        }
        for (Member member : members) {
            for (int i = 0; i < member.row().cells().length; i++) {
                if (member.row().cells()[i] instanceof Cell.Reference reference) {
                    Member target = find(members, reference);
                    if (target != null) {
                        member.known().put(i, value(target, reference.shape()));
                    }
                }
            }
        }
        return insert(members);
    }

    private static @org.jspecify.annotations.Nullable Member find(List<Member> members, Cell.Reference reference) {
        for (Member member : members) {
            if (member.table()
                            .table()
                            .table()
                            .name()
                            .equals(reference.shape().target().name())
                    && member.table().means(reference, member.row().ordinal())) {
                return member;
            }
        }
        return null;
    }

    /** The value of a column of a row that is not there yet. */
    private String value(Member target, RefShape shape) throws SQLException {
        Column column = shape.targetColumn();
        String drawn = target.drawn().get(column.name());
        if (drawn != null) {
            return drawn;
        }
        BoundTable table = target.table().table();
        int index = table.layout().index(column);
        Cell cell = index < 0 ? null : target.row().cells()[index];
        if (cell == null && index >= 0) {
            cell = table.layout().onInsert()[index];
        }
        String text = null;
        if (cell != null) {
            text = new RowTexts(table, values).plain(cell, index);
        } else {
            List<String> values = dialect.drawValues(connection, column, 1);
            text = values.isEmpty() ? null : values.get(0);
        }
        if (text == null) {
            throw new SeedException(Problem.of(
                    "Rows refer to each other in a circle, and the value of column \"" + column.label()
                            + "\" of table \"" + table + "\" cannot be known before they are inserted.",
                    target.row().seed().at(),
                    "declare the value of \"" + column.label() + "\", or let a column of the circle take NULL"));
        }
        target.drawn().put(column.name(), text);
        return text;
    }

    private List<InsertForm> insert(List<Member> members) throws SQLException, RowsLost {
        Map<InsertForm, List<RowTexts.Staged>> batches = new LinkedHashMap<>();
        for (Member member : members) {
            BoundTable table = member.table().table();
            Map<Integer, String> known = new HashMap<>(member.known());
            member.drawn().forEach((name, text) -> {
                Column column = Objects.requireNonNull(table.table().column(name));
                int index = table.layout().index(column);
                if (index >= 0) {
                    known.put(index, text);
                }
            });
            RowTexts.Staged staged = new RowTexts(table, values).stage(member.row(), null, known);
            staged = withDrawn(staged, member);
            batches.computeIfAbsent(staged.form(), f -> new ArrayList<>()).add(staged);
        }
        StringBuilder sql = new StringBuilder("with ");
        List<String> counts = new ArrayList<>();
        for (InsertForm form : batches.keySet()) {
            String name = "i" + counts.size();
            sql.append(counts.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(" as (")
                    .append(form.sql(dialect, dialect.rowSet(form.width()), false, true))
                    .append(" returning 1)");
            counts.add("(select count(*) from " + name + ")");
        }
        sql.append(" select ").append(String.join(" + ", counts));
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int next = 1;
            for (Map.Entry<InsertForm, List<RowTexts.Staged>> batch : batches.entrySet()) {
                next = dialect.bindRowSet(
                        statement,
                        next,
                        batch.getKey().width(),
                        batch.getValue().stream().map(RowTexts.Staged::texts).toList());
            }
            try (ResultSet arrived = statement.executeQuery()) {
                arrived.next();
                RowsLost.expect(members.get(0).table(), members.size(), arrived.getLong(1));
            }
        }
        return List.copyOf(batches.keySet());
    }

    /** Adds drawn identifiers whose columns no seed gives a value, and which the layout does not know therefore. */
    private static RowTexts.Staged withDrawn(RowTexts.Staged staged, Member member) {
        BoundTable table = member.table().table();
        Map<Column, String> extra = new LinkedHashMap<>();
        member.drawn().forEach((name, text) -> {
            Column column = Objects.requireNonNull(table.table().column(name));
            if (table.layout().index(column) < 0) {
                extra.put(column, text);
            }
        });
        return extra.isEmpty() ? staged : staged.with(extra);
    }
}
