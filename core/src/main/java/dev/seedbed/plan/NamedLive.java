package dev.seedbed.plan;

import dev.seedbed.database.Column;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final Map<BoundRow, Set<Integer>> wanted = new LinkedHashMap<>();

    NamedLive(Planning planning, PlannedTable table) {
        this.planning = planning;
        this.table = table;
        this.natural = new NaturalShapes(planning.tables());
    }

    /**
     * Wants to know what a column of a row refers to that is declared as NULL and holds something.
     *
     * @param located the row with the key under which it is there
     */
    void add(BoundRow located, int index) {
        BoundTable bound = table.table();
        boolean isPlain = !(table.live().reference(located.ordinal(), index) instanceof Cell.Reference);
        if (isPlain && !bound.layout().sensitive()[index] && shape(index) != null) {
            wanted.computeIfAbsent(located, row -> new TreeSet<>()).add(index);
        }
    }

    private @Nullable RefShape shape(int index) {
        if (!shapes.containsKey(index)) {
            BoundTable bound = table.table();
            shapes.put(index, natural.of(bound.table(), bound.layout().columns().get(index)));
        }
        return shapes.get(index);
    }

    /** Has the database tell, for all rows together. */
    void read() throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        BoundTable bound = table.table();
        LiveQuery query = new LiveQuery(planning.dialect(), bound);
        StringBuilder outputs = new StringBuilder();
        Map<Integer, Integer> starts = new TreeMap<>();
        int next = 2;
        for (Map.Entry<Integer, @Nullable RefShape> each : shapes.entrySet()) {
            RefShape shape = each.getValue();
            if (shape == null) {
                continue;
            }
            Column column = bound.layout().columns().get(each.getKey());
            starts.put(each.getKey(), next);
            outputs.append(next == 2 ? "" : ", ").append(planning.dialect().text(query.live(column), column.type()));
            next += 1 + shape.leaves().size();
            int leaf = 0;
            for (String expression : query.leafExpressions(each.getKey(), shape)) {
                outputs.append(", ")
                        .append(planning.dialect()
                                .text(expression, shape.leaves().get(leaf++).type()));
            }
        }
        new KeyedRead(planning.connection(), planning.dialect(), bound, query, outputs.toString(), (row, live) -> {
                    for (int index : Objects.requireNonNull(wanted.get(row))) {
                        RefShape shape = Objects.requireNonNull(shapes.get(index));
                        int start = Objects.requireNonNull(starts.get(index));
                        @Nullable
                        String[] texts = new @Nullable String[shape.leaves().size()];
                        for (int i = 0; i < texts.length; i++) {
                            texts[i] = live.getString(start + 1 + i);
                        }
                        // One that is marked as deleted may have the same key.
                        boolean isIt = Objects.equals(table.live().stored(row.ordinal(), index), live.getString(start));
                        if (isIt && !Arrays.stream(texts).allMatch(Objects::isNull)) {
                            table.live().name(row.ordinal(), index, new Cell.Reference(shape, Arrays.asList(texts)));
                        }
                    }
                })
                .all(wanted.keySet());
    }
}
