package dev.seedbed.plan;

import dev.seedbed.database.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that rows do not have now, as plain foreign-key values say them, and that other rows have. */
final class TakenNames {
    private TakenNames() {}

    /** A name that a row might have left to another. */
    private record Asked(PlainLink.Named named, List<String> tokens, BoundRow under) {}

    /**
     * Finds them.
     *
     * @param columns those of the table to which the foreign key leads
     * @return by the ordinals of the rows, the tokens of such names
     */
    static Map<Integer, Set<List<String>>> of(
            Planning planning, BoundTable table, List<Column> columns, Collection<PlainLink.Named> rows)
            throws SQLException {
        List<Asked> asked = new ArrayList<>();
        for (PlainLink.Named named : rows) {
            named.elsewhere().forEach((tokens, under) -> asked.add(new Asked(named, tokens, under)));
        }
        List<BoundRow> wanted = new ArrayList<>();
        asked.forEach(each -> wanted.add(each.under().numbered(wanted.size())));
        asked.forEach(each -> wanted.add(each.named().located().numbered(wanted.size())));
        int[] by = columns.stream().mapToInt(table.layout()::index).toArray();
        for (BoundRow row : wanted) {
            form(table, row, by);
            form(table, row, table.layout().key());
        }
        LiveQuery query = new LiveQuery(planning.dialect(), table);
        List<Set<String>> live = new ArrayList<>();
        wanted.forEach(row -> live.add(new HashSet<>()));
        new KeyedRead(
                        planning.connection(),
                        planning.dialect(),
                        table,
                        query,
                        by,
                        query.outputs(),
                        (row, found) -> live.get(row.ordinal())
                                .add(query.keyText(
                                        asked.get(row.ordinal() % asked.size())
                                                .named()
                                                .located(),
                                        found,
                                        2)))
                .all(wanted);
        Map<Integer, Set<List<String>>> taken = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked each = asked.get(i);
            // Two texts may be one value to the database, and so one row.
            if (!live.get(asked.size() + i).containsAll(live.get(i))) {
                taken.computeIfAbsent(each.named().row().ordinal(), n -> new HashSet<>())
                        .add(each.tokens());
            }
        }
        return taken;
    }

    private static void form(BoundTable table, BoundRow row, int[] columns) {
        for (int index : columns) {
            table.form(index, row.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null);
        }
    }
}
