package dev.seedbed.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of rows as the database spells them, so that rows which are named in different ways can be told apart. */
final class LiveKeys {
    private final Planning planning;
    private final PlannedTable table;

    LiveKeys(Planning planning, PlannedTable table) {
        this.planning = planning;
        this.table = table;
    }

    /**
     * The keys of rows as they stand in the table, which may spell or round them otherwise than the seeds; of a row that is
     * not there as the seeds have it.
     */
    List<String> of(List<BoundRow> located) throws SQLException {
        BoundTable bound = table.table();
        List<String> keys = new ArrayList<>();
        List<BoundRow> numbered = new ArrayList<>();
        for (BoundRow row : located) {
            keys.add(bound.keyText(row));
            numbered.add(row.numbered(numbered.size()));
        }
        BoundRow like = like(table);
        if (like != null && !numbered.isEmpty()) {
            for (int index : bound.layout().key()) {
                bound.form(index, like.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null);
            }
            LiveQuery query = new LiveQuery(planning.dialect(), bound);
            new KeyedRead(
                            planning.connection(),
                            planning.dialect(),
                            bound,
                            query,
                            query.outputs(),
                            (row, live) -> keys.set(row.ordinal(), query.keyText(like, live, 2)))
                    .all(numbered);
        }
        return keys;
    }

    /** A row that shows in what form the rows of a table are named. */
    static @Nullable BoundRow like(@Nullable PlannedTable table) {
        if (table == null) {
            return null;
        }
        if (!table.namedRetired().isEmpty()) {
            return table.namedRetired().get(0);
        }
        return table.updates().isEmpty()
                ? null
                : table.located(table.updates().get(0).row());
    }
}
