package dev.seedbed.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Live references to rows that are renamed by the same run, or wait for that: by the keys that these declare. */
final class FormerReferences {
    private final BoundTables tables;
    private final Map<BoundTable, PlannedTable> planned;
    private final Map<RefShape, Map<List<@Nullable String>, List<@Nullable String>>> known = new HashMap<>();

    FormerReferences(BoundTables tables, Map<BoundTable, PlannedTable> planned) {
        this.tables = tables;
        this.planned = planned;
    }

    /** The texts by which a live reference is called once rows have their new names; null where they stay what they are. */
    @Nullable
    String @Nullable [] present(RefShape shape, @Nullable String[] live) {
        List<@Nullable String> now = known.computeIfAbsent(shape, this::names).get(Arrays.asList(live));
        return now == null ? null : now.toArray(new String[0]);
    }

    private Map<List<@Nullable String>, List<@Nullable String>> names(RefShape shape) {
        Map<List<@Nullable String>, List<@Nullable String>> names = new HashMap<>();
        BoundTable bound = tables.bound(shape.target());
        PlannedTable target = bound == null ? null : planned.get(bound);
        if (target == null || !target.hasFormerKeys()) {
            return names;
        }
        try (BoundTable.Cursor rows = target.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                Cell.Reference former = target.formerReference(row.ordinal(), shape);
                Cell.Reference now = former == null ? null : NamedRows.reference(target.table(), row, shape);
                if (former != null && now != null) {
                    names.put(former.leaves(), now.leaves());
                }
            }
        }
        return names;
    }
}
