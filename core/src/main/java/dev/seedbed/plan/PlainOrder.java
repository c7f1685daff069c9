package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order that rows of a group need since they mean each other by the plain values of foreign keys: no reference has to
 * be looked up, but the database checks them. Most tables go in by one statement, or as they are declared; then nothing is
 * ordered.
 */
final class PlainOrder {
    private final Dialect dialect;
    private final boolean copies;
    private final List<PlannedTable> group;
    private final List<PlainKey> keys = new ArrayList<>();
    private final Map<PlannedTable, RowForms> forms = new HashMap<>();

    /** Those that go in by one statement. */
    private final Set<PlannedTable> whole = new HashSet<>();

    PlainOrder(Planning planning, List<PlannedTable> group) throws SQLException {
        this.dialect = planning.dialect();
        this.group = group;
        for (PlannedTable table : group) {
            for (ForeignKey key : table.table().table().foreignKeys()) {
                PlannedTable target = member(planning, key);
                PlainKey plain = target == null ? null : PlainKey.of(table, key, target);
                if (target != null && plain != null && writes(table) && writes(target)) {
                    keys.add(plain);
                }
            }
        }
        this.copies = !keys.isEmpty() && dialect.copies(planning.connection());
    }

    /** The table of the group to which a foreign key leads; null where its check needs no order. */
    private @Nullable PlannedTable member(Planning planning, ForeignKey key) {
        // One that waits needs none, unless it may be made at once after all, which only some databases allow.
        boolean waits = key.deferrable() && !dialect.insertsTogether();
        Table target = planning.tables().catalogue().table(key.target());
        BoundTable bound = target == null || waits ? null : planning.tables().bound(target);
        PlannedTable planned = bound == null ? null : planning.planned().get(bound);
        return planned != null && group.contains(planned) ? planned : null;
    }

    private static boolean writes(PlannedTable table) {
        return table.inserts() > 0 || !table.renames().isEmpty();
    }

    /**
     * Edges from rows to those that have to be there before them; none where all are written in such an order anyway.
     *
     * @param waves true where other edges have rows go in by several statements
     */
    List<SharedFates.Edge> edges(boolean waves) {
        if (keys.isEmpty() || !waves && keys.stream().allMatch(this::isInOrder)) {
            return List.of();
        }
        group.forEach(this::read);
        boolean[] inOrder = {!waves};
        for (PlainKey key : keys) {
            key.each((row, column, ordinal) -> inOrder[0] = inOrder[0] && isInOrder(key, row, ordinal));
        }
        List<SharedFates.Edge> edges = new ArrayList<>();
        for (PlainKey key : inOrder[0] ? List.<PlainKey>of() : keys) {
            key.each((row, column, ordinal) -> edges.add(new SharedFates.Edge(
                    key.from(), row, column, key.to(), ordinal, null, areAlike(key, row, ordinal))));
        }
        return edges;
    }

    /** True where no row needs to be looked at. */
    private boolean isInOrder(PlainKey key) {
        if (!key.from().renames().isEmpty() && key.inKey() >= 0) {
            return false;
        }
        return key.from().equals(key.to())
                ? isOneStatement(key.from())
                : group.indexOf(key.to()) < group.indexOf(key.from());
    }

    private boolean isOneStatement(PlannedTable table) {
        int rows = table.inserts();
        return table.uniform() && (rows > dialect.rowSetLimit() ? copies : !dialect.checksEachRow());
    }

    /** True where a row is written after another without any edge between them. */
    private boolean isInOrder(PlainKey key, int row, int ordinal) {
        if (key.to().fate(ordinal) == Fate.RENAME) {
            return true;
        }
        if (key.from().fate(row) == Fate.RENAME) {
            return false;
        }
        if (!key.from().equals(key.to())) {
            return group.indexOf(key.to()) < group.indexOf(key.from());
        }
        RowForms rows = forms(key.from());
        boolean later = ordinal > row;
        if (areAlike(key, row, ordinal)) {
            return !later || whole.contains(key.from()) || goesAtOnce(rows, ordinal);
        }
        return goesAtOnce(rows, ordinal) && goesAtOnce(rows, row) && rows.of(ordinal) < rows.of(row);
    }

    /** True where the rows of a form wait for each other, and then for those of forms that came before theirs. */
    private boolean goesAtOnce(RowForms rows, int ordinal) {
        return rows.rowsLike(ordinal) < dialect.rowSetLimit();
    }

    private boolean areAlike(PlainKey key, int row, int ordinal) {
        return key.from().equals(key.to())
                && !dialect.checksEachRow()
                && key.from().fate(row) == Fate.INSERT
                && key.to().fate(ordinal) == Fate.INSERT
                && forms(key.from()).of(row) == forms(key.from()).of(ordinal);
    }

    private RowForms forms(PlannedTable table) {
        return Objects.requireNonNull(forms.get(table));
    }

    private void read(PlannedTable table) {
        RowForms known = new RowForms(table);
        forms.put(table, known);
        if (isOneStatement(table)) {
            whole.add(table);
        }
        List<PlainKey> leading =
                keys.stream().filter(key -> key.to().equals(table)).toList();
        List<PlainKey> given =
                keys.stream().filter(key -> key.from().equals(table)).toList();
        for (BoundRow row : renamed(table)) {
            leading.forEach(key -> key.add(row));
            given.stream().filter(key -> key.inKey() >= 0).forEach(key -> key.addGiven(row, true));
        }
        try (BoundTable.Cursor rows = table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                known.add(row);
                for (PlainKey key : leading) {
                    key.add(row);
                }
                for (PlainKey key : given) {
                    key.addGiven(row, false);
                }
            }
        }
    }

    private static List<BoundRow> renamed(PlannedTable table) {
        return table.updates().stream()
                .map(RowUpdate::row)
                .filter(row -> table.fate(row.ordinal()) == Fate.RENAME)
                .toList();
    }
}
