package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How references of one column name their target: by which columns of it, some of which may be references themselves.
 *
 * @param target the table referred to
 * @param targetColumn the column whose value the reference stands for
 * @param lookups the columns that identify the target row
 */
record RefShape(Table target, Column targetColumn, List<Lookup> lookups) {
    /**
     * One column of the target.
     *
     * @param nested how its value names a third row, where it is a reference itself; else null
     */
    record Lookup(Column column, @Nullable RefShape nested) {}

    /**
     * A text that a reference consists of.
     *
     * @param path its name below the referring column, such as {@code organization_id.slug}
     */
    record Leaf(String path, ColumnType type) {}

    RefShape {
        lookups = List.copyOf(lookups);
    }

    List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        collect("", leaves);
        return leaves;
    }

    private void collect(String prefix, List<Leaf> leaves) {
        for (Lookup lookup : lookups) {
            String path = prefix + lookup.column().label();
            if (lookup.nested() == null) {
                leaves.add(new Leaf(path, lookup.column().type()));
            } else {
                lookup.nested().collect(path + ".", leaves);
            }
        }
    }

    List<Column> lookupColumns() {
        return lookups.stream().map(Lookup::column).toList();
    }
}
