package dev.seedbed.export;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns are written as references. A run finds the row referred to by the one column that refers; where that is
 * not unique by itself, which only foreign keys of several columns can have, the values stand for themselves, if they
 * mean anything elsewhere.
 */
final class References {
    private static final int MOST_STEPS = 16;

    private final Catalogue catalogue;

    References(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The foreign key through which a column is written as a reference; null where it is written as a value. */
    @Nullable
    ForeignKey of(Table table, Column column) {
        ForeignKey foreignKey = table.foreignKey(column);
        return foreignKey == null || (!canBeNamed(table, foreignKey) && meansItself(table, foreignKey, 0))
                ? null
                : foreignKey;
    }

    /** True where each column that refers through it leads to one row alone. */
    boolean canBeNamed(Table table, ForeignKey foreignKey) {
        Table target = catalogue.table(foreignKey.target());
        return foreignKey.columns().size() == 1
                || target == null
                || referring(table, foreignKey).stream()
                        .allMatch(i -> target.uniqueKeyOver(
                                        List.of(foreignKey.targetColumns().get(i)))
                                != null);
    }

    /** The positions of the columns that refer through this foreign key rather than through a shorter one. */
    private static List<Integer> referring(Table table, ForeignKey foreignKey) {
        return java.util.stream.IntStream.range(0, foreignKey.columns().size())
                .filter(i -> {
                    Column column = table.column(foreignKey.columns().get(i));
                    return column != null && foreignKey.equals(table.foreignKey(column));
                })
                .boxed()
                .toList();
    }

    /** True where the values of its columns are nobody's running numbers. */
    private boolean meansItself(Table table, ForeignKey foreignKey, int steps) {
        Table target = catalogue.table(foreignKey.target());
        return target != null
                && referring(table, foreignKey).stream().allMatch(i -> {
                    Column column = target.column(foreignKey.targetColumns().get(i));
                    return column != null && meansItself(target, column, steps);
                });
    }

    private boolean meansItself(Table table, Column column, int steps) {
        if (steps > MOST_STEPS
                || column.computed()
                || column.identity() != Column.Identity.NONE
                || NaturalKeys.isUuid(column)) {
            return false;
        }
        ForeignKey foreignKey = table.foreignKey(column);
        if (foreignKey == null) {
            return ColumnDefault.of(column) != ColumnDefault.GENERATED;
        }
        Table target = catalogue.table(foreignKey.target());
        Column to = target == null
                ? null
                : target.column(
                        foreignKey.targetColumns().get(foreignKey.columns().indexOf(column.name())));
        return target != null && to != null && meansItself(target, to, steps + 1);
    }
}
