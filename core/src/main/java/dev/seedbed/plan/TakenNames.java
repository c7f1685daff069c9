package dev.seedbed.plan;

import dev.seedbed.database.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names that rows do not have now, as plain foreign-key values say them, and that other rows have. */
final class TakenNames {
    private TakenNames() {}

    /**
     * A name that a row has not, of which one value is looked at.
     *
     * @param ordinal of the row
     * @param position of the value in the foreign key
     */
    record Name(int ordinal, int position, List<String> tokens) {}

    /** A name that a row might have left to another. */
    private record Asked(PlainLink.Named named, Name name, BoundRow under) {}

    /**
     * Finds them. Of a foreign key over several columns, a value may also be another row's together with what the others
     * hold now.
     *
     * @param columns those of the table to which the foreign key leads
     */
    static Set<Name> of(Planning planning, BoundTable table, List<Column> columns, Collection<PlainLink.Named> rows)
            throws SQLException {
        int[] by = columns.stream().mapToInt(table.layout()::index).toArray();
        List<Asked> asked = new ArrayList<>();
        for (PlainLink.Named named : rows) {
            named.elsewhere().forEach((tokens, under) -> {
                for (int position = 0; position < by.length; position++) {
                    Name name = new Name(named.row().ordinal(), position, tokens);
                    asked.add(new Asked(named, name, under));
                    if (by.length > 1) {
                        asked.add(new Asked(named, name, mixed(named.located(), under, by[position])));
                    }
                }
            });
        }
        List<BoundRow> wanted = new ArrayList<>();
        asked.forEach(each -> wanted.add(each.under().numbered(wanted.size())));
        asked.forEach(each -> wanted.add(each.named().located().numbered(wanted.size())));
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
        Set<Name> taken = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            // Two texts may be one value to the database, and so one row.
            if (!live.get(asked.size() + i).containsAll(live.get(i))) {
                taken.add(asked.get(i).name());
            }
        }
        return taken;
    }

    private static BoundRow mixed(BoundRow located, BoundRow under, int column) {
        @Nullable Cell[] cells = located.cells().clone();
        cells[column] = under.cells()[column];
        return new BoundRow(located.ordinal(), located.part(), located.seed(), cells);
    }

    private static void form(BoundTable table, BoundRow row, int[] columns) {
        for (int index : columns) {
            table.form(index, row.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null);
        }
    }
}
