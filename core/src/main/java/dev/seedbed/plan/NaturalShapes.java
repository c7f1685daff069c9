package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.UniqueKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a foreign-key column names the row it refers to, so that people can read it: as the seeds do, else by the key with
 * which the target is seeded.
 */
final class NaturalShapes {
    private static final int DEEPEST = 4;

    /** SQLite joins 64 tables, and a statement may name several columns. */
    static final int MOST_TABLES = 20;

    private final BoundTables tables;

    NaturalShapes(BoundTables tables) {
        this.tables = tables;
    }

    /** Null for a column that refers to nothing, or to rows that only their own value, or a key over too many tables, names. */
    @Nullable
    RefShape of(Table owner, Column column) {
        BoundTable bound = tables.bound(owner);
        int index = bound == null ? -1 : bound.layout().index(column);
        RefShape declared = bound == null || index < 0 ? null : bound.referenceShape(index);
        return declared == null ? byKey(owner, column) : declared;
    }

    /**
     * By the key with which the target is seeded. Null, too, where that key is not unique in the database, or may be NULL in
     * a part, so that nobody could find the row by it once its seeds are not at hand.
     */
    @Nullable
    RefShape byUniqueKey(Table owner, Column column) {
        RefShape shape = byKey(owner, column);
        return shape != null && isUnique(shape) ? shape : null;
    }

    private @Nullable RefShape byKey(Table owner, Column column) {
        RefShape shape = byKey(owner, column, 0);
        return shape != null && shape.tables() <= MOST_TABLES ? shape : null;
    }

    private static boolean isUnique(RefShape shape) {
        List<String> columns = new ArrayList<>();
        boolean unique = true;
        for (RefShape.Lookup lookup : shape.lookups()) {
            columns.add(lookup.column().name());
            unique &= lookup.nested() == null || isUnique(lookup.nested());
        }
        UniqueKey key = unique ? shape.target().uniqueKeyOver(columns) : null;
        if (key == null) {
            return false;
        }
        for (RefShape.Lookup lookup : shape.lookups()) {
            // Of rows without a value in a part of the key there may be many.
            unique &= key.nullsEqual() || !lookup.column().nullable();
        }
        return unique;
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

    /** Of tables without seeds nothing is told, so their rows are named by the values that refer to them. */
    private List<Column> key(Table target) {
        BoundTable seeded = tables.bound(target);
        return seeded == null || seeded.hasMaskedKey() ? List.of() : seeded.keyColumns();
    }

    /** False where a reference would name, or try out, what is nobody's to know: other tables, and sensitive values. */
    boolean mayName(Table owner, Column column, RefShape shape) {
        BoundTable referring = tables.bound(owner);
        int index = referring == null ? -1 : referring.layout().index(column);
        return referring != null && index >= 0 && referring.forms(index).contains(shape) || isOpen(shape);
    }

    private boolean isOpen(RefShape shape) {
        BoundTable target = tables.bound(shape.target());
        if (target == null) {
            return false;
        }
        Set<String> open = new HashSet<>();
        target.keyColumns().forEach(each -> open.add(each.name()));
        for (UniqueKey key : shape.target().uniqueKeys()) {
            if (key.plain()) {
                open.addAll(key.columns());
            }
        }
        for (BoundTable.Part part : target.parts()) {
            for (String name : part.seeds().sensitive()) {
                Column sensitive = shape.target().column(name);
                if (sensitive != null) {
                    open.remove(sensitive.name());
                }
            }
        }
        for (RefShape.Lookup lookup : shape.lookups()) {
            RefShape nested = lookup.nested();
            if (!open.contains(lookup.column().name()) || nested != null && !isOpen(nested)) {
                return false;
            }
        }
        return true;
    }
}
