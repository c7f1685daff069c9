package dev.seedbed.plan;

import dev.seedbed.database.Column;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows to which columns of differing rows refer where no declared row refers there by a name: they are called by their
 * natural keys all the same, since a number tells nobody anything, and means another row in another database.
 */
final class NamedLive {
    private final Planning planning;
    private final PlannedTable table;
    private final NaturalShapes natural;
    private final Map<Integer, @Nullable RefShape> shapes = new TreeMap<>();
    private final Map<Integer, Map<Integer, BoundRow>> alive = new TreeMap<>();
    private final Map<Integer, Map<Integer, BoundRow>> deleted = new TreeMap<>();

    NamedLive(Planning planning, PlannedTable table) {
        this.planning = planning;
        this.table = table;
        this.natural = new NaturalShapes(planning.tables());
    }

    /**
     * Wants to know what a column of a row refers to that is declared as NULL and holds something.
     *
     * @param located the row with the key under which it is there
     * @param planted what Seedbed may have planted there: a value that was declared as it is, is told as it is
     * @param isAlive whether the row is one that is not marked as deleted by hand
     */
    void add(BoundRow located, int index, List<Cell> planted, boolean isAlive) {
        BoundTable bound = table.table();
        boolean isPlain = !(table.live().reference(located.ordinal(), index) instanceof Cell.Reference);
        if (isPlain && !bound.layout().sensitive()[index] && !holdText(planted) && shape(index) != null) {
            (isAlive ? alive : deleted)
                    .computeIfAbsent(index, i -> new LinkedHashMap<>())
                    .put(located.ordinal(), located);
        }
    }

    /** True where one of some values was declared as it is, and not by the name of a row. */
    static boolean holdText(List<Cell> cells) {
        for (Cell cell : cells) {
            if (cell instanceof Cell.Text) {
                return true;
            }
        }
        return false;
    }

    private @Nullable RefShape shape(int index) {
        if (!shapes.containsKey(index)) {
            BoundTable bound = table.table();
            shapes.put(
                    index,
                    natural.byUniqueKey(bound.table(), bound.layout().columns().get(index)));
        }
        return shapes.get(index);
    }

    /** Has the database tell, column by column, for all rows together. */
    void read() throws SQLException {
        for (Map.Entry<Integer, Map<Integer, BoundRow>> column : alive.entrySet()) {
            read(column.getKey(), column.getValue(), true);
        }
        for (Map.Entry<Integer, Map<Integer, BoundRow>> column : deleted.entrySet()) {
            read(column.getKey(), column.getValue(), false);
        }
    }

    private void read(int index, Map<Integer, BoundRow> rows, boolean isAlive) throws SQLException {
        RefShape shape = Objects.requireNonNull(shapes.get(index));
        LiveQuery query = new LiveQuery(planning.dialect(), table.table());
        StringBuilder outputs = new StringBuilder();
        int leaf = 0;
        for (String expression : query.leafExpressions(index, shape)) {
            outputs.append(leaf == 0 ? "" : ", ")
                    .append(planning.dialect()
                            .text(expression, shape.leaves().get(leaf++).type()));
        }
        Column mark = table.table().layout().softDelete();
        String marked = mark == null ? "" : " and " + query.live(mark) + " is not null";
        KeyedRead.Found found = (row, live) -> {
            @Nullable String[] texts = new @Nullable String[shape.leaves().size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = live.getString(i + 2);
            }
            if (LiveQuery.cell(shape, texts) instanceof Cell.Reference named) {
                table.live().name(row.ordinal(), index, named);
            }
        };
        // Of two rows with one key, of which one is marked as deleted, the other is not asked for.
        new KeyedRead(planning.connection(), planning.dialect(), table.table(), query, outputs.toString(), found)
                .where(isAlive ? query.alive() : marked)
                .all(rows.values());
    }
}
