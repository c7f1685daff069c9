package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a foreign-key column names the row it refers to, so that people can read it: as the seeds do, else by the key with
 * which the target is seeded, else by a unique key that nobody numbers.
 */
final class NaturalShapes {
    private static final int DEEPEST = 4;

    private final BoundTables tables;

    NaturalShapes(BoundTables tables) {
        this.tables = tables;
    }

    /** Null for a column that refers to nothing, or to rows that only their own value names. */
    @Nullable
    RefShape of(Table owner, Column column) {
        BoundTable bound = tables.bound(owner);
        int index = bound == null ? -1 : bound.layout().index(column);
        RefShape declared = bound == null || index < 0 ? null : bound.referenceShape(index);
        return declared == null ? byKey(owner, column, 0) : declared;
    }

    private @Nullable RefShape byKey(Table owner, Column column, int depth) {
        ForeignKey foreignKey = owner.foreignKey(column);
        Table target = foreignKey == null ? null : tables.catalogue().table(foreignKey.target());
        if (foreignKey == null || target == null || target.obstacle() != null || depth > DEEPEST) {
            return null;
        }
        Column targetColumn = target.column(
                foreignKey.targetColumns().get(foreignKey.columns().indexOf(column.name())));
        List<Column> key = key(target);
        if (targetColumn == null || key.isEmpty()) {
            return null;
        }
        List<RefShape.Lookup> lookups = new ArrayList<>();
        for (Column part : key) {
            lookups.add(new RefShape.Lookup(part, byKey(target, part, depth + 1)));
        }
        lookups.sort(Comparator.comparingInt(lookup -> target.columns().indexOf(lookup.column())));
        RefShape shape = new RefShape(target, targetColumn, lookups);
        boolean saysTheValue = lookups.size() == 1
                && lookups.get(0).nested() == null
                && lookups.get(0).column().name().equals(targetColumn.name());
        return saysTheValue ? null : shape;
    }

    private List<Column> key(Table target) {
        BoundTable seeded = tables.bound(target);
        if (seeded != null) {
            return seeded.hasMaskedKey() ? List.of() : seeded.keyColumns();
        }
        return target.uniqueKeys().stream()
                .filter(UniqueKey::plain)
                .map(key -> columns(target, key))
                .filter(columns -> columns.stream().noneMatch(NaturalShapes::isNumber))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private static boolean isNumber(Column column) {
        return column.nullable()
                || column.computed()
                || column.identity() != Column.Identity.NONE
                || column.sequence() != null;
    }

    private static List<Column> columns(Table table, UniqueKey key) {
        List<Column> columns = new ArrayList<>();
        for (String name : key.columns()) {
            Column column = table.column(name);
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }
}
